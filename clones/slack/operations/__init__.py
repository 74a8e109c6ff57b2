"""Slack's methods, a module for each heading of its reference; https://docs.slack.dev/reference/methods."""
