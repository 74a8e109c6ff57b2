"""How GitHub shows its records, a module per area; https://docs.github.com/rest."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from clonery.server.state.record import Record

R = TypeVar("R", bound=Record)
F = TypeVar("F", bound=Callable[..., Any])

SHAPES: dict[type[Record], Callable[..., Any]] = {}


def shape(kind: type[Record]) -> Callable[[F], F]:
    """Mark a function (call, record, whole) as the one that shows records of `kind`."""

    def mark(function: F) -> F:
        SHAPES[kind] = function
        return function

    return mark


from . import (  # noqa: E402, F401 — they fill SHAPES, and need `shape` to be there
    access,
    accounts,
    actions,
    activity,
    checks,
    gists,
    issues,
    organizations,
    people,
    pulls,
    reactions,
    releases,
    repositories,
    statuses,
    teams,
    trail,
)
