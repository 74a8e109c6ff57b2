"""What issues must meet and what follows from a new state or team."""

from typing import Any

import pytest

from clonery.clones.linear import issuing
from clonery.clones.linear.lookups import find
from clonery.clones.linear.operations.teams import found_team
from clonery.clones.linear.records.people import Team
from clonery.clones.linear.records.work import Issue, WorkflowState
from clonery.server.call import Call
from clonery.server.problems import Invalid

AT = "2026-01-06T12:00:00.000Z"


def state(call: Call, name: str) -> WorkflowState:
    found = call.find(WorkflowState, name=name)
    assert found
    return found


@pytest.mark.parametrize(
    ("before", "after", "doc", "made"),
    [
        ("Todo", "In Progress", {}, {"startedAt": AT, "completedAt": None, "canceledAt": None}),
        ("In Progress", "In Review", {"startedAt": "x"}, {}),
        ("In Progress", "Done", {"startedAt": "x"}, {"completedAt": AT, "canceledAt": None}),
        ("Done", "Todo", {"startedAt": "x"}, {"startedAt": None, "completedAt": None, "canceledAt": None}),
        ("Todo", "Canceled", {}, {"completedAt": None, "canceledAt": AT}),
    ],
)
def test_times_of_states(call: Call, before: str, after: str, doc: dict[str, Any], made: dict[str, Any]) -> None:
    assert issuing.times(call, state(call, before), state(call, after), doc) == made


def test_states_stand_in_their_order(call: Call) -> None:
    team = find(call, Team, "ENG")
    assert [each.name for each in issuing.states(call, team.id)] == [
        "Backlog", "Todo", "In Progress", "In Review", "Done", "Canceled", "Duplicate",
    ]  # fmt: skip
    assert issuing.default_state(call, team).name == "Backlog"
    found = issuing.state_of_type(call, team.id, "triage", "started")
    assert found
    assert found.name == "In Progress"
    assert issuing.state_of_type(call, team.id, "triage") is None


@pytest.mark.parametrize(
    ("scale", "more", "good", "bad"),
    [
        ("fibonacci", {}, 8, 4), ("exponential", {}, 16, 32), ("exponential", {"issueEstimationExtended": True}, 64, 3),
        ("linear", {"issueEstimationAllowZero": True}, 0, 6), ("tShirt", {}, 5, 0), ("notUsed", {}, 4, None),
    ],
)  # fmt: skip
def test_estimates_are_of_the_teams_scale(
    call: Call, scale: str, more: dict[str, Any], good: int, bad: int | None
) -> None:
    team = call.update(find(call, Team, "ENG"), issueEstimationType=scale, **more)
    doc = {"stateId": state(call, "Todo").id}
    issuing.check(call, team, {**doc, "estimate": good})
    if bad is not None:
        with pytest.raises(Invalid):
            issuing.check(call, team, {**doc, "estimate": bad})


def test_another_team_means_another_number_and_state(call: Call) -> None:
    team = found_team(call, {"name": "Design", "key": "DES"})
    moved = issuing.moved(call, find(call, Issue, "ENG-1"), team)
    assert (moved["identifier"], moved["previousIdentifiers"], moved["cycleId"]) == ("DES-1", ["ENG-1"], None)
    assert call.get(WorkflowState, moved["stateId"]).teamId == team.id
    assert issuing.numbered(call, team) == {"number": 2, "identifier": "DES-2"}
