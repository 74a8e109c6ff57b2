"""How workflows are read, started and run on the session's clock; https://docs.github.com/actions."""
