"""Noun phrases: how many of which records a criterion speaks of."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from .checks import Selection
from .conditions import AnyOf, Condition, InState, Is, Named
from .counts import Count
from .lexicon import ANYTHING, CHANGED, CREATED, DELETED, EVENTS, HAS, IN, IS, SAYS, Token, Unreadable
from .nouns import Noun, fields, find, link, minor, nouns, said_of
from .over_time import Entered
from .reader import Reader

_ID = re.compile(r"^#?(?=.*[\d_/@#-])[\w/@.:#*-]+$")
_NO_NAMES = frozenset({"not", "never", "count", "that", "which", "who", "remaining", ",", "and", "or", "'s"})
_MONEY = re.compile(r"^[$€£]\s?([\d,]+(?:\.\d+)?)$")
KEY = re.compile(r"^[A-Z][A-Z0-9]*-\d+$")


@dataclass(frozen=True)
class Quantity:
    """How many are spoken of: a count, every one, or just some; `said` is false where nothing says it."""

    count: Count | None = None
    every: bool = False
    said: bool = True


def quantity(reader: Reader) -> Quantity:
    """The quantity that comes next."""
    for words, low, high in (
        ("exactly", 0, 0), ("precisely", 0, 0), ("only", 0, 0), ("at least", 0, None), ("a minimum of", 0, None),
        ("no fewer than", 0, None), ("no less than", 0, None), ("at most", None, 0), ("no more than", None, 0),
        ("up to", None, 0), ("a maximum of", None, 0), ("not more than", None, 0), ("fewer than", None, -1),
        ("less than", None, -1), ("more than", 1, None), ("over", 1, None),
    ):  # fmt: skip
        if all(reader.peek(ahead).low == word for ahead, word in enumerate(words.split())):
            number = reader.peek(len(words.split())).number
            if number is not None:
                reader.place += len(words.split()) + 1
                _of_them(reader)
                return Quantity(Count(0 if low is None else number + low, None if high is None else number + high))
    if reader.take("between") and (low_ := reader.peek().number) is not None and reader.peek(1).low == "and":
        high_ = reader.peek(2).number
        reader.place += 3
        return Quantity(Count(low_, high_))
    if reader.peek().low in ("nothing", "none"):
        reader.take("none")
        _of_them(reader)
        return Quantity(Count(0, 0))
    number = reader.peek().number
    if number is not None:
        reader.place += 1
        if reader.take("or", "more"):
            return Quantity(Count(number, None))
        if reader.take("or", "fewer") or reader.take("or", "less"):
            return Quantity(Count(0, number))
        high = reader.peek(1).number
        if reader.peek().low in ("or", "to") and high is not None:
            reader.place += 2
            return Quantity(Count(number, high))
        _of_them(reader)
        return Quantity(Count(number, number))
    if reader.any(frozenset({"all", "every", "each", "both"})):
        _of_them(reader)
        return Quantity(every=True)
    if reader.any(frozenset({"a", "an", "some", "any"})):
        return Quantity(Count(1, None))
    return Quantity(said=False)


def _of_them(reader: Reader) -> None:
    reader.take("of")
    reader.take("the")


def noun_phrase(reader: Reader) -> tuple[Selection, bool]:
    """What is selected, and whether it is a certain one: by number, by name, with `the`."""
    certain = reader.take("the")
    if reader.peek().low in ANYTHING and not find([reader.peek().low], reader.clones):
        reader.place += 1
        return narrowed(reader, Selection((Noun("", "record", ""),))), False
    for ahead in range(6):
        token = reader.peek(ahead)
        if not token.quoted and token.low in IN | IS | HAS | SAYS:
            break
        found, count = reader.noun_at(ahead)
        if found:
            noun = reader.one(found)
            single = reader.peek(ahead + count - 1).low == noun.word.split()[-1]
            return _with_noun(reader, noun, ahead, count, certain or single)
    return _by_name(reader)


def _with_noun(reader: Reader, noun: Noun, ahead: int, count: int, certain: bool) -> tuple[Selection, bool]:
    beside = tuple(nouns(noun.clone)[word] for word in noun.beside)
    selection, end = Selection((noun, *beside)), reader.place + ahead
    while reader.place < end:
        if reader.clone() or reader.any(frozenset({"the", "existing"})):
            continue
        if reader.take("new"):
            selection = replace(selection, base="added")
            continue
        told_below = _held(reader, noun)
        if told_below is not None:
            selection = selection.also(told_below)
            continue
        selection = selection.also(_adjective(reader, noun, reader.peek()))
        if names_one(reader.peek()):
            selection, certain = replace(selection, told=reader.told), True
        reader.place += 1
    reader.place = end + count
    named = identified(reader) or _bare_name(reader, noun)
    if named is not None:
        selection, certain = replace(selection.also(named), told=reader.told), True
    return narrowed(reader, selection), certain


def _held(reader: Reader, noun: Noun) -> Condition | None:
    from .properties import held

    return held(reader, noun)


def _by_name(reader: Reader) -> tuple[Selection, bool]:
    """A name alone: `#general`, `ENG-42`."""
    token, found = reader.peek(), []
    if token.text.startswith("#") and not token.text[1:].isdigit():
        found = find(["channel"], reader.clones)
    elif token.text.startswith("#"):  # issues and pull requests are numbered alike
        found = [
            replace(noun, where={})
            for noun in find(["issue"], reader.clones)
            if "number" in fields(noun.clone, noun.kind)
        ]
    elif KEY.match(token.text):
        found = [noun for noun in find(["issue"], reader.clones) if "ticket" in nouns(noun.clone)]
    elif "/" in token.text:
        found = find(["repository"], reader.clones) or find(["project"], reader.clones)
    if not found:
        raise Unreadable(f"no clone of {', '.join(reader.clones)} has what {reader.rest()!r} begins with")
    reader.place += 1
    return narrowed(reader, Selection((reader.one(found),), where=(Named(token.text),))), True


def identified(reader: Reader) -> Condition | None:
    """`#12`, `SHOP-1`, `"general"`, `cus_123`, or several of them, behind a noun."""
    if not names_one(reader.peek()):
        return None
    found: list[Condition] = [Named(reader.value())]
    while reader.peek().low in (",", "and") and names_one(reader.peek(1)):
        reader.place += 1
        found.append(Named(reader.value()))
    return found[0] if len(found) == 1 else AnyOf(tuple(found))


def _bare_name(reader: Reader, noun: Noun) -> Condition | None:
    """A name without quotes between a noun and its verb: `channel general exists`."""
    word, verb = reader.peek(), reader.peek(1)
    if word.text.isupper() and len(word.text) > 1:
        return Named(reader.value())
    if verb.low not in IS | HAS | SAYS | {"exists", "exist"} or not word.low:
        return None
    if word.low in IS | HAS | SAYS | IN | _NO_NAMES or word.low in CREATED | DELETED | CHANGED or link(noun, word.low):
        return None
    return Named(reader.value())


def money(text: str, noun: Noun | None = None) -> int | float | None:
    """The sum that a text says, in the units that the noun's clone stores; None where it is no sum of money."""
    made = _MONEY.match(text)
    if made is None:
        return None
    said = float(made[1].replace(",", ""))
    said = round(said * 100) if noun is not None and minor(noun.clone) else said
    return int(said) if said == int(said) else said


def names_one(token: Token) -> bool:
    return token.quoted or bool(_ID.match(token.text))


def _adjective(reader: Reader, noun: Noun, token: Token) -> Condition:
    """What stands before a noun: a state, a name in quotes, a value in capitals."""
    ranked, dash, what = token.low.partition("-")
    if dash and what in ("priority", "severity") and link(noun, what):
        return Is(link(noun, what), said_of(noun, what, ranked), what)
    if money(token.text) and link(noun, "amount"):
        return Is(link(noun, "amount"), money(token.text, noun), "amount")
    if token.quoted or (names_one(token) and reader.state(noun, token.low) is None):
        return AnyOf((Named(token.text), InState(token.text, sure=True)))
    if token.text.isupper() and len(token.text) > 1:
        return InState(token.text)
    found = reader.state(noun, token.low)
    if found is None and token.text[:1].isupper() and reader.place:
        return Named(token.text)  # the Engineering team
    if found is None:
        hint = f'; if it is a label: "{noun.word}s labelled {token.text}"' if link(noun, "label") else ""
        raise Unreadable(f"{token.text!r} says nothing that is known of {noun.word}s{hint}")
    return Entered(found) if token.low in EVENTS else found


def narrowed(reader: Reader, selection: Selection) -> Selection:
    """The selection with every modifier that follows it."""
    from .modifiers import modified

    while not reader.done:
        start = reader.place
        made = modified(reader, selection)
        if made is None:
            reader.place = start
            return selection
        selection = made
    return selection
