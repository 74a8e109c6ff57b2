"""Workflows, runs, jobs, secrets and variables as GitHub shows them; https://docs.github.com/rest/actions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..nodes import node_id
from ..records.actions import Job, Secret, Variable, Workflow, WorkflowRun
from ..records.pulls import PullRequest
from ..records.repositories import Repository
from . import shape
from .commits import commit_of, simple_commit
from .people import simple_user
from .repositories import html_url, repository, repository_url

if TYPE_CHECKING:
    from clonery.server.call import Call

RUNNER = {
    "runner_id": 1,
    "runner_name": "GitHub Actions 1",
    "runner_group_id": 0,
    "runner_group_name": "GitHub Actions",
}
NO_RUNNER = dict.fromkeys(RUNNER)


@shape(Workflow)
def workflow(call: Call, record: Workflow, whole: bool) -> dict[str, Any]:
    """A workflow."""
    page, file = html_url(call, record.repository), record.path.rpartition("/")[2]
    branch = call.get(Repository, record.repository).default_branch
    return {
        "id": record.id, "node_id": node_id("workflow", record.repository, record.id), "name": record.name,
        "path": record.path, "state": record.state, "created_at": record.created_at, "updated_at": record.updated_at,
        "url": f"{repository_url(call, record.repository)}/actions/workflows/{record.id}",
        "html_url": f"{page}/blob/{branch}/{record.path}", "badge_url": f"{page}/actions/workflows/{file}/badge.svg",
    }  # fmt: skip


@shape(WorkflowRun)
def run(call: Call, record: WorkflowRun, whole: bool) -> dict[str, Any]:
    """A run, in its last attempt."""
    of, base = call.get(Repository, record.repository), repository_url(call, record.repository)
    kind, url = call.get(Workflow, record.workflow), f"{base}/actions/runs/{record.id}"
    suite = f"{base}/check-suites/{record.suite}"
    shown = repository(call, of, False)
    return {
        "id": record.id, "name": kind.name, "node_id": node_id("workflow_run", record.repository, record.id),
        "check_suite_id": record.suite, "check_suite_node_id": node_id("check_suite", record.repository, record.suite),
        "head_branch": record.branch, "head_sha": record.sha, "path": kind.path, "display_title": record.title,
        "run_number": record.number, "event": record.event, "status": record.status, "conclusion": record.conclusion,
        "workflow_id": kind.id, "url": url, "html_url": f"{html_url(call, of.id)}/actions/runs/{record.id}",
        "pull_requests": [_pull(call, record, of)] if record.pull is not None else [], "created_at": record.created_at,
        "updated_at": record.updated_at, "actor": simple_user(call, record.actor), "run_attempt": record.attempt,
        "referenced_workflows": [], "run_started_at": record.started_at,
        "triggering_actor": simple_user(call, record.triggering), "jobs_url": f"{url}/jobs", "logs_url": f"{url}/logs",
        "check_suite_url": suite, "artifacts_url": f"{url}/artifacts", "cancel_url": f"{url}/cancel",
        "rerun_url": f"{url}/rerun", "workflow_url": f"{base}/actions/workflows/{kind.id}",
        "previous_attempt_url": f"{url}/attempts/{record.attempt - 1}" if record.attempt > 1 else None,
        "repository": shown, "head_repository": shown,
        "head_commit": simple_commit(call, commit_of(call, of, record.sha)),
    }  # fmt: skip


def _pull(call: Call, record: WorkflowRun, of: Repository) -> dict[str, Any]:
    """The pull request that started a run, in few words."""
    pull = call.get(PullRequest, record.pull)
    url = repository_url(call, of.id)
    place = {"id": of.id, "url": url, "name": of.name}
    return {
        "id": pull.id, "number": pull.number, "url": f"{url}/pulls/{pull.number}",
        "head": {"ref": pull.head_ref, "sha": pull.head_sha, "repo": place},
        "base": {"ref": pull.base_ref, "sha": pull.base_sha, "repo": place},
    }  # fmt: skip


@shape(Job)
def job(call: Call, record: Job, whole: bool) -> dict[str, Any]:
    """A job with its steps, which begin and end with it."""
    of, base = call.get(WorkflowRun, record.run), repository_url(call, record.repository)
    page = f"{html_url(call, record.repository)}/actions/runs/{record.run}"
    began = record.status != "queued" and record.conclusion != "skipped"
    names = ["Set up job", *record.steps, "Complete job"] if began else []
    steps = [
        {
            "name": name, "status": record.status, "conclusion": record.conclusion, "number": number,
            "started_at": record.started_at, "completed_at": record.completed_at,
        }
        for number, name in enumerate(names, 1)
    ]  # fmt: skip
    return {
        "id": record.id, "run_id": of.id, "workflow_name": call.get(Workflow, of.workflow).name,
        "head_branch": of.branch, "run_url": f"{base}/actions/runs/{of.id}", "run_attempt": record.attempt,
        "node_id": node_id("check_run", record.repository, record.id), "head_sha": of.sha,
        "url": f"{base}/actions/jobs/{record.id}", "html_url": f"{page}/job/{record.id}", "status": record.status,
        "conclusion": record.conclusion, "created_at": record.created_at,
        "started_at": record.started_at or record.created_at, "completed_at": record.completed_at, "name": record.name,
        "steps": steps, "check_run_url": f"{base}/check-runs/{record.id}", "labels": record.labels,
        **(RUNNER if began else NO_RUNNER),
    }  # fmt: skip


@shape(Secret)
def secret(call: Call, record: Secret, whole: bool) -> dict[str, Any]:
    """A secret: its name alone."""
    return {"name": record.name, "created_at": record.created_at, "updated_at": record.updated_at}


@shape(Variable)
def variable(call: Call, record: Variable, whole: bool) -> dict[str, Any]:
    """A variable."""
    return {
        "name": record.name, "value": record.value, "created_at": record.created_at, "updated_at": record.updated_at,
    }  # fmt: skip
