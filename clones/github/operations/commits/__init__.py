"""Operations on commits; https://docs.github.com/rest/commits."""
