"""Whom an organization has blocked; https://docs.github.com/rest/orgs/blocking."""

from __future__ import annotations

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation

from ...lookups import find_user
from ...organizations import belongs, owned
from ...refusals import Unprocessable
from ..users.blocking import blocked_by, find_block, put_block


@operation("orgs/list-blocked-users")
def list_blocked(call: Call, org: str) -> Page:
    """GET /orgs/{org}/blocks"""
    return blocked_by(call, owned(call, org))


@operation("orgs/check-blocked-user")
def check_blocked(call: Call, org: str, username: str) -> None:
    """GET /orgs/{org}/blocks/{username}"""
    find_block(call, owned(call, org), username)


@operation("orgs/block-user")
def block(call: Call, org: str, username: str) -> None:
    """PUT /orgs/{org}/blocks/{username}"""
    organization = owned(call, org)
    if belongs(call, organization.id, find_user(call, username).id):
        raise Unprocessable("Members of the organization cannot be blocked")
    put_block(call, organization, username)
    call.emit("org_block", action="blocked", organization=organization, blocked_user=find_user(call, username))


@operation("orgs/unblock-user")
def unblock(call: Call, org: str, username: str) -> None:
    """DELETE /orgs/{org}/blocks/{username}"""
    organization = owned(call, org)
    call.delete(find_block(call, organization, username))
    call.emit("org_block", action="unblocked", organization=organization, blocked_user=find_user(call, username))
