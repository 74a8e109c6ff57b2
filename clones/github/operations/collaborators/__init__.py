"""Operations under GitHub's heading `collaborators`; https://docs.github.com/rest/collaborators."""
