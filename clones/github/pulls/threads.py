"""Conversations on a diff: a first comment with its answers, open or resolved; https://docs.github.com/graphql/reference/pulls#pullrequestreviewthread."""

from __future__ import annotations

from base64 import urlsafe_b64decode
from typing import TYPE_CHECKING, Any

from clonery.server.problems import NotFound

from ..lookups import me, permission
from ..nodes import node_id
from ..records.pulls import PullRequest, ReviewComment
from ..records.repositories import Repository
from .finding import issue_of, may_change

if TYPE_CHECKING:
    from clonery.server.call import Call


def threads_of(call: Call, pull: PullRequest) -> list[list[ReviewComment]]:
    """The conversations of a pull request that the caller may see, in the order in which they began."""
    me = call.actor.id if call.actor is not None else None
    found: dict[int, list[ReviewComment]] = {}
    for comment in call.all(ReviewComment, {"pull": pull.id}):
        if not comment.pending or comment.user == me:
            found.setdefault(comment.in_reply_to or comment.id, []).append(comment)
    return list(found.values())


def thread_id(first: ReviewComment) -> str:
    """The node id of the conversation that a comment began."""
    return node_id("review_thread", first.repository, first.id)


def find_thread(call: Call, id: str) -> ReviewComment:
    """The comment that began the conversation of that node id. Raises NotFound."""
    text = id.partition("_")[2]
    try:
        number = int.from_bytes(urlsafe_b64decode(text + "=" * (-len(text) % 4))[-4:], "big")
    except ValueError:
        raise NotFound(kind="review_thread") from None
    found = call.peek(ReviewComment, number)
    place = call.peek(Repository, found.repository) if found is not None else None
    if found is None or place is None or thread_id(found) != id or permission(call, place) is None:
        raise NotFound(kind="review_thread")
    return found


def resolve(call: Call, first: ReviewComment, resolved: bool) -> ReviewComment:
    """Mark a conversation as settled, or as open again; for the author and those who may push."""
    repository, pull = call.get(Repository, first.repository), call.get(PullRequest, first.pull)
    may_change(call, repository, issue_of(call, pull).user)
    if first.resolved == resolved:
        return first
    first = call.update(first, resolved=resolved, resolved_by=me(call).id if resolved else None)
    comments = [first, *call.all(ReviewComment, {"in_reply_to": first.id})]
    shown: dict[str, Any] = {
        "node_id": thread_id(first), "comments": [call.clone.dialect.show(call, each, False) for each in comments]
    }  # fmt: skip
    call.emit(
        "pull_request_review_thread", action="resolved" if resolved else "unresolved", repository=repository,
        pull_request=pull, thread=shown,
    )  # fmt: skip
    return first


def shown_thread(call: Call, comments: list[ReviewComment]) -> dict[str, Any]:
    """A conversation as tools list it."""
    first = comments[0]
    return {
        "id": thread_id(first), "is_resolved": first.resolved, "is_outdated": first.position is None,
        "path": first.path, "line": first.line, "total_count": len(comments),
        "comments": [call.clone.dialect.show(call, each, False) for each in comments],
    }  # fmt: skip
