"""What is said about commits: comments, statuses, checks; https://docs.github.com/rest/commits."""

from typing import Any

from clonery.server.state.record import Record


class CommitComment(
    Record, kind="commit_comment", parent="repository", text=["body"],
    indexes=["repository commit", "repository created_at"],
):  # fmt: skip
    """A comment on a commit, or on one of its lines (`path` and `position` in the diff)."""

    id: int
    repository: int
    commit: str
    user: int
    body: str
    path: str | None = None
    position: int | None = None
    line: int | None = None
    created_at: str
    updated_at: str


class Status(Record, kind="status", parent="repository", indexes=["repository sha context"]):
    """One report on a commit: state error, failure, pending or success. The newest of a context counts."""

    id: int
    repository: int
    sha: str
    state: str
    context: str = "default"
    description: str | None = None
    target_url: str | None = None
    creator: int
    created_at: str
    updated_at: str


class CheckSuite(Record, kind="check_suite", parent="repository", indexes=["repository sha", "repository branch"]):
    """The check runs of one app on one commit."""

    id: int
    repository: int
    sha: str
    branch: str | None = None
    before: str | None = None
    app: dict[str, Any]
    status: str = "queued"
    conclusion: str | None = None
    created_at: str
    updated_at: str


class CheckRun(
    Record, kind="check_run", parent="suite=check_suite", indexes=["repository sha", "suite", "repository sha name"]
):  # fmt: skip
    """One check: status queued, in_progress or completed, and then a conclusion."""

    id: int
    repository: int
    suite: int
    sha: str
    name: str
    status: str = "queued"
    conclusion: str | None = None
    external_id: str = ""
    details_url: str | None = None
    title: str | None = None
    summary: str | None = None
    text: str | None = None
    annotations: list[dict[str, Any]]
    started_at: str | None = None
    completed_at: str | None = None
