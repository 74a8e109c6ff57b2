"""How callers stand to an organization and its teams; https://docs.github.com/organizations/managing-peoples-access-to-your-organization-with-roles/roles-in-an-organization."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.problems import Forbidden, NotFound

from . import scopes
from .lookups import find_organization, me, membership, owns
from .records.people import User
from .records.teams import Team, TeamMembership
from .team_access import teams_of

if TYPE_CHECKING:
    from clonery.server.call import Call


def belongs(call: Call, organization: int, user: int) -> bool:
    """Whether a person is an active member."""
    found = membership(call, organization, user)
    return found is not None and found.state == "active"


def inside(call: Call, organization: User) -> bool:
    """Whether the caller sees an organization as its members do: being one, with a token that may."""
    return (
        call.actor is not None and scopes.holds(call, "read:org") and belongs(call, organization.id, call.actor.id)
    )  # fmt: skip


def owned(call: Call, org: str, message: str = "") -> User:
    """An organization that the caller owns. Raises NotFound for one that is not there, Forbidden for another's."""
    organization = find_organization(call, org)
    if not owns(call, organization.id, me(call).id):
        raise Forbidden(message or "Must have admin rights to organization.")
    return organization


def joined(call: Call, org: str) -> User:
    """An organization that the caller is a member of. Raises NotFound, Forbidden."""
    organization = find_organization(call, org)
    me(call)
    if not inside(call, organization):
        raise Forbidden("Must have admin rights to Repository.")
    return organization


def find_team(call: Call, org: str, team_slug: str) -> Team:
    """A team by its organization's login and its slug, where the caller may see it. Raises NotFound."""
    organization = find_organization(call, org)
    return visible(call, call.find(Team, organization=organization.id, slug=team_slug.lower()))


def visible(call: Call, team: Team | None) -> Team:
    """The team, where the caller may see it: members of the organization, of the team where it is secret."""
    if team is None or not inside(call, call.get(User, team.organization)) or not sees(call, team):
        raise NotFound(kind="team")
    return team


def sees(call: Call, team: Team) -> bool:
    """Whether a member of the organization, the caller, sees a team."""
    actor = me(call).id
    if team.privacy != "secret" or owns(call, team.organization, actor):
        return True
    return any(mine.id == team.id for mine in teams_of(call, actor))


def require_maintainer(call: Call, team: Team) -> None:
    """Raise Forbidden unless the caller maintains the team or owns its organization."""
    actor = me(call).id
    if owns(call, team.organization, actor):
        return
    mine = call.find(TeamMembership, team=team.id, user=actor)
    if mine is None or mine.state != "active" or mine.role != "maintainer":
        raise Forbidden("You must be an organization owner or team maintainer.")


def team_at(call: Call, where: dict[str, Any]) -> Team:
    """The team that a path names, by organization and slug or (older paths) by its id alone. Raises NotFound."""
    if "team_id" in where:
        return visible(call, call.peek(Team, where["team_id"]))
    return find_team(call, where["org"], where["team_slug"])
