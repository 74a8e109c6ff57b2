"""Workflows, their runs and jobs, and what workflows are given; https://docs.github.com/rest/actions."""

from typing import Any

from clonery.server.state.record import Record


class Workflow(Record, kind="workflow", parent="repository", unique=["repository path"], indexes=["repository"]):
    """A file below `.github/workflows` of the default branch."""

    id: int
    repository: int
    name: str
    path: str
    state: str = "active"
    created_at: str
    updated_at: str


class WorkflowRun(
    Record, kind="workflow_run", parent="repository", indexes=["repository created_at", "workflow", "repository sha"]
):  # fmt: skip
    """One run: queued, in_progress or completed, and then with a conclusion; each retry is an `attempt`."""

    id: int
    repository: int
    workflow: int
    number: int
    attempt: int = 1
    event: str
    branch: str
    sha: str
    title: str
    actor: int
    triggering: int
    suite: int
    pull: int | None = None
    status: str = "queued"
    conclusion: str | None = None
    logs_deleted: bool = False
    inputs: dict[str, Any]
    created_at: str
    started_at: str
    updated_at: str


class Job(Record, kind="job", parent="run=workflow_run", indexes=["run"]):
    """A job of one attempt of a run; its id is that of its check run. `needs` are names of jobs of the same run."""

    id: int
    repository: int
    run: int
    attempt: int
    key: str
    name: str
    needs: list[str]
    labels: list[str]
    steps: list[str]
    status: str = "queued"
    conclusion: str | None = None
    created_at: str
    started_at: str | None = None
    completed_at: str | None = None


class Secret(
    Record, kind="actions_secret", parent="repository", unique=["repository name"], indexes=["repository name"]
):
    """A secret: what it holds can't be read again."""

    id: int
    repository: int
    name: str
    encrypted_value: str
    created_at: str
    updated_at: str


class Variable(
    Record, kind="actions_variable", parent="repository", unique=["repository name"], indexes=["repository name"]
):  # fmt: skip
    id: int
    repository: int
    name: str
    value: str
    created_at: str
    updated_at: str
