"""One answer in the making: the call, the variables, records fetched together, and what went wrong where."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ..problems import Problem

if TYPE_CHECKING:
    from ..call import Call

Path = tuple[str | int, ...]
Paths = Callable[[], list[list[Path]]]
"""Where each of the values at hand stands in the answer, a record often in many places: asked for only when
something went wrong."""


class Failed:
    """Stands in a column for a value that could not be had."""


FAILED = Failed()


class Run:
    """What one root field's selection knows while it is made."""

    __slots__ = ("call", "generic", "given", "memo", "problems", "values")

    def __init__(self, values: Any) -> None:
        self.call: Call
        self.values = values
        """The coerced variables as graphql-core wants them back."""
        self.given: dict[str, Any] = getattr(values, "coerced", values)
        self.memo: dict[Any, Any] = {}
        self.problems: list[tuple[Path, Problem]] = []
        self.generic: set[str] = set()
        """Fields that nobody wrote and no record held, as `Repository.mirrorUrl`."""

    def fail(self, problem: Problem, key: str, paths: Paths) -> None:
        """Note a problem of one field, for every value that has it, wherever it stands."""
        self.problems += [((*path, key), problem) for places in paths() for path in places]
