"""What follows once a pull request is merged; https://docs.github.com/rest/pulls/pulls#merge-a-pull-request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..gitstore import delete_ref, find_ref
from ..lookups import LEVELS, user_permission
from ..operations.issues.changes import change
from ..protections import objection
from ..records.pulls import PullRequest
from ..records.repositories import Repository
from ..trail import note
from .closing import close_named
from .finding import issue_of
from .trial import drop

if TYPE_CHECKING:
    from clonery.server.call import Call


def mark(call: Call, pull: PullRequest, sha: str, base: str) -> PullRequest:
    """Store that the commit `sha` merged it into its base, which was at `base`."""
    return call.update(
        pull, state="closed", merged_at=call.now, merged_by=call.actor.id if call.actor else None, merge_commit_sha=sha,
        base_sha=base,
    )  # fmt: skip


def settle(call: Call, repository: Repository, pull: PullRequest, sha: str, base: str) -> None:
    """Close a pull request as merged, with the issues that it closes; the base branch is at the merge already."""
    if pull.merged_at is None:
        pull = mark(call, pull, sha, base)
    drop(call, repository, pull)
    issue = issue_of(call, pull)
    note(call, issue, "merged", commit=sha)
    change(call, repository, issue, commit=sha, state="closed")
    if pull.base_ref == repository.default_branch:
        close_named(call, repository, issue.body, sha)
    if repository.delete_branch_on_merge:
        _delete_head(call, pull)


def _delete_head(call: Call, pull: PullRequest) -> None:
    """Delete the branch that was merged, if it is still there and the caller may."""
    place = call.peek(Repository, pull.head_repository)
    name = f"refs/heads/{pull.head_ref}"
    found = find_ref(call, place, name) if place else None
    if place is None or found is None or found.sha != pull.head_sha or pull.head_ref == place.default_branch:
        return
    held = user_permission(call, place, call.actor.id) if call.actor else None
    if held is None or LEVELS.index(held) < LEVELS.index("push") or objection(call, place, name, found.sha, None):
        return
    delete_ref(call, place, found)
