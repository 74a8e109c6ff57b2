"""Organizations and invitations into them as GitHub shows them; https://docs.github.com/rest/orgs/orgs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..lookups import owns
from ..nodes import node_id
from ..records.accounts import Follow
from ..records.people import Membership, OrganizationInvitation, User
from ..records.repositories import Repository
from . import shape
from .people import organization_short, simple_user

if TYPE_CHECKING:
    from clonery.server.call import Call

SETTINGS: dict[str, Any] = {
    "has_organization_projects": True,
    "has_repository_projects": True,
    "members_can_create_public_repositories": True,
    "members_can_create_private_repositories": True,
    "members_can_create_internal_repositories": False,
    "members_can_create_pages": True,
    "members_can_create_public_pages": True,
    "members_can_create_private_pages": True,
    "members_can_fork_private_repositories": False,
    "members_allowed_repository_creation_type": "all",
    "web_commit_signoff_required": False,
    "deploy_keys_enabled_for_repositories": True,
    "secret_scanning_push_protection_custom_link_enabled": False,
    "secret_scanning_push_protection_custom_link": None,
}
"""What may be set of an organization beside its profile, and what it begins with."""


def organization_full(call: Call, record: User) -> dict[str, Any]:
    """An organization alone: the profile for everybody, the settings for its owners."""
    made = organization_short(call, record)
    made |= {
        "description": record.description, "is_verified": False, "archived_at": None, "followers":
        call.count(Follow, {"target": record.id}), "following": 0, "public_gists": 0,
        "public_repos": call.count(Repository, {"owner": record.id, "private": False}),
        "html_url": f"{call.base}/{record.login}", "type": "Organization", "created_at": record.created_at,
        "updated_at": record.updated_at, "twitter_username": record.twitter_username,
        "has_organization_projects": True, "has_repository_projects": True,
    }  # fmt: skip
    for name in ("name", "company", "blog", "location", "email"):
        if getattr(record, name) is not None:
            made[name] = getattr(record, name)
    if call.actor is not None and owns(call, record.id, call.actor.id):
        made |= _for_owners(call, record)
    return made


def _for_owners(call: Call, record: User) -> dict[str, Any]:
    private = call.count(Repository, {"owner": record.id, "private": True})
    seats = call.count(Membership, {"organization": record.id})
    return {
        "total_private_repos": private, "owned_private_repos": private, "private_gists": 0, "disk_usage": 0,
        "collaborators": 0, "billing_email": record.billing_email,
        "default_repository_permission": record.default_repository_permission,
        "members_can_create_repositories": record.members_can_create_repositories,
        "two_factor_requirement_enabled": False,
        "plan": {"name": "team", "space": 976562499, "private_repos": 999999, "filled_seats": seats, "seats": seats},
        **SETTINGS, **(record.settings or {}),
    }  # fmt: skip


@shape(OrganizationInvitation)
def invitation(call: Call, record: OrganizationInvitation, whole: bool) -> dict[str, Any]:
    """An invitation that waits for an answer."""
    invitee = call.peek(User, record.invitee)
    teams = f"{call.base}/organizations/{record.organization}/invitations/{record.id}/teams"
    return {
        "id": record.id, "login": invitee.login if invitee else None, "email": record.email, "role": record.role,
        "created_at": record.created_at, "inviter": simple_user(call, record.inviter),
        "team_count": len(record.teams), "node_id": node_id("organization_invitation", record.organization, record.id),
        "invitation_teams_url": teams, "failed_at": None, "failed_reason": None, "invitation_source": "member",
    }  # fmt: skip
