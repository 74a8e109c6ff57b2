"""Operations on checks; https://docs.github.com/rest/checks."""
