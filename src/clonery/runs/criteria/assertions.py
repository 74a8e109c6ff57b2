"""What must have been added, removed or changed: the assertions of suites and of exact criteria."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from .checks import Outcome, listed
from .conditions import quoted
from .nouns import Noun
from .operators import between, get, matches
from .paths import read
from .world import Item, Key, World

DiffType = Literal["added", "removed", "changed", "unchanged", "state"]
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Change:
    """One row of an entity that the run made, removed or changed; a side is None where it was not there."""

    item: Item
    was: Row | None
    now: Row | None


class Source(Protocol):
    """Where an assertion's rows come from: a kind of records, or a table that others have made of it.

    `quiet` are fields that our service changes beside others and theirs does not have.
    """

    @property
    def quiet(self) -> frozenset[str]: ...

    def changes(self, world: World) -> Iterator[Change]: ...

    def state(self, world: World) -> Iterator[Change]: ...


@dataclass(frozen=True)
class Records:
    """Records of one kind as they are stored, as far as the noun means them."""

    noun: Noun
    quiet: frozenset[str] = frozenset()

    def changes(self, world: World) -> Iterator[Change]:
        yield from (Change(item, None, item.doc) for item in self._mine(world, world.added.values()))
        yield from (Change(item, item.doc, None) for item in self._mine(world, world.removed.values()))
        for key, fields in world.changed.items():
            if key[:2] == (self.noun.clone, self.noun.kind):
                was, now = sides(world, key, fields)
                yield from (Change(item, was, now) for item in self._mine(world, [Item(*key[:2], now)]))

    def state(self, world: World) -> Iterator[Change]:
        items = world.items("after", self.noun.clone, self.noun.kind)
        yield from (Change(item, None, item.doc) for item in self._mine(world, items))

    def _mine(self, world: World, items: Any) -> Iterator[Item]:
        for item in items:
            if item.key[:2] == (self.noun.clone, self.noun.kind):
                if all(_meets(world, item, item.doc, path, wanted) for path, wanted in self.noun.where.items()):
                    yield item

    def __str__(self) -> str:
        return str(self.noun)


def sides(world: World, key: Key, fields: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """A changed record before and after; where a state lacks it, the diff's fields are all that is known."""
    was, now = world.find("before", *key), world.find("after", *key)
    before = {"id": key[2], **(was.doc if was else now.doc if now else {})}
    after = {"id": key[2], **(now.doc if now else before)}
    return before | {name: pair[0] for name, pair in fields.items()}, after | {n: pair[1] for n, pair in fields.items()}


def _meets(world: World, item: Item, row: Row, path: str, wanted: Any) -> bool:
    """Whether a field meets a predicate; paths through other records are met by any of their values."""
    if ">" in path or "[]" in path or "|" in path:
        return any(matches(value, wanted) for value in read(world, item, path) or [None])
    return matches(get(row, path), wanted)


@dataclass(frozen=True)
class Assertion:
    """One assertion: so many rows, each of which meets `where` and, if changed, shows exactly the expected changes.

    `count` None means at least one, or none for unchanged. With `strict`, a matching row whose other fields changed
    fails it, but for the fields of `ignore`.
    """

    kind: DiffType
    source: Source
    where: Mapping[str, Any] = field(default_factory=dict)
    count: Any = None
    expected: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    strict: bool = True
    ignore: frozenset[str] = frozenset()
    description: str = ""

    def decide(self, world: World) -> Outcome:
        found, strayed = self._found(world)
        if strayed:
            return Outcome(False, strayed, tuple(change.item for change in found))
        items = tuple(change.item for change in found)
        wanted = self.count if self.count is not None else {"max": 0} if self.kind == "unchanged" else {"min": 1}
        passed = between(len(found), wanted)
        reason = f"expected {_counted(wanted)}, found {len(found)}" + (f": {listed(items)}" if items else "")
        proven = [item for item in items if item.key not in world.generic]
        shaky = len(proven) != len(items) and between(len(proven), wanted) != passed
        return Outcome(passed, reason, items, generic=shaky)

    def _found(self, world: World) -> tuple[list[Change], str]:
        """The rows that match, and what strayed from the expected changes, if anything did."""
        found, strayed = [], ""
        for change in self.source.state(world) if self.kind == "state" else self.source.changes(world):
            if not self._right_side(change) or not self._matches(world, change):
                continue
            if self.kind == "changed":
                stray = self._fields(change) - set(self.expected)
                if self.strict and stray:
                    strayed = strayed or f"{change.item}: {', '.join(sorted(stray))} changed as well"
                    continue
                if not self._as_expected(change):
                    continue
            found.append(change)
        return found, strayed

    def _right_side(self, change: Change) -> bool:
        sort = "changed" if change.was is not None and change.now is not None else "added" if change.now else "removed"
        return self.kind in ("state", "unchanged") or sort == self.kind

    def _matches(self, world: World, change: Change) -> bool:
        rows = [row for row in (change.now, change.was) if row is not None]
        return any(all(_meets(world, change.item, row, *asked) for asked in self.where.items()) for row in rows)

    def _fields(self, change: Change) -> set[str]:
        was, now = change.was or {}, change.now or {}
        ignored = self.ignore | (self.source.quiet - set(self.expected))
        return {name for name in {*was, *now} if name not in ignored and was.get(name) != now.get(name)}

    def _as_expected(self, change: Change) -> bool:
        was, now, changed = change.was or {}, change.now or {}, self._fields(change)
        for name, said in self.expected.items():
            if name not in changed or not matches(was.get(name), said.get("from", {})):
                return False
            if not matches(now.get(name), said.get("to", {})):
                return False
        return True

    def claims(self, world: World) -> Iterator[tuple[Key, frozenset[str] | None]]:
        names = frozenset(self.expected) or None
        yield from ((change.item.key, names) for change in self._found(world)[0])

    def __str__(self) -> str:
        said = f"{self.kind} {self.source}"
        if self.where:
            said += f" where {quoted(self.where)}"
        if self.expected:
            said += f", changes {quoted(self.expected)}{', no other field' if self.strict else ''}"
        least = "0" if self.kind == "unchanged" else "at least 1"
        return f"count of {said}: {_counted(self.count) if self.count is not None else least}"


def _counted(count: Any) -> str:
    if isinstance(count, Mapping):
        low, high = count.get("min"), count.get("max")
        if low is not None and high is not None:
            return f"between {low} and {high}"
        return f"at least {low}" if high is None else f"at most {high}"
    return str(count)


@dataclass(frozen=True)
class Aggregate:
    """A sum, average, least, greatest or count of a field over the rows that the run added or changed."""

    function: str
    sources: tuple[Source, ...]
    field: str
    operator: str
    value: Any

    def decide(self, world: World) -> Outcome:
        made_or_changed = (change.now for source in self.sources for change in source.changes(world))
        rows = [row for row in made_or_changed if row is not None]
        values = [value for value in (get(row, self.field) for row in rows) if value is not None]
        numbers = [value for value in values if isinstance(value, int | float) and not isinstance(value, bool)]
        if self.function != "count" and not numbers:
            return Outcome(None if self.function != "sum" else self._fits(0), f"no row has a number in {self.field}")
        made: dict[str, Any] = {"count": len(values), "sum": sum(numbers)}
        if numbers:
            made |= {"avg": sum(numbers) / len(numbers), "min": min(numbers), "max": max(numbers)}
        return Outcome(self._fits(made[self.function]), f"{self.function} of {self.field} is {made[self.function]}")

    def _fits(self, number: Any) -> bool:
        if self.operator == "between":
            return bool(self.value[0] <= number <= self.value[1])
        return matches(number, {self.operator: self.value})

    def claims(self, world: World) -> tuple[tuple[Key, frozenset[str] | None], ...]:
        return ()

    def __str__(self) -> str:
        over = f"{' and '.join(map(str, self.sources))} added or changed"
        return f"{self.function} of {self.field} over {over} {self.operator} {quoted(self.value)}"
