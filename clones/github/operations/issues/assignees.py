"""Who works on an issue, and who may be asked to; https://docs.github.com/rest/issues/assignees."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.problems import NotFound

from ...lookups import find_issue, find_repository, may, me, require
from ...records.issues import Issue
from ...records.people import Membership, User
from ...records.repositories import Collaborator
from .changes import change
from .naming import assignable

LIMIT = 10
"""How many people one issue takes."""


@operation("issues/list-assignees")
def list_assignees(call: Call, owner: str, repo: str) -> Page:
    """GET /repos/{owner}/{repo}/assignees: everyone with a permission of their own, by login."""
    repository = find_repository(call, owner, repo)
    ids = {repository.owner}
    ids |= {made.user for made in call.all(Collaborator, {"repository": repository.id})}
    ids |= {made.user for made in call.all(Membership, {"organization": repository.owner})}
    people = [user for user in (call.peek(User, id) for id in ids) if user is not None and user.type == "User"]
    there = [user for user in people if assignable(call, repository, user)]
    return call.slice(sorted(there, key=lambda user: user.login.lower()))


@operation("issues/check-user-can-be-assigned")
def check_assignable(call: Call, owner: str, repo: str, assignee: str) -> None:
    """GET /repos/{owner}/{repo}/assignees/{assignee}: 204, or 404."""
    repository = find_repository(call, owner, repo)
    user = call.find(User, login=assignee)
    if user is None or user.type != "User" or not assignable(call, repository, user):
        raise NotFound(kind="assignee")


@operation("issues/check-user-can-be-assigned-to-issue")
def check_assignable_to_issue(call: Call, owner: str, repo: str, issue_number: int, assignee: str) -> None:
    """GET /repos/{owner}/{repo}/issues/{issue_number}/assignees/{assignee}: 204, or 404."""
    find_issue(call, owner, repo, issue_number)
    check_assignable(call, owner, repo, assignee)


@operation("issues/add-assignees")
def add_assignees(call: Call, owner: str, repo: str, issue_number: int, assignees: Any = ()) -> Issue:
    """POST /repos/{owner}/{repo}/issues/{issue_number}/assignees: who can't be assigned is left out without a word."""
    repository, issue = find_issue(call, owner, repo, issue_number)
    me(call)
    if not may(call, repository, "triage"):
        return issue
    require(call, repository, "triage")
    named = [call.find(User, login=str(login)) for login in _logins(assignees)]
    good = [user.id for user in named if user and user.type == "User" and assignable(call, repository, user)]
    return change(call, repository, issue, assignees=list(dict.fromkeys([*issue.assignees, *good]))[:LIMIT])


@operation("issues/remove-assignees")
def remove_assignees(call: Call, owner: str, repo: str, issue_number: int, assignees: Any = ()) -> Issue:
    """DELETE /repos/{owner}/{repo}/issues/{issue_number}/assignees"""
    repository, issue = find_issue(call, owner, repo, issue_number)
    require(call, repository, "triage")
    gone = {user.id for user in (call.find(User, login=login) for login in _logins(assignees)) if user}
    return change(call, repository, issue, assignees=[id for id in issue.assignees if id not in gone])


def _logins(assignees: Any) -> list[str]:
    return [assignees] if isinstance(assignees, str) else [str(login) for login in assignees]
