"""Invitations into an organization; https://docs.github.com/rest/orgs/members#list-pending-organization-invitations."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.problems import NotFound

from ...joining import invite, withdraw
from ...organizations import owned
from ...records.people import OrganizationInvitation, User
from ...records.teams import Team
from ...refusals import Unprocessable, ValidationFailed


@operation("orgs/list-pending-invitations")
def list_pending(call: Call, org: str, role: str = "all", invitation_source: str = "all") -> Page:
    """GET /orgs/{org}/invitations"""
    where: dict[str, Any] = {"organization": owned(call, org).id}
    if role != "all":
        where["role"] = role
    if invitation_source == "scim":
        return call.slice([])
    return call.page(OrganizationInvitation, where)


@operation("orgs/list-failed-invitations")
def list_failed(call: Call, org: str) -> Page:
    """GET /orgs/{org}/failed_invitations: none, since nobody here lets one lapse."""
    owned(call, org)
    return call.slice([])


@operation("orgs/create-invitation")
def create(
    call: Call, org: str, invitee_id: int | None = None, email: str | None = None, role: str = "direct_member",
    team_ids: list[int] | None = None,
) -> OrganizationInvitation:  # fmt: skip
    """POST /orgs/{org}/invitations: of a person by id, or of an address."""
    organization = owned(call, org)
    if invitee_id is None and not email:
        raise Unprocessable("You must supply either an invitee_id or an email.")
    user = None
    if invitee_id is not None:
        user = call.peek(User, invitee_id)
        if user is None:
            raise ValidationFailed("OrganizationInvitation", "invitee_id", "invalid")
    elif email is not None:
        if "@" not in email.strip("@"):
            raise ValidationFailed("OrganizationInvitation", "email", "invalid")
        user = call.first(User, {"email": email, "type": "User"})
    for id in team_ids or []:
        team = call.peek(Team, id)
        if team is None or team.organization != organization.id:
            raise ValidationFailed("OrganizationInvitation", "team_ids", "invalid", value=id)
    return invite(call, organization, role, user, email, tuple(team_ids or ()))


@operation("orgs/cancel-invitation")
def cancel(call: Call, org: str, invitation_id: int) -> None:
    """DELETE /orgs/{org}/invitations/{invitation_id}"""
    withdraw(call, _find(call, org, invitation_id))


@operation("orgs/list-invitation-teams")
def list_teams(call: Call, org: str, invitation_id: int) -> Page:
    """GET /orgs/{org}/invitations/{invitation_id}/teams"""
    return call.slice([call.get(Team, id) for id in _find(call, org, invitation_id).teams])


def _find(call: Call, org: str, id: int) -> OrganizationInvitation:
    organization, found = owned(call, org), call.peek(OrganizationInvitation, id)
    if found is None or found.organization != organization.id:
        raise NotFound(kind="organization_invitation")
    return found
