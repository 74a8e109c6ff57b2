"""Operations on pull requests; https://docs.github.com/rest/pulls."""
