"""Invitations into a repository; https://docs.github.com/rest/collaborators/invitations."""

from __future__ import annotations

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.problems import NotFound

from ...lookups import find_repository, me
from ...records.repositories import Repository, RepositoryInvitation
from .collaborators import NAMED, join


@operation("repos/list-invitations")
def list_invitations(call: Call, owner: str, repo: str) -> Page:
    """GET /repos/{owner}/{repo}/invitations"""
    repository = find_repository(call, owner, repo, "admin")
    return call.page(RepositoryInvitation, {"repository": repository.id})


@operation("repos/update-invitation")
def update(call: Call, owner: str, repo: str, invitation_id: int, permissions: str = "") -> RepositoryInvitation:
    """PATCH /repos/{owner}/{repo}/invitations/{invitation_id}"""
    found = _find(call, owner, repo, invitation_id)
    return call.update(found, permission=NAMED.get(permissions, permissions) or found.permission)


@operation("repos/delete-invitation")
def delete(call: Call, owner: str, repo: str, invitation_id: int) -> None:
    """DELETE /repos/{owner}/{repo}/invitations/{invitation_id}"""
    call.delete(_find(call, owner, repo, invitation_id))


def _find(call: Call, owner: str, repo: str, id: int) -> RepositoryInvitation:
    repository, found = find_repository(call, owner, repo, "admin"), call.get(RepositoryInvitation, id)
    if found.repository != repository.id:
        raise NotFound(kind="repository_invitation")
    return found


@operation("repos/list-invitations-for-authenticated-user")
def list_mine(call: Call) -> Page:
    """GET /user/repository_invitations"""
    return call.page(RepositoryInvitation, {"invitee": me(call).id})


@operation("repos/accept-invitation-for-authenticated-user")
def accept(call: Call, invitation_id: int) -> None:
    """PATCH /user/repository_invitations/{invitation_id}"""
    found = _mine(call, invitation_id)
    call.delete(found)
    join(call, call.get(Repository, found.repository), me(call), found.permission)


@operation("repos/decline-invitation-for-authenticated-user")
def decline(call: Call, invitation_id: int) -> None:
    """DELETE /user/repository_invitations/{invitation_id}"""
    call.delete(_mine(call, invitation_id))


def _mine(call: Call, id: int) -> RepositoryInvitation:
    found = call.get(RepositoryInvitation, id)
    if found.invitee != me(call).id:
        raise NotFound(kind="repository_invitation")
    return found
