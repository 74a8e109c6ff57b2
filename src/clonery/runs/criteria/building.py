"""From the parts of a sentence to its check: how many, of what, and what is said of them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .below import HasSome
from .checks import Base, Certain, Check, Counted, Every, Selection
from .conditions import AnyOf, Condition, InState, Is, Named, Not
from .counts import Count
from .lexicon import Unreadable
from .over_time import Became, Entered, Gone, Stays, Touched
from .phrase import Quantity

_LASTING = ("open", "active")
"""States that records have without anybody's doing: "the issue is open" is true of some issue in any world."""


@dataclass(frozen=True)
class Predicate:
    """What is said of a subject: which part of the diff it is in, a condition on it, or that it is there."""

    base: Base | None = None
    condition: Condition | None = None
    past: bool = False
    stays: bool = False
    refused: bool = False
    event: bool = False


def built(amount: Quantity, selection: Selection, certain: bool, said: Predicate) -> Check:
    """The check, from how many, of what, and what is said of them."""
    if not selection.nouns[0].kind and selection.base == "after" and not said.base:
        raise Unreadable("which kind of record is meant?")
    if said.base == "added" and amount.every:
        raise Unreadable("say how many were to be made")
    if amount.every and said.base in ("removed", "changed"):
        asked: Condition = Gone() if said.base == "removed" else Touched()
        return Every(replace(selection, base="before"), Not(asked) if said.refused else asked)
    if said.condition is None:
        number = amount.count or Count(named(selection) or 1, None)
        if said.refused and number.low >= 1 and number.high is None:
            number = Count(0, number.low - 1 if amount.count else 0)  # not more than two of them
        return Counted(selection, number)
    bare, number_of = not amount.said and not certain, named(selection, certain)
    asked = said.condition
    if said.stays and (amount.every or not amount.said):
        before = replace(selection, base="before").also(asked)
        return Every(before, Stays(Not(asked) if said.refused else asked))
    if not amount.said and certain and not number_of and selection.base == "after" and not said.stays:
        if isinstance(asked, InState) and asked.word in _LASTING:
            raise Unreadable(f"which {selection.nouns[0].word} is meant? Name it, or say that it remains {asked.word}")
        number = Count(0, 0) if said.refused else Count(1, None)
        return Counted(selection.also(Became(asked)), number)
    if said.past or (said.event and not said.stays and amount.count and not number_of):
        asked = Became(asked)
    if number_of and amount.count is None and not amount.every and selection.base == "after":
        return Certain(selection, Not(asked) if said.refused else asked, number_of)
    if amount.every or (bare and not said.past) or (said.refused and certain and not amount.count):
        return Every(_with_news(selection, said.condition), Not(asked) if said.refused else asked)
    if amount.count is None:
        return Counted(selection.also(asked), Count(0, 0) if said.refused else Count(1, None))
    if said.refused and amount.count == Count(1, None):
        return Counted(selection.also(asked), Count(0, 0))
    return Counted(selection.also(Not(asked) if said.refused else asked), amount.count)


def named(selection: Selection, certain: bool = False) -> int:
    """How many records are meant by name or number, 0 where none is; a `certain` one by its title, too."""
    for condition in selection.where:
        if isinstance(condition, Named) or (certain and isinstance(condition, Is) and condition.word == "title"):
            return 1
        if isinstance(condition, AnyOf) and isinstance(condition.inner[0], Named):
            return sum(isinstance(one, Named) for one in condition.inner)
    return 0


def _with_news(selection: Selection, asked: Condition) -> Selection:
    """`All closed issues have a new comment` speaks of those that the run closed."""
    news = isinstance(asked, HasSome) and asked.what.base == "added"
    states = tuple(Became(one.inner) if news and isinstance(one, Entered) else one for one in selection.where)
    return replace(selection, where=states)
