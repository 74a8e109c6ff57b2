"""Conditions on what a run made of a record: it became so, stayed so, is gone, was touched."""

from __future__ import annotations

from dataclasses import dataclass

from .conditions import Condition
from .world import Item, World


@dataclass(frozen=True)
class Became:
    """It holds after the run and did not before it, or the record is new."""

    inner: Condition

    def holds(self, world: World, item: Item) -> bool | None:
        now = self.inner.holds(world, item)
        if not now:
            return now
        was = world.other(item)
        return was is None or not self.inner.holds(world, was)

    def __str__(self) -> str:
        return f"became during the run: {self.inner}"


@dataclass(frozen=True)
class Again:
    """It holds after the run, and the record was there before it without being so."""

    inner: Condition

    def holds(self, world: World, item: Item) -> bool | None:
        was = world.other(item)
        return self.inner.holds(world, item) if was and self.inner.holds(world, was) is False else False

    def __str__(self) -> str:
        return f"again: {self.inner}"


@dataclass(frozen=True)
class Entered:
    """A state that is entered by an event, said before a noun: `closed issues`."""

    inner: Condition

    def holds(self, world: World, item: Item) -> bool | None:
        return self.inner.holds(world, item)

    def __str__(self) -> str:
        return str(self.inner)


@dataclass(frozen=True)
class Stays:
    """Of a record before the run: it is still there after it, and the condition holds."""

    inner: Condition

    def holds(self, world: World, item: Item) -> bool | None:
        now = world.other(item)
        return False if now is None else self.inner.holds(world, now)

    def __str__(self) -> str:
        return f"still: {self.inner}"


@dataclass(frozen=True)
class Gone:
    """Of a record before the run: it is not there after it."""

    def holds(self, world: World, item: Item) -> bool | None:
        return world.other(item) is None

    def __str__(self) -> str:
        return "is gone after the run"


@dataclass(frozen=True)
class Touched:
    """The run changed the record."""

    def holds(self, world: World, item: Item) -> bool | None:
        return item.key in world.changed

    def __str__(self) -> str:
        return "changed during the run"
