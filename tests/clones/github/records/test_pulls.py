"""Pull requests, reviews and comments as they are stored."""

from typing import Any

import pytest

from clonery.clones.github.records.pulls import PullRequest, Review, ReviewComment
from clonery.clones.github.records.repositories import Repository
from clonery.server.call import Call
from clonery.server.problems import Taken


def made(call: Call, repository: Repository, number: int) -> PullRequest:
    fields: dict[str, Any] = {"requested_reviewers": [], "requested_teams": [], "created_at": call.now}
    return call.create(
        PullRequest, repository=repository, number=number, head_repository=repository.id, head_owner=1, head_ref="a",
        head_sha="a" * 40, base_ref="main", base_sha="b" * 40, **fields,
    )  # fmt: skip


def test_a_number_is_taken_once_in_a_repository(call: Call, webapp: Repository, fresh: Repository) -> None:
    assert made(call, webapp, 50).state == "open"
    made(call, fresh, 50)
    with pytest.raises(Taken):
        made(call, webapp, 50)


def test_what_lies_below_goes_with_it(call: Call, webapp: Repository) -> None:
    pull = made(call, webapp, 50)
    review = call.create(Review, repository=webapp.id, pull=pull, user=1, state="PENDING", commit="a" * 40)
    comment = call.create(
        ReviewComment, repository=webapp.id, pull=pull.id, review=review, user=1, body="x", path="a", diff_hunk="",
        commit="a" * 40, original_commit="a" * 40, created_at=call.now, updated_at=call.now,
    )  # fmt: skip
    assert call.clone.kind("review") is Review
    assert call.clone.kind("pull_request_review_comment") is ReviewComment
    call.delete(pull)
    assert (call.peek(Review, review.id), call.peek(ReviewComment, comment.id)) == (None, None)
