"""A run from queued to completed, job by job."""

import pytest

from clonery.clones.github.actions import running
from clonery.clones.github.actions.definitions import Definition, Planned
from clonery.clones.github.actions.starting import enrol
from clonery.clones.github.gitstore import resolve
from clonery.clones.github.records.actions import WorkflowRun
from clonery.clones.github.records.commits import CheckRun, CheckSuite
from clonery.clones.github.records.repositories import Repository
from clonery.clones.github.refusals import Unprocessable
from clonery.server.call import Call


def planned(key: str, *needs: str) -> Planned:
    return Planned(key, key, list(needs), ["ubuntu-latest"], [])


@pytest.fixture
def run(call: Call, webapp: Repository) -> WorkflowRun:
    plan = Definition("CI", {"push": None}, [planned("a"), planned("b", "a"), planned("c", "b")])
    workflow = enrol(call, webapp, ".github/workflows/ci.yml", plan)
    made = running.begin(call, webapp, workflow, plan, "push", "main", resolve(call, webapp, "main"), "Title")
    assert made is not None
    return made


def states(call: Call, run: WorkflowRun) -> list[tuple[str, str | None]]:
    return [(job.status, job.conclusion) for job in running.jobs_of(call, run)]


def now(call: Call, run: WorkflowRun) -> WorkflowRun:
    return call.get(WorkflowRun, run.id)


def test_jobs_wait_for_what_they_need(call: Call, run: WorkflowRun) -> None:
    assert states(call, run) == [("queued", None)] * 3
    running.step(call, run)
    assert states(call, run) == [("in_progress", None), ("queued", None), ("queued", None)]
    running.end(call, running.jobs_of(call, run)[0], "success")
    running.step(call, now(call, run))
    assert states(call, run) == [("completed", "success"), ("in_progress", None), ("queued", None)]
    running.end(call, running.jobs_of(call, run)[1], "failure")
    running.step(call, now(call, run))
    assert states(call, run)[2] == ("completed", "skipped")
    assert (now(call, run).status, now(call, run).conclusion) == ("completed", "failure")
    assert call.get(CheckSuite, run.suite).conclusion == "failure"
    assert [call.get(CheckRun, job.id).conclusion for job in running.jobs_of(call, run)] == [
        "success", "failure", "skipped",
    ]  # fmt: skip


def test_what_failed_is_repeated_with_what_needs_it(call: Call, run: WorkflowRun) -> None:
    for conclusion in ("success", "failure"):
        running.step(call, now(call, run))
        job = next(job for job in running.jobs_of(call, run) if job.status == "in_progress")
        running.end(call, job, conclusion)
    running.step(call, now(call, run))
    with pytest.raises(Unprocessable):
        running.cancel(call, now(call, run))
    failed = [job for job in running.jobs_of(call, run) if job.conclusion == "failure"]
    running.rerun(call, now(call, run), failed)
    again = now(call, run)
    assert (again.attempt, again.status) == (2, "queued")
    assert [job.attempt for job in running.jobs_of(call, again)] == [1, 2, 2]
    assert [job.attempt for job in running.jobs_of(call, again, 1)] == [1, 1, 1]
    with pytest.raises(Unprocessable):
        running.rerun(call, again)


def test_a_cancelled_run_is_over(call: Call, run: WorkflowRun) -> None:
    running.step(call, run)
    running.cancel(call, now(call, run))
    assert {conclusion for _, conclusion in states(call, run)} == {"cancelled"}
    assert now(call, run).conclusion == "cancelled"


@pytest.mark.parametrize(
    ("ends", "conclusion"),
    [
        (["success", "skipped"], "success"), (["success", "failure", "cancelled"], "failure"), (["skipped"], "skipped"),
        (["cancelled", "success"], "cancelled"), ([], "success"),
    ],
)  # fmt: skip
def test_how_a_run_ends(ends: list[str | None], conclusion: str) -> None:
    assert running.conclusion_of(ends) == conclusion
