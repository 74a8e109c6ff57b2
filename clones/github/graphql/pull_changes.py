"""Mutations of pull requests, by the same functions as REST; https://docs.github.com/graphql/reference/mutations#createpullrequest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.graphql.graph import answers
from clonery.server.problems import Problem

from .. import gitstore
from ..lookups import find_repository
from ..pulls import auto
from ..pulls.drafts import set_draft
from ..records.issues import Issue
from ..records.people import User
from ..records.pulls import PullRequest
from ..records.repositories import Repository
from ..records.teams import Team
from ..refusals import Unprocessable
from .changing import again, allowed, doing, done, logins, named, noted, of_issue, of_pull
from .issue_changes import changes_of
from .nodes import find
from .pulls import pull_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from clonery.server.call import Call


@answers("mutation.createPullRequest")
def create(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    place: Repository = find(call, input["repositoryId"], "Repository")
    other = input.get("headRepositoryId")
    from_: Repository | None = find(call, other, "Repository") if other else None
    head, full = input["headRefName"], ""
    if from_ is not None and from_.id != place.id:
        owner = call.get(User, from_.owner).login
        head, full = head.rpartition(":")[2], f"{owner}/{from_.name}"
    base = _short(input["baseRefName"])
    _check_branches(call, place, from_ or place, head, base)
    made: PullRequest = doing(
        call, "pulls/create", **named(call, place), head=head, base=base, title=input["title"],
        body=input.get("body"), draft=input.get("draft", False), head_repo=full,
        maintainer_can_modify=input.get("maintainerCanModify", True),
    )  # fmt: skip
    return done(call, input, pullRequest=call.find(Issue, repository=place.id, number=made.number))


def _check_branches(call: Call, place: Repository, from_: Repository, head: str, base: str) -> None:
    """Raise Unprocessable, in the graph's words, for a branch that is not there."""
    owner, colon, branch = head.rpartition(":")
    account = call.find(User, login=owner) if colon else None
    if colon and account is not None and account.id != from_.owner:
        return  # of a fork that REST finds
    missing = [
        f"{side} ref must be a branch"
        for side, there, name in (("Base", place, base), ("Head", from_, branch))
        if gitstore.branch_head(call, there, name) is None
    ]  # fmt: skip
    if missing:
        words = f"Head sha can't be blank, Base sha can't be blank, No commits between {base} and {branch}"
        raise Unprocessable(", ".join([words, *missing]))


def _short(branch: str) -> str:
    return branch.removeprefix("refs/heads/")


@answers("mutation.updatePullRequest")
def update(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    issue: Issue = find(call, input["pullRequestId"], "PullRequest")
    changes = changes_of(call, issue, input)
    sides = {name: changes.pop(name) for name in ("labels", "assignees", "milestone") if name in changes}
    base, modify = input.get("baseRefName"), input.get("maintainerCanModify")
    if changes or base or modify is not None or not sides:
        changes |= {"base": _short(base) if base else None, "maintainer_can_modify": modify}
        doing(call, "pulls/update", **of_pull(call, issue), **changes)
    if sides:
        doing(call, "issues/update", **of_issue(call, issue), **sides)
    return done(call, input, pullRequest=again(call, issue))


@answers("mutation.closePullRequest")
def close(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    return _turn(call, input, "closed")


@answers("mutation.reopenPullRequest")
def reopen(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    return _turn(call, input, "open")


def _turn(call: Call, input: dict[str, Any], state: str) -> dict[str, Any]:
    issue: Issue = find(call, input["pullRequestId"], "PullRequest")
    doing(call, "pulls/update", **of_pull(call, issue), state=state)
    return done(call, input, pullRequest=again(call, issue))


@answers("mutation.mergePullRequest")
def merge(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    issue: Issue = find(call, input["pullRequestId"], "PullRequest")
    doing(
        call, "pulls/merge", **of_pull(call, issue), commit_title=input.get("commitHeadline"),
        commit_message=input.get("commitBody"), sha=input.get("expectedHeadOid"),
        merge_method=(input.get("mergeMethod") or "MERGE").lower(),
    )  # fmt: skip
    return done(call, input, pullRequest=again(call, issue))


@answers("mutation.updatePullRequestBranch")
def update_branch(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    issue: Issue = find(call, input["pullRequestId"], "PullRequest")
    doing(call, "pulls/update-branch", **of_pull(call, issue), expected_head_sha=input.get("expectedHeadOid"))
    return done(call, input, pullRequest=again(call, issue))


# what REST can't do


def _there(call: Call, issue: Issue, name: str, need: str = "") -> tuple[Repository, PullRequest]:
    """The repository and the pull request, for a caller who may do what an operation of REST asks for."""
    allowed(call, name)
    names = named(call, call.get(Repository, issue.repository))
    try:
        return find_repository(call, **names, need=need), pull_of(call, issue)
    except Problem as problem:
        raise noted(problem, call.operation) from None


def _done(
    call: Call, input: dict[str, Any], name: str, need: str, change: Callable[[Repository, PullRequest], Any]
) -> dict[str, Any]:
    issue: Issue = find(call, input["pullRequestId"], "PullRequest")
    place, pull = _there(call, issue, name, need)
    try:
        change(place, pull)
    except Problem as problem:
        raise noted(problem, call.operation) from None
    return done(call, input, pullRequest=again(call, issue))


@answers("mutation.enablePullRequestAutoMerge")
def enable_auto_merge(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    words = {"commit_headline": input.get("commitHeadline"), "commit_body": input.get("commitBody")}
    words["author_email"] = input.get("authorEmail")
    method = (input.get("mergeMethod") or "MERGE").lower()

    def enable(place: Repository, pull: PullRequest) -> PullRequest:
        return auto.enable(call, place, pull, method, **words)

    return _done(call, input, "pulls/merge", "push", enable)


@answers("mutation.disablePullRequestAutoMerge")
def disable_auto_merge(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    return _done(call, input, "pulls/merge", "push", lambda place, pull: auto.disable(call, place, pull))


@answers("mutation.markPullRequestReadyForReview")
def ready(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    return _done(call, input, "pulls/update", "", lambda place, pull: set_draft(call, place, pull, False))


@answers("mutation.convertPullRequestToDraft")
def draft(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    return _done(call, input, "pulls/update", "", lambda place, pull: set_draft(call, place, pull, True))


# who is asked for a review


def _ask(call: Call, input: dict[str, Any], people: list[str], slugs: list[str]) -> dict[str, Any]:
    """Ask these people and teams, beside those who are asked (`union`) or instead of them."""
    issue: Issue = find(call, input["pullRequestId"], "PullRequest")
    pull, there = pull_of(call, issue), of_pull(call, issue)
    asked = [call.get(User, id).login for id in pull.requested_reviewers]
    teams = [call.get(Team, id).slug for id in pull.requested_teams]
    if not input.get("union"):
        gone = [login for login in asked if login not in people]
        gone_teams = [slug for slug in teams if slug not in slugs]
        if gone or gone_teams:
            doing(call, "pulls/remove-requested-reviewers", **there, reviewers=gone, team_reviewers=gone_teams)
    if people or slugs:
        doing(call, "pulls/request-reviewers", **there, reviewers=people, team_reviewers=slugs)
    first = call.find(User, login=people[0]) if people else None
    edge = {"node": first, "cursor": "MQ=="} if first else None
    return done(call, input, pullRequest=again(call, issue), requestedReviewersEdge=edge)


@answers("mutation.requestReviews")
def request_reviews(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    teams = [find(call, id, "Team").slug for id in input.get("teamIds") or ()]
    return _ask(call, input, logins(call, input.get("userIds") or []) or [], teams)


@answers("mutation.requestReviewsByLogin")
def request_by_login(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    slugs = [slug.rpartition("/")[2] for slug in input.get("teamSlugs") or ()]
    return _ask(call, input, list(input.get("userLogins") or ()), slugs)
