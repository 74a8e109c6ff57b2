"""Organizations; https://docs.github.com/rest/orgs/orgs."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.state.query import gt

from ...lookups import find_organization, find_user, me
from ...organizations import owned
from ...pages import mapped
from ...records.people import Membership, User
from ...refusals import ValidationFailed
from ...shapes.organizations import SETTINGS, organization_full
from ...shapes.people import organization_short
from ..users.users import accounts_since


@operation("orgs/list")
def list_organizations(call: Call, since: int = 0) -> Page:
    """GET /organizations: by id, after `since`."""
    page = accounts_since(call, "/organizations", {"type": "Organization", "id": gt(since)})
    return mapped(page, lambda each: organization_short(call, each))


@operation("orgs/get")
def get(call: Call, org: str) -> dict[str, Any]:
    """GET /orgs/{org}"""
    return organization_full(call, find_organization(call, org))


@operation("orgs/update")
def update(call: Call, org: str, **changes: Any) -> dict[str, Any]:
    """PATCH /orgs/{org}"""
    organization = owned(call, org)
    for name in ("email", "billing_email"):
        if changes.get(name) and "@" not in changes[name]:
            raise ValidationFailed("Organization", name, "invalid")
    settings = {name: value for name, value in changes.items() if name in SETTINGS}
    profile = {name: value for name, value in changes.items() if name in User.FIELDS}
    if settings:
        profile["settings"] = {**(organization.settings or {}), **settings}
    organization = call.update(organization, **profile, updated_at=call.now)
    return organization_full(call, organization)


@operation("orgs/delete")
def delete(call: Call, org: str) -> dict[str, Any]:
    """DELETE /orgs/{org}"""
    organization = owned(call, org)
    call.emit("organization", action="deleted", organization=organization)
    call.delete(organization)
    return {}


@operation("orgs/list-for-authenticated-user")
def list_mine(call: Call) -> Page:
    """GET /user/orgs"""
    page = call.page(Membership, {"user": me(call).id, "state": "active"})
    return mapped(page, lambda held: organization_short(call, call.get(User, held.organization)))


@operation("orgs/list-for-user")
def list_of_user(call: Call, username: str) -> Page:
    """GET /users/{username}/orgs: those that the person shows, whoever asks."""
    page = call.page(Membership, {"user": find_user(call, username).id, "state": "active", "public": True})
    return mapped(page, lambda held: organization_short(call, call.get(User, held.organization)))
