"""Criteria about the run as a whole: how it ended, what it answered, that nothing else changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .calls import failed, said_call
from .checks import LISTED, Check, Outcome, means
from .lexicon import Unreadable
from .nouns import Noun, find
from .world import Key, World

_NOTHING: tuple[tuple[Key, frozenset[str] | None], ...] = ()


@dataclass(frozen=True)
class Exits:
    """The agent's process ended well."""

    def decide(self, world: World) -> Outcome:
        code = world.evidence.exit_code
        return Outcome(code == 0, f"the exit code is {code}")

    def claims(self, world: World) -> tuple[tuple[Key, frozenset[str] | None], ...]:
        return _NOTHING

    def __str__(self) -> str:
        return "exit code = 0"


@dataclass(frozen=True)
class NoErrors:
    """The process ended well and no call was refused."""

    def decide(self, world: World) -> Outcome:
        bad = [call for call in world.calls if failed(call)]
        code = world.evidence.exit_code
        if bad or code:
            said = "; ".join(said_call(call) for call in bad[:3]) or f"the exit code is {code}"
            return Outcome(False, f"{len(bad)} calls failed: {said}" if bad else said, calls=tuple(bad))
        return Outcome(True, f"none of {len(world.calls)} calls failed, and the exit code is 0")

    def claims(self, world: World) -> tuple[tuple[Key, frozenset[str] | None], ...]:
        return _NOTHING

    def __str__(self) -> str:
        return "exit code = 0 and count of failed calls = 0"


@dataclass(frozen=True)
class Answers:
    """The answer holds a text, or several, whatever their case; or none of them."""

    texts: tuple[str, ...]
    refused: bool = False
    pattern: bool = False

    def decide(self, world: World) -> Outcome:
        answer = world.evidence.answer
        there = [text for text in self.texts if self._in(text, answer)]
        missing = [text for text in self.texts if text not in there]
        shown = answer if len(answer) <= 200 else answer[:199] + "…"
        if self.refused:
            return Outcome(not there, f"the answer has {', '.join(map(repr, there)) or 'none of it'}: {shown!r}")
        return Outcome(not missing, f"the answer lacks {', '.join(map(repr, missing)) or 'nothing of it'}: {shown!r}")

    def _in(self, text: str, answer: str) -> bool:
        if self.pattern:
            return re.search(text, answer) is not None
        return " ".join(text.casefold().split()) in " ".join(answer.casefold().split())

    def claims(self, world: World) -> tuple[tuple[Key, frozenset[str] | None], ...]:
        return _NOTHING

    def __str__(self) -> str:
        verb = "matches" if self.pattern else "contains"
        return f"answer {'does not ' + verb.rstrip('s') if self.refused else verb} " + ", ".join(map(repr, self.texts))


@dataclass(frozen=True)
class NothingElse:
    """Whatever changed is spoken of by another criterion, or was changed by the same call as such a record.

    Services write beside what they are asked for (a history, a counter): the call that made a claimed record, or
    changed the fields that a criterion asks for, is claimed whole.
    """

    others: tuple[Check, ...] = field(default=(), repr=False)
    clone: str = ""
    noun: Noun | None = None
    """Of which records this is asked; None: of all."""

    def decide(self, world: World) -> Outcome:
        claimed: dict[Key, frozenset[str] | None] = {}
        for check in self.others:
            for key, names in check.claims(world):
                had = claimed.get(key, frozenset())
                claimed[key] = None if names is None or had is None else had | names
        excused = set(claimed)
        for call in world.calls:
            made = {_key(change): change for change in call.get("changed", ())}
            if any(_main(key, change, claimed) for key, change in made.items()):
                excused |= set(made)
        extra = [key for key in self._all(world) if key not in excused]
        if not extra:
            return Outcome(True, "nothing changed that no criterion speaks of")
        shown = ", ".join("/".join(key) for key in extra[:LISTED])
        return Outcome(False, f"{len(extra)} records changed that no criterion speaks of: {shown}")

    def _all(self, world: World) -> Iterator[Key]:
        for key in (*world.added, *world.removed, *world.changed):
            if (not self.clone or key[0] == self.clone) and key not in world.beyond and self._meant(world, key):
                yield key

    def _meant(self, world: World, key: Key) -> bool:
        if self.noun is None:
            return True
        item = world.find("after", *key) or world.find("before", *key)
        return key[:2] == (self.noun.clone, self.noun.kind) and item is not None and means(world, item, self.noun.where)

    def claims(self, world: World) -> tuple[tuple[Key, frozenset[str] | None], ...]:
        return _NOTHING

    def __str__(self) -> str:
        of = f" of {self.noun}" if self.noun else f" in {self.clone}" if self.clone else ""
        return f"count of changes{of} that no other criterion speaks of = 0"


def _key(change: Mapping[str, Any]) -> Key:
    return change["clone"], change["kind"], str(change["id"])


def _main(key: Key, change: Mapping[str, Any], claimed: dict[Key, frozenset[str] | None]) -> bool:
    """Whether this change is what a criterion asks for: the record made or removed, or its asked fields changed."""
    if key not in claimed:
        return False
    was, now, names = change.get("before"), change.get("after"), claimed[key]
    if was is None or now is None or names is None:
        return True
    return any(was.get(name) != now.get(name) for name in names)


def _texts(said: str) -> tuple[str, ...]:
    """The quoted texts of a list, or the words themselves."""
    found = re.findall(r"[\"“”]([^\"“”]+)[\"“”]|`([^`]+)`|(?<!\w)'([^']+)'(?!\w)", said)
    if not found and re.match(r"(?:the|a|an|its|their|that|what|which|why|how) ", said.strip(), re.IGNORECASE):
        raise Unreadable(f"{said.strip()!r} tells what, not in which words: put the words in quotes")
    return tuple(next(part for part in made if part) for made in found) or (said.strip(),)


_ANSWER = r"(?:the )?(?:agent's )?(?:final )?(?:answer|reply|response|output)"
FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Check]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE | re.DOTALL), make)
    for pattern, make in (
        (r"(?:there (?:are|were) )?no (?:api |tool )?errors?(?: responses?)?(?: in the trace)?"
         r"(?: (?:occur(?:red|s)?|(?:is|are|was|were) (?:raised|returned|reported)))?"
         r"(?: (?:during|in) (?:the|this) run)?", lambda made: NoErrors()),
        (r"(?:the )?(?:run|agent|process|harness) (?:exits|exited|ends|ended|finishes|finished|completes|completed)"
         r"(?: successfully| cleanly| well| without (?:an )?errors?| with (?:exit )?code 0)", lambda made: Exits()),
        (r"(?:the )?exit code (?:is|equals|was) 0", lambda made: Exits()),
        (_ANSWER + r" (?:matches|must match) (?:/(?P<regex>.+)/|`(?P<code>.+)`)",
         lambda made: Answers((made["regex"] or made["code"],), pattern=True)),
        (_ANSWER + r" (?:does not|doesn't|must not|never) (?:mention|contain|include|say|quote|reveal)s? (?P<what>.+)",
         lambda made: Answers(_texts(made["what"]), refused=True)),
        (r"(?:the )?agent (?:does not|doesn't|did not|must not|never) "
         r"(?:mention|say|quote|reveal|answer with|reply with)(?:s|ed)? (?P<what>.+)",
         lambda made: Answers(_texts(made["what"]), refused=True)),
        (r"(?:the )?agent (?:mentions|says|answers with|answered with|replies with|replied with|responds with|"
         r"responded with|mentioned|said) (?P<what>.+)", lambda made: Answers(_texts(made["what"]))),
        (_ANSWER + r" (?:mentions|contains|includes|says|quotes|must (?:mention|contain)) (?P<what>.+)",
         lambda made: Answers(_texts(made["what"]))),
    )
)  # fmt: skip
ELSE = re.compile(
    r"(?:nothing else (?:is|was|has|were)?\s*(?:been )?(?:changed|touched|modified)?|"
    r"no other (?:records?|changes?|things?)(?: (?:is|are|was|were) (?:changed|made|touched))?)"
    r"(?: in (?:the )?(?P<clone>[\w -]+?))?",
    re.IGNORECASE,
)  # fmt: skip


_TOUCHED = r"(?:changed|modified|touched|updated|edited|affected|altered)"
OTHERS = re.compile(
    rf"(?:no other (?P<one>[\w ]+?) (?:is|are|was|were|has been|have been) {_TOUCHED}"
    rf"|(?:all )?(?:the )?other (?P<other>[\w ]+?) (?:is|are|was|were|remains?|stays?) "
    rf"(?:unchanged|untouched|unmodified|unaffected|as they were|not {_TOUCHED}))",
    re.IGNORECASE,
)  # fmt: skip


def _others(said: str, clones: tuple[str, ...]) -> Check | None:
    """`No other issues were changed`: those that no other criterion speaks of."""
    made = OTHERS.fullmatch(said)
    found = find((made["one"] or made["other"]).lower().split(), clones) if made else []
    if len(found) > 1:
        raise Unreadable(f"{found[0].word!r} may be of {' or '.join(noun.clone for noun in found)}: say whose")
    return NothingElse(noun=found[0]) if found else None


def form(text: str, clones: tuple[str, ...]) -> Check | None:
    """The check of a sentence about the whole run, None where it is no such sentence."""
    said = text.strip().rstrip(".! ")
    other = ELSE.fullmatch(said)
    if other:
        clone = (other["clone"] or "").strip().lower().replace(" ", "-")
        return NothingElse(clone=clone) if not clone or clone in clones else None
    others = _others(said, clones)
    if others is not None:
        return others
    for pattern, make in FORMS:
        made = pattern.fullmatch(said)
        if made:
            return make(made)
    return None
