"""Counting by sentences and counting by hand come to the same, whatever a run did."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.runs.playing import crafted, status

from clonery.runs.criteria import Evidence
from clonery.runs.criteria.counts import Count

LABELS = [{"id": 1, "name": "bug"}, {"id": 2, "name": "stale"}]
Issue = dict[str, Any]


@st.composite
def runs(draw: st.DrawFn) -> tuple[list[Issue], list[Issue]]:
    """The issues before and after a run: some are closed, some relabelled, some deleted, some new."""

    def issue(id: int) -> Issue:
        labels = draw(st.lists(st.sampled_from([1, 2]), unique=True))
        return {
            "id": id,
            "number": id,
            "pull": None,
            "state": draw(st.sampled_from(["open", "closed"])),
            "labels": labels,
        }

    before = [issue(id) for id in range(1, draw(st.integers(0, 5)) + 1)]
    after = [issue(one["id"]) if draw(st.booleans()) else one for one in before if draw(st.integers(0, 3))]
    return before, [*after, *(issue(id) for id in range(10, 10 + draw(st.integers(0, 2))))]


def seen(before: list[Issue], after: list[Issue]) -> Evidence:
    labels = {"github/label": LABELS}
    return crafted({"github/issue": before, **labels}, {"github/issue": after, **labels})


@settings(max_examples=150, deadline=None)
@given(runs())
def test_counts_by_words_are_counts_by_hand(run: tuple[list[Issue], list[Issue]]) -> None:
    before, after = run
    was = {one["id"]: one for one in before}
    now = {one["id"]: one for one in after}
    by_hand = {
        "issues were created": sum(id not in was for id in now),
        "issues were deleted": sum(id not in now for id in was),
        "issues were changed": sum(id in was and was[id] != one for id, one in now.items()),
        "issues were closed": sum(
            one["state"] == "closed" and was.get(id, {}).get("state") != "closed" for id, one in now.items()
        ),
        "open issues exist": sum(one["state"] == "open" for one in after),
        "issues have label bug": sum(1 in one["labels"] for one in after),
        "closed issues without label stale exist": sum(
            one["state"] == "closed" and 2 not in one["labels"] for one in after
        ),
    }
    evidence = seen(before, after)
    for said, number in by_hand.items():
        assert status(f"[D] Exactly {number} {said}", evidence) == "passed", said
        assert status(f"[D] Exactly {number + 1} {said}", evidence) == "failed", said
        assert status(f"[D] At most {number} {said}", evidence) == "passed", said
        assert status(f"[D] More than {number} {said}", evidence) == "failed", said
        assert status(f"[D] No {said}", evidence) == ("failed" if number else "passed"), said


@settings(max_examples=100, deadline=None)
@given(runs())
def test_what_remains_is_what_was_so_and_still_is(run: tuple[list[Issue], list[Issue]]) -> None:
    before, after = run
    now = {one["id"]: one for one in after}
    guarded = [one for one in before if one["state"] == "open" and 1 in one["labels"]]
    kept = all(now.get(one["id"], {}).get("state") == "open" for one in guarded)
    expected = "undetermined" if not guarded else "passed" if kept else "failed"
    assert status("[D] issues with label bug remain open", seen(before, after)) == expected


def test_a_count_is_said_as_it_is_meant() -> None:
    assert [Count(*pair).said for pair in ((0, 0), (2, 2), (1, None), (0, 3), (2, 4))] == [
        "none", "exactly 2", "at least 1", "at most 3", "between 2 and 4",
    ]  # fmt: skip
