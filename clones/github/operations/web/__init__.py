"""Addresses of GitHub's site that clients of the API follow; https://docs.github.com/rest/repos/contents."""
