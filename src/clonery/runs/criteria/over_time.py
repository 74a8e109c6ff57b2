"""Conditions on what a run made of a record: it became so, stayed so, is gone, was touched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from .conditions import Condition
from .paths import read
from .world import Item, World, marked


@dataclass(frozen=True)
class Became:
    """It holds after the run and did not before it, or the record is new."""

    inner: Condition
    of_the_run: ClassVar[bool] = True

    def holds(self, world: World, item: Item) -> bool | None:
        now = self.inner.holds(world, item)
        if not now:
            return now
        was = world.other(item)
        return was is None or not self.inner.holds(world, was)

    def __str__(self) -> str:
        return f"became during the run: {self.inner}"


@dataclass(frozen=True)
class Was:
    """It held before the run."""

    inner: Condition

    def holds(self, world: World, item: Item) -> bool | None:
        was = world.other(item)
        return was is not None and self.inner.holds(world, was)

    def __str__(self) -> str:
        return f"before the run: {self.inner}"


@dataclass(frozen=True)
class Again:
    """It holds after the run, and the record was there before it without being so."""

    inner: Condition
    of_the_run: ClassVar[bool] = True

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
        return False if now is None or marked(now.doc) else self.inner.holds(world, now)

    def __str__(self) -> str:
        return f"still: {self.inner}"


@dataclass(frozen=True)
class Gone:
    """Of a record before the run: it is not there after it."""

    def holds(self, world: World, item: Item) -> bool | None:
        now = world.other(item)
        return now is None or marked(now.doc)

    def __str__(self) -> str:
        return "is gone after the run"


@dataclass(frozen=True)
class Touched:
    """The run changed the record."""

    def holds(self, world: World, item: Item) -> bool | None:
        return item.key in world.changed

    def __str__(self) -> str:
        return "changed during the run"


@dataclass(frozen=True)
class Altered:
    """The run changed this field of the record."""

    path: str
    word: str
    of_the_run: ClassVar[bool] = True

    def holds(self, world: World, item: Item) -> bool | None:
        was, now = world.other(item), read(world, item, self.path)
        return False if was is None or now is None else read(world, was, self.path) != now

    def __str__(self) -> str:
        return f"{self.word} changed during the run"
