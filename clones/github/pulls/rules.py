"""What the rules of a protected branch ask of a pull request; https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/managing-protected-branches/about-protected-branches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..lookups import LEVELS, user_permission
from ..protections import among, exempt, expected, missing_checks, protection
from ..records.branches import BranchProtection
from ..records.pulls import PullRequest, Review, ReviewComment
from ..records.repositories import Repository
from .owners import waited_for
from .ranges import base_of, between

if TYPE_CHECKING:
    from clonery.server.call import Call

OPINIONS = ("APPROVED", "CHANGES_REQUESTED", "DISMISSED")


def opinions(call: Call, repository: Repository, pull: PullRequest) -> dict[int, str]:
    """The last word of each reviewer who may push: user → APPROVED, CHANGES_REQUESTED or DISMISSED."""
    if not call.session.store.holds(Review):
        return {}
    last: dict[int, str] = {}
    reviews = [made for made in call.all(Review, {"pull": pull.id}) if made.state in OPINIONS]
    for made in sorted(reviews, key=lambda made: (made.submitted_at or "", made.id)):
        last[made.user] = made.state
    push = LEVELS.index("push")
    held = {user: user_permission(call, repository, user) for user in last}
    return {user: state for user, state in last.items() if held[user] and LEVELS.index(held[user] or "") >= push}


def lacking(call: Call, repository: Repository, pull: PullRequest, rules: BranchProtection) -> str:
    """What the rules still miss, in GitHub's words; "" where nothing is missing."""
    if rules.reviews is not None:
        words = list(opinions(call, repository, pull).values())
        if "CHANGES_REQUESTED" in words:
            return "Changes have been requested on this pull request by reviewers with write access."
        count = rules.reviews["required_approving_review_count"]
        if words.count("APPROVED") < count:
            plural = "review is" if count == 1 else "reviews are"
            return f"At least {count} approving {plural} required by reviewers with write access."
        if rules.reviews.get("require_code_owner_reviews"):
            approved = {user for user, state in opinions(call, repository, pull).items() if state == "APPROVED"}
            owners = waited_for(call, repository, pull, approved)
            if owners:
                return f"Waiting on code owner review from {' and/or '.join(owners)}."
    missing = missing_checks(call, repository, rules, pull.head_sha)
    if missing and rules.checks:
        return expected(missing, len(rules.checks["checks"]))
    if rules.required_conversation_resolution and _open_threads(call, pull):
        return "A conversation must be resolved before this pull request can be merged."
    return ""


def _open_threads(call: Call, pull: PullRequest) -> bool:
    if not call.session.store.holds(ReviewComment):
        return False
    found = call.all(ReviewComment, {"pull": pull.id, "in_reply_to": None, "pending": False})
    return any(not comment.resolved for comment in found)


def behind_strictly(call: Call, repository: Repository, pull: PullRequest, rules: BranchProtection) -> bool:
    """Whether the head lacks commits of the base, and the rules want it to have them."""
    if not rules.checks or not rules.checks["strict"]:
        return False
    return between(call, repository, base_of(call, repository, pull), pull.head_sha).behind > 0


def veto(call: Call, repository: Repository, pull: PullRequest, method: str) -> str:
    """Why the base branch's rules keep the caller from merging so; "" if they don't."""
    rules = protection(call, repository, pull.base_ref)
    if rules is None:
        return ""
    if rules.required_linear_history and method == "merge":
        return "This branch must not contain merge commits."
    if exempt(call, repository, rules):
        return ""
    if rules.lock_branch:
        return "Cannot change this locked branch"
    if rules.restrictions is not None and not among(call, rules.restrictions):
        return "You're not authorized to push to this branch."
    if rules.reviews is not None and among(call, rules.reviews.get("bypass_pull_request_allowances")):
        rules = rules.load(rules.rid, {**rules.doc, "reviews": None})
    if behind_strictly(call, repository, pull, rules):
        return "Head branch is out of date. Review and try the merge again."
    return lacking(call, repository, pull, rules)
