"""What narrows a noun phrase down: `with label bug`, `in #general`, `assigned to ada`, `titled "x"`."""

from __future__ import annotations

from dataclasses import replace

from .below import Under
from .checks import Selection
from .conditions import Condition, Empty, Is, Named, Not
from .lexicon import HAS, IN, IS, LABELED, NAMED, SAYING, SAYS, TITLED, Unreadable
from .nouns import Noun, entry, link
from .phrase import identified, names_one, noun_phrase
from .properties import amount_ahead, compared, each_of, having, relation, says
from .reader import Reader


def modified(reader: Reader, selection: Selection) -> Selection | None:
    noun, before = selection.nouns[0], reader.place
    if reader.take("in") and (reader.take("the"), of := reader.clone())[1]:
        reader.take("state")
        if not noun.kind:
            return replace(selection, nouns=(Noun(of, "record", ""),))
        if of == noun.clone and (reader.done or not _place_ahead(reader)):
            return selection
    reader.place = before
    if reader.take("other", "than") or reader.take("except"):
        named = identified(reader)
        return selection.also(Not(named)) if named else None
    if not noun.kind:
        return None
    found = _said(reader, noun)
    return None if found is None else selection.also(found)


def _place_ahead(reader: Reader) -> bool:
    token = reader.peek()
    return names_one(token) or bool(reader.noun_at(0)[0])


def _said(reader: Reader, noun: Noun) -> Condition | None:
    """One modifier as a condition."""
    if reader.any(TITLED):
        return Is(link(noun, "title") or link(noun, "name"), reader.value(), "title")
    if reader.any(NAMED):
        return Named(reader.value())
    if reader.any(LABELED):
        reader.any(frozenset({"with", "as"}))
        if reader.done:
            return Not(Empty(link(noun, "label"), "label"))
        return each_of(reader, link(noun, "label"), "label")
    if reader.take("assigned"):
        path = link(noun, "assignee")
        return Is(path, reader.value(), "assignee") if reader.take("to") else Not(Empty(path, "assignee"))
    if reader.peek().low in ("unassigned", "unlabeled", "unlabelled"):
        return reader.state(noun, reader.value())
    if reader.peek().low in noun.leading:
        word = noun.leading[reader.value().lower()]
        return Is(link(noun, word), reader.value(), word)
    if reader.any(frozenset({"by", "from"})):
        return _from(reader, noun)
    if reader.peek().low == "and" and reader.peek(1).low in entry(noun.clone, "fields", noun.kind):
        reader.place += 1  # with title "x" and label bug
        return having(reader, noun)
    if reader.take("with") or reader.take("having"):
        return having(reader, noun)
    if reader.take("without"):
        reader.take("a") or reader.take("any")
        return Not(having(reader, noun)) if reader.peek(1).text else Empty(*reversed(reader.property(noun)))
    if reader.take("whose"):
        word, path = reader.property(noun)
        reader.any(IS)
        return compared(reader, noun, word, path)
    if reader.any(SAYING):
        return says(reader, noun)
    if reader.peek().low in ("that", "which", "who"):
        return _clause(reader, noun)
    if reader.peek().low in IN:
        return _placed(reader, noun)
    return None


def _from(reader: Reader, noun: Noun) -> Condition | None:
    author = link(noun, "author")
    customer = link(noun, "customer")
    reader.take("customer") or reader.take("user")
    path = author or customer
    return Is(path, reader.value(), "author" if author else "customer") if path else None


def _clause(reader: Reader, noun: Noun) -> Condition | None:
    reader.place += 1
    if reader.any(HAS):
        return having(reader, noun)
    if reader.any(SAYS):
        return says(reader, noun)
    if reader.any(IS):
        refused = reader.take("not")
        found = _said(reader, noun) or reader.state(noun, reader.value().lower())
        return Not(found) if found and refused else found
    return None


def _placed(reader: Reader, noun: Noun) -> Condition | None:
    """`in #general`, `on issue #1`, `for customer cus_1`, `to channels other than #ops`, `of $50`, `in state Done`."""
    word = reader.any(IN)
    if word in ("of", "for") and amount_ahead(reader):
        return compared(reader, noun, "amount", link(noun, "amount"))
    article = reader.take("the") or reader.take("a") or reader.take("an")
    reader.clone()
    stated = _in_state(reader, noun)
    if stated is not None or reader.done:
        return stated
    for ahead in range(3):
        above, _ = reader.noun_at(ahead)
        named = names_one(reader.peek(ahead - 1)) or (ahead == 1 and article)
        if above and (ahead == 0 or named or reader.peek().low in ("any", "all")):
            reader.any(frozenset({"any", "all"}))
            return _under(reader, noun, above)
    path = link(noun, noun.home) if noun.home else ""
    if not path or (article and not names_one(reader.peek())):
        return None  # "in the thread" names no place
    return Is(path, reader.value(), noun.home)


def _in_state(reader: Reader, noun: Noun) -> Condition | None:
    """`in state Done`, `in the Done state`."""
    if reader.peek().low in ("state", "status") and reader.peek(1).text:
        reader.place += 1
        return Is(link(noun, "state"), reader.value(), "state")
    if reader.peek(1).low in ("state", "status"):
        found = Is(link(noun, "state"), reader.value(), "state")
        reader.place += 1
        return found
    return None


def _under(reader: Reader, noun: Noun, found: list[Noun]) -> Condition:
    """Records that lie in, or name, others."""
    above = next((one for one in found if one.clone == noun.clone), None)
    if above is None:
        raise Unreadable(f"{noun.clone} has no {found[0].word} for a {noun.word} to be in")
    what, _ = noun_phrase(reader)
    child, own = relation(noun, above)
    return Under(what, child, own)
