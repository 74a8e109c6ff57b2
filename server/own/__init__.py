"""A clone of the user's own, made from the description of a service."""

from .folder import new_clone

__all__ = ["new_clone"]
