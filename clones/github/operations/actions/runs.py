"""Runs of workflows: listed, repeated, cancelled, deleted; https://docs.github.com/rest/actions/workflow-runs."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import operation
from clonery.server.problems import NotFound
from clonery.server.state.query import Op

from ...actions import running
from ...lookups import find_repository, find_user
from ...pages import enveloped
from ...records.actions import Job, WorkflowRun
from ...records.repositories import Repository
from ...refusals import Unprocessable
from .workflows import find_workflow

STATUSES = ("queued", "in_progress", "completed", "requested", "waiting", "pending")


def find_run(call: Call, owner: str, repo: str, run_id: int, need: str = "") -> tuple[Repository, WorkflowRun]:
    """A run of this repository. Raises NotFound."""
    repository = find_repository(call, owner, repo, need)
    found = call.peek(WorkflowRun, run_id)
    if found is None or found.repository != repository.id:
        raise NotFound(kind="workflow_run")
    return repository, found


@operation("actions/list-workflow-runs-for-repo")
def list_runs(
    call: Call, owner: str, repo: str, actor: str = "", branch: str = "", event: str = "", status: str = "",
    created: str = "", head_sha: str = "", check_suite_id: int | None = None,
) -> dict[str, Any]:  # fmt: skip
    """GET /repos/{owner}/{repo}/actions/runs: newest first."""
    where: dict[str, Any] = {"repository": find_repository(call, owner, repo).id}
    given = {"branch": branch, "event": event, "sha": head_sha, "suite": check_suite_id}
    return _runs(call, where | given, actor, status, created)


@operation("actions/list-workflow-runs")
def list_workflow_runs(
    call: Call, owner: str, repo: str, workflow_id: Any, actor: str = "", branch: str = "", event: str = "",
    status: str = "", created: str = "", head_sha: str = "", check_suite_id: int | None = None,
) -> dict[str, Any]:  # fmt: skip
    """GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs"""
    workflow = find_workflow(call, find_repository(call, owner, repo), workflow_id)
    given = {"branch": branch, "event": event, "sha": head_sha, "suite": check_suite_id}
    return _runs(call, {"workflow": workflow.id} | given, actor, status, created)


def _runs(call: Call, given: dict[str, Any], actor: str, status: str, created: str) -> dict[str, Any]:
    where = {name: value for name, value in given.items() if value not in ("", None)}
    if actor:
        where["actor"] = find_user(call, actor).id
    if status:
        where["status" if status in STATUSES else "conclusion"] = status
    if created:
        where["created_at"] = _span(created)
    return enveloped(call, call.page(WorkflowRun, where, "-created_at"), "workflow_runs")


def _span(text: str) -> Op:
    """`>=2025-01-01`, `2025-01-01..2025-02-01`, a day, as a condition; whole days are meant by days."""
    for sign in (">=", "<=", ">", "<"):
        if text.startswith(sign):
            day = text.removeprefix(sign)
            late = sign in (">", "<=") and len(day) == len("2025-01-01")
            return Op(f"{{}} {sign} ?", (f"{day}T23:59:59Z" if late else day,))
    first, _, last = text.partition("..")
    last = last or first
    return Op("{0} >= ? AND {0} <= ?", (first.replace("*", ""), "~" if last == "*" else f"{last}~"))


@operation("actions/get-workflow-run")
def get_run(call: Call, owner: str, repo: str, run_id: int) -> WorkflowRun:
    """GET /repos/{owner}/{repo}/actions/runs/{run_id}"""
    return find_run(call, owner, repo, run_id)[1]


@operation("actions/get-workflow-run-attempt")
def get_attempt(call: Call, owner: str, repo: str, run_id: int, attempt_number: int) -> WorkflowRun:
    """GET /repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}: as the run stands now."""
    _, run = find_run(call, owner, repo, run_id)
    if not 0 < attempt_number <= run.attempt:
        raise NotFound(kind="workflow_run")
    return run


@operation("actions/delete-workflow-run")
def delete_run(call: Call, owner: str, repo: str, run_id: int) -> None:
    """DELETE /repos/{owner}/{repo}/actions/runs/{run_id}"""
    _, run = find_run(call, owner, repo, run_id, "push")
    if run.status != "completed":
        raise Unprocessable("Could not delete the workflow run", status=403)
    call.delete(run)


@operation("actions/cancel-workflow-run", "actions/force-cancel-workflow-run")
def cancel(call: Call, owner: str, repo: str, run_id: int) -> dict[str, Any]:
    """POST /repos/{owner}/{repo}/actions/runs/{run_id}/cancel"""
    _, run = find_run(call, owner, repo, run_id, "push")
    running.cancel(call, run)
    return {}


@operation("actions/re-run-workflow")
def rerun(call: Call, owner: str, repo: str, run_id: int) -> dict[str, Any]:
    """POST /repos/{owner}/{repo}/actions/runs/{run_id}/rerun"""
    _, run = find_run(call, owner, repo, run_id, "push")
    running.rerun(call, run)
    return {}


@operation("actions/re-run-workflow-failed-jobs")
def rerun_failed(call: Call, owner: str, repo: str, run_id: int) -> dict[str, Any]:
    """POST /repos/{owner}/{repo}/actions/runs/{run_id}/rerun-failed-jobs"""
    _, run = find_run(call, owner, repo, run_id, "push")
    failed = [job for job in running.jobs_of(call, run) if job.conclusion in running.BAD]
    if run.status == "completed" and not failed:
        raise Unprocessable("This workflow run cannot be retried", status=403)
    running.rerun(call, run, failed)
    return {}


# jobs: https://docs.github.com/rest/actions/workflow-jobs


@operation("actions/list-jobs-for-workflow-run")
def list_jobs(call: Call, owner: str, repo: str, run_id: int, filter: str = "latest") -> dict[str, Any]:
    """GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs"""
    _, run = find_run(call, owner, repo, run_id)
    found = call.all(Job, {"run": run.id}) if filter == "all" else running.jobs_of(call, run)
    return enveloped(call, call.slice(found), "jobs")


@operation("actions/list-jobs-for-workflow-run-attempt")
def list_jobs_of_attempt(call: Call, owner: str, repo: str, run_id: int, attempt_number: int) -> dict[str, Any]:
    """GET /repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}/jobs"""
    _, run = find_run(call, owner, repo, run_id)
    if attempt_number > run.attempt:
        raise NotFound(kind="workflow_run")
    return enveloped(call, call.slice(running.jobs_of(call, run, attempt_number)), "jobs")


@operation("actions/get-job-for-workflow-run")
def get_job(call: Call, owner: str, repo: str, job_id: int) -> Job:
    """GET /repos/{owner}/{repo}/actions/jobs/{job_id}"""
    return _job(call, find_repository(call, owner, repo), job_id)


@operation("actions/re-run-job-for-workflow-run")
def rerun_job(call: Call, owner: str, repo: str, job_id: int) -> dict[str, Any]:
    """POST /repos/{owner}/{repo}/actions/jobs/{job_id}/rerun"""
    job = _job(call, find_repository(call, owner, repo, "push"), job_id)
    running.rerun(call, call.get(WorkflowRun, job.run), [job])
    return {}


def _job(call: Call, repository: Repository, id: int) -> Job:
    found = call.peek(Job, id)
    if found is None or found.repository != repository.id:
        raise NotFound(kind="job")
    return found
