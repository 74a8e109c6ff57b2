"""Members of a team; https://docs.github.com/rest/teams/members."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.problems import Forbidden, NotFound

from ...joining import invite
from ...lookups import find_user, me, membership, owns
from ...organizations import belongs, require_maintainer, team_at
from ...records.people import OrganizationInvitation, User
from ...records.teams import Team, TeamMembership
from ...refusals import Unprocessable
from ...team_access import people_of


@operation("teams/list-members-in-org", "teams/list-members-legacy")
def list_members(call: Call, role: str = "all", **where: Any) -> Page:
    """GET /orgs/{org}/teams/{team_slug}/members, GET /teams/{team_id}/members: of teams below it too."""
    team = team_at(call, where)
    return call.slice([call.get(User, id) for id in people_of(call, team, role)])


@operation("teams/get-member-legacy")
def check_member(call: Call, team_id: int, username: str) -> None:
    """GET /teams/{team_id}/members/{username}"""
    if find_user(call, username).id not in people_of(call, team_at(call, {"team_id": team_id})):
        raise NotFound(kind="team_membership")


@operation("teams/get-membership-for-user-in-org", "teams/get-membership-for-user-legacy")
def get_membership(call: Call, username: str, **where: Any) -> TeamMembership:
    """GET …/memberships/{username}: who is in a team below this one is a member here."""
    team, user = team_at(call, where), find_user(call, username)
    held = call.find(TeamMembership, team=team.id, user=user.id)
    if held is not None:
        return held
    if user.id not in people_of(call, team):
        raise NotFound(kind="team_membership")
    return TeamMembership.load(0, {**TeamMembership.DEFAULTS, "id": 0, "team": team.id, "user": user.id})


@operation("teams/add-or-update-membership-for-user-in-org", "teams/add-or-update-membership-for-user-legacy")
def set_membership(call: Call, username: str, role: str = "member", **where: Any) -> TeamMembership:
    """PUT …/memberships/{username}: who is not in the organization is invited into it."""
    team, user = team_at(call, where), find_user(call, username)
    require_maintainer(call, team)
    if user.type != "User":
        raise Unprocessable("Cannot add an organization as a member.")
    organization = call.get(User, team.organization)
    held = call.find(TeamMembership, team=team.id, user=user.id)
    if not belongs(call, organization.id, user.id):
        _invite(call, organization, team, user, held)
        held = call.find(TeamMembership, team=team.id, user=user.id)
        assert held is not None, "an invitation into a team makes a pending membership"
        return call.update(held, role=role)
    role = "maintainer" if owns(call, organization.id, user.id) else role
    if held is not None:
        return call.update(held, role=role)
    return _join(call, team, user, role)


def _invite(call: Call, organization: User, team: Team, user: User, held: TeamMembership | None) -> None:
    """Invite into the organization for the team's sake; one who is invited already gets the team as well."""
    if not owns(call, organization.id, me(call).id):
        raise Forbidden("You must be an organization owner to invite people to it.")
    if membership(call, organization.id, user.id) is None:
        invite(call, organization, "direct_member", user, teams=(team.id,))
    elif held is None:
        call.create(TeamMembership, team=team, user=user, state="pending")
        waiting = call.first(OrganizationInvitation, {"organization": organization.id, "invitee": user.id})
        if waiting is not None:
            call.update(waiting, teams=[*waiting.teams, team.id])


def _join(call: Call, team: Team, user: User, role: str) -> TeamMembership:
    made = call.create(TeamMembership, team=team, user=user, role=role)
    call.emit("membership", action="added", organization=call.get(User, team.organization), team=team, member=user)
    return made


@operation("teams/add-member-legacy")
def add_member(call: Call, team_id: int, username: str) -> None:
    """PUT /teams/{team_id}/members/{username}: for members of the organization alone."""
    team, user = team_at(call, {"team_id": team_id}), find_user(call, username)
    require_maintainer(call, team)
    if not belongs(call, team.organization, user.id):
        errors = [{"code": "unaffiliated", "field": "user", "resource": "TeamMember"}]
        raise Unprocessable("User isn't a member of this organization. Please invite them first.", errors)
    if call.find(TeamMembership, team=team.id, user=user.id) is None:
        _join(call, team, user, "maintainer" if owns(call, team.organization, user.id) else "member")


@operation("teams/remove-member-legacy")
def remove_member(call: Call, team_id: int, username: str) -> None:
    """DELETE /teams/{team_id}/members/{username}"""
    remove_membership(call, username, team_id=team_id)


@operation("teams/remove-membership-for-user-in-org", "teams/remove-membership-for-user-legacy")
def remove_membership(call: Call, username: str, **where: Any) -> None:
    """DELETE …/memberships/{username}: by a maintainer, or by oneself."""
    team, user = team_at(call, where), find_user(call, username)
    if user.id != me(call).id:
        require_maintainer(call, team)
    held = call.find(TeamMembership, team=team.id, user=user.id)
    if held is None:
        raise NotFound(kind="team_membership")
    call.delete(held)
    call.emit("membership", action="removed", organization=call.get(User, team.organization), team=team, member=user)


@operation("teams/list-pending-invitations-in-org", "teams/list-pending-invitations-legacy")
def list_pending(call: Call, **where: Any) -> Page:
    """GET …/invitations"""
    team = team_at(call, where)
    waiting = call.all(OrganizationInvitation, {"organization": team.organization})
    return call.slice([each for each in waiting if team.id in each.teams])
