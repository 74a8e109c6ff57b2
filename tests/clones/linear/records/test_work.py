"""Keys and indexes of issues and what orders them."""

import pytest

from clonery.clones.linear.records.work import Issue, WorkflowState
from clonery.server.call import Call
from clonery.server.problems import Taken
from clonery.server.state.query import has


def test_an_identifier_is_one_issues(call: Call) -> None:
    issue = call.find(Issue, identifier="ENG-1")
    assert issue
    with pytest.raises(Taken):
        call.create(Issue, **{**issue.doc, "id": "other"})


def test_lists_of_ids_are_indexed(call: Call) -> None:
    issue = call.find(Issue, identifier="ENG-1")
    assert issue
    assert {each.identifier for each in call.all(Issue, {"labelIds": has(issue.labelIds[0])})} == {"ENG-1", "ENG-3"}
    assert call.count(WorkflowState, {"teamId": issue.teamId}) == 7
