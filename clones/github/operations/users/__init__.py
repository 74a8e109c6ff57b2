"""Operations under GitHub's heading `users`; https://docs.github.com/rest/users."""
