"""A backlog that seeds fill: over the weeks, in cycles, mostly done, the same each time."""

import pytest

from clonery.clones.linear.backlog import fill
from clonery.clones.linear.records.work import Cycle, Issue, WorkflowState
from clonery.server.call import Call
from clonery.server.state.clock import parse


@pytest.fixture
def seed() -> str:
    return "multi-team"


def test_issues_lie_over_the_time_in_cycles(call: Call) -> None:
    before, until = {issue.id for issue in call.all(Issue)}, call.moment
    fill(call, 200, parse("2025-07-07T09:00:00Z"))
    call.moment = until
    made = [issue for issue in call.all(Issue) if issue.id not in before]
    assert len(made) == 200
    assert made[0].createdAt == "2025-07-07T09:00:00.000Z"
    assert max(issue.createdAt for issue in made) < call.now
    types = [call.get(WorkflowState, issue.stateId).type for issue in made]
    assert types.count("completed") > 100
    assert {"backlog", "unstarted", "started", "canceled"} <= set(types)
    for issue in made:
        if issue.cycleId:
            assert call.get(Cycle, issue.cycleId).teamId == issue.teamId
        assert bool(issue.completedAt) is (call.get(WorkflowState, issue.stateId).type == "completed")
