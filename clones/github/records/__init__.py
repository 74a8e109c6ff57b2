"""GitHub's kinds of records, a module per area; https://docs.github.com/rest."""
