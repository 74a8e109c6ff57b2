"""Reviews and their comments kept and submitted; https://docs.github.com/rest/pulls/reviews."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..records.people import User
from ..records.pulls import PullRequest, Review, ReviewComment
from ..records.repositories import Repository
from ..records.teams import Team
from ..references import mention
from ..team_access import teams_of
from ..trail import note, tell
from .finding import issue_of

if TYPE_CHECKING:
    from clonery.server.call import Call

PENDING = "PENDING"
STATES = {"APPROVE": "APPROVED", "REQUEST_CHANGES": "CHANGES_REQUESTED", "COMMENT": "COMMENTED"}
"""What a reviewer says, and the state that the review then has."""


def visible(call: Call, review: Review) -> bool:
    """Whether the caller may know of a review: a pending one is its author's alone."""
    return review.state != PENDING or (call.actor is not None and call.actor.id == review.user)


def pending_of(call: Call, pull: PullRequest, user: int) -> Review | None:
    """The review that a person has begun and not submitted."""
    return call.first(Review, {"pull": pull.id, "state": PENDING, "user": user})


def save(call: Call, review: Review, body: str, place: dict[str, Any], **fields: Any) -> ReviewComment:
    """Store a comment of a review at a place that `anchors` found."""
    return call.create(
        ReviewComment, repository=review.repository, pull=review.pull, review=review, user=review.user, body=body,
        pending=review.state == PENDING, created_at=call.now, updated_at=call.now, **place, **fields,
    )  # fmt: skip


def submit(call: Call, repository: Repository, pull: PullRequest, review: Review, state: str) -> Review:
    """Let a review be seen: it counts, its comments show, and who was asked for it is asked no more."""
    review = call.update(review, state=state, submitted_at=call.now)
    comments = call.all(ReviewComment, {"review": review.id})
    comments = [call.update(comment, pending=False, created_at=call.now, updated_at=call.now) for comment in comments]
    issue = call.update(issue_of(call, pull), updated_at=call.now)
    pull = no_longer_asked(call, pull, review.user)
    mention(call, repository, issue, review.body)
    call.emit("pull_request_review", action="submitted", repository=repository, pull_request=pull, review=review)
    for comment in comments:
        announce(call, repository, pull, comment)
    return review


def announce(call: Call, repository: Repository, pull: PullRequest, comment: ReviewComment) -> None:
    """Tell of a comment that others can see from now on."""
    mention(call, repository, issue_of(call, pull), comment.body)
    call.emit(
        "pull_request_review_comment", action="created", repository=repository, pull_request=pull, comment=comment
    )


def no_longer_asked(call: Call, pull: PullRequest, user: int) -> PullRequest:
    """Take a reviewer, and the teams that they are in, off the list of those whose review is awaited."""
    teams = {team.id for team in teams_of(call, user)} if pull.requested_teams else set()
    people = [id for id in pull.requested_reviewers if id != user]
    left = [id for id in pull.requested_teams if id not in teams]
    if people == pull.requested_reviewers and left == pull.requested_teams:
        return pull
    return call.update(pull, requested_reviewers=people, requested_teams=left)


def ask(
    call: Call, repository: Repository, pull: PullRequest, people: list[User], teams: list[Team], begin: bool = True
) -> PullRequest:
    """Ask people and teams for a review (`begin`), or ask them no more; each change is remembered and told."""
    event = "review_requested" if begin else "review_request_removed"
    issue, who = issue_of(call, pull), call.actor.id if call.actor else None
    for field, name, given in (
        ("requested_reviewers", "requested_reviewer", people), ("requested_teams", "requested_team", teams),
    ):  # fmt: skip
        for each in given:
            asked: list[int] = pull.get(field)
            if (each.id in asked) == begin:
                continue
            changed = [*asked, each.id] if begin else [id for id in asked if id != each.id]
            pull = call.update(pull, **{field: changed})
            issue = call.update(issue, updated_at=call.now)
            details: dict[str, Any] = {"review_requester": who, name: each.id}
            note(call, issue, event, **details)
            tell(call, repository, issue, event, **{name: each})
    return pull
