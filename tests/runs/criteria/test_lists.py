"""What was added to and taken from lists: labels, assignees."""

from __future__ import annotations

from typing import Any

import pytest
from tests.runs.playing import crafted, status, verdict

from clonery.runs.criteria import Evidence

LABELS = [{"id": 1, "name": "bug"}, {"id": 2, "name": "docs"}, {"id": 3, "name": "stale"}]


def issue(number: int, labels: list[int], assignees: list[int]) -> dict[str, Any]:
    return {"id": number, "number": number, "state": "open", "pull": None, "labels": labels, "assignees": assignees}


@pytest.fixture(scope="module")
def changed() -> Evidence:
    """#1 got bug and docs and lost stale; #2 stayed; #3 is new, with a label."""
    people = [{"id": 7, "login": "ben"}]
    before = {"github/label": LABELS, "github/user": people, "github/issue": [issue(1, [3], []), issue(2, [1], [7])]}
    after = {**before, "github/issue": [issue(1, [1, 2], [7]), issue(2, [1], [7]), issue(3, [2], [])]}
    return crafted(before, after)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("exactly 2 labels were added to issue #1", "passed"),
        ("exactly 1 label was added to issue #1", "failed"),
        ("At least one label was added to issue #2", "failed"),
        ("no labels were added to issue #2", "passed"),
        ("Exactly one label was removed from issue #1", "passed"),
        ("No labels were removed from issue #1", "failed"),
        ("No labels were removed from issue #2", "passed"),
        ("exactly 1 label was added to issue #3", "passed"),
        ("exactly 1 assignee was added to issue #1", "passed"),
        ("No assignees were removed from issue #2", "passed"),
        ("At least 1 label was added to issue #9", "failed"),
        ("exactly 3 labels were added to issues", "passed"),
    ],
)
def test_what_a_list_gained_and_lost(changed: Evidence, text: str, expected: str) -> None:
    assert status(f"[D] {text}", changed) == expected


def test_the_values_are_told(changed: Evidence) -> None:
    found = verdict("[D] exactly 1 label was added to issue #1", changed)
    assert found.reason == "expected exactly 1 added, found 2: 1, 2"
    assert len(found.evidence) == 1
