"""Operations under GitHub's heading `repos`; https://docs.github.com/rest/repos."""
