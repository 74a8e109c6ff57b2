"""Operations on apps; https://docs.github.com/rest/apps."""
