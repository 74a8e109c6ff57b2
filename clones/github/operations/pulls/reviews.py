"""Reviews: begun, submitted, dismissed; https://docs.github.com/rest/pulls/reviews."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.problems import Forbidden, NotFound

from ...lookups import me, require
from ...protections import among, protection
from ...pulls.anchors import Misplaced, Wanted, anchored
from ...pulls.finding import find_pull, issue_of, may_speak
from ...pulls.ranges import commits_of
from ...pulls.reviewing import PENDING, STATES, pending_of, save, submit, visible
from ...records.pulls import PullRequest, Review, ReviewComment
from ...records.repositories import Repository
from ...refusals import Unprocessable
from ...trail import note


def refused(*sentences: str) -> Unprocessable:
    """A refusal in the words that reviews have."""
    return Unprocessable("Unprocessable Entity", list(sentences))


def find_review(
    call: Call, owner: str, repo: str, number: int, review_id: int
) -> tuple[Repository, PullRequest, Review]:
    """A review that the caller may see. Raises NotFound."""
    repository, pull = find_pull(call, owner, repo, number)
    found = call.peek(Review, review_id)
    if found is None or found.pull != pull.id or not visible(call, found):
        raise NotFound(kind="pull_request_review")
    return repository, pull, found


@operation("pulls/list-reviews")
def list_reviews(call: Call, owner: str, repo: str, pull_number: int) -> Page:
    """GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews: oldest first, of pending ones the caller's own."""
    _, pull = find_pull(call, owner, repo, pull_number)
    return call.slice([review for review in call.all(Review, {"pull": pull.id}) if visible(call, review)])


@operation("pulls/get-review")
def get_review(call: Call, owner: str, repo: str, pull_number: int, review_id: int) -> Review:
    """GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}"""
    return find_review(call, owner, repo, pull_number, review_id)[2]


@operation("pulls/create-review")
def create_review(
    call: Call, owner: str, repo: str, pull_number: int, commit_id: str | None = None, body: str | None = None,
    event: str | None = None, comments: list[dict[str, Any]] | None = None,
) -> Review:  # fmt: skip
    """POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews: pending without an event."""
    repository, pull = find_pull(call, owner, repo, pull_number)
    may_speak(call, repository, pull)
    commit = commit_id or pull.head_sha
    if commit != pull.head_sha and commit not in commits_of(call, repository, pull):
        raise refused("The commit_id is not part of the pull request")
    if pending_of(call, pull, me(call).id) is not None:
        raise refused("User can only have one pending review per pull request")
    places = _anchored(call, repository, pull, commit, comments or [])
    check_event(call, pull, event, body, bool(places))
    review = call.create(
        Review, repository=repository.id, pull=pull, user=me(call), state=PENDING, body=body or "", commit=commit
    )  # fmt: skip
    for entry, place in zip(comments or [], places, strict=True):
        save(call, review, entry["body"], place)
    return submit(call, repository, pull, review, STATES[event]) if event else review


def _anchored(
    call: Call, repository: Repository, pull: PullRequest, commit: str, comments: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Where the comments of a review stand. Raises Unprocessable with a sentence for each that can't."""
    names, sentences, places = set(Wanted._fields), [], []
    for entry in comments:
        wanted = Wanted(**{name: value for name, value in entry.items() if name in names})
        try:
            places.append(anchored(call, repository, pull, commit, wanted))
        except Misplaced as misplaced:
            sentences.append(misplaced.sentence)
        if not entry["body"].strip():
            sentences.append("Body can't be blank")
    if sentences:
        raise refused(*dict.fromkeys(sentences))
    return places


def check_event(call: Call, pull: PullRequest, event: str | None, body: str | None, commented: bool) -> None:
    """Raise Unprocessable for an opinion on one's own pull request, and for a review that says nothing."""
    if issue_of(call, pull).user == me(call).id and event in ("APPROVE", "REQUEST_CHANGES"):
        verb = "approve" if event == "APPROVE" else "request changes on"
        raise refused(f"Can not {verb} your own pull request")
    if event == "REQUEST_CHANGES" and not (body or "").strip():
        raise refused("Body can't be blank for a review that requests changes")
    if event == "COMMENT" and not (body or "").strip() and not commented:
        raise refused("Body can't be blank for a review without comments")


def own_pending(call: Call, review: Review, verb: str) -> None:
    """Raise Unprocessable or Forbidden for a review that isn't the caller's, or is submitted."""
    if review.user != me(call).id:
        raise Forbidden("Must be the author of the review.")
    if review.state != PENDING:
        raise refused(f"Can not {verb} a non-pending pull request review")


@operation("pulls/submit-review")
def submit_review(
    call: Call, owner: str, repo: str, pull_number: int, review_id: int, event: str, body: str | None = None
) -> Review:
    """POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}/events"""
    repository, pull, review = find_review(call, owner, repo, pull_number, review_id)
    own_pending(call, review, "submit")
    commented = call.first(ReviewComment, {"review": review.id}) is not None
    check_event(call, pull, event, body or review.body, commented)
    review = call.update(review, body=body) if body else review
    return submit(call, repository, pull, review, STATES[event])


@operation("pulls/update-review")
def update_review(call: Call, owner: str, repo: str, pull_number: int, review_id: int, body: str) -> Review:
    """PUT /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}"""
    repository, pull, review = find_review(call, owner, repo, pull_number, review_id)
    if review.user != me(call).id:
        raise Forbidden("Must be the author of the review.")
    if not body.strip() and review.state != PENDING:
        raise refused("Body can't be blank")
    before, review = review.body, call.update(review, body=body)
    if review.state != PENDING and before != body:
        call.emit(
            "pull_request_review", action="edited", repository=repository, pull_request=pull, review=review,
            changes={"body": {"from": before}},
        )  # fmt: skip
    return review


@operation("pulls/delete-pending-review")
def delete_review(call: Call, owner: str, repo: str, pull_number: int, review_id: int) -> Any:
    """DELETE /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}: the answer is what it was."""
    _, _, review = find_review(call, owner, repo, pull_number, review_id)
    own_pending(call, review, "delete")
    shown = call.clone.dialect.show(call, review)
    call.delete(review)
    return shown


@operation("pulls/dismiss-review")
def dismiss_review(
    call: Call, owner: str, repo: str, pull_number: int, review_id: int, message: str, event: str = "DISMISS"
) -> Review:
    """PUT /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}/dismissals"""
    repository, pull, review = find_review(call, owner, repo, pull_number, review_id)
    require(call, repository, "push")
    rules = protection(call, repository, pull.base_ref)
    allowed = rules.reviews.get("dismissal_restrictions") if rules and rules.reviews else None
    if allowed and not among(call, allowed):
        require(call, repository, "admin")
    if review.state not in ("APPROVED", "CHANGES_REQUESTED"):
        raise refused(f"Can not dismiss a {review.state.lower()} pull request review")
    details = {"state": review.state.lower(), "review_id": review.id, "dismissal_message": message}
    review = call.update(review, state="DISMISSED")
    note(call, issue_of(call, pull), "review_dismissed", dismissed_review=details)
    call.emit("pull_request_review", action="dismissed", repository=repository, pull_request=pull, review=review)
    return review


@operation("pulls/list-comments-for-review")
def list_comments(call: Call, owner: str, repo: str, pull_number: int, review_id: int) -> Page:
    """GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}/comments"""
    _, _, review = find_review(call, owner, repo, pull_number, review_id)
    return call.page(ReviewComment, {"review": review.id})
