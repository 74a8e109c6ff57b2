"""A run's way from queued to completed, job by job, on the session's clock; https://docs.github.com/rest/actions/workflow-runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.state.clock import MICROSECONDS

from ..lookups import me
from ..records.actions import Job, Workflow, WorkflowRun
from ..records.commits import CheckRun, CheckSuite
from ..records.repositories import Repository
from ..refusals import Unprocessable
from ..shapes.checks import ACTIONS
from .definitions import Definition, Planned

if TYPE_CHECKING:
    from clonery.server.call import Call

WAITS_SECONDS, RUNS_SECONDS = 2, 20
"""How long a run waits for a runner, and how long a job takes, if nobody ends it before."""
BAD = ("failure", "timed_out", "cancelled", "action_required")


def begin(
    call: Call, repository: Repository, workflow: Workflow, plan: Definition, event: str, branch: str, sha: str,
    title: str, **more: Any,
) -> WorkflowRun | None:  # fmt: skip
    """Start a run of a workflow; None where the workflow is switched off."""
    if workflow.state != "active":
        return None
    stamps = {"created_at": call.now, "updated_at": call.now}
    suite = call.create(
        CheckSuite, repository=repository, sha=sha, branch=branch, app={**ACTIONS}, status="queued", **stamps
    )
    who = call.actor.id if call.actor is not None else repository.owner
    run = call.create(
        WorkflowRun, repository=repository, workflow=workflow, number=call.next(f"run/{workflow.id}"), event=event,
        branch=branch, sha=sha, title=title, actor=who, triggering=who, suite=suite, started_at=call.now,
        **{"inputs": {}, **stamps, **more},
    )  # fmt: skip
    _tell(call, run, "requested")
    for planned in plan.jobs:
        add_job(call, run, planned)
    _later(call, run)
    return run


def add_job(call: Call, run: WorkflowRun, planned: Planned) -> Job:
    """Queue a job of the run's present attempt, with its check."""
    check = call.create(
        CheckRun, repository=run.repository, suite=run.suite, sha=run.sha, name=planned.name, annotations=[],
        started_at=call.now,
    )  # fmt: skip
    made = call.create(
        Job, id=check.id, repository=run.repository, run=run, attempt=run.attempt, key=planned.key, name=planned.name,
        needs=planned.needs, labels=planned.labels, steps=planned.steps, created_at=call.now,
    )  # fmt: skip
    _tell_job(call, run, made, "queued")
    return made


def jobs_of(call: Call, run: WorkflowRun, attempt: int = 0) -> list[Job]:
    """The jobs of an attempt, by default of the last: those that it did not repeat are from the ones before."""
    newest: dict[str, Job] = {}
    for job in call.all(Job, {"run": run.id}):
        if job.attempt <= (attempt or run.attempt):
            newest[job.name] = job
    return list(newest.values())


def step(call: Call, run: WorkflowRun) -> None:
    """Start the jobs that wait for nothing more, skip those that wait in vain, end the run with its last job."""
    found = jobs_of(call, run)
    if run.status == "queued":
        run = call.update(run, status="in_progress", updated_at=call.now)
        call.update(call.get(CheckSuite, run.suite), status="in_progress", conclusion=None, updated_at=call.now)
        _tell(call, run, "in_progress")
    for job in found:
        if job.status != "queued":
            continue
        before = [each for each in jobs_of(call, run) if each.key in job.needs]
        if any(each.conclusion in (*BAD, "skipped") for each in before):
            end(call, job, "skipped")
        elif all(each.status == "completed" for each in before):
            _start(call, run, job)
    found = jobs_of(call, run)
    if all(job.status == "completed" for job in found):
        _complete(call, run, conclusion_of([job.conclusion for job in found]))


def conclusion_of(ends: list[str | None]) -> str:
    """How a run ends whose jobs ended so."""
    worst = [end for end in BAD if end in ends]
    return worst[0] if worst else "success" if "success" in ends or not ends else "skipped"


def _start(call: Call, run: WorkflowRun, job: Job) -> None:
    job = call.update(job, status="in_progress", started_at=call.now)
    call.update(call.get(CheckRun, job.id), status="in_progress", started_at=call.now)
    _tell_job(call, run, job, "in_progress")
    call.schedule(call.moment + RUNS_SECONDS * MICROSECONDS, "workflow-job", id=job.id)


def end(call: Call, job: Job, conclusion: str) -> Job:
    """End a job, and its check with it."""
    run = call.get(WorkflowRun, job.run)
    began = job.started_at or call.now
    job = call.update(job, status="completed", conclusion=conclusion, started_at=began, completed_at=call.now)
    check = call.get(CheckRun, job.id)
    call.update(check, status="completed", conclusion=conclusion, completed_at=call.now)
    _tell_job(call, run, job, "completed")
    return job


def cancel(call: Call, run: WorkflowRun) -> None:
    """End what is not over yet. Raises Unprocessable (409) for a run that is."""
    if run.status == "completed":
        raise Unprocessable("Cannot cancel a workflow run that is completed.", status=409)
    for job in jobs_of(call, run):
        if job.status != "completed":
            end(call, job, "cancelled")
    _complete(call, run, "cancelled")


def rerun(call: Call, run: WorkflowRun, only: list[Job] | None = None) -> None:
    """Repeat a run: all of it, or these jobs alone and what needs them. Raises Unprocessable (403) while it runs."""
    if run.status != "completed":
        raise Unprocessable("This workflow is already running", status=403)
    found = jobs_of(call, run)
    again = {job.key for job in (found if only is None else only)}
    for _ in found:
        again |= {job.key for job in found if again & set(job.needs)}
    run = call.update(
        run, status="queued", conclusion=None, attempt=run.attempt + 1, triggering=me(call).id, started_at=call.now,
        updated_at=call.now,
    )  # fmt: skip
    call.update(call.get(CheckSuite, run.suite), status="queued", conclusion=None, updated_at=call.now)
    _tell(call, run, "requested")
    for job in found:
        if job.key in again and (only is None or job.conclusion != "success" or job in only):
            add_job(call, run, Planned(job.key, job.name, job.needs, job.labels, job.steps))
    _later(call, run)


def _later(call: Call, run: WorkflowRun) -> None:
    call.schedule(call.moment + WAITS_SECONDS * MICROSECONDS, "workflow-run", run=run.id, attempt=run.attempt)


def _complete(call: Call, run: WorkflowRun, conclusion: str) -> None:
    run = call.update(run, status="completed", conclusion=conclusion, updated_at=call.now)
    suite = call.get(CheckSuite, run.suite)
    call.update(suite, status="completed", conclusion=conclusion, updated_at=call.now)
    _tell(call, run, "completed")


def _tell(call: Call, run: WorkflowRun, action: str) -> None:
    repository, workflow = call.get(Repository, run.repository), call.get(Workflow, run.workflow)
    call.emit("workflow_run", action=action, repository=repository, workflow=workflow, workflow_run=run)


def _tell_job(call: Call, run: WorkflowRun, job: Job, action: str) -> None:
    call.emit("workflow_job", action=action, repository=call.get(Repository, run.repository), workflow_job=job)
