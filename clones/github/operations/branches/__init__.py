"""Operations on branches; https://docs.github.com/rest/branches."""
