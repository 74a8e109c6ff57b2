"""Pull requests closed and opened again, by whichever door; https://docs.github.com/rest/pulls/pulls#update-a-pull-request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..gitstore import branch_head
from ..records.issues import Issue
from ..records.people import User
from ..records.pulls import PullRequest
from ..records.repositories import Repository
from ..refusals import ValidationFailed

if TYPE_CHECKING:
    from clonery.server.call import Call


def may_turn(call: Call, repository: Repository, issue: Issue, state: str) -> None:
    """Raise ValidationFailed where a pull request can't be opened again: merged, its branches gone, or doubled."""
    if state != "open":
        return
    pull = call.get(PullRequest, issue.pull)
    words = _objection(call, repository, pull)
    if words:
        raise ValidationFailed("PullRequest", "state", "invalid", f"state cannot be changed. {words}")


def _objection(call: Call, repository: Repository, pull: PullRequest) -> str:
    if pull.merged_at is not None:
        return "The pull request cannot be reopened."
    if _head(call, pull) is None:
        return "The head repository or branch has been deleted."
    if branch_head(call, repository, pull.base_ref) is None:
        return f"The {pull.base_ref} branch has been deleted."
    twin = {"repository": repository.id, "base_ref": pull.base_ref, "state": "open"}
    twin |= {"head_repository": pull.head_repository, "head_ref": pull.head_ref}
    if call.first(PullRequest, twin):
        login = call.get(User, pull.head_owner).login
        return f"There is already an open pull request from {login}:{pull.head_ref} to {pull.base_ref}."
    return ""


def _head(call: Call, pull: PullRequest) -> str | None:
    place = call.peek(Repository, pull.head_repository)
    return branch_head(call, place, pull.head_ref) if place else None


def turned(call: Call, repository: Repository, issue: Issue) -> None:
    """Let a pull request follow its issue side; a closed one keeps its base, an opened one sees its branches anew."""
    pull = call.get(PullRequest, issue.pull)
    base = branch_head(call, repository, pull.base_ref) or pull.base_sha
    if issue.state == "open":
        call.update(pull, state="open", base_sha=base, head_sha=_head(call, pull) or pull.head_sha)
    elif pull.state == "open":
        call.update(pull, state="closed", base_sha=base)
