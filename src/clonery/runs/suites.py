"""Assertion suites as agent-diff publishes them: read as they are, with the verdicts that its own engine gives."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

import orjson

from clonery.server.nearest import nearest

from .criteria.assertions import Aggregate, Assertion, Change, Records, Source, sides
from .criteria.checks import Check, means
from .criteria.exact import changes, count, known, where
from .criteria.lexicon import Unreadable
from .criteria.nouns import find, nouns
from .criteria.paths import read
from .criteria.world import Item, World

_KEYS = ("diff_type", "entity", "where", "expected_count", "expected_changes", "ignore", "ignore_fields", "description")
_TYPES = ("added", "removed", "changed", "unchanged")
_OPS = ("eq", "ne", "gt", "gte", "lt", "lte", "between")


@dataclass(frozen=True)
class Table:
    """An entity of agent-diff's, made of our records: `fields` maps its columns to our paths.

    With `each`, every element of that list of a record is a row of its own; its columns are paths below the element,
    or below the record behind a `^`. Columns that nobody maps keep our names where `others` is true; those of `quiet`
    are changed by our service beside others. A column may be a table of words over a path: `{"of": path, "as": {…}}`.
    """

    clone: str
    entity: str
    kinds: tuple[str, ...]
    fields: Mapping[str, Any] = field(default_factory=dict)
    where: Mapping[str, Any] = field(default_factory=dict)
    each: str = ""
    others: bool = False
    quiet: frozenset[str] = frozenset()

    def changes(self, world: World) -> Iterator[Change]:
        for key in (*world.added, *world.removed, *world.changed):
            if key[0] != self.clone or key[1] not in self.kinds:
                continue
            was, now = self._sides(world, key)
            old = dict(self._rows(world, was)) if was else {}
            new = dict(self._rows(world, now)) if now else {}
            for name in dict.fromkeys((*old, *new)):
                if self._loud(old.get(name)) != self._loud(new.get(name)):
                    yield Change(now or was, old.get(name), new.get(name))  # type: ignore[arg-type]  # one side is there

    def _loud(self, row: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
        """The row without the fields that are changed beside others."""
        if row is None or not self.quiet:
            return row
        return {name: value for name, value in row.items() if name not in self.quiet}

    def _sides(self, world: World, key: tuple[str, str, str]) -> tuple[Item | None, Item | None]:
        if key in world.changed:
            was, now = sides(world, key, world.changed[key])
            return Item(*key[:2], was, "before"), Item(*key[:2], now)
        return world.removed.get(key), world.added.get(key)

    def state(self, world: World) -> Iterator[Change]:
        for kind in self.kinds:
            for item in world.items("after", self.clone, kind):
                yield from (Change(item, None, row) for _, row in self._rows(world, item))

    def _rows(self, world: World, item: Item) -> Iterator[tuple[str, Mapping[str, Any]]]:
        if not means(world, item, self.where):
            return
        if not self.each:
            yield "", self._row(world, item, item.doc)
            return
        for element in read(world, item, self.each) or ():
            parts = element.get("users", [element]) if isinstance(element, Mapping) else [element]
            for part in parts:
                inner = {**element, "value": part} if isinstance(element, Mapping) else {"value": part}
                row = self._row(world, item, inner)
                yield orjson.dumps(row, option=orjson.OPT_SORT_KEYS).decode(), row

    def _row(self, world: World, item: Item, doc: Mapping[str, Any]) -> Mapping[str, Any]:
        inner = Item(item.clone, item.kind, doc, item.moment)
        mapped = {name: self._value(world, item, inner, path) for name, path in self.fields.items()}
        return {**doc, **mapped} if self.others else mapped

    def _value(self, world: World, item: Item, inner: Item, path: Any) -> Any:
        if isinstance(path, Mapping):
            value = self._value(world, item, inner, path["of"])
            return path["as"].get(str(value), value)
        found = read(world, item, path[1:]) if path.startswith("^") else read(world, inner, path)
        if "[]" in path:
            return found or []
        value = found[0] if found else None
        return value.rpartition("/")[2] if path.endswith("_parent") and isinstance(value, str) else value

    def __str__(self) -> str:
        return f"{self.clone}'s {self.entity}"


@lru_cache(maxsize=64)
def _mapped(clone: str) -> dict[str, Any]:
    path = resources.files("clonery.runs.criteria").joinpath("entities", f"{clone}.json")
    found: dict[str, Any] = orjson.loads(path.read_bytes()) if path.is_file() else {}
    return found


def source(entity: str, clones: tuple[str, ...]) -> Source:
    """Where an entity's rows come from: a clone's mapping file, or the kind of that name. Raises Unreadable."""
    for clone in clones:
        said = _mapped(clone).get(entity)
        if said is not None:
            kinds = [said["kind"]] if isinstance(said["kind"], str) else said["kind"]
            return Table(
                clone, entity, tuple(kinds), said.get("fields", {}), said.get("where", {}), said.get("each", ""),
                said.get("others", False), frozenset(said.get("quiet", ())),
            )  # fmt: skip
    found = find(entity.replace("_", " ").split(), clones)
    if not found:
        there = [name for clone in clones for name in (*_mapped(clone), *nouns(clone))]
        raise Unreadable(f"unknown entity {entity!r}{nearest(entity, there)}")
    return Records(found[0])


def assertions(data: Mapping[str, Any], clones: tuple[str, ...]) -> list[tuple[str, Check]]:
    """The checks of a test: one for each assertion and aggregate, with its description. Raises Unreadable."""
    found: list[tuple[str, Check]] = []
    ignored = data.get("ignore_fields") or {}
    if not isinstance(ignored, Mapping):
        raise Unreadable("ignore_fields is an object of lists, by entity or global")
    for place, said in enumerate(data.get("assertions") or (), 1):
        try:
            found.append((_described(said), _assertion(said, ignored, bool(data.get("strict", True)), clones)))
        except Unreadable as error:
            raise Unreadable(f"assertion {place}: {error}") from None
    spoken = {str(check.source): check.source for _, check in found if isinstance(check, Assertion)}
    for said in data.get("aggregates") or ():
        found.append(("", _aggregate(said, tuple(spoken.values()), clones)))
    if not found:
        raise Unreadable("there are no assertions")
    return found


def _described(said: Any) -> str:
    text = said.get("description") if isinstance(said, Mapping) else None
    return text if isinstance(text, str) else ""


def _assertion(said: Any, ignored: Mapping[str, Any], strict: bool, clones: tuple[str, ...]) -> Assertion:
    if not isinstance(said, Mapping):
        raise Unreadable("an assertion is an object")
    known(said, _KEYS, "key")
    kind, entity = said.get("diff_type"), said.get("entity")
    if kind not in _TYPES:
        raise Unreadable(f"unknown diff_type {kind!r}{nearest(str(kind), _TYPES)}")
    if not isinstance(entity, str):
        raise Unreadable("entity is needed")
    own = said.get("ignore_fields", said.get("ignore")) or ()
    ignore = frozenset((*(ignored.get("global") or ()), *(ignored.get(entity) or ()), *own))
    return Assertion(
        kind, source(entity, clones), where(said.get("where") or {}), count(said.get("expected_count")),
        changes(said.get("expected_changes") or {}), strict, ignore, _described(said),
    )  # fmt: skip


def _aggregate(said: Any, spoken: tuple[Source, ...], clones: tuple[str, ...]) -> Aggregate:
    """One aggregate: over `entity`, over the entity before the field's dot, or over all that the assertions name."""
    if not isinstance(said, Mapping):
        raise Unreadable("an aggregate is an object")
    known(said, ("fn", "entity", "field", "op", "value"), "key")
    function, operator = said.get("fn"), said.get("op")
    if function not in ("sum", "avg", "min", "max", "count"):
        raise Unreadable(f"unknown fn {function!r}; there are sum, avg, min, max, count")
    if operator not in _OPS:
        raise Unreadable(f"unknown op {operator!r}; there are {', '.join(_OPS)}")
    entity, dot, name = str(said.get("field")).partition(".")
    of = str(said.get("entity") or (entity if dot else ""))
    name = str(said.get("field")) if said.get("entity") or not dot else name
    sources = (source(of, clones),) if of else spoken
    if not sources:
        raise Unreadable(f"of which entity is {name!r}? Write entity.{name}")
    return Aggregate(str(function), sources, name, operator, said.get("value"))


def suite_file(path: Path, test: str | None, clones: tuple[str, ...]) -> list[tuple[str, Check]]:
    """The checks of a suite's file: of the test of that id or name, or of the only one. Raises Unreadable."""
    suite = load(path)
    tests = suite.get("tests")
    if tests is None:
        return assertions(suite, clones)
    chosen = [one for one in tests if test in (one.get("id"), one.get("name"))] if test else tests
    if len(chosen) != 1:
        names = [str(one.get("id")) for one in tests]
        raise Unreadable(f"{path.name} has no single test {test!r}{nearest(str(test), names)}")
    return assertions(merged(suite, chosen[0]), clones)


def load(path: Path) -> dict[str, Any]:
    """The data of a suite's file. Raises Unreadable."""
    try:
        data = orjson.loads(path.read_bytes())
    except FileNotFoundError:
        raise Unreadable(f"there is no file {path.name!r} beside the scenario") from None
    except orjson.JSONDecodeError as error:
        raise Unreadable(f"{path.name} is no JSON: {error}") from None
    if not isinstance(data, dict):
        raise Unreadable(f"{path.name} is no suite: an object is needed")
    return data


def merged(suite: Mapping[str, Any], test: Mapping[str, Any]) -> dict[str, Any]:
    """A test with what its suite says for all of them."""
    outer, inner = suite.get("ignore_fields") or {}, test.get("ignore_fields") or {}
    ignored = {name: [*outer.get(name, ()), *inner.get(name, ())] for name in {**outer, **inner}}
    return {"strict": suite.get("strict", True), **test, "ignore_fields": ignored}


def clone_of(suite: Mapping[str, Any], clones: Collection[str]) -> str:
    """The clone that a suite is for. Raises Unreadable."""
    named = str(suite.get("service", "")).replace("_", "-")
    alias = {"calendar": "google-workspace", "gmail": "google-workspace"}.get(named, named)
    if alias not in clones:
        raise Unreadable(f"the suite's service {named!r} is no clone{nearest(named, clones)}")
    return alias


def tests(suite: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    return suite.get("tests") or [suite]
