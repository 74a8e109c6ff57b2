"""What pull requests are about: ranges of commits, mergeability, merges; https://docs.github.com/rest/pulls/pulls."""
