"""Reviews of pull requests, their comments and conversations, and who is asked for one; https://docs.github.com/graphql/reference/objects#pullrequestreview."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.graphql.graph import resolves

from ..lookups import LEVELS, may, user_permission
from ..nodes import node_id
from ..protections import protection
from ..pulls.finding import issue_of
from ..pulls.reviewing import visible
from ..pulls.rules import OPINIONS, opinions
from ..pulls.threads import thread_id, threads_of
from ..records.issues import Comment, Issue
from ..records.people import User
from ..records.pulls import PullRequest, Review, ReviewComment
from ..records.repositories import Repository
from ..records.teams import Team
from .comments import did_author
from .nodes import stands_for
from .pages import cut
from .pulls import pull_of, sides
from .things import Thing, thing

if TYPE_CHECKING:
    from clonery.server.call import Call


@resolves("PullRequest.reviewDecision")
def decision(call: Call, issue: Issue) -> str | None:
    """By the last word of each reviewer who may push; without one, what the base branch's rules ask for."""
    place, made = sides(call, issue)
    words = list(opinions(call, place, made).values())
    rules = protection(call, place, made.base_ref)
    wanted = rules.reviews["required_approving_review_count"] if rules and rules.reviews else None
    if "CHANGES_REQUESTED" in words:
        return "CHANGES_REQUESTED"
    if wanted is not None and words.count("APPROVED") < wanted:
        return "REVIEW_REQUIRED"
    return "APPROVED" if "APPROVED" in words else None


@resolves("PullRequest.reviewRequests")
def review_requests(call: Call, issue: Issue, **given: Any) -> dict[str, Any]:
    made = pull_of(call, issue)
    people = [call.peek(User, id) for id in made.requested_reviewers]
    teams = [call.peek(Team, id) for id in made.requested_teams]
    asked = [each for each in [*people, *teams] if each is not None]
    return cut(asked, given, shown=lambda each: request_of(issue, each))


def request_of(issue: Issue, asked: User | Team) -> Thing:
    """The request of a review by a person or a team."""
    letter = 1 if isinstance(asked, User) else 2
    node = node_id("review_request", issue.repository, issue.pull or 0, letter, asked.id)
    return thing(
        "ReviewRequest", node=node, database_id=asked.id, requested_reviewer=asked, pull_request=issue,
        as_code_owner=False,
    )  # fmt: skip


def reviews_of(call: Call, issue: Issue) -> list[Review]:
    """The reviews that the caller may see, in the order of their submission, pending ones last."""
    if not call.session.store.holds(Review):
        return []
    found = [each for each in call.all(Review, {"pull": issue.pull}) if visible(call, each)]
    return sorted(found, key=lambda each: (each.submitted_at is None, each.submitted_at or "", each.id))


@resolves("PullRequest.reviews")
def reviews(call: Call, issue: Issue, author: str | None = None, **given: Any) -> dict[str, Any]:
    found, wanted = reviews_of(call, issue), given.get("states")
    person = call.find(User, login=author) if author else None
    kept = [each for each in found if not author or (person is not None and each.user == person.id)]
    return cut([each for each in kept if not wanted or each.state in wanted], given)


def _last_of_each(found: list[Review]) -> list[Review]:
    return list({each.user: each for each in found}.values())


@resolves("PullRequest.latestReviews")
def latest_reviews(call: Call, issue: Issue, **given: Any) -> dict[str, Any]:
    """The last review of each who is not asked for another one."""
    asked = pull_of(call, issue).requested_reviewers
    found = [each for each in reviews_of(call, issue) if each.state != "PENDING" and each.user not in asked]
    return cut(_last_of_each(found), given)


@resolves("PullRequest.latestOpinionatedReviews")
def latest_opinions(call: Call, issue: Issue, writersOnly: bool = False, **given: Any) -> dict[str, Any]:
    place = call.get(Repository, issue.repository)
    found = _last_of_each([each for each in reviews_of(call, issue) if each.state in OPINIONS])
    return cut([each for each in found if not writersOnly or _writes(call, place, each.user)], given)


def _writes(call: Call, place: Repository, user: int) -> bool:
    held = user_permission(call, place, user)
    return held is not None and LEVELS.index(held) >= LEVELS.index("push")


@resolves("PullRequest.viewerLatestReview")
def own_review(call: Call, issue: Issue) -> Review | None:
    mine = [each for each in reviews_of(call, issue) if call.actor is not None and each.user == call.actor.id]
    return mine[-1] if mine else None


@resolves("PullRequest.viewerLatestReviewRequest")
def own_request(call: Call, issue: Issue) -> Thing | None:
    asked = call.actor is not None and call.actor.id in pull_of(call, issue).requested_reviewers
    return request_of(issue, call.actor) if asked and call.actor is not None else None


@resolves("PullRequest.totalCommentsCount")
def said(call: Call, issue: Issue) -> int:
    on_lines = call.count(ReviewComment, {"pull": issue.pull, "pending": False})
    return call.count(Comment, {"issue": issue.id}) + on_lines


# reviews, comments and conversations


@resolves("PullRequestReview.pullRequest", "PullRequestReviewComment.pullRequest")
def reviewed_pull(call: Call, record: Review | ReviewComment) -> Issue:
    return issue_of(call, call.get(PullRequest, record.pull))


@resolves("PullRequestReview.commit", "PullRequestReviewComment.commit")
def commit(call: Call, record: Review | ReviewComment) -> Thing:
    return thing("Commit", repository=record.repository, sha=record.commit)


@resolves("PullRequestReviewComment.originalCommit")
def original_commit(call: Call, comment: ReviewComment) -> Thing:
    return thing("Commit", repository=comment.repository, sha=comment.original_commit)


@resolves("PullRequestReview.authorCanPushToRepository")
def author_pushes(call: Call, review: Review) -> bool:
    return _writes(call, call.get(Repository, review.repository), review.user)


@resolves("PullRequestReview.onBehalfOf")
def on_behalf(call: Call, review: Review, **given: Any) -> dict[str, Any]:
    """Which team a review was asked of is not kept."""
    return cut([], given)


@resolves("PullRequestReview.comments")
def comments(call: Call, review: Review, **given: Any) -> dict[str, Any]:
    return cut(call.all(ReviewComment, {"review": review.id}), given)


@resolves("PullRequestReviewComment.pullRequestReview")
def review_of(call: Call, comment: ReviewComment) -> Review | None:
    return call.peek(Review, comment.review)


@resolves("PullRequestReviewComment.replyTo")
def reply_to(call: Call, comment: ReviewComment) -> ReviewComment | None:
    return call.peek(ReviewComment, comment.in_reply_to)


@resolves("PullRequestReviewComment.state")
def comment_state(call: Call, comment: ReviewComment) -> str:
    return "PENDING" if comment.pending else "SUBMITTED"


@resolves("PullRequestReviewComment.outdated")
def outdated(call: Call, comment: ReviewComment) -> bool:
    return comment.position is None


def thread_of(call: Call, comments: list[ReviewComment]) -> Thing:
    """A conversation, which its first comment stands for."""
    first = comments[0]
    return thing(
        "PullRequestReviewThread", node=thread_id(first), first=first, said=comments, repository=first.repository,
        pull_request=reviewed_pull(call, first), path=first.path, line=first.line, original_line=first.original_line,
        start_line=first.start_line, original_start_line=first.original_start_line, diff_side=first.side,
        start_diff_side=first.start_side, is_resolved=first.resolved, is_collapsed=first.resolved,
        is_outdated=first.position is None, subject_type=first.subject_type, resolved_by=first.get("resolved_by"),
    )  # fmt: skip


@stands_for("review_thread")
def thread(call: Call, number: int) -> Thing | None:
    """The conversation that a comment of that id began."""
    first = call.peek(ReviewComment, number)
    if first is None or first.in_reply_to is not None:
        return None
    found = threads_of(call, call.get(PullRequest, first.pull))
    return next((thread_of(call, each) for each in found if each[0].id == number), None)


@resolves("PullRequest.reviewThreads")
def threads(call: Call, issue: Issue, **given: Any) -> dict[str, Any]:
    return cut(threads_of(call, pull_of(call, issue)), given, shown=lambda each: thread_of(call, each))


@resolves("PullRequestReviewThread.comments")
def thread_comments(call: Call, thread: Thing, skip: int | None = None, **given: Any) -> dict[str, Any]:
    return cut(thread.get("said")[skip or 0 :], given)


@resolves("PullRequestReviewThread.viewerCanReply")
def can_reply(call: Call, thread: Thing) -> bool:
    issue = thread.get("pull_request")
    return call.actor is not None and (not issue.locked or may(call, call.get(Repository, issue.repository), "push"))


@resolves("PullRequestReviewThread.viewerCanResolve")
def can_resolve(call: Call, thread: Thing) -> bool:
    return not thread.get("is_resolved") and _may_turn(call, thread)


@resolves("PullRequestReviewThread.viewerCanUnresolve")
def can_unresolve(call: Call, thread: Thing) -> bool:
    return bool(thread.get("is_resolved")) and _may_turn(call, thread)


def _may_turn(call: Call, thread: Thing) -> bool:
    issue = thread.get("pull_request")
    return did_author(call, issue) or may(call, call.get(Repository, issue.repository), "push")
