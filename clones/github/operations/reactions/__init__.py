"""Operations under GitHub's heading `reactions`; https://docs.github.com/rest/reactions."""
