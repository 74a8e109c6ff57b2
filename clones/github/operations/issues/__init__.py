"""Operations under GitHub's heading `issues`; https://docs.github.com/rest/issues."""
