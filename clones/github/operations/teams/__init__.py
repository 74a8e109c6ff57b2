"""Operations under GitHub's heading `teams`; https://docs.github.com/rest/teams."""
