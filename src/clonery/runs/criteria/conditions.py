"""What a criterion asks of one record: each condition answers yes, no, or that the record can't tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol, runtime_checkable

import orjson

from .operators import OPERATORS, matches
from .paths import names, read
from .world import Item, World

STATES = ("state", "status")
_SAME = {"cancelled": "canceled", "opened": "open", "complete": "completed", "labelled": "labeled"}


class Condition(Protocol):
    """`holds` is None where the record lacks every field that could tell; `str` is what `scenario check` prints."""

    def holds(self, world: World, item: Item) -> bool | None: ...


@runtime_checkable
class Reaching(Protocol):
    """A condition on other records as well: which those are, and whether more than generic operations made enough."""

    def below(self, world: World, item: Item) -> list[Item]: ...

    def proven(self, world: World, item: Item) -> bool: ...


def plain(value: Any) -> str:
    """A value as words compare it: without case, without the marks before numbers, names of channels and people."""
    if isinstance(value, bool) or value is None:
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return _plain(str(value))


@lru_cache(maxsize=65536)
def _plain(text: str) -> str:
    text = text.strip().casefold().lstrip("#@").replace(" ", "_").replace("-", "_")
    return _SAME.get(text, text)


def spread(values: Iterable[Any], world: World, item: Item) -> list[Any]:
    """The values with lists opened and embedded documents replaced by all their names."""
    found: list[Any] = []
    for value in values:
        if isinstance(value, list):
            found += spread(value, world, item)
        elif isinstance(value, Mapping):
            found += names(world, item, "", value)
        else:
            found.append(value)
    return found


def quoted(value: Any) -> str:
    return orjson.dumps(value).decode()


@dataclass(frozen=True)
class Is:
    """A field is, or one of its values is, this one, as people write it."""

    path: str
    value: Any
    word: str

    def holds(self, world: World, item: Item) -> bool | None:
        found = read(world, item, self.path)
        if found is None:
            return None
        wanted = plain(self.value)
        return any(plain(value) == wanted for value in spread(found, world, item) if value is not None)

    def __str__(self) -> str:
        return f"{self.word} is {quoted(self.value)}"


@dataclass(frozen=True)
class Says:
    """A text somewhere in one of these fields, whatever its case."""

    path: str
    value: str
    word: str = "text"
    operator: str = "i_contains"

    def holds(self, world: World, item: Item) -> bool | None:
        found = [read(world, item, path) for path in self.path.split("|")]
        there = [value for values in found if values is not None for value in values]
        if all(values is None for values in found):
            return None
        return any(OPERATORS[self.operator](_searched(value), self.value) for value in there)

    def __str__(self) -> str:
        said = {"i_contains": "contains", "i_starts_with": "starts with", "i_ends_with": "ends with"}
        return f"{self.word} {said.get(self.operator, self.operator)} {quoted(self.value)}"


def _searched(value: Any) -> Any:
    return value if isinstance(value, dict | list) else "" if value is None else str(value)


@dataclass(frozen=True)
class Empty:
    """A field holds nothing: null, an empty text or list, or it isn't there."""

    path: str
    word: str

    def holds(self, world: World, item: Item) -> bool | None:
        found = read(world, item, self.path)
        return found is None or not any(value not in (None, "", [], {}) for value in found)

    def __str__(self) -> str:
        return f"{self.word} is empty"


@dataclass(frozen=True)
class Many:
    """A field holds so many values."""

    path: str
    low: int
    high: int | None
    word: str

    def holds(self, world: World, item: Item) -> bool | None:
        found = read(world, item, self.path)
        number = len([value for value in found or () if value not in (None, "")])
        return None if found is None else number >= self.low and (self.high is None or number <= self.high)

    def __str__(self) -> str:
        return f"number of {self.word} from {self.low} to {'any' if self.high is None else self.high}"


@dataclass(frozen=True)
class Meets:
    """A path meets a predicate of operators: one of its values does."""

    path: str
    wanted: Any

    def holds(self, world: World, item: Item) -> bool | None:
        found = read(world, item, self.path)
        if isinstance(self.wanted, Mapping) and "exists" in self.wanted:
            return matches(next((value for value in found or () if value is not None), None), self.wanted)
        return None if found is None else any(matches(value, self.wanted) for value in found or [None])

    def __str__(self) -> str:
        if not isinstance(self.wanted, Mapping):
            return f"{self.path} = {quoted(self.wanted)}"
        return f"{self.path} " + " and ".join(f"{name} {quoted(value)}" for name, value in self.wanted.items())


@lru_cache(maxsize=1024)
def _telling(word: str) -> tuple[str, ...]:
    snake = word.replace(" ", "_").replace("-", "_")
    first, *rest = snake.split("_")
    camel = first + "".join(part.title() for part in rest)
    return (snake, camel, f"is_{snake}", f"is{camel.title()}", f"{snake}_at", f"{camel}At", *STATES)


@dataclass(frozen=True)
class InState:
    """A record is open, archived, paid: a state or status of that name, a field that says yes, a time that is set."""

    word: str
    sure: bool = False
    """Whether a record without any such field is simply not so."""

    def fields(self) -> tuple[str, ...]:
        """The fields that may tell: yes or no, then times, then states."""
        return _telling(self.word)

    def holds(self, world: World, item: Item) -> bool | None:
        found: list[bool] = []
        for name in self.fields()[:4]:
            if isinstance(item.doc.get(name), bool):
                found.append(item.doc[name])
        for name in self.fields()[4:6]:
            if name in item.doc:
                found.append(item.doc[name] is not None)
        for path in STATES:
            values = read(world, item, path)
            if values is not None:
                found.append(plain(self.word) in {plain(value) for value in spread(values, world, item)})
        return any(found) if found or self.sure else None

    def __str__(self) -> str:
        return f"is {self.word}"


@dataclass(frozen=True)
class Named:
    """A record is called so: its number, name, title, or whatever its kind goes by."""

    value: str

    def holds(self, world: World, item: Item) -> bool | None:
        wanted = plain(self.value)
        numbers = [item.doc[name] for name in ("number", "iid") if name in item.doc]
        if wanted.isdigit() and numbers:  # ids are numbers too, and nobody means those
            return wanted in map(str, numbers)
        return any(plain(name) == wanted for name in names(world, item, item.kind, item.doc))

    def __str__(self) -> str:
        return f"is {self.value!r}"


@dataclass(frozen=True)
class Not:
    inner: Condition

    def holds(self, world: World, item: Item) -> bool | None:
        found = self.inner.holds(world, item)
        return None if found is None else not found

    def __str__(self) -> str:
        return f"not ({self.inner})"


@dataclass(frozen=True)
class AllOf:
    inner: tuple[Condition, ...]

    def holds(self, world: World, item: Item) -> bool | None:
        found = [condition.holds(world, item) for condition in self.inner]
        return False if False in found else None if None in found else True

    def __str__(self) -> str:
        return " and ".join(str(condition) for condition in self.inner)


@dataclass(frozen=True)
class AnyOf:
    inner: tuple[Condition, ...]

    def holds(self, world: World, item: Item) -> bool | None:
        found = [condition.holds(world, item) for condition in self.inner]
        return True if True in found else None if None in found else False

    def __str__(self) -> str:
        return "(" + " or ".join(str(condition) for condition in self.inner) + ")"


def parts(conditions: Iterable[Condition]) -> Iterator[Condition]:
    """The conditions, and those that they are made of."""
    for condition in conditions:
        yield condition
        inner = getattr(condition, "inner", ())
        yield from parts(inner if isinstance(inner, tuple) else (inner,))
