"""Criteria over state and diff: which records are looked at, and what is counted or asked of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Protocol

from .conditions import Condition, InState, Meets, Reaching, parts
from .counts import Count
from .nouns import Noun, link
from .operators import matches
from .paths import read
from .world import Item, Key, Moment, World, marked

Base = Literal["after", "before", "added", "removed", "changed"]
_BASES = {
    "after": "after the run", "before": "before the run", "added": "added by the run", "removed": "removed by the run",
    "changed": "changed by the run",
}  # fmt: skip
LISTED = 10
"""How many records or calls a verdict names."""


@dataclass(frozen=True)
class Outcome:
    """What a check found: None where the evidence can't tell. `rests` are the records that decided it.

    `generic` says that a call or a record which only generic operations wrote decided it.
    """

    passed: bool | None
    reason: str
    rests: tuple[Item, ...] = ()
    calls: tuple[Mapping[str, Any], ...] = ()
    generic: bool = False


class Check(Protocol):
    """Something that code decides. `str` of it is the query that `scenario check` prints."""

    def decide(self, world: World) -> Outcome: ...

    def claims(self, world: World) -> Iterable[tuple[Key, frozenset[str] | None]]:
        """The records that the criterion speaks of, each with the fields that it asks for (None: all)."""
        ...


@dataclass(frozen=True)
class Selection:
    """The records of some kinds, at one moment or of one part of the diff, that meet every condition.

    A noun without a kind means every record of its clone; without a clone, of all clones.
    """

    nouns: tuple[Noun, ...]
    base: Base = "after"
    where: tuple[Condition, ...] = ()
    told: str = field(default="", repr=False)
    """The scenario's text, which tells where the one is that goes by a number, if several do."""

    def also(self, *conditions: Condition) -> Selection:
        return replace(self, where=(*self.where, *conditions))

    @property
    def of_the_run(self) -> bool:
        """Whether what was done in the run is asked for, and not just how things are after it."""
        return self.base not in ("after", "before") or any(
            getattr(one, "of_the_run", False) for one in parts(self.where)
        )

    def items(self, world: World) -> tuple[list[Item], int]:
        """The records, and how many there were that could not tell."""
        return world.once(self, "items", lambda: self._items(world))

    def _items(self, world: World) -> tuple[list[Item], int]:
        found, unsure = [], 0
        for item in self._base(world):
            told = True
            for condition in self.where:
                answer = condition.holds(world, item)
                told = told and answer is not None
                if answer is False:
                    break
            else:
                unsure += not told
                found += [item] if told else []
        return (self._near(world, found) if self.told and len(found) > 1 else found), unsure

    def _near(self, world: World, found: list[Item]) -> list[Item]:
        """Those that lie in what the text speaks of, by `owner/name` or else by name; all of them if none does."""
        noun = self.nouns[0]
        path = link(noun, noun.home) if noun.home else ""
        homes = [{str(name).casefold() for name in (path and read(world, item, path)) or ()} for item in found]
        for sign in ("/", ""):
            near = [item for item, home in zip(found, homes, strict=True) if self._speaks(home, sign)]
            if near:
                return near
        return found

    def _speaks(self, names_of: set[str], sign: str) -> bool:
        told = self.told.casefold()
        return any(sign in name and re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", told) for name in names_of)

    def _base(self, world: World) -> Iterator[Item]:
        for noun in self.nouns:
            if noun.each:
                yield from self._elements(world, noun)
            elif self.base in ("added", "removed"):
                entries = world.added if self.base == "added" else world.gone
                mine = (
                    one for one in entries.values() if noun.clone in ("", one.clone) and noun.kind in ("", one.kind)
                )
                yield from (item for item in mine if means(world, item, noun.where))
            else:
                moment: Moment = "before" if self.base == "before" else "after"
                for clone in [noun.clone] if noun.clone else world.evidence.clones:
                    for kind in [noun.kind] if noun.kind else world.kinds(moment, clone):
                        yield from self._stored(world, moment, noun, clone, kind)

    def _elements(self, world: World, noun: Noun) -> Iterator[Item]:
        """Elements of lists: they are added and removed with their lists, and never change."""
        was = {one.doc["id"]: one for one in world.elements("before", noun.clone, noun.kind, noun.each)}
        now = {one.doc["id"]: one for one in world.elements("after", noun.clone, noun.kind, noun.each)}
        old, new = (was, now) if self.base != "removed" else (now, was)
        if self.base == "before":
            yield from was.values()
        elif self.base != "changed":
            yield from (one for id, one in new.items() if self.base == "after" or id not in old)

    def _stored(self, world: World, moment: Moment, noun: Noun, clone: str, kind: str) -> Iterator[Item]:
        for item in world.items(moment, clone, kind):
            there = item.key in world.changed if self.base == "changed" else not marked(item.doc)
            if there and means(world, item, noun.where):
                yield item

    def __str__(self) -> str:
        of = " and ".join(str(noun) if noun.kind else noun.clone or "all records" for noun in self.nouns)
        asked = [_brief(str(Meets(path, wanted))) for noun in self.nouns for path, wanted in noun.where.items()]
        asked += [str(condition) for condition in self.where]
        return f"{of} {_BASES[self.base]}" + (f" where {' and '.join(asked)}" if asked else "")


def _brief(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"


def means(world: World, item: Item, where: Mapping[str, Any]) -> bool:
    """Whether the record is what a word means: an issue that is no pull request. A field that isn't there is null."""
    for path, wanted in where.items():
        values = read(world, item, path) or [None]
        if not any(matches(value, wanted) for value in values):
            return False
    return True


def listed(items: Iterable[Item]) -> str:
    shown = [str(item) for item in items]
    return "; ".join(shown[:3]) + (f"; and {len(shown) - 3} more" if len(shown) > 3 else "")


def sure(world: World, item: Item, conditions: Iterable[Condition]) -> bool:
    """Whether more than generic operations speaks for the record, and for those below it that conditions ask for."""
    if item.key in world.generic:
        return False
    return all(condition.proven(world, item) for condition in parts(conditions) if isinstance(condition, Reaching))


def claimed(
    world: World, item: Item, conditions: Iterable[Condition], whole: bool = False
) -> Iterator[tuple[Key, frozenset[str] | None]]:
    """A record with the fields that conditions ask for, and the records below it that they ask for."""
    names: set[str] = set()
    for condition in parts(conditions):
        names.update(re.split(r"[.\[>]", path)[0] for path in getattr(condition, "path", "").split("|") if path)
        if isinstance(condition, InState):
            names.update(condition.fields())
        if isinstance(condition, Reaching):
            yield from ((child.key, None) for child in condition.below(world, item))
    yield item.key, None if whole else frozenset(names)


@dataclass(frozen=True)
class Counted:
    """So many records are there."""

    what: Selection
    number: Count

    def decide(self, world: World) -> Outcome:
        found, unsure = self.what.items(world)
        if self.what.of_the_run and self.number.high is not None and len(found) > self.number.high:
            # What jobs and the outside world did breaks no bound that is set to the agent.
            own = [item for item in found if item.key not in world.beyond]
            found = own if len(own) > self.number.high else found[: self.number.high]
        reason = f"expected {self.number.said}, found {len(found)}" + (f": {listed(found)}" if found else "")
        if unsure and self.number.fits(len(found)) != self.number.fits(len(found) + unsure):
            return Outcome(None, f"{unsure} records have no field that tells; {reason}")
        if unsure and not found and not self.number.low:
            return Outcome(None, f"none of {unsure} records has a field that tells")
        if not self.number.fits(len(found)):
            many = self.number.high is not None and len(found) > self.number.high
            proven = [item for item in found if sure(world, item, self.what.where)]
            shaky = many and self.number.high is not None and len(proven) <= self.number.high
            return Outcome(False, reason, tuple(found) if many else (), generic=shaky)
        proven = [item for item in found if sure(world, item, self.what.where)]
        shaky = len(proven) != len(found) and not self.number.fits(len(proven))
        return Outcome(True, reason, tuple(found), generic=shaky)

    def claims(self, world: World) -> Iterator[tuple[Key, frozenset[str] | None]]:
        found = self.what.items(world)[0]
        if self.number.high == 0 and self.what.base == "after":  # those that were to stop being so
            found = replace(self.what, base="before").items(world)[0]
        elif self.number.high is not None and len(found) > self.number.high:
            return  # more than were to be, and nobody knows which of them
        for item in found:
            yield from claimed(world, item, self.what.where, whole=self.what.base == "changed")

    def __str__(self) -> str:
        return f"count of {self.what} {self.number}"


@dataclass(frozen=True)
class Certain:
    """The one record that is named, or each of several, is there and meets a condition."""

    what: Selection
    asked: Condition
    number: int = 1

    def decide(self, world: World) -> Outcome:
        found, _ = self.what.items(world)
        if len(found) > self.number:
            return Outcome(None, f"{len(found)} records are meant: {listed(found)}; say in which place it is")
        answers = [self.asked.holds(world, item) for item in found]
        if False in answers or len(found) < self.number:
            missing = f"{len(found)} of {self.number} are there" if len(found) < self.number else "not so"
            return Outcome(False, f"{missing}: {listed(found) or 'there is none'}", tuple(found))
        if None in answers:
            return Outcome(None, f"no field of it tells: {listed(found)}")
        shaky = not all(sure(world, item, (*self.what.where, self.asked)) for item in found)
        return Outcome(True, f"so: {listed(found)}", tuple(found), generic=shaky)

    def claims(self, world: World) -> Iterator[tuple[Key, frozenset[str] | None]]:
        for item in self.what.items(world)[0]:
            if self.asked.holds(world, item):
                yield from claimed(world, item, (*self.what.where, self.asked))

    def __str__(self) -> str:
        return f"{'the' if self.number == 1 else f'the {self.number}'} {self.what}: {self.asked}"


@dataclass(frozen=True)
class Every:
    """Each of the records meets a condition; where there is none, nothing is decided."""

    what: Selection
    asked: Condition

    def decide(self, world: World) -> Outcome:
        found, unsure = self.what.items(world)
        answers = [(item, self.asked.holds(world, item)) for item in found]
        bad = [item for item, answer in answers if answer is False]
        if bad:
            return Outcome(False, f"not so for {len(bad)} of {len(found)}: {listed(bad)}", tuple(bad))
        if not found:
            return Outcome(None, "there is none to look at")
        if unsure or any(answer is None for _, answer in answers):
            return Outcome(None, "some records have no field that tells")
        shaky = not all(sure(world, item, (*self.what.where, self.asked)) for item in found)
        return Outcome(True, f"so for all {len(found)}: {listed(found)}", tuple(found), generic=shaky)

    def claims(self, world: World) -> Iterator[tuple[Key, frozenset[str] | None]]:
        for item in self.what.items(world)[0]:
            if self.asked.holds(world, item):
                yield from claimed(world, item, (*self.what.where, self.asked))

    def __str__(self) -> str:
        return f"every {self.what}: {self.asked}"
