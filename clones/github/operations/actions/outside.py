"""What time and runners do: runs begin, jobs end; https://docs.github.com/actions/concepts/runners/github-hosted-runners."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import act, job
from clonery.server.problems import NotFound

from ...actions.running import end, jobs_of, step
from ...lookups import find_user
from ...records.actions import Job, WorkflowRun
from ...records.repositories import Repository
from ...refusals import Unprocessable

_CONCLUSIONS = ["success", "failure", "neutral", "cancelled", "skipped", "timed_out", "action_required"]


@job("workflow-run")
def take_up(call: Call, run: int, attempt: int) -> None:
    """A runner is free: the jobs that wait for nothing start."""
    found = call.peek(WorkflowRun, run)
    if found is not None and found.status == "queued" and found.attempt == attempt:
        step(call, found)


@job("workflow-job")
def succeed(call: Call, id: int) -> None:
    """A job that nobody has ended ends well."""
    found = call.peek(Job, id)
    if found is not None and found.status == "in_progress":
        end(call, found, "success")
        step(call, call.get(WorkflowRun, found.run))


@act(
    "finish-job",
    {
        "type": "object", "additionalProperties": False, "required": ["repository", "run", "conclusion"],
        "properties": {
            "repository": {"type": "string"}, "run": {"type": "integer"}, "job": {"type": "string"},
            "conclusion": {"enum": _CONCLUSIONS},
        },
    },
    "The jobs of a run of a repository (owner/name), or the one that `job` names, end with that conclusion.",
)  # fmt: skip
def finish(call: Call, repository: str, run: int, conclusion: str, job: str = "") -> dict[str, Any]:
    """What the runner reports."""
    owner, _, name = repository.partition("/")
    place = call.find(Repository, owner=find_user(call, owner).id, name=name)
    found = call.peek(WorkflowRun, run)
    if place is None or found is None or found.repository != place.id:
        raise NotFound(kind="workflow_run")
    if found.status == "queued":
        step(call, found)
    named = [each for each in jobs_of(call, found) if job in ("", each.name)]
    open_ones = [each for each in named if each.status != "completed"]
    if not open_ones:
        raise Unprocessable(f"no job {job!r} of this run is still to end" if job else "the run is over")
    for each in open_ones:
        end(call, each, conclusion)
    step(call, call.get(WorkflowRun, run))
    return {"run": run, "ended": [each.name for each in open_ones]}
