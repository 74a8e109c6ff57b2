"""Operations on the git database; https://docs.github.com/rest/git."""
