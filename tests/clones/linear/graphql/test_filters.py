"""Filters that say more than one field holds."""

from typing import Any

import pytest
from tests.clones.linear.conftest import CLEO, Graph

ISSUES = "query($f: IssueFilter) { issues(filter: $f) { nodes { identifier } } }"
CYCLES = "query($f: CycleFilter) { cycles(filter: $f) { nodes { number } } }"


def found(ask: Graph, given: dict[str, Any], token: str = "") -> list[str]:
    data = ask(ISSUES, **({"token": token} if token else {}), f=given)
    return sorted(each["identifier"] for each in data["issues"]["nodes"])


@pytest.mark.parametrize(
    ("given", "identifiers"),
    [
        ({"assignee": {"isMe": {"eq": True}}}, ["ENG-3"]),
        ({"assignee": {"isMe": {"eq": False}}}, ["ENG-1", "ENG-4", "ENG-5"]),
        ({"id": {"in": ["ENG-1", "eng-2", "ENG-77"]}}, ["ENG-1", "ENG-2"]),
        ({"id": {"eq": "ENG-3"}}, ["ENG-3"]),
        ({"searchableContent": {"contains": "blank"}}, ["ENG-1"]),
        ({"hasBlockingRelations": {"eq": True}}, ["ENG-6"]),
        ({"hasBlockedByRelations": {"eq": True}}, ["ENG-4"]),
        ({"hasBlockedByRelations": {"eq": False}}, ["ENG-1", "ENG-2", "ENG-3", "ENG-5", "ENG-6"]),
        ({"hasRelatedRelations": {"eq": True}}, []),
        ({"hasRelatedRelations": {"eq": False}, "priority": {"eq": 1}}, ["ENG-4"]),
        ({"hasDuplicateRelations": {"eq": True}}, []),
        ({"project": {"state": {"eq": "started"}}, "state": {"type": {"eq": "started"}}}, ["ENG-1", "ENG-4"]),
        ({"cycle": {"isActive": {"eq": True}}}, ["ENG-1", "ENG-4"]),
        ({"comments": {"some": {"body": {"contains": "staging"}}}}, ["ENG-1"]),
        ({"comments": {"length": {"gt": 0}}}, ["ENG-1"]),
        ({"subscribers": {"some": {"isMe": {"eq": True}}}, "creator": {"isMe": {"eq": False}}}, ["ENG-1"]),
    ],
)  # fmt: skip
def test_a_filter_finds(ask: Graph, given: dict[str, Any], identifiers: list[str]) -> None:
    assert found(ask, given) == identifiers


def test_isme_is_whoever_calls(ask: Graph) -> None:
    assert found(ask, {"assignee": {"isMe": {"eq": True}}}, CLEO) == ["ENG-4", "ENG-5"]


@pytest.mark.parametrize(
    ("given", "numbers"),
    [
        ({"isActive": {"eq": True}}, [2]), ({"isActive": {"eq": False}}, [3, 1]), ({"isPast": {"eq": True}}, [1]),
        ({"isFuture": {"eq": True}}, [3]), ({"isFuture": {"eq": False}}, [2, 1]),
    ],
)  # fmt: skip
def test_cycles_by_the_sessions_clock(ask: Graph, given: dict[str, Any], numbers: list[int]) -> None:
    assert [each["number"] for each in ask(CYCLES, f=given)["cycles"]["nodes"]] == numbers


def test_nested_look_ups_lead_into_no_private_team(ask: Graph) -> None:
    ask('mutation { teamCreate(input: {name: "Secret", key: "SEC", private: true}) { team { id } } }')
    made = ask('mutation { issueCreate(input: {title: "hush", teamId: "SEC"}) { issue { id } } }')
    id = made["issueCreate"]["issue"]["id"]
    ask('mutation($i: String!) { issueUpdate(id: "ENG-1", input: {parentId: $i}) { success } }', i=id)
    ask('mutation($i: String!) { issueRelationCreate(input: {issueId: "ENG-1", relatedIssueId: $i, type: related})'
        " { success } }", i=id)  # fmt: skip
    query = """{ issue(id: "ENG-1") { parent { title } relations { nodes { relatedIssue { title } } } }
      users { nodes { teams { nodes { key } } } } searchIssues(term: "hush") { nodes { title } totalCount }
      issueVcsBranchSearch(branchName: "x/sec-1") { title } }"""
    own, other = ask(query), ask(query, CLEO)
    assert own["issue"]["parent"]["title"] == own["searchIssues"]["nodes"][0]["title"] == "hush"
    assert "hush" not in str(other)
    assert "SEC" not in str(other)
    assert other["issue"]["parent"] is None
    assert other["searchIssues"]["totalCount"] == 0
