"""What was decided about one criterion of one run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Status = Literal["passed", "failed", "undetermined", "unproven", "not_judged"]
"""Unproven: it rests on what only generic operations wrote. Undetermined: the evidence can't decide it."""


@dataclass(frozen=True)
class Verdict:
    """One criterion's outcome: why, and the records and calls that it rests on, in words.

    `line` is the criterion's place in its file, `weight` its share in the run's score.
    """

    criterion: str
    tag: str
    line: int
    status: Status
    weight: float
    reason: str
    evidence: tuple[str, ...]
