"""What protected branches refuse."""

from typing import Any

import pytest

from clonery.clones.github import gitstore
from clonery.clones.github.protections import expected, guard, missing_checks, objection, passed, protection
from clonery.clones.github.records.branches import BranchProtection
from clonery.clones.github.records.commits import CheckRun, CheckSuite, Status
from clonery.clones.github.records.people import User
from clonery.clones.github.records.repositories import Repository
from clonery.clones.github.refusals import Unprocessable
from clonery.server.call import Call

MAIN = "refs/heads/main"
CHECKS = {"strict": False, "checks": [{"context": "test", "app_id": None}]}
REVIEWS: dict[str, Any] = {"required_approving_review_count": 1}


def protect(call: Call, repository: Repository, **rules: Any) -> BranchProtection:
    return call.create(BranchProtection, repository=repository, branch="main", **{"enforce_admins": True, **rules})


def report(call: Call, repository: Repository, sha: str, state: str, context: str = "test") -> None:
    stamps = {"created_at": call.now, "updated_at": call.now}
    call.create(Status, repository=repository, sha=sha, state=state, context=context, creator=call.actor, **stamps)


def test_a_free_branch_refuses_nothing(call: Call, webapp: Repository) -> None:
    assert protection(call, webapp, "main") is None
    protect(call, webapp, reviews=REVIEWS)
    assert objection(call, webapp, "refs/heads/dark-theme", None, None) == ""
    assert objection(call, webapp, "refs/tags/main", None, None) == ""


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ({}, ""),
        ({"reviews": REVIEWS}, "Changes must be made through a pull request."),
        ({"checks": CHECKS}, 'Required status check "test" is expected.'),
        ({"restrictions": {"users": [], "teams": []}}, "You're not authorized to push to this branch."),
        ({"lock_branch": True}, "Cannot change this locked branch"),
        ({"reviews": REVIEWS, "enforce_admins": False}, ""),
        ({"reviews": {**REVIEWS, "bypass_pull_request_allowances": {"users": [1]}}}, ""),
    ],
)
def test_a_step_forward(call: Call, webapp: Repository, rules: dict[str, Any], words: str) -> None:
    head = gitstore.resolve(call, webapp)
    protect(call, webapp, **rules)
    assert objection(call, webapp, MAIN, head, "") == words
    if words:
        with pytest.raises(Unprocessable):
            guard(call, webapp, MAIN, head, "")
    else:
        guard(call, webapp, MAIN, head, "")


def test_steps_back_and_deletions(call: Call, webapp: Repository) -> None:
    head, before = gitstore.resolve(call, webapp), gitstore.resolve(call, webapp, "main~1")
    rules = protect(call, webapp, enforce_admins=False)
    assert objection(call, webapp, MAIN, head, before) == "Cannot force-push to this branch"
    assert objection(call, webapp, MAIN, head, None) == "Cannot delete this branch"
    call.update(rules, allow_force_pushes=True, allow_deletions=True)
    assert objection(call, webapp, MAIN, head, before) == objection(call, webapp, MAIN, head, None) == ""


def test_a_merge_commit_breaks_a_straight_line(call: Call, webapp: Repository) -> None:
    head, side = gitstore.resolve(call, webapp), gitstore.resolve(call, webapp, "dark-theme")
    like = gitstore.find_commit(call, webapp, head)
    assert like is not None
    merge = gitstore.write_commit(call, webapp, gitstore.parsed_commit(like)._replace(parents=(head, side)))
    protect(call, webapp, required_linear_history=True)
    assert objection(call, webapp, MAIN, head, merge.sha) == "This branch must not contain merge commits."


def test_the_newest_report_of_a_context_decides(call: Call, webapp: Repository) -> None:
    sha = gitstore.resolve(call, webapp)
    rules = protect(call, webapp, checks=CHECKS)
    assert missing_checks(call, webapp, rules, sha) == ["test"]
    report(call, webapp, sha, "success")
    assert missing_checks(call, webapp, rules, sha) == []
    report(call, webapp, sha, "pending")
    assert not passed(call, webapp, sha, "test")
    suite = call.create(CheckSuite, repository=webapp, sha=sha, app={}, created_at=call.now, updated_at=call.now)
    run = call.create(
        CheckRun, repository=webapp, suite=suite, sha=sha, name="lint", status="completed", conclusion="neutral",
        annotations=[],
    )  # fmt: skip
    assert passed(call, webapp, sha, "lint")
    call.update(run, conclusion="timed_out")
    assert not passed(call, webapp, sha, "lint")
    assert expected(["a", "b"], 3) == "2 of 3 required status checks are expected."


def test_those_named_may_push(call: Call, webapp: Repository) -> None:
    cleo = call.find(User, login="cleo")
    assert cleo is not None
    protect(call, webapp, restrictions={"users": [cleo.id], "teams": []})
    assert objection(call, webapp, MAIN, None, "") == "You're not authorized to push to this branch."
    call.actor = cleo
    assert objection(call, webapp, MAIN, None, "") == ""
