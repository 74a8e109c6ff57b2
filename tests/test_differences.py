"""Expected differences, met and missed."""

from typing import Any

import pytest

from clonery.differences import check, lines

DIFF: dict[str, list[dict[str, Any]]] = {
    "added": [
        {"clone": "github", "kind": "issue", "id": "9", "record": {"title": "New", "labels": [1]}},
        {"clone": "github", "kind": "event", "id": "1", "record": {"type": "opened"}},
    ],
    "removed": [{"clone": "github", "kind": "label", "id": "4", "record": {"name": "old"}}],
    "changed": [{"clone": "github", "kind": "issue", "id": "2", "changes": {"state": ["open", "closed"], "n": [1, 2]}}],
}


def test_entries_name_what_they_care_for() -> None:
    check(
        DIFF, added=[{"kind": "issue", "title": "New"}], removed=[{"record": {"name": "old"}}],
        changed=[{"kind": "issue", "id": 2, "state": "closed"}],
    )  # fmt: skip
    check(DIFF, changed=[{"id": "2", "changes": {"state": ["open", "closed"], "n": 2}}])
    check(DIFF, changed=[{"state": ("open", "closed")}])
    check(DIFF)


@pytest.mark.parametrize(
    "expected",
    [
        {"added": [{"kind": "issue", "title": "Other"}]},
        {"added": [{"kind": "issue"}, {"kind": "issue"}]},
        {"added": [{"kind": "issue", "gone": None}]},
        {"changed": [{"id": "2", "state": "open"}]},
        {"changed": [{"id": "2", "state": ["closed", "open"]}]},
        {"removed": [{"clone": "slack"}]},
    ],
)
def test_what_is_missed_is_shown_beside_what_there_is(expected: dict[str, Any]) -> None:
    with pytest.raises(AssertionError, match="the diff lacks:") as error:
        check(DIFF, **expected)
    assert '~ github issue 2 state: "open" → "closed"' in str(error.value)


def test_exact_lets_nothing_else_differ() -> None:
    every: dict[str, Any] = {"added": [{"kind": "issue"}], "removed": [{"kind": "label"}], "changed": [{"id": "2"}]}
    with pytest.raises(AssertionError, match="nothing else may differ, but these do:\n  \\+ github event 1"):
        check(DIFF, exact=True, **every)
    check(DIFF, exact=True, ignore=["event"], **every)
    check({"added": [], "removed": [], "changed": []}, exact=True)


def test_lines_are_short() -> None:
    long = {**DIFF["added"][0], "record": {"text": "x" * 500}}
    (line,) = lines({"added": [long], "removed": [], "changed": []})
    assert len(line) < 130
    assert [line[0] for line in lines(DIFF)] == ["+", "+", "-", "~", "~"]
