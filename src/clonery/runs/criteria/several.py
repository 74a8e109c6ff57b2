"""Sentences that say several things, and sums over records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .checks import Check, Outcome, Selection, claimed, listed, sure
from .lexicon import Unreadable
from .nouns import Noun
from .operators import matches
from .paths import read
from .properties import number
from .reader import Reader
from .world import Key, World

_NONE_OF = re.compile(
    r"(?P<head>(?:no|zero|none of the) .+? (?:was|were|is|are|have been|has been) )"
    r"(?P<verbs>\w+(?:(?:, (?:or |and )?| or | and )\w+)+)(?P<rest>.*)", re.IGNORECASE,
)  # fmt: skip
_ONLY = re.compile(
    r"only (?:the )?(?P<noun>[a-z]+(?: [a-z]+)?) (?P<one>#?\d+|[A-Z][A-Z0-9]*-\d+|#[\w-]+|\"[^\"]+\"|`[^`]+`) "
    r"(?P<verb>was|is|has been) (?P<state>.+)", re.IGNORECASE,
)  # fmt: skip


def several(text: str) -> list[str]:
    """The sentences that this one comes to, if they are several."""
    said = text.strip().rstrip(".!")
    none = _NONE_OF.fullmatch(said)
    if none:
        verbs = re.split(r", (?:or |and )?| or | and ", none["verbs"])
        return [f"{none['head']}{verb}{none['rest']}" for verb in verbs]
    only = _ONLY.fullmatch(said)
    if only:
        one, verb, state = only["one"], only["verb"], only["state"]
        return [f"{only['noun']} {one} {verb} {state}", f"no {only['noun']}s other than {one} were {state}"]
    return []


@dataclass(frozen=True)
class Both:
    """Each of several checks."""

    parts: tuple[Check, ...]

    def decide(self, world: World) -> Outcome:
        found = [part.decide(world) for part in self.parts]
        bad = [one for one in found if one.passed is False] or [one for one in found if one.passed is None] or found
        rests = tuple(item for one in bad for item in one.rests)
        calls = tuple(call for one in bad for call in one.calls)
        return Outcome(
            bad[0].passed, "; ".join(one.reason for one in bad), rests, calls, any(one.generic for one in bad)
        )

    def claims(self, world: World) -> Iterator[tuple[Key, frozenset[str] | None]]:
        for part in self.parts:
            yield from part.claims(world)

    def __str__(self) -> str:
        return "; and ".join(str(part) for part in self.parts)


@dataclass(frozen=True)
class Totaled:
    """The sum of an amount over the selected records."""

    what: Selection
    path: str
    wanted: Any
    """A number, or an operator with one."""

    def decide(self, world: World) -> Outcome:
        found, _ = self.what.items(world)
        values = [value for item in found for value in read(world, item, self.path) or ()]
        if any(isinstance(value, bool) or not isinstance(value, int | float) for value in values):
            return Outcome(None, "some amounts are no numbers")
        reason = f"the sum is {sum(values)}: {listed(found) or 'there is none'}"
        shaky = not all(sure(world, item, self.what.where) for item in found)
        return Outcome(bool(matches(sum(values), self.wanted)), reason, tuple(found), generic=shaky)

    def claims(self, world: World) -> Iterator[tuple[Key, frozenset[str] | None]]:
        for item in self.what.items(world)[0]:
            yield from claimed(world, item, self.what.where, whole=self.what.base == "changed")

    def __str__(self) -> str:
        said = self.wanted if isinstance(self.wanted, dict) else {"=": self.wanted}
        return f"sum of {self.path} of {self.what} " + " and ".join(f"{name} {value}" for name, value in said.items())


def total(reader: Reader, noun: Noun) -> Any:
    """What a sum is to be: an amount, or a bound."""
    for words, operator in (
        (("at", "least"), "gte"), (("at", "most"), "lte"), (("no", "more", "than"), "lte"), (("more", "than"), "gt"),
        (("above",), "gt"), (("less", "than"), "lt"), (("fewer", "than"), "lt"), (("below",), "lt"), (("exactly",), ""),
    ):  # fmt: skip
        if reader.take(*words):
            return {operator: number(reader, noun)} if operator else number(reader, noun)
    if reader.done:
        raise Unreadable("the amount that it is to be is missing")
    return number(reader, noun)
