"""A seed's workflows and runs."""

from typing import Any

import pytest
from tests.clones.github.credentials import ADA

from clonery.clones.github.records.actions import Job, Workflow, WorkflowRun
from clonery.clones.github.records.commits import CheckRun
from clonery.server.call import Call
from clonery.server.farm import Farm, FarmError
from clonery.server.request import Request
from clonery.server.settings import Settings

FILE = ["name: CI", "on: push", "jobs:", "  test: {steps: []}", "  lint: {needs: test, steps: []}"]


def seeded(*runs: dict[str, Any]) -> dict[str, Any]:
    files = {".github/workflows/ci.yml": FILE}
    repository = {"owner": "ada", "name": "x", "files": files, "tags": {"v1": "main"}, "runs": list(runs)}
    return {"users": [{"login": "ada"}], "tokens": [{"token": ADA, "user": "ada"}], "repositories": [repository]}


def opened(*runs: dict[str, Any]) -> Call:
    farm = Farm(Settings(clones=("github",)))
    session = farm.create(seeds={"github": seeded(*runs)})
    return Call(session, farm.clone("github"), Request("GET", "", door="control"), session.clock.now())


def test_runs_end_as_their_jobs_did() -> None:
    call = opened(
        {"workflow": "ci.yml", "at": "main", "jobs": {"test": "failure", "lint": "skipped"}},
        {"workflow": "ci.yml", "at": "v1", "jobs": {"test": "in_progress", "lint": "queued"}, "actor": "ada"},
        {"workflow": "ci.yml", "at": "main", "created_at": "2025-01-02T03:04:05Z"},
    )
    assert [(made.name, made.path) for made in call.all(Workflow)] == [("CI", ".github/workflows/ci.yml")]
    runs = call.all(WorkflowRun)
    assert [(run.number, run.branch, run.status, run.conclusion) for run in runs] == [
        (1, "main", "completed", "failure"), (2, "v1", "in_progress", None), (3, "main", "completed", "success"),
    ]  # fmt: skip
    assert runs[2].created_at == "2025-01-02T03:04:05Z"
    assert [call.get(CheckRun, job.id).name for job in call.all(Job, {"run": runs[0].id})] == ["test", "lint"]


@pytest.mark.parametrize(
    ("run", "message"),
    [
        ({"workflow": "no.yml", "at": "main"}, "repositories.0.runs.0.workflow: no workflow 'no.yml'"),
        ({"workflow": "ci.yml", "at": "none"}, "repositories.0.runs.0.at: no branch, tag or commit 'none'"),
        ({"workflow": "ci.yml", "at": "main", "actor": "zoe"}, "repositories.0.runs.0.actor: no user 'zoe'"),
    ],
)
def test_a_run_of_nothing_is_refused(run: dict[str, Any], message: str) -> None:
    with pytest.raises(FarmError) as caught:
        opened(run)
    assert message in str(caught.value)
