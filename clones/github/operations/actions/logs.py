"""Logs of workflow runs and jobs: files behind a redirect; https://docs.github.com/rest/actions/workflow-runs."""

from __future__ import annotations

import zipfile
from io import BytesIO

from clonery.server.call import Call
from clonery.server.operation import operation
from clonery.server.problems import Gone, NotFound
from clonery.server.request import Answer

from ...actions import running
from ...archives import attached, redirect
from ...records.actions import Job, WorkflowRun
from .runs import find_run, get_job

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The time of every file in a zip: the oldest that the format knows, so that the same log is the same bytes."""


def text_of(job: Job) -> str:
    """What a job's runner wrote: a group for each step, and why the last one failed."""
    began = f"{(job.started_at or job.created_at).removesuffix('Z')}.0000000Z"
    ended = f"{(job.completed_at or job.created_at).removesuffix('Z')}.0000000Z"
    lines = [f"{began} ##[group]Set up job", f"{began} Job is about to start", f"{began} ##[endgroup]"]
    for name in job.steps:
        lines += [f"{began} ##[group]{name}", f"{began} ##[endgroup]"]
    if job.conclusion == "failure":
        lines.append(f"{ended} ##[error]Process completed with exit code 1.")
    elif job.conclusion == "cancelled":
        lines.append(f"{ended} ##[error]The operation was canceled.")
    lines.append(f"{ended} Cleaning up orphan processes")
    return "\n".join(lines) + "\n"


def log(call: Call, run: WorkflowRun, job: Job) -> str:
    """A job's log. Raises NotFound for one that has not run, Gone where the logs were deleted."""
    if run.logs_deleted:
        raise Gone("Server Error")
    if job.status != "completed" or job.started_at is None:
        raise NotFound(kind="job_log")
    return text_of(job)


@operation("actions/download-job-logs-for-workflow-run")
def download_job(call: Call, owner: str, repo: str, job_id: int) -> Answer:
    """GET /repos/{owner}/{repo}/actions/jobs/{job_id}/logs: a redirect to the text."""
    job = get_job(call, owner, repo, job_id)
    data = log(call, call.get(WorkflowRun, job.run), job).encode()
    return redirect(call) or Answer(200, data, [("Content-Type", "text/plain; charset=utf-8")], json=False)


@operation("actions/download-workflow-run-logs")
def download_run(call: Call, owner: str, repo: str, run_id: int) -> Answer:
    """GET /repos/{owner}/{repo}/actions/runs/{run_id}/logs: a redirect to a zip of the last attempt's logs."""
    _, run = find_run(call, owner, repo, run_id)
    return _zipped(call, run, run.attempt)


@operation("actions/download-workflow-run-attempt-logs")
def download_attempt(call: Call, owner: str, repo: str, run_id: int, attempt_number: int) -> Answer:
    """GET /repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}/logs"""
    _, run = find_run(call, owner, repo, run_id)
    if not 0 < attempt_number <= run.attempt:
        raise NotFound(kind="workflow_run")
    return _zipped(call, run, attempt_number)


@operation("actions/delete-workflow-run-logs")
def delete(call: Call, owner: str, repo: str, run_id: int) -> None:
    """DELETE /repos/{owner}/{repo}/actions/runs/{run_id}/logs"""
    _, run = find_run(call, owner, repo, run_id, "push")
    call.update(run, logs_deleted=True)


def _zipped(call: Call, run: WorkflowRun, attempt: int) -> Answer:
    """A text for each job that has run. Raises NotFound where none has, Gone where the logs were deleted."""
    ran = [job for job in running.jobs_of(call, run, attempt) if job.status == "completed" and job.started_at]
    if not ran:
        raise NotFound(kind="run_logs")
    texts = [log(call, run, job) for job in ran]
    away = redirect(call)
    if away is not None:
        return away
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        for number, (job, text) in enumerate(zip(ran, texts, strict=True)):
            packed.writestr(zipfile.ZipInfo(f"{number}_{job.name.replace('/', '_')}.txt", _FIRST_DAY), text)
    return attached(held.getvalue(), "application/zip", f"logs_{run.id}.zip")
