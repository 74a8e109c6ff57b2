"""Workflows of a repository: listed, switched, started by hand; https://docs.github.com/rest/actions/workflows."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import operation
from clonery.server.problems import NotFound
from clonery.server.state.query import ne

from ... import gitstore
from ...actions.definitions import Definition
from ...actions.running import begin
from ...actions.starting import FOLDER, HEADS, TAGS, definitions
from ...lookups import find_repository
from ...pages import enveloped
from ...records.actions import Workflow
from ...records.repositories import Repository
from ...refusals import Unprocessable


def find_workflow(call: Call, repository: Repository, named: Any) -> Workflow:
    """By id or by file name. Raises NotFound."""
    text = str(named)
    if text.isdecimal():
        found = call.peek(Workflow, int(text))
    else:
        found = call.find(Workflow, repository=repository.id, path=f"{FOLDER}/{text.rpartition('/')[2]}")
    if found is None or found.repository != repository.id:
        raise NotFound(kind="workflow")
    return found


@operation("actions/list-repo-workflows")
def list_workflows(call: Call, owner: str, repo: str) -> dict[str, Any]:
    """GET /repos/{owner}/{repo}/actions/workflows"""
    repository = find_repository(call, owner, repo)
    where = {"repository": repository.id, "state": ne("deleted")}
    return enveloped(call, call.page(Workflow, where), "workflows")


@operation("actions/get-workflow")
def get_workflow(call: Call, owner: str, repo: str, workflow_id: Any) -> Workflow:
    """GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}"""
    return find_workflow(call, find_repository(call, owner, repo), workflow_id)


@operation("actions/enable-workflow")
def enable(call: Call, owner: str, repo: str, workflow_id: Any) -> None:
    """PUT /repos/{owner}/{repo}/actions/workflows/{workflow_id}/enable"""
    _switch(call, owner, repo, workflow_id, "active")


@operation("actions/disable-workflow")
def disable(call: Call, owner: str, repo: str, workflow_id: Any) -> None:
    """PUT /repos/{owner}/{repo}/actions/workflows/{workflow_id}/disable"""
    _switch(call, owner, repo, workflow_id, "disabled_manually")


def _switch(call: Call, owner: str, repo: str, named: Any, state: str) -> None:
    found = find_workflow(call, find_repository(call, owner, repo, "push"), named)
    if found.state == state:
        raise Unprocessable(f"Unable to {'enable' if state == 'active' else 'disable'} this workflow.", status=403)
    call.update(found, state=state, updated_at=call.now)


@operation("actions/create-workflow-dispatch")
def dispatch(
    call: Call, owner: str, repo: str, workflow_id: Any, ref: str, inputs: dict[str, Any] | None = None,
    return_run_details: bool = False,
) -> dict[str, Any] | None:  # fmt: skip
    """POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches"""
    repository = find_repository(call, owner, repo, "push")
    workflow = find_workflow(call, repository, workflow_id)
    short = ref.removeprefix(HEADS).removeprefix(TAGS)
    sha = gitstore.branch_head(call, repository, short)
    if sha is None:
        tag = gitstore.find_ref(call, repository, f"{TAGS}{short}")
        sha = gitstore.peel(call, repository, tag.sha) if tag else None
    if sha is None:
        raise Unprocessable(f"No ref found for: {ref}")
    made = dict(definitions(call, repository, sha)).get(workflow.path)
    if made is None or "workflow_dispatch" not in made.triggers:
        raise Unprocessable("Workflow does not have 'workflow_dispatch' trigger")
    given = _inputs(made, inputs or {})
    run = begin(call, repository, workflow, made, "workflow_dispatch", short, sha, made.name, inputs=given)
    if run is None:
        raise Unprocessable("Cannot trigger a 'workflow_dispatch' on a disabled workflow")
    if not return_run_details:
        call.status = 204
        return None
    shown = call.clone.dialect.show(call, run)
    call.status = 200
    return {"workflow_run_id": run.id, "run_url": shown["url"], "html_url": shown["html_url"]}


def _inputs(made: Definition, given: dict[str, Any]) -> dict[str, Any]:
    """The inputs with the file's defaults. Raises Unprocessable for one too many, missing or not among options."""
    unknown = [name for name in given if name not in made.inputs]
    if unknown:
        listed = ", ".join(f'"{name}"' for name in unknown)
        raise Unprocessable(f"Unexpected inputs provided: [{listed}]")
    kept = {}
    for name, said in made.inputs.items():
        said = said or {}
        value = given.get(name, said.get("default"))
        if value is None and said.get("required"):
            raise Unprocessable(f"Required input '{name}' not provided")
        if value is not None and said.get("options") and str(value) not in map(str, said["options"]):
            raise Unprocessable(f"Provided value '{value}' for input '{name}' not in the list of allowed values")
        kept[name] = value
    return kept
