"""Stateful answers for operations that nobody has written yet, from their declared effect alone."""

from ..call import Call
from ..operation import Operation
from ..problems import NoRoute

__all__ = ["perform"]


def perform(call: Call, operation: Operation, arguments: dict[str, object]) -> object:
    """Answer by the operation's effect. Raises NoRoute for one whose effect is not known."""
    raise NoRoute(code="unplaced", operation=operation.name)
