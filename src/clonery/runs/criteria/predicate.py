"""What a sentence says of its subject: a state, a property, what the run did to it."""

from __future__ import annotations

from dataclasses import replace

from .building import Predicate
from .checks import Base, Selection
from .conditions import AllOf, AnyOf, Condition, InState, Is, Not
from .lexicon import (
    ARTICLES,
    CHANGED,
    CREATED,
    DELETED,
    EVENTS,
    HAS,
    IN,
    IS,
    PAST,
    SAYS,
    STATES,
    STAY,
    Token,
    Unreadable,
)  # fmt: skip
from .nouns import Noun, entry, link
from .over_time import Altered, Was
from .phrase import names_one, narrowed
from .properties import having, held, says
from .reader import Reader

BASES: dict[str, Base] = {
    **dict.fromkeys(CREATED, "added"), **dict.fromkeys(DELETED, "removed"), **dict.fromkeys(CHANGED, "changed"),
}  # fmt: skip


_WRITINGS = frozenset({"comment", "review", "review comment", "note", "reply", "message", "reaction"})
_VERBS = IS | HAS | SAYS | STAY | ARTICLES | {"not", "never", "exists", "exist", "does", "do"}
_SENT = frozenset({"message", "email", "mail", "dm", "reply", "post", "invitation", "invite", "notification",
                   "reminder", "comment", "file", "note", "draft", "record"})  # fmt: skip
_HAPPEN = frozenset({"succeeded", "failed", "expired"})
"""What is said to happen without `was`: a payment succeeded."""


def predicate_of(reader: Reader, selection: Selection) -> tuple[Selection, Predicate]:
    """What comes after the subject."""
    verb = reader.peek().text if reader.peek().low in IS else "is"
    selection, found = _clause(reader, selection)
    while not reader.done and reader.peek().low in ("or", "and"):
        either = reader.take("or") or not reader.take("and")
        if found.condition is None and (either or found.refused):
            raise Unreadable("only states and properties can be joined by and, or")
        if reader.peek().low in ARTICLES or (
            reader.peek().low not in STATES and reader.known_property(selection.nouns[0])
        ):
            more = Predicate(condition=having(reader, selection.nouns[0]))  # has label bug and label urgent
        else:
            if reader.peek().low not in _VERBS:
                reader.tokens.insert(reader.place, Token(verb, verb.lower()))  # was closed and labelled bug
            selection, more = _clause(reader, selection)
        if more.condition is None or more.base:
            raise Unreadable("only states and properties can be joined by and, or")
        if found.condition is None:
            selection = selection.also(_plain(more))  # exists and is open
            continue
        inner = (_plain(found), _plain(more))
        found = replace(found, condition=AnyOf(inner) if either else AllOf(inner), refused=False)
    return selection, found


def _plain(predicate: Predicate) -> Condition:
    assert predicate.condition is not None
    return Not(predicate.condition) if predicate.refused else predicate.condition


def _clause(reader: Reader, selection: Selection) -> tuple[Selection, Predicate]:
    noun = selection.nouns[0]
    refused = reader.take("not") or reader.take("never")
    if reader.any(frozenset({"exist", "exists"})):
        return narrowed(reader, selection), Predicate(refused=refused)
    if reader.any(HAS):
        found = having(reader, noun)
        return narrowed(reader, selection), Predicate(condition=found, refused=refused)
    if reader.peek().low in SAYS and not reader.peek().quoted:
        reader.place += 1
        below = entry(noun.clone, "says").get(noun.kind)
        if below:  # a channel says what its messages say
            found = having(type(reader)(f'a {below} containing "{reader.value()}"', reader.clones), noun)
            return selection, Predicate(condition=found, refused=refused)
        return selection, Predicate(condition=says(reader, noun), refused=refused)
    if reader.peek().low in _HAPPEN and reader.state(noun, reader.peek().low) is not None:
        return selection, Predicate(None, reader.state(noun, reader.value().lower()), True, False, refused, True)
    verb = reader.any(IS)
    refused = reader.take("not") or reader.take("never") or refused
    past, stays = verb in PAST, verb in STAY
    word = reader.peek().low
    if word == "left" and (noun.word not in _WRITINGS or reader.peek(1).low in STATES):
        reader.place += 1
        if not reader.done and reader.peek().low in STATES:
            return selection, Predicate(None, _state(reader, selection), stays=True, refused=refused)
        return narrowed(reader, selection), Predicate(refused=refused)
    if word == "moved":
        return selection, Predicate(None, _moved(reader, noun), True, False, refused, True)
    if word == "edited" and (path := entry(noun.clone, "edited").get(noun.kind)):
        reader.place += 1
        return narrowed(reader, selection), Predicate(None, Altered(path, "text"), True, False, refused, True)
    if word == "sent" and noun.word.split()[-1] not in _SENT:
        raise Unreadable(f"whether a {noun.word} was sent is told by none of its fields")
    if word in BASES and word not in entry(noun.clone, "states", noun.kind):
        reader.place += 1
        selection = narrowed(reader, replace(selection, base=BASES[word]))
        if not verb and not reader.done:  # a message posted to #general contains …
            return _clause(reader, selection)
        return selection, Predicate(BASES[word], refused=refused)
    if not verb:
        raise Unreadable(f"{reader.rest()!r} says nothing that is known" if not reader.done else "the verb is missing")
    if reader.take("present") or reader.take("there") or reader.take("left") or (stays and (reader.done or word in IN)):
        return narrowed(reader, selection), Predicate(refused=refused)
    event = word in EVENTS
    found = _state(reader, selection, past)
    if reader.peek().low == "by":
        found = AllOf((found, _doer(reader, noun, word)))
    return narrowed(reader, selection), Predicate(None, found, past and not stays, stays, refused, event)


def _state(reader: Reader, selection: Selection, past: bool = False) -> Condition:
    """What is said behind `is`: a state, a value in quotes or capitals, `in state Done`, `labeled bug`."""
    noun = selection.nouns[0]
    if reader.peek().low in ARTICLES and reader.state(noun, reader.peek(1).low) is not None:
        reader.place += 1  # is a draft
    token = reader.peek()
    if token.quoted or (token.text.isupper() and len(token.text) > 1):
        reader.place += 1
        return InState(token.text)
    if not noun.kind:
        raise Unreadable(f"{reader.rest()!r} can be said of a certain kind only")
    told_below = held(reader, noun, past)
    if told_below is not None:
        return told_below
    found = reader.state(noun, token.low)
    if found is not None:
        reader.place += 1
        return found
    stated = _stated(reader, selection)
    if stated is not None:
        return stated
    more = narrowed(reader, Selection(selection.nouns))
    if more.where:
        return more.where[0] if len(more.where) == 1 else AllOf(more.where)
    if reader.known_property(noun):
        word, path = reader.property(noun)
        return Is(path, reader.value(), word)
    if not token.text:
        raise Unreadable("a word is missing at the end")
    raise Unreadable(f"{token.text!r} says nothing that is known of {noun.word}s")


def _doer(reader: Reader, noun: Noun, word: str) -> Condition:
    """Who made it so: `closed by ada`."""
    path = entry(noun.clone, "fields", noun.kind).get(f"{word} by", "")
    if not path:
        raise Unreadable(f"who {word} a {noun.word} is told by none of its fields")
    reader.place += 1
    return Is(path, reader.value(), f"{word} by")


def _moved(reader: Reader, noun: Noun) -> Condition:
    """`moved to Done`, `moved to the "In Progress" column`, `moved to project X`."""
    reader.place += 1
    came: list[str] = []
    if reader.take("from"):
        while not reader.done and reader.peek().low not in ("to", "into"):
            came.append(reader.value())
    if not (reader.take("to") or reader.take("into")):
        raise Unreadable("where it was moved to is missing")
    article = reader.take("the")
    stated = reader.peek(1).low in ("state", "status")
    if not came and (reader.noun_at(0)[0] or (reader.noun_at(1)[0] and not stated)):
        reader.place -= 2 if article else 1
        found = narrowed(reader, Selection((noun,)))
        if not found.where:
            raise Unreadable(f"{reader.rest()!r} is no place for a {noun.word}")
        return found.where[0]
    path = link(noun, "state")
    if not path:
        raise Unreadable(f"a {noun.word} has no state to move to")
    reader.take("state") or reader.take("status")
    quoted = reader.peek().quoted
    words = [reader.value()]
    while not quoted and not reader.done and reader.peek().text[:1].isupper():
        words.append(reader.value())
    reader.any(frozenset({"state", "status", "column"}))
    now = Is(path, " ".join(words), "state")
    return AllOf((now, Was(Is(path, " ".join(came), "state")))) if came else now


def _stated(reader: Reader, selection: Selection) -> Condition | None:
    """A state by its own name: `In Progress`, `under_review`, `in "In Review"`; not the place that something is in."""
    noun, start = selection.nouns[0], reader.place
    path = link(noun, "state")
    if reader.peek().text == "in":
        reader.place += 1
    token = reader.peek()
    named = token.quoted or (token.text[:1].isupper() and not names_one(token)) or "_" in token.text
    if path and named and not reader.noun_at(0)[0]:
        words = [reader.value()]
        while not token.quoted and not reader.peek().quoted and reader.peek().text[:1].isupper():
            words.append(reader.value())
        if reader.done or reader.peek().low in IN | {"and", "or", "with"} or reader.take("state"):
            return Is(path, " ".join(words), "state")
    reader.place = start
    return None
