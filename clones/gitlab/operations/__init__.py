"""GitLab's operations that are written by hand; https://docs.gitlab.com/api/rest."""
