"""Who works in a repository, and what they may do; https://docs.github.com/rest/collaborators/collaborators."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.problems import Forbidden, NotFound

from ...lookups import LEVELS, find_repository, find_user, may, me, require, user_permission
from ...organizations import belongs
from ...records.people import Membership, User
from ...records.repositories import Collaborator, Repository, RepositoryInvitation
from ...records.teams import Team, TeamRepository
from ...refusals import Unprocessable, ValidationFailed
from ...shapes.access import collaborator as shown
from ...shapes.teams import ROLES
from ...team_access import people_of

NAMED = {"read": "pull", "write": "push"}
"""Permissions by the names that roles have."""


@operation("repos/list-collaborators")
def list_collaborators(call: Call, owner: str, repo: str, affiliation: str = "all", permission: str = "") -> Page:
    """GET /repos/{owner}/{repo}/collaborators"""
    repository = find_repository(call, owner, repo)
    _see(call, repository, "Must have push access to view repository collaborators.")
    found = [(id, user_permission(call, repository, id)) for id in people_in(call, repository, affiliation)]
    least = LEVELS.index(permission) if permission else 0
    kept = [(id, held) for id, held in found if held is not None and LEVELS.index(held) >= least]
    return call.slice([shown(call, call.get(User, id), held) for id, held in kept])


def _see(call: Call, repository: Repository, message: str) -> None:
    me(call)
    if not may(call, repository, "push"):
        raise Forbidden(message)


def people_in(call: Call, repository: Repository, affiliation: str) -> list[int]:
    """The ids of those with a grant of their own (`direct`), of these who are no members (`outside`), or of all."""
    owner = call.get(User, repository.owner)
    own = [] if owner.type == "Organization" else [owner.id]
    granted = [grant.user for grant in call.all(Collaborator, {"repository": repository.id})]
    if affiliation == "outside":
        return [id for id in granted if not belongs(call, owner.id, id)]
    if affiliation == "direct":
        return [*own, *granted]
    by_team = [
        id
        for held in call.all(TeamRepository, {"repository": repository.id})
        for id in people_of(call, call.get(Team, held.team))
    ]
    members = [held.user for held in call.all(Membership, {"organization": owner.id}) if held.state == "active"]
    return list(dict.fromkeys([*own, *members, *granted, *by_team]))


@operation("repos/check-collaborator")
def check(call: Call, owner: str, repo: str, username: str) -> None:
    """GET /repos/{owner}/{repo}/collaborators/{username}"""
    repository = find_repository(call, owner, repo)
    _see(call, repository, "Must have push access to view repository collaborators.")
    user = find_user(call, username)
    if user_permission(call, repository, user.id) is None:
        raise NotFound(f"{user.login} is not a user")


@operation("repos/get-collaborator-permission-level")
def get_permission(call: Call, owner: str, repo: str, username: str) -> dict[str, Any]:
    """GET /repos/{owner}/{repo}/collaborators/{username}/permission: `permission` knows but the four old levels."""
    repository = find_repository(call, owner, repo)
    _see(call, repository, "Must have push access to view collaborator permission.")
    user = find_user(call, username)
    held = user_permission(call, repository, user.id) or ("pull" if not repository.private else None)
    if held is None:
        return {"permission": "none", "role_name": "", "user": {**shown(call, user, "pull"), "role_name": ""}}
    old = {"triage": "read", "maintain": "write"}.get(held, ROLES[held])
    return {"permission": old, "role_name": ROLES[held], "user": shown(call, user, held)}


@operation("repos/add-collaborator")
def add(call: Call, owner: str, repo: str, username: str, permission: str = "push") -> RepositoryInvitation | None:
    """PUT /repos/{owner}/{repo}/collaborators/{username}: 201 with an invitation, 204 for members and collaborators."""
    repository, user = find_repository(call, owner, repo, "admin"), find_user(call, username)
    account = call.get(User, repository.owner)
    if user.type != "User":
        raise Unprocessable("Organizations can't be collaborators.")
    if user.id == account.id:
        raise ValidationFailed("Repository", "user", "custom", "Repository owner cannot be a collaborator")
    level = NAMED.get(permission, permission) if account.type == "Organization" else "push"
    if level not in LEVELS:
        raise ValidationFailed("Repository", "permission", "invalid", value=permission)
    held = call.find(Collaborator, repository=repository.id, user=user.id)
    if held is not None:
        call.update(held, permission=level)
        call.emit("member", action="edited", repository=repository, member=user, was={"permission": held.permission})
    elif belongs(call, account.id, user.id):
        join(call, repository, user, level)
    else:
        return _invite(call, repository, user, level)
    return None


def join(call: Call, repository: Repository, user: User, level: str) -> None:
    """Make somebody a collaborator."""
    call.create(Collaborator, repository=repository, user=user, permission=level)
    call.memo.clear()
    call.emit("member", action="added", repository=repository, member=user)


def _invite(call: Call, repository: Repository, user: User, level: str) -> RepositoryInvitation:
    waiting = call.find(RepositoryInvitation, repository=repository.id, invitee=user.id)
    call.status = 201
    if waiting is not None:
        return call.update(waiting, permission=level)
    return call.create(
        RepositoryInvitation, repository=repository, invitee=user, inviter=me(call), permission=level,
        created_at=call.now,
    )  # fmt: skip


@operation("repos/remove-collaborator")
def remove(call: Call, owner: str, repo: str, username: str) -> None:
    """DELETE /repos/{owner}/{repo}/collaborators/{username}: by an administrator, or by oneself."""
    repository, user = find_repository(call, owner, repo), find_user(call, username)
    if user.id != me(call).id:
        require(call, repository, "admin")
    held = call.find(Collaborator, repository=repository.id, user=user.id)
    waiting = call.find(RepositoryInvitation, repository=repository.id, invitee=user.id)
    if held is None and waiting is None:
        raise NotFound(kind="collaborator")
    if waiting is not None:
        call.delete(waiting)
    if held is not None:
        call.delete(held)
        call.memo.clear()
        call.emit("member", action="removed", repository=repository, member=user)
