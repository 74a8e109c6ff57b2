"""Criteria in plain words: a sentence becomes a query over state and diff, or is refused."""

from __future__ import annotations

from dataclasses import replace

from .building import Predicate, built, named
from .checks import Check, Counted, Selection
from .conditions import Condition, Is, Not
from .lexicon import ACTIVE, CHANGED, IS, PAST, SAYS, Token, Unreadable
from .lists import Entries
from .nouns import link
from .over_time import Altered
from .people import of_people
from .phrase import Quantity, narrowed, noun_phrase, quantity
from .predicate import BASES, predicate_of
from .properties import EMPTY, compared
from .reader import Reader
from .several import Both, Totaled, several, total
from .told import meant

_PUT = frozenset({"added", "applied", "attached", "set", "removed"})


def sentence(text: str, clones: tuple[str, ...], told: str = "") -> Check:
    """The check that the words mean. Raises Unreadable, naming the words that have no meaning here.

    Of several records that go by one number those are meant that lie in what `told`, the scenario's text, speaks of.
    """
    parts = several(text)
    if parts:
        return Both(tuple(sentence(part, clones, told) for part in parts))
    reader = Reader(of_people(text, clones), clones, told)
    special = (_active, _there, _number_of, _total_of, _property_of, _entries, _put_on)
    made = next((found for one in special if (found := one(reader)) is not None), None) or _whole(reader)
    if not reader.done:
        raise Unreadable(f"{reader.rest()!r} could not be read")
    return made


def _whole(reader: Reader) -> Check:
    amount = quantity(reader)
    selection, certain = noun_phrase(reader)
    if certain and not amount.said:
        selection = meant(selection, reader.told)
    if reader.take("'s"):
        word, path = reader.property(selection.nouns[0])
        return _valued(reader, selection, certain, word, path)
    if reader.done and amount.count:
        return built(amount, selection, certain, Predicate())
    if not amount.said and reader.peek(1).low in IS | SAYS and link(selection.nouns[0], reader.peek().low):
        word, path = reader.property(selection.nouns[0])  # the issue title is …
        return _valued(reader, selection, certain, word, path)
    selection, predicate = predicate_of(reader, selection)
    return built(amount, selection, certain, predicate)


def _put_on(reader: Reader) -> Check | None:
    """`The label "bug" was added to issue #1`, `the stale label is removed from issue #2`."""
    start = reader.place
    reader.take("the") or reader.take("a")
    lows = [reader.peek(ahead).low for ahead in range(2)]
    word = next((low for low in lows if low in ("label", "labels", "tag", "assignee", "milestone")), "")
    verbs = [reader.peek(ahead).low for ahead in range(2, 6)]
    if word and verbs[0] in IS and any(low in _PUT for low in verbs[1:3]):
        value = reader.peek(1 - lows.index(word)).text
        reader.place += 3
        refused = reader.take("not") or reader.take("never")
        off = reader.peek().low == "removed"
        reader.place += 1
        if reader.any(frozenset({"to", "on", "from"})):
            amount = quantity(reader)
            selection, certain = noun_phrase(reader)
            path = link(selection.nouns[0], word)
            asked: Condition = Is(path, value, word)
            said = Predicate(condition=Not(asked) if off else asked, past=True, refused=refused)
            return built(amount, selection, certain, said)
    reader.place = start
    return None


_LISTS = frozenset({"label", "tag", "assignee", "reviewer", "attendee"})


def _entries(reader: Reader) -> Check | None:
    """`Exactly 2 labels were added to issue #4`, `no assignee was removed from issue #2`."""
    start = reader.place
    amount = quantity(reader).count
    reader.take("new")
    word = reader.peek().low.removesuffix("s")
    verbs = [reader.peek(ahead).low for ahead in (1, 2)]
    if amount is not None and word in _LISTS and verbs[0] in IS and verbs[1] in _PUT:
        reader.place += 3
        gone = reader.peek(-1).low == "removed"
        if not reader.any(frozenset({"to", "on", "from"})):
            raise Unreadable(f"{word}s that were created or deleted are meant, or {word}s of what? Say to or from what")
        several_of = quantity(reader)
        selection, certain = noun_phrase(reader)
        if certain and not several_of.said:
            selection = meant(selection, reader.told)
        path = link(selection.nouns[0], word)
        if not path:
            raise Unreadable(f"a {selection.nouns[0].word} has no {word}s")
        if several_of.every:
            raise Unreadable(f"say of one {selection.nouns[0].word} how many {word}s it is to get")
        return Entries(selection, path, amount, f"{word}s", gone, named(selection))
    reader.place = start
    return None


def _total_of(reader: Reader) -> Check | None:
    """`The total of refunds created is $20`, `the sum of refunds is at most 2000`."""
    start = reader.place
    reader.take("the")
    if reader.any(frozenset({"total", "sum"})) and (reader.take("amount"), reader.take("of"))[1]:
        reader.take("all") or reader.take("the")
        selection, _ = noun_phrase(reader)
        noun = selection.nouns[0]
        reader.take("amounts")
        if base := BASES.get(reader.peek().low):
            reader.place += 1
            selection = narrowed(reader, replace(selection, base=base))
        path = link(noun, "amount")
        if path and (reader.any(IS) or reader.any(frozenset({"equals"}))):
            return Totaled(selection, path, total(reader, noun))
    reader.place = start
    return None


def _active(reader: Reader) -> Check | None:
    """`The agent closed exactly 4 issues`."""
    start = reader.place
    reader.take("the")
    if not reader.take("agent"):
        reader.place = start
        return None
    refused = reader.take("not") or reader.take("never")
    word = reader.peek().low
    word = next((ACTIVE[one] for one in (word, word.removesuffix("s"), word.removesuffix("es")) if one in ACTIVE), word)
    reader.place += 1
    amount = quantity(reader)
    selection, certain = noun_phrase(reader)
    again = Reader("", reader.clones)
    again.tokens = [Token("was", "was"), Token(word, word)]
    selection, predicate = predicate_of(again, selection)
    if not again.done:
        raise Unreadable(f"{word!r} is no verb that is known")
    return built(amount, selection, certain, replace(predicate, refused=refused))


def _there(reader: Reader) -> Check | None:
    """`There are exactly 3 open issues`."""
    if not (reader.take("there") and reader.any(IS)):
        return None
    refused = reader.take("not")
    amount = quantity(reader)
    selection, certain = noun_phrase(reader)
    if BASES.get(reader.peek().low):
        selection, predicate = predicate_of(reader, selection)
    else:
        predicate = Predicate()
    return built(amount, selection, certain, replace(predicate, refused=refused))


def _number_of(reader: Reader) -> Check | None:
    """`The number of open issues is 3`, `issue count equals 3`."""
    start = reader.place
    reader.take("the")
    reader.take("total")
    if reader.take("number", "of") or reader.take("count", "of"):
        selection, _ = noun_phrase(reader)
    else:
        found, count = reader.noun_at(0)
        if not found or reader.peek(count).low != "count":
            reader.place = start
            return None
        reader.place += count + 1
        selection = narrowed(reader, Selection((reader.one(found),)))
    base = BASES.get(reader.peek().low)
    if base:
        reader.place += 1
        selection = narrowed(reader, replace(selection, base=base))
    if not (reader.any(IS) or reader.any(frozenset({"equals", "equal", "=", "=="}))):
        raise Unreadable("the number that it is to be is missing")
    reader.take("equal", "to")
    amount = quantity(reader).count
    if amount is None:
        raise Unreadable(f"{reader.rest()!r} is no number")
    return Counted(selection, amount)


def _property_of(reader: Reader) -> Check | None:
    """`The title of issue #1 is "x"`."""
    start = reader.place
    if not reader.take("the") and reader.peek(1).low != "of":
        return None
    words = [reader.peek(ahead).low for ahead in range(3)]
    if "of" in words[1:]:
        place = reader.place
        try:
            reader.place += words.index("of") + 1
            selection, certain = noun_phrase(reader)
            selection = meant(selection, reader.told) if certain else selection
            behind, reader.place = reader.place, place
            word, path = reader.property(selection.nouns[0])
            reader.place = behind
            return _valued(reader, selection, certain, word, path)
        except Unreadable:
            reader.place = start
    reader.place = start
    return None


def _valued(reader: Reader, selection: Selection, certain: bool, word: str, path: str) -> Check:
    """What a property of the selected records is to be."""
    verb = reader.any(IS)
    if not verb and reader.peek().low not in SAYS:
        raise Unreadable(f"what the {word} is to be is missing")
    refused = reader.peek(1).low not in EMPTY and reader.take("not")
    if reader.any(CHANGED) or (verb in PAST and reader.peek().low == "set" and reader.take("set")):
        if not reader.take("to"):
            said = Predicate(condition=Altered(path, word), refused=refused)
            return built(Quantity(said=False), selection, certain, said)
    asked = compared(reader, selection.nouns[0], word, path)
    said = Predicate(condition=asked, past=verb in PAST, refused=refused)
    return built(Quantity(said=False), selection, certain, said)
