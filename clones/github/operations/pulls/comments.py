"""Comments on the diffs of pull requests; https://docs.github.com/rest/pulls/comments."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.problems import NotFound
from clonery.server.state.query import gte

from ...lookups import find_repository, me, require
from ...pulls.anchors import Misplaced, Wanted, anchored
from ...pulls.finding import find_pull, issue_of, may_speak
from ...pulls.ranges import commits_of
from ...pulls.reviewing import announce, pending_of, save
from ...records.pulls import PullRequest, Review, ReviewComment
from ...records.repositories import Repository
from ...refusals import Unprocessable, ValidationFailed
from ...times import stamp

RESOURCE = "PullRequestReviewComment"
COPIED = (
    "path", "diff_hunk", "subject_type", "side", "line", "start_line", "start_side", "position", "commit",
    "original_commit", "original_line", "original_start_line", "original_position",
)  # fmt: skip


def find_comment(call: Call, owner: str, repo: str, comment_id: int) -> tuple[Repository, ReviewComment]:
    """A comment that the caller may see. Raises NotFound."""
    repository = find_repository(call, owner, repo)
    found = call.peek(ReviewComment, comment_id)
    hidden = found is not None and found.pending and (call.actor is None or call.actor.id != found.user)
    if found is None or found.repository != repository.id or hidden:
        raise NotFound(kind="review_comment")
    return repository, found


@operation("pulls/list-review-comments")
def list_comments(
    call: Call, owner: str, repo: str, pull_number: int, sort: str = "created", direction: str = "", since: str = ""
) -> Page:
    """GET /repos/{owner}/{repo}/pulls/{pull_number}/comments: oldest first."""
    _, pull = find_pull(call, owner, repo, pull_number)
    return _page(call, {"pull": pull.id}, sort, direction, since)


@operation("pulls/list-review-comments-for-repo")
def list_in_repository(
    call: Call, owner: str, repo: str, sort: str = "created", direction: str = "", since: str = ""
) -> Page:
    """GET /repos/{owner}/{repo}/pulls/comments"""
    return _page(call, {"repository": find_repository(call, owner, repo).id}, sort, direction, since)


def _page(call: Call, where: dict[str, Any], sort: str, direction: str, since: str) -> Page:
    where |= {"pending": False}
    if since:
        where["updated_at"] = gte(stamp(since, RESOURCE, "since"))
    order = f"{sort.removesuffix('_at')}_at"
    return call.page(ReviewComment, where, f"-{order}" if direction == "desc" else order)


@operation("pulls/create-review-comment")
def create_comment(
    call: Call, owner: str, repo: str, pull_number: int, body: str, commit_id: str, path: str,
    line: int | None = None, side: str | None = None, start_line: int | None = None, start_side: str | None = None,
    position: int | None = None, subject_type: str | None = None, in_reply_to: int | None = None,
) -> ReviewComment:  # fmt: skip
    """POST /repos/{owner}/{repo}/pulls/{pull_number}/comments: a review of its own."""
    repository, pull = find_pull(call, owner, repo, pull_number)
    may_speak(call, repository, pull)
    if in_reply_to is not None:
        return _answer(call, repository, pull, in_reply_to, body)
    if commit_id != pull.head_sha and commit_id not in commits_of(call, repository, pull):
        message = "commit_id is not part of the pull request"
        raise ValidationFailed(RESOURCE, "commit_id", "custom", message)
    wanted = Wanted(path, line, side, start_line, start_side, position, subject_type)
    try:
        place = anchored(call, repository, pull, commit_id, wanted)
    except Misplaced as misplaced:
        raise Unprocessable("Validation Failed", list(misplaced.entries)) from None
    return _publish(call, repository, pull, commit_id, body, place)


def _publish(
    call: Call, repository: Repository, pull: PullRequest, commit: str, body: str, place: dict[str, Any], **fields: Any
) -> ReviewComment:
    if not body.strip():
        raise ValidationFailed(RESOURCE, "body", "missing_field")
    if pending_of(call, pull, me(call).id) is not None:
        message = "user_id can only have one pending review per pull request"
        raise ValidationFailed("PullRequestReview", "user_id", "custom", message)
    review = call.create(
        Review, repository=repository.id, pull=pull, user=me(call), state="COMMENTED", commit=commit,
        submitted_at=call.now,
    )  # fmt: skip
    made = save(call, review, body, place, **fields)
    call.update(issue_of(call, pull), updated_at=call.now)
    call.emit("pull_request_review", action="submitted", repository=repository, pull_request=pull, review=review)
    announce(call, repository, pull, made)
    owner, name = call.arguments.get("owner"), call.arguments.get("repo")
    call.headers.append(("Location", f"{call.base}/repos/{owner}/{name}/pulls/comments/{made.id}"))
    return made


@operation("pulls/create-reply-for-review-comment")
def create_reply(call: Call, owner: str, repo: str, pull_number: int, comment_id: int, body: str) -> ReviewComment:
    """POST /repos/{owner}/{repo}/pulls/{pull_number}/comments/{comment_id}/replies"""
    repository, pull = find_pull(call, owner, repo, pull_number)
    may_speak(call, repository, pull)
    return _answer(call, repository, pull, comment_id, body)


def _answer(call: Call, repository: Repository, pull: PullRequest, to: int, body: str) -> ReviewComment:
    """Add to the thread of a comment; an answer to an answer stands under the first one. Raises NotFound."""
    found = call.peek(ReviewComment, to)
    if found is None or found.pull != pull.id or found.pending:
        raise NotFound(kind="review_comment")
    place = {name: found.get(name) for name in COPIED}
    return _publish(call, repository, pull, found.commit, body, place, in_reply_to=found.in_reply_to or found.id)


@operation("pulls/get-review-comment")
def get_comment(call: Call, owner: str, repo: str, comment_id: int) -> ReviewComment:
    """GET /repos/{owner}/{repo}/pulls/comments/{comment_id}"""
    return find_comment(call, owner, repo, comment_id)[1]


@operation("pulls/update-review-comment")
def update_comment(call: Call, owner: str, repo: str, comment_id: int, body: str) -> ReviewComment:
    """PATCH /repos/{owner}/{repo}/pulls/comments/{comment_id}"""
    repository, found = _own(call, owner, repo, comment_id)
    if not body.strip():
        raise ValidationFailed(RESOURCE, "body", "missing_field")
    if body == found.body:
        return found
    made = call.update(found, body=body, updated_at=call.now)
    _tell(call, repository, made, "edited", changes={"body": {"from": found.body}})
    return made


@operation("pulls/delete-review-comment")
def delete_comment(call: Call, owner: str, repo: str, comment_id: int) -> None:
    """DELETE /repos/{owner}/{repo}/pulls/comments/{comment_id}: the next of its thread takes its place."""
    repository, found = _own(call, owner, repo, comment_id)
    _tell(call, repository, found, "deleted")
    answers = call.all(ReviewComment, {"in_reply_to": found.id})
    for place, answer in enumerate(answers):
        call.update(answer, in_reply_to=answers[0].id if place else None, resolved=found.resolved)
    review = call.get(Review, found.review)
    call.delete(found)
    if review.state == "COMMENTED" and not review.body and not call.count(ReviewComment, {"review": review.id}):
        call.delete(review)


def _own(call: Call, owner: str, repo: str, comment_id: int) -> tuple[Repository, ReviewComment]:
    """A comment that the caller may change: an own one, or any with push access. Raises Forbidden."""
    repository, found = find_comment(call, owner, repo, comment_id)
    if found.user != me(call).id or repository.archived:
        require(call, repository, "push")
    return repository, found


def _tell(call: Call, repository: Repository, comment: ReviewComment, action: str, **more: Any) -> None:
    if not comment.pending:
        pull = call.get(PullRequest, comment.pull)
        call.emit(
            "pull_request_review_comment", action=action, repository=repository, pull_request=pull, comment=comment,
            **more,
        )  # fmt: skip
