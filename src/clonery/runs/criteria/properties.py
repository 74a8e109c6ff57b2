"""Properties of records and what lies below them: `the label bug`, `a title containing "x"`, `a new comment`."""

from __future__ import annotations

import re

from .below import HasSome
from .conditions import AllOf, Condition, Empty, Is, Many, Meets, Not, Says
from .counts import Count
from .lexicon import ARTICLES, IN, OPERATORS, Unreadable
from .nouns import Noun, entry, link, nouns, said_of
from .phrase import money, names_one, noun_phrase, quantity
from .reader import Reader

EMPTY = frozenset({"empty", "blank", "missing", "unset", "set", "present", "filled"})
_ORDER = {"above": "gt", "over": "gt", "exceeding": "gt", "below": "lt", "under": "lt"}


def says(reader: Reader, noun: Noun) -> Condition:
    texts = [path for path in (link(noun, "text"), link(noun, "title")) if path]
    if not texts:
        raise Unreadable(f"a {noun.word} has no text that is known")
    reader.take("the", "text") or reader.take("the")
    return Says("|".join(texts), reader.value())


def relation(below: Noun, above: Noun) -> tuple[str, str]:
    """Where records of one noun name those of the other, and by what. Raises Unreadable."""
    said = entry(below.clone, "links", below.kind).get(above.kind)
    if said:
        return said[0], said[1]
    path = link(below, above.word) or link(below, above.kind.replace("_", " "))
    if not path:
        raise Unreadable(f"a {below.word} names no {above.word}")
    return "|".join(re.sub(r">[\w-]+$", "", one) for one in path.split("|")), "id"


def having(reader: Reader, noun: Noun) -> Condition:
    """What follows `with` or `has`: a property with its value, or records that lie below."""
    refused = reader.take("no") or reader.take("none")
    start = reader.place
    below = _below(reader, noun, refused)
    if below is not None:
        return below
    reader.place = start
    many = quantity(reader).count
    if many is not None and reader.peek(1).low not in OPERATORS and not _article(reader):
        word, path = reader.property(noun)
        return Many(path, many.low, many.high, word)
    reader.any(ARTICLES)
    filled = reader.take("non-empty")
    if _value_first(reader) and not filled:
        text = reader.value()
        if reader.take("in"):
            reader.any(ARTICLES)
            return Says(reader.property(noun)[1], text)
        word, path = reader.property(noun)
        reader.any(frozenset({"applied", "set", "attached"}))
        found: Condition = Is(path, said_of(noun, word, text), word)
        return Not(found) if refused else found
    word, path = reader.property(noun)
    reader.take("field")
    if reader.peek().low == "set" and (reader.peek(1).low != "to"):
        reader.place += 1
        filled = True
    if filled or ((reader.done or reader.peek().low in (IN | {"and", "or", "that"}) - {"of", "to"}) and not refused):
        return Not(Empty(path, word))
    if refused:
        return Not(each_of(reader, noun, path, word)) if _value_ahead(reader) else Empty(path, word)
    return compared(reader, noun, word, path)


def held(reader: Reader, noun: Noun, new: bool = False) -> Condition | None:
    """A state that records below tell of: a pull request is approved by its reviews, `by ben` if someone is named.

    `new`: by those that the run made.
    """
    said = entry(noun.clone, "has", noun.kind).get(reader.peek().low)
    if said is None:
        return None
    reader.place += 1
    whose = f' by "{reader.value()}"' if reader.take("by") else ""
    return having(Reader(f"a {'new ' if new else ''}{said}{whose}", reader.clones), noun)


_RANKS = frozenset({"priority", "severity"})
_BEHIND = _RANKS | frozenset(
    {"label", "labels", "tag", "tags", "assignee", "reviewer", "milestone", "topic", "status", "state"}
)


def _value_first(reader: Reader) -> bool:
    """Whether a value comes before its property: `the "bug" label`."""
    ranked = reader.peek(1).low in _RANKS and reader.peek().low not in ("a", "an", "the")
    return reader.peek().quoted or ranked or (names_one(reader.peek()) and reader.peek(1).low in _BEHIND)


def _article(reader: Reader) -> bool:
    """Whether what was just read was no more than an article."""
    return reader.tokens[reader.place - 1].low in ARTICLES | {"any", "some"}


def _value_ahead(reader: Reader) -> bool:
    return reader.peek().quoted or names_one(reader.peek())


def _below(reader: Reader, noun: Noun, refused: bool) -> Condition | None:
    """`a new comment`, `at least 2 replies`: records of another kind that name this one, where its kind says so."""
    number = Count(0, 0) if refused else quantity(reader).count or Count(1, None)
    for ahead in range(3):
        found, _ = reader.noun_at(ahead)
        below = [one for one in found if one.clone == noun.clone and noun.word in _homes(one)]
        if below:
            what, _ = noun_phrase(reader)
            child, own = relation(below[0], noun)
            return HasSome(what, child, own, number)
    return None


def _homes(noun: Noun) -> list[str]:
    """What records of a noun lie in: its home, that by all its other names, and what the book lets it name."""
    home = nouns(noun.clone).get(noun.home)
    named = [*entry(noun.clone, "fields", noun.kind)]
    return named + [word for word, other in nouns(noun.clone).items() if home and other.kind == home.kind]


def each_of(reader: Reader, noun: Noun, path: str, word: str) -> Condition:
    """One value, or several that must all be there: `bug and urgent`."""
    found: list[Condition] = [Is(path, said_of(noun, word, reader.value()), word)]
    while reader.peek().low in (",", "and") and (names_one(reader.peek(1)) or reader.peek(2).text == ""):
        reader.place += 1
        if reader.done:
            break
        found.append(Is(path, said_of(noun, word, reader.value()), word))
    return found[0] if len(found) == 1 else AllOf(tuple(found))


def compared(reader: Reader, noun: Noun, word: str, path: str) -> Condition:
    """What a property is compared with: `of 50`, `containing "x"`, `above $20`, `set to done`."""
    operator = reader.any(frozenset(OPERATORS))
    if operator:
        reader.take("with")
        return Says(path, reader.value(), word, OPERATORS[operator])
    order = reader.any(frozenset(_ORDER))
    if order or reader.take("greater", "than") or reader.take("more", "than"):
        return Meets(path, {_ORDER.get(order, "gt"): number(reader, noun)})
    if reader.take("less", "than") or reader.take("lower", "than"):
        return Meets(path, {"lt": number(reader, noun)})
    refused = reader.take("not")
    if reader.peek().low in EMPTY and not reader.peek(1).text:
        full = reader.value().lower() in ("set", "present", "filled")
        return Empty(path, word) if full == refused else Not(Empty(path, word))
    for words in (("set", "to"), ("equal", "to"), ("of",), ("named",), ("called",), ("=",), ("is",)):
        reader.take(*words)
    if money(reader.peek().text) is not None:
        return Is(path, number(reader, noun), word)
    found = each_of(reader, noun, path, word)
    return Not(found) if refused else found


def amount_ahead(reader: Reader, ahead: int = 0) -> bool:
    """Whether an amount comes next: a sum of money, or a number."""
    return money(reader.peek(ahead).text) is not None or reader.peek(ahead).number is not None


def number(reader: Reader, noun: Noun) -> int | float:
    """A number; money is in the units that the clone stores."""
    text = reader.value()
    found = money(text, noun)
    if found is not None:
        return found
    try:
        said = float(text.replace(",", ""))
    except ValueError:
        raise Unreadable(f"{text!r} is no number") from None
    return int(said) if said == int(said) else said
