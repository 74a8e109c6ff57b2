"""Operations under GitHub's heading `operations`; https://docs.github.com/rest/."""
