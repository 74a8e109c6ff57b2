"""The exact form: kinds, comparators, counts, changes, strictness, and what is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.runs.playing import crafted

from clonery.runs.criteria import Evidence, Unreadable
from clonery.runs.criteria.exact import exact, parse

OPEN = {"id": 1, "number": 1, "title": "Stale thing", "state": "open", "labels": [7], "pull": None, "updated_at": "1"}
LABELS = [{"id": 7, "name": "stale", "repository": 1}]


@pytest.fixture
def seen() -> Evidence:
    closed = {**OPEN, "state": "closed", "updated_at": "2"}
    new = {**OPEN, "id": 2, "number": 2, "title": "New", "labels": []}
    before = {"github/issue": [OPEN], "github/label": LABELS, "github/issue_comment": [{"id": 5, "body": "spam"}]}
    return crafted(before, {**before, "github/issue": [closed, new], "github/issue_comment": []})


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"changed": "issue", "changes": {"state": ["open", "closed"]}, "ignore": ["updated_at"]}, True),
        ({"changed": "issue", "changes": {"state": ["open", "closed"]}}, False),
        ({"changed": "issue", "changes": {"state": ["open", "closed"]}, "strict": False}, True),
        ({"changed": "github/issue", "changes": {"state": "closed", "updated_at": {}}, "count": 1}, True),
        ({"changed": "issue", "changes": {"state": {"from": {"ne": "open"}}}, "strict": False}, False),
        (
            {
                "changed": "issue",
                "where": {"labels[]>label.name": "stale"},
                "changes": {"state": "closed"},
                "strict": False,
            },
            True,
        ),
        (
            {
                "changed": "issue",
                "where": {"labels[]>label.name": "bug"},
                "changes": {"state": "closed"},
                "strict": False,
            },
            False,
        ),
        ({"added": "issue", "where": {"title": {"i_contains": "NEW"}}, "count": 1}, True),
        ({"added": "issue", "count": {"max": 0}}, False),
        ({"removed": "issue_comment", "where": {"body": "spam"}}, True),
        ({"removed": "issue"}, False),
        ({"unchanged": "label"}, True),
        ({"unchanged": "issue"}, False),
        ({"state": "issue", "where": {"state": "open"}, "count": 1}, True),
        ({"state": "issue", "where": {"number": {"gte": 1, "lt": 3}}, "count": {"min": 2, "max": 2}}, True),
        ({"added": "pull request", "count": 0}, True),
        ({"diff_type": "added", "entity": "issue", "clone": "github", "expected_count": 1}, True),
    ],
)
def test_what_is_said_exactly_is_decided(seen: Evidence, said: dict[str, Any], expected: bool) -> None:
    assert exact(said, ("github",)).decide(seen.world).passed is expected


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"aded": "issue"}, "unknown key 'aded'; did you mean 'added'"),
        ({"where": {}}, "one of added, removed"),
        ({"added": "isue"}, "unknown kind 'isue'; did you mean 'issue'"),
        ({"added": "gitlab/issue"}, "unknown clone 'gitlab'"),
        ({"added": "issue", "where": {"title": {"contain": "x"}}}, "did you mean 'contains'"),
        ({"added": "issue", "count": -1}, "count is a number"),
        ({"added": "issue", "strict": "yes"}, "strict is true or false"),
        ({"changed": "issue", "changes": {"state": {"was": "open"}}}, "unknown key 'was'"),
        ([], "one object"),
    ],
)
def test_what_is_wrong_is_named(said: Any, message: str) -> None:
    with pytest.raises(Unreadable, match=message):
        exact(said, ("github",))


def test_a_kind_of_several_clones_needs_its_clone() -> None:
    with pytest.raises(Unreadable, match="write github/issue"):
        exact({"added": "issue"}, ("github", "linear"))
    assert str(exact({"added": "linear/issue"}, ("github", "linear"))) == "count of added linear/issue: at least 1"


def test_blocks_are_json_or_yaml() -> None:
    said = {"added": "issue", "count": {"min": 1}}
    assert parse(json.dumps(said), "json") == parse("added: issue\ncount: {min: 1}", "yaml") == said
    with pytest.raises(Unreadable, match="no JSON"):
        parse("{", "json")
    with pytest.raises(Unreadable, match="no YAML"):
        parse("a: [", "yaml")
