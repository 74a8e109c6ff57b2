"""Conditions on a record by the records below it, or by those that it lies in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from .checks import Selection
from .counts import Count
from .paths import names, read
from .world import Item, Moment, World


@dataclass(frozen=True)
class HasSome:
    """As a condition: so many records of another kind name this one."""

    what: Selection
    child: str
    """Where those records name it."""
    own: str = "id"
    number: Count = field(default_factory=lambda: Count(1, None))

    def holds(self, world: World, item: Item) -> bool | None:
        return self.number.fits(len(self.below(world, item)))

    def below(self, world: World, item: Item) -> list[Item]:
        """The records that name this one."""
        wanted = {str(value) for value in read(world, item, self.own) or () if value is not None}
        by_name = world.once(self, f"by name {item.moment}", lambda: self._by_name(world, item.moment))
        found = {id(one): one for name in wanted for one in by_name.get(name, ())}
        return list(found.values())

    def _by_name(self, world: World, moment: Moment) -> dict[str, list[Item]]:
        """The records by what they lie in; of those that are just there the ones of that moment."""
        found: dict[str, list[Item]] = {}
        if moment == "before" and self.what.base == "added":
            return found  # what the run made was not there yet
        what = replace(self.what, base=moment) if self.what.base == "after" else self.what
        for one in what.items(world)[0]:
            for name in self._named(world, one):
                found.setdefault(name, []).append(one)
        return found

    def proven(self, world: World, item: Item) -> bool:
        found = self.below(world, item)
        sure = [one for one in found if one.key not in world.generic]
        return len(sure) == len(found) or self.number.fits(len(sure))

    def _named(self, world: World, item: Item) -> Iterator[str]:
        for value in read(world, item, self.child) or ():
            for name in names(world, item, "", value):
                yield str(name)
                yield str(name).rpartition("/")[2]

    def __str__(self) -> str:
        return f"has {self.what} {self.number}"


@dataclass(frozen=True)
class Under:
    """As a condition: the record lies in, or names, one of these."""

    what: Selection
    child: str
    own: str = "id"

    def holds(self, world: World, item: Item) -> bool | None:
        named = read(world, item, self.child)
        if named is None:
            return None
        ids = {str(value) for value in named} | {str(value).rpartition("/")[2] for value in named}
        return bool(ids & world.once(self, item.moment, lambda: self._ids(world, item.moment)))

    def _ids(self, world: World, moment: Moment) -> set[str]:
        above, _ = replace(self.what, base=moment).items(world)
        return {str(value) for one in above for value in read(world, one, self.own) or ()}

    def __str__(self) -> str:
        return f"in {self.what}"
