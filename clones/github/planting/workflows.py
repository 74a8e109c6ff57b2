"""A seed's workflows, which its files say, and the runs they have had; https://docs.github.com/rest/actions/workflow-runs."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.state.clock import iso, parse
from clonery.server.state.seeds import SeedError

from .. import gitstore
from ..actions.definitions import Planned
from ..actions.running import conclusion_of
from ..actions.starting import FOLDER, definitions, register
from ..records.actions import Job, Workflow, WorkflowRun
from ..records.commits import CheckRun, CheckSuite
from ..records.people import User
from ..records.repositories import Repository
from ..shapes.checks import ACTIONS

_TEXT = {"type": "string"}
RUNS: dict[str, Any] = {
    "runs": {"type": "array", "items": {
        "type": "object", "additionalProperties": False, "required": ["workflow", "at"],
        "properties": {
            "workflow": _TEXT, "at": _TEXT,
            "event": {"enum": ["push", "pull_request", "workflow_dispatch", "schedule"]},
            "actor": _TEXT, "created_at": _TEXT, "jobs": {"type": "object", "additionalProperties": {
                "enum": ["success", "failure", "cancelled", "skipped", "timed_out", "queued", "in_progress"],
            }},
        },
    }},
}  # fmt: skip
"""Runs of workflow files (`ci.yml`) on a branch or tag; jobs that are not named end as their checks did."""


def plant_workflows(call: Call, path: str, repository: Repository, fields: dict[str, Any]) -> None:
    """Find the workflows of the default branch, and plant the runs. Raises SeedError for a name of nothing."""
    head = gitstore.branch_head(call, repository, repository.default_branch)
    if head is not None:
        register(call, repository, head)
    for place, entry in enumerate(fields.get("runs", [])):
        _run(call, f"{path}.runs.{place}", repository, entry)


def _run(call: Call, path: str, repository: Repository, entry: dict[str, Any]) -> None:
    sha = gitstore.seek(call, repository, entry["at"])
    if sha is None:
        raise SeedError(f"no branch, tag or commit {entry['at']!r}", f"{path}.at")
    file = f"{FOLDER}/{entry['workflow']}"
    workflow = call.find(Workflow, repository=repository.id, path=file)
    plan = dict(definitions(call, repository, sha)).get(file)
    if workflow is None or plan is None:
        raise SeedError(f"no workflow {entry['workflow']!r} there", f"{path}.workflow")
    actor = call.find(User, login=entry["actor"]) if "actor" in entry else call.get(User, repository.owner)
    if actor is None:
        raise SeedError(f"no user {entry['actor']!r}", f"{path}.actor")
    at = iso(parse(entry["created_at"])) if "created_at" in entry else call.now
    commit = gitstore.find_commit(call, repository, sha)
    stamps = {"created_at": at, "updated_at": at}
    suite = call.first(CheckSuite, {"repository": repository.id, "sha": sha})
    if suite is None or suite.app["slug"] != ACTIONS["slug"]:
        suite = call.create(
            CheckSuite, repository=repository, sha=sha, branch=entry["at"], app={**ACTIONS}, **stamps,
        )  # fmt: skip
    run = call.create(
        WorkflowRun, repository=repository, workflow=workflow, number=call.next(f"run/{workflow.id}"),
        event=entry.get("event", "push"), branch=entry["at"], sha=sha, actor=actor, triggering=actor, suite=suite,
        title=commit.message.partition("\n")[0] if commit else plan.name, inputs={}, started_at=at,
        **stamps,
    )  # fmt: skip
    jobs = [_job(call, run, suite, planned, entry.get("jobs", {}).get(planned.name)) for planned in plan.jobs]
    ended = all(job.status == "completed" for job in jobs)
    waiting = all(job.status == "queued" for job in jobs)
    status = "completed" if ended else "queued" if waiting else "in_progress"
    conclusion = conclusion_of([job.conclusion for job in jobs]) if ended else None
    call.update(run, status=status, conclusion=conclusion)
    call.update(suite, status=status, conclusion=conclusion)


def _job(call: Call, run: WorkflowRun, suite: CheckSuite, planned: Planned, said: str | None) -> Job:
    """A job with its check: the one that the seed tells of, if there is one of that name."""
    check = call.first(CheckRun, {"suite": suite.id, "name": planned.name}, "-id")
    if check is None or call.peek(Job, check.id) is not None:
        check = call.create(
            CheckRun, repository=run.repository, suite=suite, sha=run.sha, name=planned.name, annotations=[],
            status="completed", conclusion="success", started_at=run.created_at, completed_at=run.created_at,
        )  # fmt: skip
    if said is not None:
        over = said not in ("queued", "in_progress")
        check = call.update(
            check, status="completed" if over else said, conclusion=said if over else None,
            completed_at=run.created_at if over else None,
        )  # fmt: skip
    return call.create(
        Job, id=check.id, repository=run.repository, run=run, attempt=1, key=planned.key, name=planned.name,
        needs=planned.needs, labels=planned.labels, steps=planned.steps, status=check.status,
        conclusion=check.conclusion, created_at=run.created_at, completed_at=check.completed_at,
        started_at=None if check.status == "queued" else check.started_at,
    )  # fmt: skip
