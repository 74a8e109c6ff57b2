"""Tools for workflows, their runs and jobs; https://github.com/github/github-mcp-server."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import tool
from clonery.server.problems import Invalid

from ..actions.running import jobs_of
from ..composing import paged, run
from ..operations.actions.logs import log
from ..operations.actions.runs import find_run
from ..records.actions import WorkflowRun
from ..refusals import Unprocessable

_FILTERS = ("actor", "branch", "event", "status")


def _number(text: str) -> int:
    if not text.isdecimal():
        raise Unprocessable(f"invalid resource_id, must be an integer for this method: {text}")
    return int(text)


@tool("actions_list")
def actions_list(
    call: Call, method: str, owner: str, repo: str, resource_id: str = "", page: int | None = None,
    per_page: int | None = None, workflow_runs_filter: dict[str, Any] | None = None,
    workflow_jobs_filter: dict[str, Any] | None = None,
) -> Any:  # fmt: skip
    """Workflows, runs (of one workflow, if it is named), jobs or artifacts of a run."""
    paged(call, int(page or 1), int(per_page or 30))
    where = {"owner": owner, "repo": repo}
    if method == "list_workflows":
        return run(call, "actions/list-repo-workflows", **where)
    if method == "list_workflow_runs":
        wanted = {name: value for name, value in (workflow_runs_filter or {}).items() if name in _FILTERS}
        if resource_id:
            return run(call, "actions/list-workflow-runs", workflow_id=resource_id, **where, **wanted)
        return run(call, "actions/list-workflow-runs-for-repo", **where, **wanted)
    if not resource_id:
        raise Invalid("missing required parameter for this method: resource_id")
    if method == "list_workflow_jobs":
        kind = (workflow_jobs_filter or {}).get("filter") or "latest"
        return {
            "jobs": run(call, "actions/list-jobs-for-workflow-run", run_id=_number(resource_id), filter=kind, **where)
        }
    return {"total_count": 0, "artifacts": []}


@tool("actions_get")
def actions_get(call: Call, method: str, owner: str, repo: str, resource_id: str) -> Any:
    """One workflow, run or job."""
    where = {"owner": owner, "repo": repo}
    if method == "get_workflow":
        return run(call, "actions/get-workflow", workflow_id=resource_id, **where)
    if method == "get_workflow_job":
        return run(call, "actions/get-job-for-workflow-run", job_id=_number(resource_id), **where)
    if method == "get_workflow_run":
        return run(call, "actions/get-workflow-run", run_id=_number(resource_id), **where)
    raise Unprocessable(f"{method} is not available here")


@tool("actions_run_trigger")
def actions_run_trigger(
    call: Call, method: str, owner: str, repo: str, workflow_id: str = "", ref: str = "", run_id: int | None = None,
    inputs: dict[str, Any] | None = None,
) -> Any:  # fmt: skip
    """Start a workflow, repeat a run or what failed of it, cancel it."""
    where = {"owner": owner, "repo": repo}
    if method == "run_workflow":
        if not workflow_id or not ref:
            raise Invalid("workflow_id and ref are required for run_workflow action")
        run(call, "actions/create-workflow-dispatch", workflow_id=workflow_id, ref=ref, inputs=inputs, **where)
        call.status = 200
        told = {"workflow_id": workflow_id, "ref": ref, "inputs": inputs, "status_code": 204}
        return {"message": "Workflow run has been queued", "workflow_type": "workflow_file", **told}
    if run_id is None:
        raise Invalid("missing required parameter: run_id")
    names = {
        "rerun_workflow_run": ("actions/re-run-workflow", "Workflow run has been queued for re-run", 201),
        "rerun_failed_jobs": ("actions/re-run-workflow-failed-jobs", "Failed jobs have been queued for re-run", 201),
        "cancel_workflow_run": ("actions/cancel-workflow-run", "Workflow run has been cancelled", 202),
    }  # fmt: skip
    if method not in names:
        raise Unprocessable(f"{method} is not available here")
    name, message, status = names[method]
    run(call, name, run_id=int(run_id), **where)
    return {"message": message, "run_id": int(run_id), "status_code": status}


@tool("get_job_logs")
def get_job_logs(
    call: Call, owner: str, repo: str, job_id: float | None = None, run_id: float | None = None,
    failed_only: bool = False, return_content: bool = False, tail_lines: float | None = None,
) -> dict[str, Any]:  # fmt: skip
    """The log of one job, or of a run's failed ones: its address, or its last lines."""
    if not failed_only:
        if job_id is None:
            raise Invalid("job_id is required when failed_only is false")
        return _logged(call, owner, repo, int(job_id), return_content, tail_lines)
    if run_id is None:
        raise Invalid("run_id is required when failed_only is true")
    found, id = find_run(call, owner, repo, int(run_id))[1], int(run_id)
    jobs = jobs_of(call, found)
    failed = [job for job in jobs if job.conclusion == "failure"]
    told = {"run_id": id, "total_jobs": len(jobs), "failed_jobs": len(failed)}
    if not failed:
        return {"message": "No failed jobs found in this workflow run", **told}
    logs = [{**_logged(call, owner, repo, job.id, return_content, tail_lines), "job_name": job.name} for job in failed]
    form = {"content": return_content, "urls": not return_content}
    return {"message": f"Retrieved logs for {len(failed)} failed jobs", **told, "logs": logs, "return_format": form}


def _logged(call: Call, owner: str, repo: str, id: int, content: bool, tail_lines: float | None) -> dict[str, Any]:
    job = run(call, "actions/get-job-for-workflow-run", owner=owner, repo=repo, job_id=id)
    text = log(call, call.get(WorkflowRun, job.run), job)
    if not content:
        place = f"{call.base}/repos/{owner}/{repo}/actions/jobs/{id}/logs"
        message, note = "Job logs are available for download", "The logs_url provides a download link for the logs"
        return {"job_id": id, "logs_url": place, "message": message, "note": note}
    lines = text.splitlines()
    last = "\n".join(lines[-int(tail_lines or 500) :])
    message = "Job logs content retrieved successfully"
    return {"job_id": id, "logs_content": last, "message": message, "original_length": len(lines)}
