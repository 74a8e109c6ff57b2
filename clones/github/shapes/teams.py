"""Teams as GitHub shows them; https://docs.github.com/rest/teams/teams."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..lookups import LEVELS
from ..nodes import node_id
from ..records.people import User
from ..records.repositories import Repository
from ..records.teams import Team, TeamMembership
from ..team_access import people_of, repositories_of
from . import shape
from .organizations import organization_full
from .repositories import repository

if TYPE_CHECKING:
    from clonery.server.call import Call

ROLES = {"pull": "read", "triage": "triage", "push": "write", "maintain": "maintain", "admin": "admin"}
"""A permission, and the role that GitHub calls it by."""


def team_url(call: Call, team: Team) -> str:
    return f"{call.base}/organizations/{team.organization}/team/{team.id}"


def short(call: Call, record: Team) -> dict[str, Any]:
    """A team without the one above it."""
    url = team_url(call, record)
    login = call.get(User, record.organization).login
    return {
        "name": record.name, "id": record.id, "node_id": node_id("team", record.organization, record.id),
        "slug": record.slug, "description": record.description, "privacy": record.privacy, "type": "organization",
        "notification_setting": record.notification_setting, "url": url, "organization_id": record.organization,
        "html_url": f"{call.base}/orgs/{login}/teams/{record.slug}", "members_url": f"{url}/members{{/member}}",
        "repositories_url": f"{url}/repos", "permission": record.permission,
    }  # fmt: skip


@shape(Team)
def team(call: Call, record: Team, whole: bool) -> dict[str, Any]:
    """A team; alone with its numbers and its organization."""
    above = call.peek(Team, record.parent)
    made = {**short(call, record), "parent": short(call, above) if above else None}
    if whole:
        made |= {
            "created_at": record.created_at, "updated_at": record.updated_at,
            "members_count": len(people_of(call, record)), "repos_count": len(repositories_of(call, record)),
            "organization": organization_full(call, call.get(User, record.organization)),
        }  # fmt: skip
    return made


@shape(TeamMembership)
def membership(call: Call, record: TeamMembership, whole: bool) -> dict[str, Any]:
    """How a person stands to a team."""
    url = team_url(call, call.get(Team, record.team))
    return {
        "state": record.state, "role": record.role, "url": f"{url}/memberships/{call.get(User, record.user).login}"
    }  # fmt: skip


def granted(permission: str) -> dict[str, bool]:
    """What a permission allows, level by level."""
    rank = LEVELS.index(permission)
    return {level: rank >= place for place, level in reversed(list(enumerate(LEVELS)))}


def team_repository(call: Call, record: Repository, permission: str) -> dict[str, Any]:
    """A repository as a team has it."""
    made = repository(call, record, False)
    return {**made, "permissions": granted(permission), "role_name": ROLES[permission]}
