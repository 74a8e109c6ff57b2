"""The words that criteria are written in, and how a sentence falls apart into them."""

from __future__ import annotations

import re
from dataclasses import dataclass


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NUMBERS = {
    "zero": 0, "no": 0, "none": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
CREATED = _words(
    "created opened posted sent added filed made issued submitted written left published uploaded raised registered"
    " logged recorded booked pushed planted placed"
)
DELETED = _words("deleted removed destroyed erased purged")
CHANGED = _words("changed updated modified edited touched altered affected")
STATES = _words(
    "open opened closed merged archived locked unlocked active inactive paid unpaid canceled cancelled draft"
    " published  resolved unresolved completed complete done failed succeeded successful pending enabled"
    " disabled approved dismissed refunded captured disputed void voided overdue past_due trialing pinned"
    " finalized submitted"
    " private public read unread muted ignored  scheduled confirmed accepted rejected declined running queued"
    " ready live suspended blocked started finished  subscribed unsubscribed verified won lost expired starred"
    " trashed hidden deleted approving deactivated"
)
IS = _words("is are was were be been gets get got stays stay remains remain becomes became")
PAST = _words("was were been gets get got becomes became")
STAY = _words("remain remains stay stays still")
HAS = _words("has have had having")
SAYS = _words("contains contain containing mentions mention mentioning says say saying includes include including")
SAYING = _words("containing mentioning saying including")
IN = _words("in on to of for at into under within")
TITLED = _words("titled entitled")
NAMED = _words("named called")
LABELED = _words("labeled labelled tagged")
ARTICLES = _words("a an the its their")
ANYTHING = _words("nothing anything thing things record records object objects")
OPERATORS = {
    "containing": "i_contains", "contains": "i_contains", "mentioning": "i_contains", "including": "i_contains",
    "includes": "i_contains", "mentions": "i_contains", "starting": "i_starts_with", "starts": "i_starts_with",
    "beginning": "i_starts_with", "ending": "i_ends_with", "ends": "i_ends_with",
}  # fmt: skip
EVENTS = _words(
    "closed reopened merged archived locked canceled cancelled published resolved completed approved dismissed refunded"
    " captured voided disputed paid accepted rejected declined deactivated"
)
"""States that are entered by an event: to count records that are so is to count those that the run made so."""
ACTIVE = {
    "close": "closed", "merge": "merged", "create": "created", "open": "created", "post": "posted", "send": "sent",
    "sent": "sent", "add": "added", "delete": "deleted", "remove": "removed", "update": "updated", "change": "changed",
    "edit": "edited", "modify": "modified", "file": "filed", "issue": "issued", "archive": "archived", "make": "made",
    "made": "made", "leave": "left", "left": "left", "write": "written", "wrote": "written", "cancel": "canceled",
    "resolve": "resolved", "touch": "touched", "publish": "published",
}  # fmt: skip

_TOKEN = re.compile(
    r"[\"“”](?P<double>[^\"“”]*)[\"“”]|`(?P<code>[^`]*)`|(?<![\w])[‘'](?P<single>[^'’]+)['’](?!\w)"
    r"|:(?P<emoji>[\w+-]+):(?!\w)|(?P<money>[$€£]\s?\d[\d,]*(?:\.\d+)?)|(?P<comma>[,;])|(?P<word>[^\s,;\"“”`]+)"
)
_PLACED = re.compile(r"(?<![\w\"'`/#])([\w.-]+/[\w.-]+)#(\d+)\b")
"""`acme/webapp#4`: a number with its place before it."""
_TRAILING = re.compile(r"[.,;:!?)]+$")


@dataclass(frozen=True)
class Token:
    """A word, a comma, or a quoted text, whose `low` is empty: it is never taken for a word of the language."""

    text: str
    low: str
    quoted: bool = False

    @property
    def number(self) -> int | None:
        """The number that the word says, if it is one."""
        if self.quoted:
            return None
        return int(self.low) if self.low.isdecimal() else NUMBERS.get(self.low)


def tokens(text: str) -> list[Token]:
    """The tokens of a sentence, without its full stop and without what says nothing: "during this run"."""
    found = []
    for made in _TOKEN.finditer(_PLACED.sub(r"#\2 in \1", text.strip().rstrip(".!"))):
        kind = str(made.lastgroup)
        said = made[kind]
        if kind in ("double", "code", "single", "emoji"):
            found.append(Token(said, "", True))
        elif kind in ("word", "money", "comma"):
            said = said if kind == "comma" else _TRAILING.sub("", said.lstrip("("))
            said, owner, _ = said.replace("’", "'").partition("'s") if said.endswith(("'s", "’s")) else (said, "", "")
            found += [Token(word, word.lower()) for word in (said, owner) if word]
    return _without(found)


_IDLE = [
    words.split()
    for words in (
        "either", "in a thread",
        "during this run", "during the run", "in this run", "by the agent", "by the run", "after the run",
        "at the end of the run", "at the end", "in the final state", "in the end", "in total", "successfully",
        "should have", "must have", "already", "overall", "correctly",
    )
]  # fmt: skip
_FOR = {"should be": "is", "must be": "is", "has been": "was", "have been": "were", "had been": "was", "is now": "is",
        "is unchanged": "was not changed", "are unchanged": "were not changed", "is untouched": "was not changed",
        "remains unchanged": "was not changed", "remain unchanged": "were not changed",
        "remains untouched": "was not changed",
        "remain untouched": "were not changed", "was commented on": "has a new comment", "belongs to": "is in",
        "belong to": "are in", "belonging to": "in", "targets": "is targeting", "target": "are targeting",
        "past due": "past_due", "equals": "is",
        "now has": "has", "now have": "have", "both have": "have", "carries": "has", "got the": "has the",
        "no longer has": "not has", "no longer have": "not have", "is no longer": "is not", "are no longer": "are not",
        "status changed": "was moved", "state changed": "was moved", "status was changed": "was moved",
        "state was changed": "was moved", "exceeds": "is above", "exceed": "are above", "was transitioned": "was moved",
        "were transitioned": "were moved", ", and": "and", ", or": "or",
        "are now": "are", "is still": "remains", "are still": "remain",
        "does not": "not", "do not": "not", "did not": "not", "doesn't": "not", "don't": "not", "didn't": "not",
        "isn't": "is not", "aren't": "are not", "wasn't": "was not", "weren't": "were not", "should not": "not",
        "must not": "not", "cannot": "not", "has not been": "was not", "have not been": "were not"}  # fmt: skip


def _without(found: list[Token]) -> list[Token]:
    found = [one for one, after in zip(found, [*found[1:], Token("", "")], strict=False)
             if one.low not in ("number", "no.") or not after.low.lstrip("#").isdecimal()]  # fmt: skip
    lows = [token.low for token in found]
    for words in _IDLE:
        found, lows = _replaced(found, lows, words, [])
    for said in sorted(_FOR, key=lambda one: -len(one.split())):
        found, lows = _replaced(found, lows, said.split(), _FOR[said].split())
    return found


def _replaced(found: list[Token], lows: list[str], old: list[str], new: list[str]) -> tuple[list[Token], list[str]]:
    """The tokens with each run of `old` words made `new` ones."""
    place = 0
    while place <= len(lows) - len(old):
        if lows[place : place + len(old)] == old:
            found = [*found[:place], *(Token(word, word) for word in new), *found[place + len(old) :]]
            lows = [token.low for token in found]
            place += len(new)
        else:
            place += 1
    return found, lows


class Unreadable(ValueError):
    """The words are no known form; the message says which of them could not be read."""
