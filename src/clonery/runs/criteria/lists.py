"""Checks of what was added to and taken from lists that records hold: labels, assignees, reviewers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .checks import Outcome, Selection, claimed, listed, sure
from .conditions import plain
from .counts import Count
from .paths import read
from .world import Item, Key, World


@dataclass(frozen=True)
class Entries:
    """So many values were added to a list of the selected records, or taken from it, all of them together."""

    what: Selection
    path: str
    number: Count
    word: str
    gone: bool = False
    named: int = 0
    """How many records are meant by name or number, 0 where none is."""

    def decide(self, world: World) -> Outcome:
        found, _ = self.what.items(world)
        if self.named and len(found) > self.named:
            return Outcome(None, f"{len(found)} records are meant: {listed(found)}; say in which place it is")
        if len(found) < self.named:
            return Outcome(False, f"{len(found)} of {self.named} are there")
        changes = {item.key: self._changes(world, item) for item in found}
        touched = [item for item in found if changes[item.key]]
        values = [value for item in touched for value in changes[item.key]]
        passed = self.number.fits(len(values))
        shown = f": {', '.join(values[:5])}" if values else ""
        verb = "removed" if self.gone else "added"
        reason = f"expected {self.number.said} {verb}, found {len(values)}{shown}"
        shaky = not all(sure(world, item, self.what.where) for item in touched)
        return Outcome(passed, reason, tuple(touched), generic=shaky)

    def _changes(self, world: World, item: Item) -> list[str]:
        """The values that the list has now and had not, or the other way round."""
        was = world.other(item)
        old, new = (_values(world, was, self.path) if was else []), _values(world, item, self.path)
        return [value for value in dict.fromkeys(old if self.gone else new) if value not in (new if self.gone else old)]

    def claims(self, world: World) -> Iterator[tuple[Key, frozenset[str] | None]]:
        for item in self.what.items(world)[0]:
            if self._changes(world, item):
                for key, names in claimed(world, item, self.what.where):
                    yield key, None if names is None else names | {self.path.partition("[")[0].partition(">")[0]}

    def __str__(self) -> str:
        side = "removed from" if self.gone else "added to"
        return f"count of {self.word} {side} {self.what} {self.number}"


def _values(world: World, item: Item, path: str) -> list[str]:
    """What the list holds; without the last step to another record, which would give every name it goes by."""
    bare = "|".join(re.sub(r">[\w-]+$", "", one) for one in path.split("|"))
    return [plain(value) for value in read(world, item, bare) or () if value is not None]
