"""OAuth and its pages, once for every clone: a clone's `consent.py` declares paths, words, scopes and token forms."""

from .declared import App, Consent, Grant

__all__ = ["App", "Consent", "Grant"]
