"""Mutations of reviews, their comments and conversations; https://docs.github.com/graphql/reference/mutations#addpullrequestreview."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.graphql.graph import answers
from clonery.server.problems import Problem

from ..lookups import me
from ..operations.pulls.comments import COPIED
from ..pulls.anchors import Misplaced, Wanted, anchored
from ..pulls.finding import issue_of, may_speak
from ..pulls.reviewing import pending_of, save
from ..pulls.threads import find_thread, resolve, thread_id
from ..records.issues import Issue
from ..records.pulls import PullRequest, Review, ReviewComment
from ..records.repositories import Repository
from ..refusals import Unprocessable
from .changing import allowed, doing, done, noted, of_pull
from .nodes import find
from .pulls import pull_of
from .reviews import reviewed_pull, thread

if TYPE_CHECKING:
    from clonery.server.call import Call


def _there(call: Call, review: Review) -> dict[str, Any]:
    return {**of_pull(call, reviewed_pull(call, review)), "review_id": review.id}


def _of(call: Call, input: dict[str, Any]) -> Review:
    """The review that an input names, or the caller's pending one of the pull request that it names."""
    if input.get("pullRequestReviewId"):
        return find(call, input["pullRequestReviewId"], "PullRequestReview")  # type: ignore[no-any-return] # of that type
    issue: Issue = find(call, input.get("pullRequestId") or "", "PullRequest")
    found = pending_of(call, pull_of(call, issue), me(call).id)
    if found is None:
        raise Unprocessable("There is no pending review of yours on this pull request.")
    return found


@answers("mutation.addPullRequestReview")
def add(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    """With comments by their place in the diff, or by line as `threads`."""
    issue: Issue = find(call, input["pullRequestId"], "PullRequest")
    event = input.get("event")
    comments = [
        {"path": each["path"], "position": each["position"], "body": each["body"]}
        for each in input.get("comments") or () if each
    ]  # fmt: skip
    comments += [_placed(each) for each in input.get("threads") or () if each]
    made: Review = doing(
        call, "pulls/create-review", **of_pull(call, issue), commit_id=input.get("commitOID"), body=input.get("body"),
        event=event, comments=comments,
    )  # fmt: skip
    return done(call, input, pullRequestReview=made, reviewEdge={"node": made, "cursor": "MQ=="})


def _placed(given: dict[str, Any]) -> dict[str, Any]:
    """The comment that begins a conversation, in the words of REST."""
    made = {name: given.get(name) for name in ("path", "body", "line")} | {"side": given.get("side") or "RIGHT"}
    if given.get("startLine"):
        made |= {"start_line": given["startLine"], "start_side": given.get("startSide") or "RIGHT"}
    if given.get("subjectType"):
        made["subject_type"] = given["subjectType"].lower()
    return made


@answers("mutation.submitPullRequestReview")
def submit(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    review = _of(call, input)
    if input["event"] == "DISMISS":
        raise Unprocessable("A pending review can't be dismissed.")
    made = doing(call, "pulls/submit-review", **_there(call, review), event=input["event"], body=input.get("body"))
    return done(call, input, pullRequestReview=made)


@answers("mutation.updatePullRequestReview")
def update(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    made = doing(call, "pulls/update-review", **_there(call, _of(call, input)), body=input["body"])
    return done(call, input, pullRequestReview=made)


@answers("mutation.deletePullRequestReview")
def delete(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    review = _of(call, input)
    doing(call, "pulls/delete-pending-review", **_there(call, review))
    return done(call, input, pullRequestReview=review)


@answers("mutation.dismissPullRequestReview")
def dismiss(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    made = doing(call, "pulls/dismiss-review", **_there(call, _of(call, input)), message=input["message"])
    return done(call, input, pullRequestReview=made)


# conversations


def _begun(call: Call, issue: Issue) -> Review:
    """The caller's pending review of a pull request, begun now where there is none."""
    found = pending_of(call, pull_of(call, issue), me(call).id)
    return found or doing(call, "pulls/create-review", **of_pull(call, issue))


def _open(call: Call, input: dict[str, Any]) -> tuple[Review, Issue]:
    """The review that an input names and its pull request, else the caller's pending one of the pull request."""
    if input.get("pullRequestReviewId"):
        review = _of(call, input)
        return review, reviewed_pull(call, review)
    issue: Issue = find(call, input.get("pullRequestId") or "", "PullRequest")
    return _begun(call, issue), issue


def _said(call: Call, issue: Issue, review: Review, body: str, place: dict[str, Any], **fields: Any) -> ReviewComment:
    if review.user != me(call).id or review.state != "PENDING":
        raise Unprocessable("Comments can only be added to a pending review of one's own.")
    if not body.strip():
        raise Unprocessable("Body can't be blank")
    may_speak(call, call.get(Repository, issue.repository), pull_of(call, issue))
    return save(call, review, body, place, **fields)


@answers("mutation.addPullRequestReviewThread")
def add_thread(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    """In the review that is named, else in the caller's pending one, which begins if there is none."""
    allowed(call, "pulls/create-review-comment")
    review, issue = _open(call, input)
    given = _placed({**input, "subjectType": input.get("subjectType")})
    place = _anchored(call, issue, review.commit, Wanted(**{k: v for k, v in given.items() if k != "body"}))
    made = _said(call, issue, review, input["body"], place)
    return done(call, input, thread=thread(call, made.id))


def _anchored(call: Call, issue: Issue, commit: str, wanted: Wanted) -> dict[str, Any]:
    place = call.get(Repository, issue.repository)
    try:
        return anchored(call, place, pull_of(call, issue), commit, wanted)
    except Misplaced as misplaced:
        raise Unprocessable(misplaced.sentence) from None


@answers("mutation.addPullRequestReviewThreadReply")
def reply(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    """At once; in a pending review where one is named, or where the caller has one."""
    found = find(call, input["pullRequestReviewThreadId"], "PullRequestReviewThread")
    made = _answered(call, found.get("first"), input)
    return done(call, input, comment=made)


def _answered(call: Call, first: ReviewComment, input: dict[str, Any]) -> ReviewComment:
    issue = issue_of(call, call.get(PullRequest, first.pull))
    pending = pending_of(call, call.get(PullRequest, first.pull), me(call).id)
    if input.get("pullRequestReviewId") or pending is not None:
        allowed(call, "pulls/create-review-comment")
        review = _of(call, input) if input.get("pullRequestReviewId") else pending
        assert review is not None
        place = {name: first.get(name) for name in COPIED}
        return _said(call, issue, review, input["body"], place, in_reply_to=first.in_reply_to or first.id)
    there = of_pull(call, issue)
    return doing(  # type: ignore[no-any-return] # a comment
        call, "pulls/create-reply-for-review-comment", **there, comment_id=first.id, body=input["body"]
    )


@answers("mutation.addPullRequestReviewComment")
def add_comment(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    """By its place in the diff, or as an answer; in a pending review."""
    if input.get("inReplyTo"):
        made = _answered(call, find(call, input["inReplyTo"], "PullRequestReviewComment"), input)
    else:
        allowed(call, "pulls/create-review-comment")
        review, issue = _open(call, input)
        wanted = Wanted(input.get("path") or "", position=input.get("position"))
        place = _anchored(call, issue, input.get("commitOID") or review.commit, wanted)
        made = _said(call, issue, review, input.get("body") or "", place)
    return done(call, input, comment=made, commentEdge={"node": made, "cursor": "MQ=="})


def _comment(call: Call, id: str) -> tuple[ReviewComment, dict[str, Any]]:
    found: ReviewComment = find(call, id, "PullRequestReviewComment")
    there = of_pull(call, reviewed_pull(call, found))
    return found, {"owner": there["owner"], "repo": there["repo"], "comment_id": found.id}


@answers("mutation.updatePullRequestReviewComment")
def update_comment(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    _, there = _comment(call, input["pullRequestReviewCommentId"])
    made = doing(call, "pulls/update-review-comment", **there, body=input["body"])
    return done(call, input, pullRequestReviewComment=made)


@answers("mutation.deletePullRequestReviewComment")
def delete_comment(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    found, there = _comment(call, input["id"])
    doing(call, "pulls/delete-review-comment", **there)
    return done(call, input, pullRequestReview=call.peek(Review, found.review), pullRequestReviewComment=found)


@answers("mutation.resolveReviewThread")
def resolve_thread(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    return _resolved(call, input, True)


@answers("mutation.unresolveReviewThread")
def unresolve_thread(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    return _resolved(call, input, False)


def _resolved(call: Call, input: dict[str, Any], resolved: bool) -> dict[str, Any]:
    find(call, input["threadId"], "PullRequestReviewThread")
    allowed(call, "pulls/update-review-comment")
    try:
        first = resolve(call, find_thread(call, input["threadId"]), resolved)
    except Problem as problem:
        raise noted(problem, call.operation) from None
    return done(call, input, thread=find(call, thread_id(first), "PullRequestReviewThread"))
