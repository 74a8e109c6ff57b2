"""What a clone declares about its graph: which fields look where, computed fields, names of filters and orders."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from ..clone import Clone
    from ..state.record import Record
    from .schema import Api

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class One:
    """The record of `kind` whose id stands in this one's field `at`."""

    kind: str
    at: str


@dataclass(frozen=True, slots=True)
class Ids:
    """The records of `kind` whose ids stand in this one's list field `at`."""

    kind: str
    at: str


@dataclass(frozen=True, slots=True)
class Many:
    """The records of `kind` that hold this one's id in their field `by`: in a list of them with `listed`."""

    kind: str
    by: str
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Through:
    """The records of `kind` that records of `join` join with this one, which they name in `here`, those in `there`."""

    kind: str
    join: str
    here: str
    there: str


Link = One | Ids | Many | Through


def resolves(*names: str) -> Callable[[F], F]:
    """Mark a function as what fields such as `Issue.url` hold: (call, record, **arguments) → value."""
    return _mark("resolves", names)


def batched(*names: str) -> Callable[[F], F]:
    """Mark a function as `resolves` does, for all records of a selection at once: (call, records, **arguments)."""
    return _mark("batched", names)


def rewrites(*names: str) -> Callable[[F], F]:
    """Mark a function that says a filter such as `User.isMe` in other filters: (call, comparator) → filter."""
    return _mark("rewrites", names)


def expresses(*names: str) -> Callable[[F], F]:
    """Mark a function that gives SQL for a field which only filters have: (call, what gives a field's SQL) → SQL."""
    return _mark("expresses", names)


def restricts(*names: str) -> Callable[[F], F]:
    """Mark a function that says which records of a type the caller may see: (call) → filter, None for all."""
    return _mark("restricts", names)


def answers(*names: str) -> Callable[[F], F]:
    """Mark a function as the answer to root fields (`query.viewer`) that no operation of the clone's stands for."""
    return _mark("answers", names)


def _mark(word: str, names: tuple[str, ...]) -> Callable[[F], F]:
    def mark(function: F) -> F:
        function.__dict__[word] = names
        return function

    return mark


@dataclass(eq=False)
class Graph:
    """The declarations of one clone.

    `links` are look-ups by field (`Issue.team`); what nobody declared is found by the names of fields, to which
    `suffix` is added where a record holds an id. `kinds` names the kinds of types that are not called after theirs,
    `like` the types that are shown as another one is, `typed` says which type a record is shown as where its kind does
    not, `complexity` is what a document may cost (0: anything), told in `cost_header`, `sorts` what orders of lists
    mean (`Issue.state` → `state.name`), `archived` the field of what lists leave out unless asked. `names` are fields
    that a record holds under another name, `fixed` those with one value here, `newer` is schema text to add to the
    published one. With `upper` records hold enum values in small letters; with `tells` an answer says which fields
    nobody wrote; with `merges` fields of different types may share a key, as servers that don't check that let them.
    """

    links: dict[str, Link] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    like: dict[str, str] = field(default_factory=dict)
    sorts: dict[str, str] = field(default_factory=dict)
    hides: Callable[[Any], Callable[[Any], bool] | None] | None = None
    """What tells for a call which records are kept from the caller, wherever a field leads to them."""
    suffix: str = "Id"
    snake: bool = False
    typed: Callable[[Any], str] | None = None
    archived: str = "archivedAt"
    orders: tuple[str, ...] = ("createdAt", "updatedAt")
    complexity: int = 0
    cost_header: str = ""
    names: dict[str, str] = field(default_factory=dict)
    fixed: dict[str, Any] = field(default_factory=dict)
    newer: str = ""
    upper: bool = False
    tells: bool = False
    merges: bool = False
    resolvers: dict[str, Callable[..., Any]] = field(default_factory=dict)
    batches: dict[str, Callable[..., Any]] = field(default_factory=dict)
    filters: dict[str, Callable[..., Any]] = field(default_factory=dict)
    expressions: dict[str, Callable[..., str]] = field(default_factory=dict)

    restrictions: dict[str, Callable[..., Any]] = field(default_factory=dict)
    roots: dict[str, Callable[..., Any]] = field(default_factory=dict)

    def take(self, functions: Iterable[Callable[..., Any]]) -> None:
        """Add marked functions."""
        places = (
            ("resolves", self.resolvers), ("batched", self.batches), ("rewrites", self.filters),
            ("expresses", self.expressions),
            ("restricts", self.restrictions), ("answers", self.roots),
        )  # fmt: skip
        for function in functions:
            for word, into in places:
                for name in getattr(function, "__dict__", {}).get(word, ()):
                    into[name] = function

    def find(self, functions: dict[str, Callable[..., Any]], type_name: str, name: str) -> Callable[..., Any] | None:
        """The function marked for a field: of this type, else of every type (`*.organization`)."""
        return functions.get(f"{type_name}.{name}") or functions.get(f"*.{name}")

    def kind_name(self, type_name: str) -> str:
        """The name of the kind whose records a type shows."""
        made = self.like.get(type_name, type_name)
        return self.kinds.get(made) or snake(made)

    def stored(self, name: str) -> str:
        """The name under which a record holds a field."""
        return snake(name) if self.snake else name

    def held(self, name: str) -> str:
        """The name under which a record holds the id of what a field shows."""
        return self.stored(name) + self.suffix

    def kind(self, clone: Clone, type_name: str) -> type[Record]:
        return clone.kind(self.kind_name(type_name))


def api(clone: Clone) -> Api:
    """The clone's schema, read by the first who asks: nothing before that pays for it."""
    made: Api | None = clone.__dict__.get("_graph_api")
    if made is None:
        from .schema import Api

        made = clone.__dict__["_graph_api"] = Api(clone)
    return made


def snake(name: str) -> str:
    """`issueLabel`, `IssueLabel` → `issue_label`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()


def singular(name: str) -> str:
    """`labels` → `label`, `entities` → `entity`."""
    return f"{name[:-3]}y" if name.endswith("ies") else name.removesuffix("s")
