"""One criterion of a scenario, and the verdict on it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from ..verdict import Status, Verdict
from .assertions import Assertion
from .calls import said_call
from .checks import LISTED, Certain, Check, Counted, Every, Outcome
from .conditions import Not
from .over_time import Stays
from .world import Evidence

Tag = Literal["D", "T", "P"]


@dataclass(frozen=True)
class Criterion:
    """Something that a run is to meet: decided by code over what it left (D) or called (T), or by a judge (P).

    `check` decides it, and is None for P. `reading` is how it was read, for `scenario check` to print.
    """

    text: str
    tag: Tag
    line: int
    weight: float
    check: Check | None
    reading: str


def judge(criterion: Criterion, evidence: Evidence) -> Verdict:
    """The verdict of code; a criterion for a judge is not judged."""
    if criterion.check is None:
        return _verdict(criterion, "not_judged", "it is for a judge")
    found = criterion.check.decide(evidence.world)
    return _verdict(criterion, _status(found), _reason(found), found)


def _status(found: Outcome) -> Status:
    if found.passed is None:
        return "undetermined"
    return "unproven" if found.generic else "passed" if found.passed else "failed"


def _reason(found: Outcome) -> str:
    if found.generic and found.passed is not None:
        return f"{'so' if found.passed else 'not so'}, as only generic operations say: {found.reason}"
    return found.reason


def _verdict(criterion: Criterion, status: Status, reason: str, found: Outcome | None = None) -> Verdict:
    rests = (*map(str, found.rests), *map(said_call, found.calls)) if found else ()
    return Verdict(criterion.text, criterion.tag, criterion.line, status, criterion.weight, reason, rests[:LISTED])


def already(criterion: Criterion, evidence: Evidence) -> bool:
    """Whether it asks for something that was so before the run, so that an agent which does nothing meets it.

    Only the evidence's `before` is looked at. What is to stay as it is, or not to happen, is meant to be so before.
    """
    check = criterion.check
    asks = (
        (isinstance(check, Counted) and check.what.base == "after" and check.number.low > 0)
        or (isinstance(check, Certain | Every) and not isinstance(check.asked, Not | Stays))
        or (isinstance(check, Assertion) and check.kind == "state")
    )
    if not asks or check is None:
        return False
    still = replace(evidence, after=evidence.before, diff={}, calls=())
    return check.decide(still.world).passed is True
