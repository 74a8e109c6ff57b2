"""Members of an organization; https://docs.github.com/rest/orgs/members."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.problems import Forbidden, NotFound

from ...joining import accept, invite, leave, spare_an_owner
from ...lookups import find_organization, find_user, me, membership, owns
from ...organizations import belongs, inside, owned
from ...pages import mapped
from ...records.people import Membership, User
from ...refusals import Unprocessable


@operation("orgs/list-members")
def list_members(call: Call, org: str, filter: str = "all", role: str = "all") -> Page:
    """GET /orgs/{org}/members: to others than members those who show it."""
    organization = find_organization(call, org)
    where: dict[str, Any] = {"organization": organization.id, "state": "active"}
    if role != "all":
        where["role"] = role
    if filter != "all":
        if call.actor is None or not owns(call, organization.id, call.actor.id):
            raise Unprocessable("Only owners can use this filter.")
        return call.slice([])
    if not inside(call, organization):
        where["public"] = True
    return mapped(call.page(Membership, where), lambda held: call.get(User, held.user))


@operation("orgs/check-membership-for-user")
def check_member(call: Call, org: str, username: str) -> None:
    """GET /orgs/{org}/members/{username}: 204, 404, or for strangers 302 to the public members."""
    organization, user = find_organization(call, org), find_user(call, username)
    if not inside(call, organization):
        call.headers.append(("Location", f"{call.base}/orgs/{organization.login}/public_members/{user.login}"))
        call.status = 302
    elif not belongs(call, organization.id, user.id):
        raise NotFound(kind="membership")


@operation("orgs/remove-member")
def remove_member(call: Call, org: str, username: str) -> None:
    """DELETE /orgs/{org}/members/{username}"""
    organization, user = find_organization(call, org), find_user(call, username)
    if not owns(call, organization.id, me(call).id) and user.id != me(call).id:
        raise Forbidden("You must be an admin of the organization to remove members.")
    if not belongs(call, organization.id, user.id):
        raise NotFound(kind="membership")
    leave(call, organization, user.id)


@operation("orgs/list-public-members")
def list_public_members(call: Call, org: str) -> Page:
    """GET /orgs/{org}/public_members"""
    where = {"organization": find_organization(call, org).id, "state": "active", "public": True}
    return mapped(call.page(Membership, where), lambda held: call.get(User, held.user))


@operation("orgs/check-public-membership-for-user")
def check_public_member(call: Call, org: str, username: str) -> None:
    """GET /orgs/{org}/public_members/{username}"""
    held = membership(call, find_organization(call, org).id, find_user(call, username).id)
    if held is None or held.state != "active" or not held.public:
        raise NotFound(kind="membership")


@operation("orgs/set-public-membership-for-authenticated-user")
def publicize(call: Call, org: str, username: str) -> None:
    """PUT /orgs/{org}/public_members/{username}"""
    _show(call, org, username, True)


@operation("orgs/remove-public-membership-for-authenticated-user")
def conceal(call: Call, org: str, username: str) -> None:
    """DELETE /orgs/{org}/public_members/{username}"""
    _show(call, org, username, False)


def _show(call: Call, org: str, username: str, public: bool) -> None:
    """Everybody decides for themselves whether the membership shows."""
    organization, user = find_organization(call, org), find_user(call, username)
    held = membership(call, organization.id, user.id)
    if held is None or held.state != "active":
        raise NotFound(kind="membership")
    if user.id != me(call).id:
        raise Forbidden("You can only change the visibility of your own membership.")
    call.update(held, public=public)


@operation("orgs/get-membership-for-user")
def get_membership(call: Call, org: str, username: str) -> Membership:
    """GET /orgs/{org}/memberships/{username}"""
    organization, user = find_organization(call, org), find_user(call, username)
    me(call)
    if not inside(call, organization):
        raise Forbidden(f"You must be a member of {org} to see membership information for {username}.")
    return _held(call, organization, user)


def _held(call: Call, organization: User, user: User) -> Membership:
    held = membership(call, organization.id, user.id)
    if held is None:
        raise NotFound(kind="membership")
    return held


@operation("orgs/set-membership-for-user")
def set_membership(call: Call, org: str, username: str, role: str = "member") -> Membership:
    """PUT /orgs/{org}/memberships/{username}: invites those who are no members, and changes the role of others."""
    organization = owned(call, org, "You must be an admin to add or update an organization membership.")
    user = find_user(call, username)
    held = membership(call, organization.id, user.id)
    if held is None:
        invite(call, organization, "admin" if role == "admin" else "direct_member", user)
        return _held(call, organization, user)
    if owns(call, organization.id, user.id) and role != "admin":
        spare_an_owner(call, organization)
    return call.update(held, role=role)


@operation("orgs/remove-membership-for-user")
def remove_membership(call: Call, org: str, username: str) -> None:
    """DELETE /orgs/{org}/memberships/{username}: a pending one is an invitation taken back."""
    organization, user = find_organization(call, org), find_user(call, username)
    if not owns(call, organization.id, me(call).id) and user.id != me(call).id:
        raise Forbidden("You must be an admin to remove an organization membership.")
    _held(call, organization, user)
    leave(call, organization, user.id)


@operation("orgs/list-memberships-for-authenticated-user")
def list_my_memberships(call: Call, state: str = "") -> Page:
    """GET /user/memberships/orgs"""
    where: dict[str, Any] = {"user": me(call).id}
    if state:
        where["state"] = state
    return call.page(Membership, where)


@operation("orgs/get-membership-for-authenticated-user")
def get_my_membership(call: Call, org: str) -> Membership:
    """GET /user/memberships/orgs/{org}"""
    organization = find_organization(call, org)
    return _held(call, organization, me(call))


@operation("orgs/update-membership-for-authenticated-user")
def accept_membership(call: Call, org: str, state: str) -> Membership:
    """PATCH /user/memberships/orgs/{org}: the one state that can be asked for is active."""
    organization = find_organization(call, org)
    held = _held(call, organization, me(call))
    return accept(call, organization, held) if held.state == "pending" else held
