"""The tools of GitHub's own MCP server that are more than one operation on pull requests; https://github.com/github/github-mcp-server."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import tool

from ...composing import enter, paged, run
from ...lookups import me
from ...pulls.anchors import Misplaced, Wanted, anchored
from ...pulls.drafts import set_draft
from ...pulls.finding import find_pull
from ...pulls.reviewing import pending_of, save
from ...pulls.threads import find_thread, resolve, shown_thread, threads_of
from ...records.pulls import PullRequest, Review, ReviewComment
from ...records.repositories import Repository
from ...refusals import Unprocessable
from .pulls import diff_text

_READS = {
    "get": "pulls/get", "get_files": "pulls/list-files", "get_commits": "pulls/list-commits",
    "get_reviews": "pulls/list-reviews",
}  # fmt: skip
_OF_HEAD = {"get_status": "repos/get-combined-status-for-ref", "get_check_runs": "checks/list-for-ref"}


@tool("pull_request_read")
def read(
    call: Call, method: str, owner: str, repo: str, pullNumber: int, page: int | None = None,
    perPage: int | None = None, after: str = "",
) -> Any:  # fmt: skip
    """One pull request or a part of it; `after` is a conversation's id, as `page_info` gives it."""
    paged(call, page, perPage)
    if method in _READS:
        return run(call, _READS[method], owner=owner, repo=repo, pull_number=pullNumber)
    if method == "get_comments":
        return run(call, "issues/list-comments", owner=owner, repo=repo, issue_number=pullNumber)
    repository, pull = find_pull(call, owner, repo, pullNumber)
    if method in _OF_HEAD:
        return run(call, _OF_HEAD[method], owner=owner, repo=repo, ref=pull.head_sha)
    if method == "get_diff":
        return diff_text(call, repository, pull).decode("utf-8", "replace")
    return _threads(call, pull, after)


def _threads(call: Call, pull: PullRequest, after: str) -> dict[str, Any]:
    every = [shown_thread(call, comments) for comments in threads_of(call, pull)]
    start = next((place for place, made in enumerate(every, 1) if made["id"] == after), call.paging.offset)
    part = every[start:][: call.paging.limit]
    return {
        "review_threads": part, "total_count": len(every),
        "page_info": {
            "has_next_page": len(every) > start + len(part), "end_cursor": part[-1]["id"] if part else None
        },
    }  # fmt: skip


@tool("create_pull_request")
def create(
    call: Call, owner: str, repo: str, title: str, head: str, base: str, reviewers: list[str] | None = None,
    **more: Any,
) -> PullRequest:  # fmt: skip
    """Open a pull request, and ask for reviews."""
    pull: PullRequest = run(call, "pulls/create", owner=owner, repo=repo, title=title, head=head, base=base, **more)
    if reviewers:
        run(call, "pulls/request-reviewers", owner=owner, repo=repo, pull_number=pull.number, reviewers=reviewers)
    return call.get(PullRequest, pull.id)


@tool("update_pull_request")
def update(
    call: Call, owner: str, repo: str, pullNumber: int, draft: bool | None = None, reviewers: list[str] | None = None,
    **changes: Any,
) -> PullRequest:  # fmt: skip
    """Change words, state, base, draft state or reviewers."""
    there = {"owner": owner, "repo": repo, "pull_number": pullNumber}
    pull: PullRequest = run(call, "pulls/update", **there, **changes)
    if draft is not None:
        set_draft(call, call.get(Repository, pull.repository), pull, draft)
    if reviewers:
        run(call, "pulls/request-reviewers", **there, reviewers=reviewers)
    return call.get(PullRequest, pull.id)


@tool("update_pull_request_draft_state")
def update_draft(call: Call, owner: str, repo: str, pullNumber: int, draft: bool) -> PullRequest:
    """Make a draft of a pull request, or end that."""
    return update(call, owner, repo, pullNumber, draft=draft)


@tool("pull_request_review_write")
def write_review(
    call: Call, method: str, owner: str, repo: str, pullNumber: int, body: str | None = None,
    event: str | None = None, commitID: str | None = None, threadId: str = "",
) -> Any:  # fmt: skip
    """Begin, submit or delete the caller's review; settle a conversation or open it again."""
    if method == "create":
        return create_review(call, owner, repo, pullNumber, body, event, commitID)
    if method == "submit_pending":
        return submit_pending(call, owner, repo, pullNumber, event or "COMMENT", body)
    if method == "delete_pending":
        return delete_pending(call, owner, repo, pullNumber)
    return _resolve(call, threadId, method == "resolve_thread")


@tool("create_pull_request_review")
def create_review(
    call: Call, owner: str, repo: str, pullNumber: int, body: str | None = None, event: str | None = None,
    commitID: str | None = None,
) -> Any:  # fmt: skip
    """Begin a review; without an event it is pending."""
    there = {"owner": owner, "repo": repo, "pull_number": pullNumber}
    return run(call, "pulls/create-review", **there, body=body, event=event, commit_id=commitID)


@tool("submit_pending_pull_request_review")
def submit_pending(call: Call, owner: str, repo: str, pullNumber: int, event: str, body: str | None = None) -> Any:
    """Submit the caller's pending review."""
    _, _, review = _pending(call, owner, repo, pullNumber)
    there = {"owner": owner, "repo": repo, "pull_number": pullNumber, "review_id": review.id}
    return run(call, "pulls/submit-review", **there, event=event, body=body)


@tool("delete_pending_pull_request_review")
def delete_pending(call: Call, owner: str, repo: str, pullNumber: int) -> Any:
    """Delete the caller's pending review."""
    _, _, review = _pending(call, owner, repo, pullNumber)
    there = {"owner": owner, "repo": repo, "pull_number": pullNumber}
    return run(call, "pulls/delete-pending-review", **there, review_id=review.id)


def _pending(call: Call, owner: str, repo: str, number: int) -> tuple[Repository, PullRequest, Review]:
    """The review that the caller has begun. Raises Unprocessable where there is none."""
    repository, pull = find_pull(call, owner, repo, number)
    review = pending_of(call, pull, me(call).id)
    if review is None:
        raise Unprocessable("There is no pending review of yours on this pull request: create one first.")
    return repository, pull, review


@tool("add_comment_to_pending_review")
def add_to_pending(
    call: Call, owner: str, repo: str, pullNumber: int, path: str, body: str, subjectType: str,
    line: int | None = None, side: str | None = None, startLine: int | None = None, startSide: str | None = None,
) -> ReviewComment:  # fmt: skip
    """Add a comment to the caller's pending review."""
    enter(call, "pulls/create-review-comment")
    repository, pull, review = _pending(call, owner, repo, pullNumber)
    wanted = Wanted(path, line, side, startLine, startSide, None, subjectType.lower())
    try:
        place = anchored(call, repository, pull, review.commit, wanted)
    except Misplaced as misplaced:
        raise Unprocessable("Unprocessable Entity", [misplaced.sentence]) from None
    return save(call, review, body, place)


@tool("add_pull_request_review_comment")
def add_comment(
    call: Call, owner: str, repo: str, pullNumber: int, path: str, body: str, subjectType: str,
    line: int | None = None, side: str | None = None, startLine: int | None = None, startSide: str | None = None,
) -> Any:  # fmt: skip
    """Comment on a line or a file at once, or in the pending review where there is one."""
    _, pull = find_pull(call, owner, repo, pullNumber)
    if pending_of(call, pull, me(call).id) is not None:
        return add_to_pending(
            call, owner, repo, pullNumber, path, body, subjectType, line, side, startLine, startSide
        )  # fmt: skip
    return run(
        call, "pulls/create-review-comment", owner=owner, repo=repo, pull_number=pullNumber, path=path, body=body,
        commit_id=pull.head_sha, line=line, side=side, start_line=startLine, start_side=startSide,
        subject_type=subjectType.lower(),
    )  # fmt: skip


@tool("resolve_review_thread")
def resolve_thread(call: Call, threadID: str) -> dict[str, Any]:
    """Mark a conversation as settled."""
    return _resolve(call, threadID, True)


@tool("unresolve_review_thread")
def unresolve_thread(call: Call, threadID: str) -> dict[str, Any]:
    """Open a conversation again."""
    return _resolve(call, threadID, False)


def _resolve(call: Call, thread: str, resolved: bool) -> dict[str, Any]:
    enter(call, "pulls/update-review-comment")
    first = resolve(call, find_thread(call, thread), resolved)
    return shown_thread(call, [first, *call.all(ReviewComment, {"in_reply_to": first.id})])
