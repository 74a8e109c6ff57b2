"""Operations under GitHub's heading `search`; https://docs.github.com/rest/search."""
