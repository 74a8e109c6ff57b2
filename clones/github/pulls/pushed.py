"""What a moved, deleted or renamed branch does to pull requests; https://docs.github.com/webhooks/webhook-events-and-payloads#pull_request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..git.objects import NO_SHA
from ..gitstore import branch_head, contains
from ..operations.issues.changes import change
from ..protections import protection
from ..pushes import after_push, after_rename
from ..records.pulls import PullRequest, Review
from ..records.repositories import Repository
from ..trail import note, tell
from .anchors import follow_head
from .finding import issue_of
from .merged import settle
from .trial import renew

if TYPE_CHECKING:
    from clonery.server.call import Call

HEADS = "refs/heads/"


@after_push
def follow(call: Call, repository: Repository, name: str, before: str, after: str) -> None:
    """Bring the pull requests from and to a branch up to where it is now."""
    if not name.startswith(HEADS) or not call.session.store.holds(PullRequest):
        return
    branch = name.removeprefix(HEADS)
    heads = call.all(PullRequest, {"head_repository": repository.id, "head_ref": branch})
    if after == NO_SHA:
        _deleted(call, repository, branch, before, heads)
        return
    for pull in heads:
        if pull.state == "open" and before != NO_SHA:
            synchronize(call, pull, before, after)
        elif before == NO_SHA and pull.head_sha == after:
            note(call, issue_of(call, pull), "head_ref_restored")
    for pull in call.all(PullRequest, {"repository": repository.id, "base_ref": branch, "state": "open"}):
        if contains(call, repository, pull.head_sha, after):
            settle(call, repository, pull, after, base=before)


def synchronize(call: Call, pull: PullRequest, before: str, after: str) -> None:
    """Let a pull request have another head: comments move, stale approvals go, the trial merge is made again."""
    repository = call.get(Repository, pull.repository)
    base = branch_head(call, repository, pull.base_ref) or pull.base_sha
    pull = renew(call, repository, call.update(pull, head_sha=after, base_sha=base))
    follow_head(call, repository, pull, before)
    issue = call.update(issue_of(call, pull), updated_at=call.now)
    if not contains(call, repository, before, after):
        note(call, issue, "head_ref_force_pushed", commit=after)
    tell(call, repository, issue, "synchronize", before=before, after=after)
    rules = protection(call, repository, pull.base_ref)
    if rules is not None and rules.reviews is not None and rules.reviews["dismiss_stale_reviews"]:
        for review in call.all(Review, {"pull": pull.id, "state": "APPROVED"}):
            review = call.update(review, state="DISMISSED")
            note(call, issue, "review_dismissed", dismissed_review=_dismissed(review, "approved", after))
            call.emit(
                "pull_request_review", action="dismissed", repository=repository, pull_request=pull, review=review
            )  # fmt: skip


def _dismissed(review: Review, state: str, commit: str | None = None) -> dict[str, object]:
    made = {"state": state, "review_id": review.id, "dismissal_message": None}
    return made | ({"dismissal_commit_id": commit} if commit else {})


def _deleted(call: Call, repository: Repository, branch: str, sha: str, heads: list[PullRequest]) -> None:
    """Close what came from a deleted branch; what went to it goes on to where that branch was merged, or closes."""
    target = ""
    for pull in heads:
        if pull.state == "open":
            note(call, issue_of(call, pull), "head_ref_deleted")
            change(call, call.get(Repository, pull.repository), issue_of(call, pull), state="closed")
        elif pull.head_sha == sha:
            note(call, issue_of(call, pull), "head_ref_deleted")
            if pull.merged_at is not None and pull.repository == repository.id:
                target = pull.base_ref
    for pull in call.all(PullRequest, {"repository": repository.id, "base_ref": branch, "state": "open"}):
        if target and branch_head(call, repository, target):
            retarget(call, repository, pull, target, event="automatic_base_change_succeeded")
        else:
            change(call, repository, issue_of(call, pull), state="closed")


def retarget(
    call: Call, repository: Repository, pull: PullRequest, branch: str, event: str = "base_ref_changed"
) -> PullRequest:
    """Let a pull request go to another branch."""
    was = {"ref": {"from": pull.base_ref}, "sha": {"from": pull.base_sha}}
    sha = branch_head(call, repository, branch)
    assert sha is not None, "the caller has looked"
    pull = renew(call, repository, call.update(pull, base_ref=branch, base_sha=sha))
    issue = call.update(issue_of(call, pull), updated_at=call.now)
    note(call, issue, event)
    tell(call, repository, issue, "edited", changes={"base": was})
    return pull


@after_rename
def rename(call: Call, repository: Repository, old: str, new: str) -> None:
    """Let what goes to a renamed branch follow it; what came from it closes, as GitHub does it."""
    if not call.session.store.holds(PullRequest):
        return
    for pull in call.all(PullRequest, {"repository": repository.id, "base_ref": old, "state": "open"}):
        call.update(pull, base_ref=new)
        note(call, issue_of(call, pull), "base_ref_changed")
    for pull in call.all(PullRequest, {"head_repository": repository.id, "head_ref": old, "state": "open"}):
        change(call, call.get(Repository, pull.repository), issue_of(call, pull), state="closed")
