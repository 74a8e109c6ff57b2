"""What a sentence says of its subject: a state, a property, what the run did to it."""

from __future__ import annotations

from dataclasses import replace

from .building import Predicate
from .checks import Base, Selection
from .conditions import AllOf, AnyOf, Condition, InState, Is, Not
from .lexicon import ARTICLES, CHANGED, CREATED, DELETED, EVENTS, HAS, IN, IS, PAST, SAYS, STAY, Unreadable
from .nouns import entry, link
from .phrase import names_one, narrowed
from .properties import having, says
from .reader import Reader

BASES: dict[str, Base] = {
    **dict.fromkeys(CREATED, "added"), **dict.fromkeys(DELETED, "removed"), **dict.fromkeys(CHANGED, "changed"),
}  # fmt: skip


def predicate_of(reader: Reader, selection: Selection) -> tuple[Selection, Predicate]:
    """What comes after the subject."""
    selection, found = _clause(reader, selection)
    while found.condition is not None and reader.peek().low in ("or", "and") and not reader.done:
        either = reader.take("or") or not reader.take("and")
        if reader.peek().low in ARTICLES or reader.known_property(selection.nouns[0]):
            more = Predicate(condition=having(reader, selection.nouns[0]))  # has label bug and label urgent
        else:
            selection, more = _clause(reader, selection)
        if more.condition is None or more.base:
            raise Unreadable("only states and properties can be joined by and, or")
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
        return selection, Predicate(condition=says(reader, noun), refused=refused)
    verb = reader.any(IS)
    refused = reader.take("not") or reader.take("never") or refused
    past, stays = verb in PAST, verb in STAY
    word = reader.peek().low
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
    found = _state(reader, selection)
    return narrowed(reader, selection), Predicate(None, found, past and not stays, stays, refused, event)


def _state(reader: Reader, selection: Selection) -> Condition:
    """What is said behind `is`: a state, a value in quotes or capitals, `in state Done`, `labeled bug`."""
    noun, token = selection.nouns[0], reader.peek()
    if token.quoted or (token.text.isupper() and len(token.text) > 1):
        reader.place += 1
        return InState(token.text)
    if not noun.kind:
        raise Unreadable(f"{reader.rest()!r} can be said of a certain kind only")
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
