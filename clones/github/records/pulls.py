"""Pull requests, their reviews and the comments on their diffs; https://docs.github.com/rest/pulls."""

from typing import Any

from clonery.server.state.record import Record


class PullRequest(
    Record, kind="pull_request", parent="repository", unique=["repository number"],
    indexes=[
        "repository state created_at", "repository created_at", "head_repository head_ref state",
        "repository base_ref state", "repository merge_commit_sha", "head_repository head_sha",
    ],
):  # fmt: skip
    """What a pull request has beside its issue side, which holds its words, people and labels under the same number.

    `state` follows the issue's. An open one is compared with its base branch as that is now; `base_sha` is where the
    branch was when the head last moved or, in the end, before the merge. `head_repository` may be gone.
    """

    id: int
    repository: int
    number: int
    state: str = "open"
    draft: bool = False
    head_repository: int
    head_owner: int
    head_ref: str
    head_sha: str
    base_ref: str
    base_sha: str
    maintainer_can_modify: bool = False
    requested_reviewers: list[int]
    requested_teams: list[int]
    merge_commit_sha: str | None = None
    """The commit that merged it; before that the trial merge, None where there are conflicts."""
    merged_at: str | None = None
    merged_by: int | None = None
    auto_merge: dict[str, Any] | None = None
    """How it is to be merged once nothing keeps it from that, who wanted that, and when."""
    created_at: str


class Review(
    Record, kind="pull_request_review", parent="pull=pull_request", indexes=["pull state", "pull user"], also=["review"]
):  # fmt: skip
    """A review: state PENDING, COMMENTED, APPROVED, CHANGES_REQUESTED or DISMISSED, of the commit it was given on."""

    id: int
    repository: int
    pull: int
    user: int
    state: str
    body: str = ""
    commit: str
    submitted_at: str | None = None


class ReviewComment(
    Record, kind="review_comment", parent="review=pull_request_review", also=["pull_request_review_comment"],
    indexes=["review", "pull created_at", "repository created_at", "in_reply_to"],
):  # fmt: skip
    """A comment on a line of a diff, or on a file; visible to others as soon as its review isn't pending.

    `line`, `start_line` and `position` are where it stands now, None once the line is gone; the `original_` ones where
    it was put, on `original_commit`. An answer names the first comment of its thread; `resolved` says something of
    that first one only.
    """

    id: int
    repository: int
    pull: int
    review: int
    user: int
    body: str
    path: str
    diff_hunk: str
    subject_type: str = "line"
    side: str = "RIGHT"
    line: int | None = None
    start_line: int | None = None
    start_side: str | None = None
    position: int | None = None
    commit: str
    original_commit: str
    original_line: int | None = None
    original_start_line: int | None = None
    original_position: int | None = None
    in_reply_to: int | None = None
    resolved: bool = False
    resolved_by: int | None = None
    pending: bool = False
    created_at: str
    updated_at: str
