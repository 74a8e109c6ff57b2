"""Operations on releases; https://docs.github.com/rest/releases."""
