"""Issues, their comments, labels and milestones; https://docs.github.com/rest/issues."""

from typing import Any

from clonery.server.state.record import Record


class Label(
    Record, kind="label", parent="repository", unique=["repository name nocase"], text=["name", "description"],
    facets=["repository"],
):  # fmt: skip
    id: int
    repository: int
    name: str
    color: str = "ededed"
    description: str | None = None
    default: bool = False


class Milestone(
    Record, kind="milestone", parent="repository", unique=["repository number", "repository title"],
    indexes=["repository state"],
):  # fmt: skip
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
        "created_at", "updated_at", "comments",
    ],
    facets=["repository", "state", "state_reason", "labels[]", "assignees[]", "user", "milestone", "pull", "locked",
            "type"],
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
    """The pull request of which this is the issue side."""
    pinned_comment: int | None = None
    pinned_at: str | None = None
    pinned_by: int | None = None
    branches: list[int] | None = None
    """Branches that are linked to it, by the ids of their references."""
    type: int | None = None
    """Of the types that the repository's organization has."""
    created_at: str
    updated_at: str
    closed_at: str | None = None
    closed_by: int | None = None


class IssueType(
    Record, kind="issue_type", parent="organization=user", unique=["organization name nocase"],
    indexes=["organization"],
):  # fmt: skip
    """What kind of thing an issue is: an organization has some."""

    id: int
    organization: int
    name: str
    description: str | None = None
    color: str | None = None
    is_enabled: bool = True
    created_at: str
    updated_at: str


class Comment(
    Record, kind="issue_comment", parent="issue", text=["body"], facets=["user"],
    indexes=["issue created_at", "issue user", "repository created_at", "repository updated_at"],
):  # fmt: skip
    id: int
    repository: int
    issue: int
    user: int
    body: str
    pinned_at: str | None = None
    pinned_by: int | None = None
    created_at: str
    updated_at: str


class IssueEvent(Record, kind="issue_event", parent="issue", indexes=["issue", "repository"]):
    """What happened to an issue or pull request: `event` as the API names it, `details` what that kind of event has.

    Details hold ids of users, milestones' titles and labels' names and colours, since those stay when the thing goes.
    """

    id: int
    repository: int
    issue: int
    event: str
    actor: int | None
    commit: str | None = None
    details: dict[str, Any]
    created_at: str


class SubIssue(Record, kind="sub_issue", parent="above=issue", unique=["child"], indexes=["above position"]):
    """An issue as a part of another one, at its place among the parts."""

    id: int
    above: int
    child: int
    position: float


class Dependency(
    Record, kind="issue_dependency", parent="blocked=issue", unique=["blocked blocking"],
    indexes=["blocked", "blocking"],
):  # fmt: skip
    """The issue `blocked` waits for the issue `blocking`."""

    id: int
    blocked: int
    blocking: int
