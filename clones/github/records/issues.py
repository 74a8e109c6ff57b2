"""Issues, their comments, labels and milestones; https://docs.github.com/rest/issues."""

from typing import Any

from clonery.server.state.record import Record


class Label(Record, kind="label", parent="repository", unique=["repository name nocase"], text=["name", "description"]):
    id: int
    repository: int
    name: str
    color: str = "ededed"
    description: str | None = None
    default: bool = False


class Milestone(Record, kind="milestone", parent="repository", unique=["repository number"], indexes=["repository state"]):
    id: int
    repository: int
    number: int
    title: str
    description: str | None = None
    state: str = "open"
    creator: int
    due_on: str | None = None
    closed_at: str | None = None
    created_at: str
    updated_at: str


class Issue(
    Record, kind="issue", parent="repository", unique=["repository number"], text=["title", "body"],
    indexes=[
        "repository state created_at", "repository created_at", "repository state updated_at", "repository updated_at",
        "repository labels[] created_at", "assignees[] state created_at", "user state created_at", "milestone state",
    ],
):  # fmt: skip
    """An issue, or the issue side of a pull request: `pull` then holds the pull request's id."""

    id: int
    repository: int
    number: int
    title: str
    body: str | None = None
    state: str = "open"
    state_reason: str | None = None
    user: int
    labels: list[int]
    assignees: list[int]
    milestone: int | None = None
    locked: bool = False
    active_lock_reason: str | None = None
    comments: int = 0
    pull: int | None = None
    type: dict[str, Any] | None = None
    created_at: str
    updated_at: str
    closed_at: str | None = None
    closed_by: int | None = None


class Comment(
    Record, kind="issue_comment", parent="issue", text=["body"],
    indexes=["issue created_at", "repository created_at", "repository updated_at"],
):  # fmt: skip
    id: int
    repository: int
    issue: int
    user: int
    body: str
    created_at: str
    updated_at: str
