"""What narrows a noun phrase down: `with label bug`, `in #general`, `assigned to ada`, `titled "x"`."""

from __future__ import annotations

from dataclasses import replace

from .below import Under
from .checks import Selection
from .conditions import AllOf, AnyOf, Condition, Empty, Is, Named, Not
from .lexicon import ARTICLES, HAS, IN, IS, LABELED, NAMED, SAYING, SAYS, TITLED, Unreadable
from .nouns import Noun, entry, link
from .phrase import KEY, identified, names_one, noun_phrase
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
    if reader.peek().low in LABELED:
        return _labelled(reader, noun)
    if reader.take("assigned"):
        path = link(noun, "assignee")
        return Is(path, reader.value(), "assignee") if reader.take("to") else Not(Empty(path, "assignee"))
    if reader.peek().low in ("unassigned", "unlabeled", "unlabelled"):
        return reader.state(noun, reader.value())
    if reader.peek().low in noun.leading:
        word = noun.leading[reader.value().lower()]
        reader.take("the")
        reader.take("branch")
        return Is(link(noun, word), reader.value(), word)
    if reader.any(frozenset({"by", "from"})):
        return _from(reader, noun)
    if reader.peek().low == "and" and _property_ahead(reader, noun):
        reader.place += 1  # with title "x" and the label bug
        reader.any(ARTICLES | {"the"})
        return having(reader, noun)
    order = reader.peek().low in ("above", "over", "below", "under", "exceeding")
    if order and link(noun, "amount") and amount_ahead(reader, 1):
        return compared(reader, noun, "amount", link(noun, "amount"))
    if link(noun, "reason") and (reader.take("closed", "as") or reader.take("as")):
        return Is(link(noun, "reason"), _reason(reader), "reason")
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


def _labelled(reader: Reader, noun: Noun) -> Condition:
    """`labelled bug`, `tagged v1.0` of what has one tag, or `labelled` alone."""
    tag = entry(noun.clone, "fields", noun.kind).get("tag") if reader.take("tagged") else None
    if tag is None:
        reader.any(LABELED)
    reader.any(frozenset({"with", "as"}))
    if tag is not None:
        return Is(tag, reader.value(), "tag")
    if reader.done:
        return Not(Empty(link(noun, "label"), "label"))
    return each_of(reader, noun, link(noun, "label"), "label")


def _property_ahead(reader: Reader, noun: Noun) -> bool:
    known = {*entry(noun.clone, "fields", noun.kind), *entry("*", "fields")}
    ahead = 2 if reader.peek(1).low in ARTICLES | {"the"} else 1
    return reader.peek(ahead).low in known and reader.peek(ahead + 1).low not in IS | HAS | SAYS


def _reason(reader: Reader) -> str:
    """`not planned`, `completed`, `a duplicate`."""
    reader.any(ARTICLES)
    words = [reader.value()]
    while not reader.done and words[0].lower() == "not" and len(words) < 2:
        words.append(reader.value())
    return " ".join(words)


def _from(reader: Reader, noun: Noun) -> Condition | None:
    author = link(noun, "author")
    customer = link(noun, "customer")
    reader.take("customer") or reader.take("user")
    path = author or customer
    if KEY.match(reader.peek().text):
        return None  # "blocked by ENG-2" names nobody
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
    if word == "of" and reader.peek().low == "exactly" and amount_ahead(reader, 1):
        reader.place += 1
    if word in ("of", "for") and amount_ahead(reader):
        return compared(reader, noun, "amount", link(noun, "amount"))
    if word in ("to", "into", "onto") and "into" in noun.leading and "/" not in reader.peek().text:
        return Is(link(noun, noun.leading["into"]), reader.value(), noun.leading["into"])
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
    if reader.peek().low in ("each", "every", "all", "both", "any"):
        raise Unreadable(f'say it of them: "every {noun.home} has …"')
    whom = reader.value()
    if word == "to" and noun.home == "recipient":
        return AllOf((Is(path, whom, noun.home), Not(Is(link(noun, "author"), whom, "author"))))
    inside = Is(path, whom, noun.home)
    if noun.home == "team" and whom[:1].isupper() and not whom.isupper() and link(noun, "state"):
        return AnyOf((inside, Is(link(noun, "state"), whom, "state")))  # issues in Todo
    return inside


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
