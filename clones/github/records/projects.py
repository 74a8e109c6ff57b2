"""Projects: boards of issues, pull requests and drafts with fields of their own; https://docs.github.com/issues/planning-and-tracking-with-projects."""

from typing import Any

from clonery.server.state.record import Record


class Project(Record, kind="project_v2", parent="owner=user", unique=["owner number"], indexes=["owner"]):
    """A project of a person or an organization; `repositories` are linked to it."""

    id: int
    owner: int
    number: int
    title: str
    description: str | None = None
    readme: str | None = None
    public: bool = False
    template: bool = False
    closed_at: str | None = None
    creator: int
    repositories: list[int]
    created_at: str
    updated_at: str


class ProjectField(
    Record, kind="project_v2_field", parent="project=project_v2", unique=["project name nocase"], indexes=["project"]
):
    """A field; `type` as the graph names it. `options` are of single selects, `iterations` of iterations."""

    id: int
    project: int
    name: str
    type: str
    options: list[dict[str, Any]]
    iterations: list[dict[str, Any]]
    duration: int = 14
    created_at: str
    updated_at: str


class ProjectItem(
    Record, kind="project_v2_item", parent="project=project_v2", indexes=["project position", "issue"]
):  # fmt: skip
    """One line of a project: an issue or pull request, or a draft with words of its own; `values` by field id."""

    id: int
    project: int
    issue: int | None = None
    title: str | None = None
    body: str | None = None
    assignees: list[int]
    values: dict[str, Any]
    position: float
    archived: bool = False
    creator: int
    created_at: str
    updated_at: str
