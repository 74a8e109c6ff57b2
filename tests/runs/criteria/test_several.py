"""Sentences that say several things at once, and sums."""

from __future__ import annotations

import pytest
from tests.runs.playing import crafted, one, status, verdict

from clonery.runs.criteria.several import several


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("No issues were created or deleted", ["No issues were created", "No issues were deleted"]),
        ("No issues were created, closed, or deleted.",
         ["No issues were created", "No issues were closed", "No issues were deleted"]),
        ("no messages were edited and deleted in #general",
         ["no messages were edited in #general", "no messages were deleted in #general"]),
        ("Only issue #4 was closed", ["issue #4 was closed", "no issues other than #4 were closed"]),
        ("only channel \"launch\" was archived",
         ["channel \"launch\" was archived", "no channels other than \"launch\" were archived"]),
        ("Issue #4 was closed and labelled bug", []),
        ("Only 1 issue was closed", []),
    ],
)  # fmt: skip
def test_the_sentences_of_one(text: str, parts: list[str]) -> None:
    assert several(text) == parts


def refund(id: str, amount: int) -> dict[str, object]:
    return {"id": id, "amount": amount, "charge": "ch_1", "status": "succeeded"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The total of refunds created is $30", "passed"),
        ("the sum of refunds created is 3000", "passed"),
        ("The total amount of refunds is $40", "passed"),
        ("The total of refunds created is at most $30", "passed"),
        ("The total of refunds created is below $30", "failed"),
        ("The total of refunds created is $20", "failed"),
    ],
)
def test_sums(text: str, expected: str) -> None:
    old = [refund("re_1", 1000)]
    found = crafted({"stripe/refund": old}, {"stripe/refund": [*old, refund("re_2", 1000), refund("re_3", 2000)]})
    assert status(f"[D] {text}", found) == expected


def test_each_part_is_decided_and_the_failing_one_told() -> None:
    before = {"github/issue": [{"id": 1, "number": 1, "state": "open", "pull": None}]}
    after = {"github/issue": [{"id": 1, "number": 1, "state": "closed", "pull": None}]}
    found = crafted(before, after)
    assert status("[D] No issues were created or deleted", found) == "passed"
    failed = verdict("[D] No issues were created or closed", found)
    assert (failed.status, "found 1" in failed.reason) == ("failed", True)
    assert status("[D] Only issue #1 was closed", found) == "passed"
    assert "; and " in one("[D] Only issue #1 was closed", ("github",)).reading
