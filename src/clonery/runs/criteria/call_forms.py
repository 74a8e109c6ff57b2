"""The sentences about calls: "at most 10 calls", "never called DELETE *", "calls A before B"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from .calls import Call, Calls, NoCalls, Ordered, Pattern, Waits, failures, repeated, rewritten, unsupported, writing
from .checks import Check
from .counts import Count
from .lexicon import Unreadable
from .phrase import quantity
from .reader import Reader

_QUOTED = re.compile(r"[\"“”]([^\"“”]+)[\"“”]|`([^`]+)`|'([^']+)'")
_WHO = r"(?:the )?(?:agent|run)?\s*(?:has |should |must )?"
_CALL = r"(?:calls?|called|uses?|used|invokes?|invoked)"
_KINDS = r"(?:(?:tool|api|mcp|http|rest)[ -]?)*calls?"
Make = Callable[[re.Match[str], tuple[str, ...]], Check]


def patterns(said: str) -> tuple[Pattern, ...]:
    """The calls that a list names: quoted, or parted by commas, `then`, `and`, arrows."""
    quoted = tuple(Pattern(next(part for part in made.groups() if part)) for made in _QUOTED.finditer(said))
    if quoted:
        return quoted
    parts = (part.strip() for part in re.split(r"\s*(?:,|→|->|\bthen\b|\bbefore\b|\band\b)\s*", said))
    found = tuple(Pattern(part) for part in parts if part)
    for pattern in found:
        if " " in pattern.text and not re.match(r"^[A-Z*]+ \S+$", pattern.text):
            raise Unreadable(f"{pattern.text!r} names no call: an operation, a tool, a path or METHOD /path, as a glob")
    return found


def _one(said: str) -> Pattern:
    found = patterns(said)
    if len(found) != 1:
        raise Unreadable(f"{said!r} names no single call")
    return found[0]


def _counted(made: re.Match[str], clones: tuple[str, ...]) -> Check:
    reader = Reader(made["amount"], ())
    amount = quantity(reader)
    if amount.count is None or not reader.done:
        raise Unreadable(f"{made['amount']!r} is no number")
    of = (made["of"] or "").strip()
    if of.lower().replace(" ", "-") in clones:
        return Calls(amount.count, clone=of.lower().replace(" ", "-"))
    return Calls(amount.count, _one(of) if of else None)


def _times(made: re.Match[str], clones: tuple[str, ...]) -> Check:
    said = (made["times"] or "at least 1").lower()
    for word, number in (("once", "1"), ("twice", "2"), (" times", ""), (" time", "")):
        said = said.replace(word, number)
    count = quantity(Reader(said, ())).count
    if count is None:
        raise Unreadable(f"{made['times']!r} is no number")
    return Calls(count, _one(made["of"]))


def _never(made: re.Match[str], clones: tuple[str, ...]) -> Check:
    of = made["of"].strip()
    if of.lower().replace(" ", "-") in clones:
        return Calls(Count(0, 0), clone=of.lower().replace(" ", "-"))
    return Calls(Count(0, 0), _one(of))


def _ordered(made: re.Match[str], clones: tuple[str, ...]) -> Check:
    found = patterns(made["of"])
    if len(found) < 2:
        raise Unreadable("an order needs two calls at least")
    return Ordered(found)


def _sort(name: str, found: Callable[[Sequence[Call]], list[Call]]) -> Make:
    return lambda made, clones: NoCalls(name, found)


_TIMES = (
    r"(?P<times>(?:exactly |at most |at least |only |no more than |fewer than |more than )?"
    r"(?:once|twice|\w+ times?))"
)
_AMOUNT = (
    r"(?P<amount>(?:exactly|at least|at most|fewer than|less than|more than|no more than|up to|only|no|zero|\d+)"
    r"(?: (?:than )?\w+)?)"
)
_FORMS: tuple[tuple[str, Make], ...] = (
    (r"(?:there (?:are|were) )?no failed " + _KINDS + r"|no " + _KINDS + r" (?:fails?|failed|is refused|was refused)",
     _sort("failed calls", failures)),
    (r"(?:there (?:are|were) )?no (?:repeated|duplicate) writes?|no write (?:is|was) repeated",
     _sort("repeated writes", rewritten)),
    (r"(?:there (?:are|were) )?no (?:repeated|duplicate) " + _KINDS + r"|no " + _KINDS + r" (?:is|was) repeated",
     _sort("repeated calls", repeated)),
    (r"read[- ]only|" + _WHO + r"(?:only reads|(?:is|was) read[- ]only|ma(?:kes?|de) no writes|writes nothing)",
     _sort("calls that wrote", writing)),
    (r"no (?:unsupported|unknown) (?:endpoints?|operations?|calls?) (?:is|are|was|were) (?:called|made)",
     _sort("calls that no operation answers", unsupported)),
    (_WHO + r"waits (?:at least )?(?P<seconds>[\d.]+) ?s(?:econds?)? after (?:an? )?(?P<status>\d{3})",
     lambda made, clones: Waits(int(made["status"]), float(made["seconds"]))),
    (_WHO + r"backs off after (?:an? )?(?P<status>\d{3})", lambda made, clones: Waits(int(made["status"]), 1.0)),
    (_WHO + r"(?:calls )?in (?:this|the following) order:? (?P<of>.+)", _ordered),
    (r"(?P<of>.+) (?:are|were) called in (?:this|that) order", _ordered),
    (_WHO + _CALL + r" (?P<of>.+ (?:before|then) .+)", _ordered),
    (r"(?P<of>.+? (?:is|was) called before .+)",
     lambda made, clones: Ordered(patterns(re.sub(r" (?:is|was) called before ", " before ", made["of"])))),
    (_WHO + r"(?:makes?|made|uses?|used|(?:completes?|completed|finishes|finished)(?: the task)? (?:in|with))? ?"
     + _AMOUNT + " " + _KINDS + r"(?: (?:is|are|was|were) (?:made|used|needed))?(?: (?:to|of) (?P<of>.+))?", _counted),
    (r"(?:the )?(?:number of |total )*" + _KINDS + r"(?: count)? (?:is|are|was|were) " + _AMOUNT + r"(?P<of>)",
     _counted),
    (_WHO + r"(?:never|did not|does not|doesn't|didn't|must not) ?" + _CALL + r" (?P<of>.+)", _never),
    (r"(?P<of>.+) (?:is|was|are|were) (?:never|not) (?:called|used)", _never),
    (_WHO + _CALL + r" (?P<of>.+?) " + _TIMES, _times),
    (r"(?P<of>.+) (?:is|was) called " + _TIMES, _times),
    (_WHO + _CALL + r" (?P<of>[^ ]+|[A-Z*]+ /.+|[\"`“].+[\"`”])(?P<times>)", _times),
    (r"(?P<of>[^ ]+|[A-Z*]+ /[^ ]+|[\"`“].+[\"`”]) (?:is|was) (?:called|used)(?P<times>)", _times),
)  # fmt: skip
_COMPILED = tuple((re.compile(pattern, re.IGNORECASE), make) for pattern, make in _FORMS)


def call_form(text: str, clones: tuple[str, ...]) -> Check | None:
    """The check of a sentence about calls, None where it is no such sentence. Raises Unreadable for a bad pattern."""
    said = text.strip().rstrip(".! ")
    for pattern, make in _COMPILED:
        made = pattern.fullmatch(said)
        if made:
            return make(made, clones)
    return None
