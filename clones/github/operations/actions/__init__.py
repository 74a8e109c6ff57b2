"""Workflows and what belongs to them; https://docs.github.com/rest/actions."""
