"""Operations under GitHub's heading `gists`; https://docs.github.com/rest/gists."""
