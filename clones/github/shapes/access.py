"""Collaborators, invitations, deploy keys and autolinks as GitHub shows them; https://docs.github.com/rest/collaborators/collaborators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..nodes import node_id
from ..records.people import User
from ..records.repositories import Autolink, DeployKey, Repository, RepositoryInvitation
from . import shape
from .people import short, simple_user
from .repositories import html_url, repository, repository_url
from .teams import ROLES, granted

if TYPE_CHECKING:
    from clonery.server.call import Call


def collaborator(call: Call, user: User, permission: str) -> dict[str, Any]:
    """A person and what they may do in a repository."""
    return {**short(call, user), "permissions": granted(permission), "role_name": ROLES[permission]}


@shape(RepositoryInvitation)
def invitation(call: Call, record: RepositoryInvitation, whole: bool) -> dict[str, Any]:
    """An invitation as its inviter and its invitee see it."""
    where = call.get(Repository, record.repository)
    url = repository_url(call, where.id)
    mine = call.actor is not None and call.actor.id == record.invitee
    at = f"{call.base}/user/repository_invitations" if mine else f"{url}/invitations"
    return {
        "id": record.id, "node_id": node_id("invitation", where.id, record.id),
        "repository": repository(call, where, False), "invitee": simple_user(call, record.invitee),
        "inviter": simple_user(call, record.inviter), "permissions": ROLES[record.permission],
        "created_at": record.created_at, "expired": False, "url": f"{at}/{record.id}",
        "html_url": f"{html_url(call, where.id)}/invitations",
    }  # fmt: skip


@shape(DeployKey)
def deploy_key(call: Call, record: DeployKey, whole: bool) -> dict[str, Any]:
    """A key of a repository."""
    adder = call.peek(User, record.added_by)
    return {
        "id": record.id, "key": record.key, "url": f"{repository_url(call, record.repository)}/keys/{record.id}",
        "title": record.title, "verified": True, "created_at": record.created_at, "read_only": record.read_only,
        "added_by": adder.login if adder else None, "last_used": None, "enabled": True,
    }  # fmt: skip


@shape(Autolink)
def autolink(call: Call, record: Autolink, whole: bool) -> dict[str, Any]:
    """A prefix that turns into links."""
    return {
        "id": record.id, "key_prefix": record.key_prefix, "url_template": record.url_template,
        "is_alphanumeric": record.is_alphanumeric, "updated_at": record.updated_at,
    }  # fmt: skip
