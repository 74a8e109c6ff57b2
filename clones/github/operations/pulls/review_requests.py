"""Who is asked for a review; https://docs.github.com/rest/pulls/review-requests."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import operation, tool

from ...composing import run
from ...lookups import user_permission
from ...pulls.finding import find_pull, issue_of, may_change
from ...pulls.reviewing import ask
from ...records.people import User
from ...records.repositories import Repository
from ...records.teams import Team, TeamRepository
from ...refusals import Unprocessable
from ...shapes.pulls import requested
from ...team_access import upwards

ASSISTANT = "copilot-pull-request-reviewer[bot]"
"""By this login the vendor's assistant is asked; answers call it Copilot."""
NOT_HERE = (
    "Reviews may only be requested from collaborators. One or more of the {} you specified is not a collaborator of"
    " the {} repository."
)


@operation("pulls/list-requested-reviewers")
def list_requested(call: Call, owner: str, repo: str, pull_number: int) -> dict[str, Any]:
    """GET /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers"""
    return requested(call, find_pull(call, owner, repo, pull_number)[1])


@operation("pulls/request-reviewers")
def request_reviewers(
    call: Call, owner: str, repo: str, pull_number: int, reviewers: list[str] | None = None,
    team_reviewers: list[str] | None = None,
) -> Any:  # fmt: skip
    """POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers"""
    repository, pull = find_pull(call, owner, repo, pull_number)
    issue = issue_of(call, pull)
    may_change(call, repository, issue.user)
    people = [_person(call, repository, login) for login in reviewers or []]
    if any(user.id == issue.user for user in people):
        raise Unprocessable("Review cannot be requested from pull request author.")
    teams = [_team(call, repository, slug) for slug in team_reviewers or []]
    pull = ask(call, repository, pull, people, teams)
    return call.clone.dialect.show(call, pull, False)


@tool("request_copilot_review")
def request_assistant(call: Call, owner: str, repo: str, pullNumber: float) -> str:
    """Ask the assistant; the tool says nothing of how it went."""
    run(call, "pulls/request-reviewers", owner=owner, repo=repo, pull_number=int(pullNumber), reviewers=[ASSISTANT])
    return ""


@operation("pulls/remove-requested-reviewers")
def remove_requested(
    call: Call, owner: str, repo: str, pull_number: int, reviewers: list[str], team_reviewers: list[str] | None = None
) -> Any:
    """DELETE /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers"""
    repository, pull = find_pull(call, owner, repo, pull_number)
    may_change(call, repository, issue_of(call, pull).user)
    people = [_person(call, repository, login) for login in reviewers]
    teams = [_team(call, repository, slug) for slug in team_reviewers or []]
    return call.clone.dialect.show(call, ask(call, repository, pull, people, teams, begin=False), False)


def _person(call: Call, repository: Repository, login: str) -> User:
    if login == ASSISTANT:
        return _assistant(call)
    found = call.find(User, login=login)
    if found is None or found.type != "User" or user_permission(call, repository, found.id) is None:
        raise _elsewhere(call, repository, "users or teams")
    return found


def _assistant(call: Call) -> User:
    """The vendor's own reviewer, who is there as soon as anybody asks for it."""
    found = call.find(User, login="Copilot")
    return found or call.create(User, login="Copilot", type="Bot", created_at=call.now, updated_at=call.now)


def _team(call: Call, repository: Repository, slug: str) -> Team:
    found = call.find(Team, organization=repository.owner, slug=slug.rpartition("/")[2])
    held = [call.find(TeamRepository, repository=repository.id, team=team.id) for team in upwards(call, found)]
    if found is None or not any(held):
        raise _elsewhere(call, repository, "teams")
    return found


def _elsewhere(call: Call, repository: Repository, whom: str) -> Unprocessable:
    return Unprocessable(NOT_HERE.format(whom, f"{call.get(User, repository.owner).login}/{repository.name}"))
