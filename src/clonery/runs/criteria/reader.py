"""The tokens of one sentence, and what comes next among them: a value, a noun, a property, a state."""

from __future__ import annotations

import re

from .conditions import Condition, Empty, InState, Meets
from .lexicon import ARTICLES, HAS, IN, IS, STATES, Token, Unreadable, tokens
from .nouns import Noun, entry, fields, find, link
from .over_time import Again

_WORD = re.compile(r"[a-z_][\w.-]*$")
"""What a property may be called."""


class Reader:
    """The tokens of one sentence and a place among them; every `take` either moves on or says None."""

    def __init__(self, text: str, clones: tuple[str, ...], told: str = "") -> None:
        self.tokens = tokens(text)
        self.clones = clones
        self.told = told
        self.place = 0
        self.spoken = ""
        """The clone of the first noun: what else is said is of the same one where others have the word as well."""

    # -- tokens

    def peek(self, ahead: int = 0) -> Token:
        place = self.place + ahead
        return self.tokens[place] if place < len(self.tokens) else Token("", "")

    @property
    def done(self) -> bool:
        return self.place >= len(self.tokens)

    def take(self, *words: str) -> bool:
        """Move behind these words if they come next."""
        if all(self.peek(ahead).low == word for ahead, word in enumerate(words)):
            self.place += len(words)
            return True
        return False

    def any(self, words: frozenset[str]) -> str:
        """Move behind a word of this set, if one comes next."""
        low = self.peek().low
        if low and low in words:
            self.place += 1
            return low
        return ""

    def rest(self) -> str:
        return " ".join(token.text for token in self.tokens[self.place :])

    def value(self) -> str:
        """The value that comes next: a quoted text or one word."""
        token = self.peek()
        if self.done or token.low in (",", "and", "or"):
            raise Unreadable("a value is missing " + ("at the end" if self.done else f"before {token.low!r}"))
        self.place += 1
        return token.text

    # -- nouns

    def clone(self) -> str:
        """The clone that is named next, by its name."""
        for count in (2, 1):
            said = "-".join(self.peek(ahead).low for ahead in range(count))
            if said in self.clones:
                self.place += count
                return said
        return ""

    def noun_at(self, ahead: int) -> tuple[list[Noun], int]:
        """The nouns that begin there, and how many words they take: the longest that is one."""
        for count in (4, 3, 2, 1):
            said = [self.peek(ahead + place) for place in range(count)]
            if all(token.low and token.low != "," for token in said) and said[0].low not in IS | HAS:
                found = find([token.low for token in said], self.clones)
                if found:
                    return self._meant(found), count
        return [], 0

    def _meant(self, found: list[Noun]) -> list[Noun]:
        """Of several clones those that the sentence names; a single clone needs no name."""
        if len(found) > 1:
            lows = {token.low for token in self.tokens}
            named = [noun for noun in found if noun.clone in lows or set(noun.clone.split("-")) <= lows]
            return named or [noun for noun in found if self._hinted(noun.clone)] or found
        return found

    def _hinted(self, clone: str) -> bool:
        """Whether the sentence names something as this clone does: `#4`, `ENG-42`, `acme/webapp`, `cus_123`."""
        text = " ".join(token.text for token in self.tokens if not token.quoted)
        return any(re.search(pattern, text) for said in entry(clone, "told").values() for pattern in said)

    def one(self, found: list[Noun]) -> Noun:
        found = [noun for noun in found if noun.clone == self.spoken] or found
        if len(found) > 1:
            first, clones = found[0], " or ".join(noun.clone for noun in found)
            raise Unreadable(f'{first.word!r} may be of {clones}: say whose, as in "{first.clone} {first.word}"')
        self.spoken = self.spoken or found[0].clone
        return found[0]

    # -- properties

    def state(self, noun: Noun, word: str) -> Condition | None:
        """The condition that a word of state means for this noun, None where it is no such word."""
        known = entry(noun.clone, "states", noun.kind)
        if word in known:
            said = known[word] or {}
            return next((Meets(path, wanted) for path, wanted in said.items()), None)
        if word == "reopened":
            return Again(InState("open"))
        lacking = {"unassigned": "assignee", "unlabeled": "label", "unlabelled": "label"}.get(word)
        if lacking and (path := link(noun, lacking)):
            return Empty(path, lacking)
        there = fields(noun.clone, noun.kind)
        own = {word, f"is_{word}", f"{word}_at", f"{word}At"} & there
        stated = {"state", "status", "stateId", "state_id"} & there
        if own or (word in STATES and (stated or not there)):
            return InState(word)
        return None

    def known_property(self, noun: Noun) -> bool:
        """Whether a property comes next that the clone is known to have, and not just some word."""
        low = self.peek().low
        usual = low in entry(noun.clone, "fields", noun.kind) or low in entry("*", "fields")
        return bool(low) and (usual or bool(fields(noun.clone, noun.kind))) and bool(link(noun, low))

    def property(self, noun: Noun, optional: bool = False) -> tuple[str, str]:
        """The property that is named next and its path, of up to three words."""
        for count in (3, 2, 1):
            said = [self.peek(ahead) for ahead in range(count)]
            if all(_WORD.match(token.low) and token.low not in IN | IS | HAS | ARTICLES for token in said):
                word = " ".join(token.low for token in said)
                path = link(noun, word)
                known = fields(noun.clone, noun.kind) or word in entry(noun.clone, "fields", noun.kind)
                if path and (count == 1 or known):
                    self.place += count
                    return word, path
        if optional:
            return "", ""
        raise Unreadable(f"{noun.word}s have no {self.peek().text!r}")
