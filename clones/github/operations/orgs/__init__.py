"""Operations under GitHub's heading `orgs`; https://docs.github.com/rest/orgs."""
