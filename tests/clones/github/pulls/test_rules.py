"""What protected branches ask of pull requests."""

import pytest

from clonery.clones.github.operations.branches.branch_protection import checks_given, reviews_given
from clonery.clones.github.pulls.rules import behind_strictly, lacking, opinions, veto
from clonery.clones.github.records.branches import BranchProtection
from clonery.clones.github.records.pulls import PullRequest, Review, ReviewComment
from clonery.clones.github.records.repositories import Repository
from clonery.server.call import Call

ADA, BEN, CLEO = 1, 2, 3


def reviewed(call: Call, pull: PullRequest, user: int, state: str) -> Review:
    return call.create(
        Review, repository=pull.repository, pull=pull, user=user, state=state, commit=pull.head_sha,
        submitted_at=call.now,
    )  # fmt: skip


def protect(call: Call, repository: Repository, **rules: object) -> BranchProtection:
    return call.create(BranchProtection, repository=repository, branch="main", enforce_admins=True, **rules)


def test_the_last_word_of_each_who_may_push_counts(call: Call, webapp: Repository, pull: PullRequest) -> None:
    for user, state in ((BEN, "CHANGES_REQUESTED"), (CLEO, "APPROVED"), (BEN, "APPROVED"), (BEN, "COMMENTED")):
        reviewed(call, pull, user, state)
    assert opinions(call, webapp, pull) == {BEN: "APPROVED"}


def test_reviews_that_are_missing(call: Call, webapp: Repository, pull: PullRequest) -> None:
    given = reviews_given(call, webapp, {"required_approving_review_count": 2})
    rules = protect(call, webapp, reviews=given)
    words = "At least 2 approving reviews are required by reviewers with write access."
    assert lacking(call, webapp, pull, rules) == words
    reviewed(call, pull, BEN, "CHANGES_REQUESTED")
    assert lacking(call, webapp, pull, rules).startswith("Changes have been requested")
    reviewed(call, pull, BEN, "APPROVED")
    reviewed(call, pull, ADA, "APPROVED")
    assert lacking(call, webapp, pull, rules) == ""


def test_conversations_that_are_open(call: Call, webapp: Repository, pull: PullRequest) -> None:
    rules = protect(call, webapp, required_conversation_resolution=True)
    review = reviewed(call, pull, BEN, "COMMENTED")
    said = call.create(
        ReviewComment, repository=webapp.id, pull=pull.id, review=review, user=BEN, body="?", path="a", diff_hunk="",
        commit=pull.head_sha, original_commit=pull.head_sha, created_at=call.now, updated_at=call.now,
    )  # fmt: skip
    assert "conversation must be resolved" in lacking(call, webapp, pull, rules)
    call.update(said, resolved=True)
    assert lacking(call, webapp, pull, rules) == ""


def test_strict_checks_want_the_newest_base(call: Call, webapp: Repository, pull: PullRequest) -> None:
    strict = protect(call, webapp, checks=checks_given({"contexts": [], "strict": True}))
    assert behind_strictly(call, webapp, pull, strict)
    assert veto(call, webapp, pull, "merge").startswith("Head branch is out of date")
    call.update(strict, checks=checks_given({"contexts": [], "strict": False}))
    assert veto(call, webapp, pull, "merge") == ""


@pytest.mark.parametrize(
    ("rules", "method", "start"),
    [
        ({"lock_branch": True}, "squash", "Cannot change this locked branch"),
        ({"required_linear_history": True}, "merge", "This branch must not contain merge commits."),
        ({"required_linear_history": True}, "rebase", ""),
        ({"restrictions": {"users": [BEN], "teams": [], "apps": []}}, "merge", "You're not authorized"),
    ],
)
def test_vetoes(
    call: Call, webapp: Repository, pull: PullRequest, rules: dict[str, object], method: str, start: str
) -> None:
    protect(call, webapp, **rules)
    words = veto(call, webapp, pull, method)
    assert words.startswith(start)
    assert bool(words) == bool(start)


def test_those_who_may_pass_by_need_no_reviews(call: Call, webapp: Repository, pull: PullRequest) -> None:
    given = reviews_given(call, webapp, {"required_approving_review_count": 1})
    given["bypass_pull_request_allowances"] = {"users": [ADA], "teams": [], "apps": []}
    rules = protect(call, webapp, reviews=given)
    assert veto(call, webapp, pull, "merge") == ""
    call.update(rules, reviews={**given, "bypass_pull_request_allowances": None})
    assert veto(call, webapp, pull, "merge").startswith("At least 1 approving review")
