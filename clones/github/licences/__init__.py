"""Licences: facts and texts; https://docs.github.com/rest/licenses/licenses."""
