"""Operations under GitHub's heading `activity`; https://docs.github.com/rest/activity."""
