"""Sentences about a whole run: how it ended, what it answered, that nothing else changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.runs.playing import call, changed, crafted, played

from clonery.runs.criteria import Evidence, judge
from clonery.runs.criteria.reading import Place, criteria, linked

REPO = "/repos/acme/webapp"


def statuses(evidence: Evidence, *texts: str) -> list[str]:
    place = Place(evidence.clones, Path(), "acme/webapp")
    found = linked(one for text in texts for one in criteria(text, 1, (), place))
    return [judge(one, evidence).status for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The answer mentions \"#42\"", "passed"), ("The final answer contains `#42` and 'Two'", "passed"),
        ("The answer mentions \"#43\"", "failed"), ("The agent's final answer includes closed  two", "passed"),
        ("The answer does not mention \"secret\"", "passed"), ("The answer does not contain \"closed\"", "failed"),
        ("The reply matches /#\\d+/", "passed"), ("The answer matches /^#\\d+$/", "failed"),
        ("The run exits successfully", "failed"), ("the exit code is 0", "failed"), ("No errors", "failed"),
        ("There were no errors during the run", "failed"),
    ],
)  # fmt: skip
def test_the_end_of_a_run(text: str, expected: str) -> None:
    ended = crafted({"github/issue": []}, {}, answer="I closed two issues, #42 among them.", exit_code=3)
    assert statuses(ended, text) == [expected]


def test_a_run_without_errors() -> None:
    good = crafted({"github/issue": []}, {}, [call(1, "issues/get")])
    bad = crafted({"github/issue": []}, {}, [call(1, "issues/get", status=500)])
    for text in ("No errors", "no errors occurred"):
        assert statuses(good, text) == ["passed"]
        assert statuses(bad, text) == ["failed"]
    assert statuses(good, "The run exits successfully") == ["passed"]


CLOSE = ("github", "PATCH", f"{REPO}/issues/1", {"state": "closed"})


def test_what_a_service_writes_beside_is_no_other_change() -> None:
    seen = played(("github",), CLOSE)
    assert {made["kind"] for made in seen.diff["added"]} >= {"issue_event", "activity"}
    assert statuses(seen, "Issue #1 is closed", "Nothing else changed") == ["passed", "passed"]
    assert statuses(seen, "Issue #1 was closed", "no other changes were made in github") == ["passed", "passed"]
    assert statuses(seen, "Nothing else changed") == ["failed"]


@pytest.mark.parametrize(
    "stray",
    [
        ("github", "PATCH", f"{REPO}/issues/2", {"title": "Mine now"}),
        ("github", "POST", f"{REPO}/issues", {"title": "One more"}),
        ("github", "POST", f"{REPO}/issues/2/comments", {"body": "By the way"}),
        ("github", "DELETE", f"{REPO}/labels/bug", None),
    ],
)
def test_a_change_that_no_criterion_speaks_of_is_found(stray: tuple[str, str, str, object]) -> None:
    seen = played(("github",), CLOSE, stray)
    assert statuses(seen, "Issue #1 is closed", "Nothing else changed") == ["passed", "failed"]


def test_an_exact_criterion_claims_its_fields_alone() -> None:
    block = '{"changed": "issue", "where": {"number": 1}, "changes": {"state": ["open", "closed"]}, "strict": false}'
    also = ("github", "POST", f"{REPO}/issues/1/comments", {"body": "By the way"})
    assert statuses(played(("github",), CLOSE), block, "Nothing else changed") == ["passed", "passed"]
    assert statuses(played(("github",), CLOSE, also), block, "Nothing else changed") == ["passed", "failed"]


def test_more_than_were_to_be_changed_are_not_excused_by_their_criterion() -> None:
    seen = played(("github",), CLOSE, ("github", "PATCH", f"{REPO}/issues/2", {"state": "closed"}))
    assert statuses(seen, "Exactly 2 issues were closed", "Nothing else changed") == ["passed", "passed"]
    assert statuses(seen, "Exactly 1 issue was closed", "Nothing else changed") == ["failed", "failed"]


def test_what_was_to_stop_being_so_is_spoken_of() -> None:
    seen = played(("github",), ("github", "DELETE", f"{REPO}/issues/1/labels/bug", None))
    assert statuses(seen, "No open issues in acme/webapp have label bug", "Nothing else changed") == [
        "passed",
        "passed",
    ]


def test_what_the_world_does_is_not_the_agents_change() -> None:
    job = call(1, "job:expire", door="clock", changed=[changed("github", "issue", 1)])
    lines = [job, call(2, "issues/get")]
    issue = {"id": 1, "state": "open"}
    seen = crafted({"github/issue": [issue]}, {"github/issue": [{**issue, "state": "closed"}]}, lines)
    assert statuses(seen, "Nothing else changed") == ["passed"]
    touched = call(2, "issues/update", changed=[changed("github", "issue", 1)])
    again = crafted({"github/issue": [issue]}, {"github/issue": [{**issue, "state": "closed"}]}, [job, touched])
    assert statuses(again, "Nothing else changed") == ["failed"]


def test_nothing_else_in_one_clone() -> None:
    seen = crafted({"github/issue": [], "slack/message": []}, {"github/issue": [{"id": 1}], "slack/message": []})
    assert statuses(seen, "nothing else changed in slack") == ["passed"]
    assert statuses(seen, "nothing else changed in github") == ["failed"]
