"""The walk over a graph: arguments with things that are there, values checked by type, writes read back."""

from typing import Any

import pytest

from . import steps
from .graphs import GraphWalk, misfit
from .report import Report


@pytest.fixture(scope="module")
def walk() -> GraphWalk:
    return GraphWalk("linear")


def test_arguments_name_things_that_were_made_for_them(walk: GraphWalk) -> None:
    given = walk.arguments(walk.clone.operations["projectUpdateCreate"], 0)
    answer = walk.call(walk.clone.operations["project"], {"id": given["input"]["projectId"]})
    assert answer.data["data"]["project"]["name"].startswith("walked ")


def test_a_refusal_is_told_from_an_answer(walk: GraphWalk) -> None:
    assert steps.refused(walk.call(walk.clone.operations["issue"], {"id": "SHOP-99999"}))
    assert not steps.refused(walk.call(walk.clone.operations["viewer"], {}))


def test_what_was_deleted_counts_as_read_back_once_nothing_shows_it(walk: GraphWalk) -> None:
    report = Report("linear")
    for name in ("issueDelete", "issueLabelDelete", "issueUpdate"):
        walk._visit(walk.clone.operations[name], report)
    assert (report.valid, report.writes, report.stateful, report.failures) == (3, 3, 3, [])


def test_an_answer_that_breaks_its_type_is_a_failure(walk: GraphWalk) -> None:
    def wrong(name: str, value: Any) -> str:
        return misfit(walk.api.schema.type_map[name], value)

    issue = {"id": "1", "number": 4, "priorityLabel": "Low", "trashed": None}
    assert wrong("Issue", issue) == ""
    assert wrong("Issue", {**issue, "number": None}) == "/number: null is not Float!"
    assert wrong("Issue", {**issue, "number": "4"}) == "/number: '4' is no Float"
    assert wrong("Issue", {**issue, "trashed": 1}) == "/trashed: 1 is no Boolean"
    assert wrong("TriageResponsibility", {"action": "walked"}) == "/action: 'walked' is no TriageResponsibilityAction"
    assert wrong("IssueConnection", {"nodes": [issue, {**issue, "id": 7}]}) == "/nodes/1/id: 7 is no ID"
