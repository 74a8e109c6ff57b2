"""Records of workflows and their runs."""

import pytest

from clonery.clones.github.records.actions import Job, Variable, Workflow, WorkflowRun
from clonery.clones.github.records.repositories import Repository
from clonery.server.call import Call
from clonery.server.problems import Taken


def test_runs_and_jobs_go_with_the_repository(call: Call, webapp: Repository, fresh: Repository) -> None:
    stamps = {"created_at": call.now, "updated_at": call.now}
    workflow = call.create(Workflow, repository=fresh, name="CI", path="ci.yml", **stamps)
    run = call.create(
        WorkflowRun, repository=fresh, workflow=workflow, number=1, event="push", branch="main", sha="0" * 40,
        title="x", actor=call.actor, triggering=call.actor, suite=1, inputs={}, started_at=call.now, **stamps,
    )  # fmt: skip
    job = {"repository": fresh, "run": run, "attempt": 1, "key": "a", "name": "a", "needs": [], "labels": []}
    call.create(Job, id=1, steps=[], created_at=call.now, **job)
    assert (run.status, run.attempt, call.count(Job, {"run": run.id})) == ("queued", 1, 1)
    with pytest.raises(Taken):
        call.create(Workflow, repository=fresh, name="CI", path="ci.yml", **stamps)
    call.delete(fresh)
    assert (call.count(WorkflowRun), call.count(Job)) == (0, 0)
    call.create(Variable, repository=webapp, name="A", value="1", **stamps)
    with pytest.raises(Taken):
        call.create(Variable, repository=webapp, name="A", value="2", **stamps)
