"""Coming into an organization and leaving it: invitations, memberships, teams; https://docs.github.com/rest/orgs/members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clonery.server.problems import Forbidden

from .lookups import LEVELS, me, membership, owns
from .organizations import belongs
from .records.people import Membership, OrganizationInvitation, User
from .records.repositories import Collaborator, Repository
from .records.teams import Team, TeamMembership
from .refusals import Unprocessable, ValidationFailed
from .team_access import team_permissions

if TYPE_CHECKING:
    from clonery.server.call import Call

ROLES = {"admin": "admin", "direct_member": "member"}


def invite(
    call: Call, organization: User, role: str, user: User | None = None, email: str | None = None,
    teams: tuple[int, ...] = (),
) -> OrganizationInvitation:  # fmt: skip
    """Invite a person or an address; a person's membership is pending from now on. Raises ValidationFailed.

    `role` is admin, direct_member or billing_manager; `teams` are ids.
    """
    if user is not None:
        if user.type != "User":
            raise Unprocessable("An organization can't be a member of another one.")
        there = membership(call, organization.id, user.id)
        if there is not None:
            state = "is already a part of" if there.state == "active" else "has already been invited to"
            message = f"Invitee {state} this organization"
            raise ValidationFailed("OrganizationInvitation", "data", "unprocessable", message)
        call.create(
            Membership, organization=organization, user=user, role=ROLES.get(role, "member"), state="pending"
        )  # fmt: skip
        for team in teams:
            call.create(TeamMembership, team=team, user=user, state="pending")
    made = call.create(
        OrganizationInvitation, organization=organization, invitee=user, email=email, role=role, inviter=me(call),
        teams=list(teams), created_at=call.now,
    )  # fmt: skip
    call.emit("organization", action="member_invited", organization=organization, invitation=made, user=user)
    return made


def accept(call: Call, organization: User, held: Membership) -> Membership:
    """A pending membership becomes active, and so do those of the teams that it was for."""
    held = call.update(held, state="active")
    for mine in _in_teams(call, organization.id, held.user):
        call.update(mine, state="active")
    _drop_invitations(call, organization.id, held.user)
    call.emit("organization", action="member_added", organization=organization, membership=held)
    return held


def leave(call: Call, organization: User, user: int, keep_repositories: bool = False) -> None:
    """End a membership, pending ones too, and what came with it; what teams gave in repositories may be kept.

    Raises Forbidden for the last owner.
    """
    held = membership(call, organization.id, user)
    assert held is not None, "only members leave"
    if owns(call, organization.id, user):
        spare_an_owner(call, organization)
    for each in call.all(Repository, {"owner": organization.id}):
        grant = call.find(Collaborator, repository=each.id, user=user)
        by_teams = team_permissions(call, each.id, user)
        if not keep_repositories and grant is not None:
            call.delete(grant)
        elif keep_repositories and by_teams and grant is None:
            call.create(Collaborator, repository=each, user=user, permission=max(by_teams, key=LEVELS.index))
    for mine in _in_teams(call, organization.id, user):
        call.delete(mine)
    _drop_invitations(call, organization.id, user)
    call.delete(held)
    if held.state == "active":
        call.emit("organization", action="member_removed", organization=organization, membership=held)


def spare_an_owner(call: Call, organization: User) -> None:
    """Raise Forbidden where the organization has no owner but one."""
    owners = call.all(Membership, {"organization": organization.id, "role": "admin"})
    if sum(owner.state == "active" for owner in owners) < 2:
        raise Forbidden("You can't leave the organization without an owner.")


def withdraw(call: Call, invitation: OrganizationInvitation) -> None:
    """Take an invitation back, and the pending membership with it."""
    organization = call.get(User, invitation.organization)
    if invitation.invitee is not None and not belongs(call, organization.id, invitation.invitee):
        leave(call, organization, invitation.invitee)
    else:
        call.delete(invitation)


def _in_teams(call: Call, organization: int, user: int) -> list[TeamMembership]:
    held = call.all(TeamMembership, {"user": user})
    return [mine for mine in held if call.get(Team, mine.team).organization == organization]


def _drop_invitations(call: Call, organization: int, user: int) -> None:
    for waiting in call.all(OrganizationInvitation, {"organization": organization, "invitee": user}):
        call.delete(waiting)
