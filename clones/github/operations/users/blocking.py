"""Whom a person has blocked; https://docs.github.com/rest/users/blocking."""

from __future__ import annotations

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.problems import NotFound

from ...lookups import find_user, me
from ...pages import mapped
from ...records.accounts import Block, Follow
from ...records.people import User
from ...refusals import Unprocessable


@operation("users/list-blocked-by-authenticated-user")
def list_blocked(call: Call) -> Page:
    """GET /user/blocks"""
    return blocked_by(call, me(call))


@operation("users/check-blocked")
def check_blocked(call: Call, username: str) -> None:
    """GET /user/blocks/{username}"""
    find_block(call, me(call), username)


@operation("users/block")
def block(call: Call, username: str) -> None:
    """PUT /user/blocks/{username}"""
    put_block(call, me(call), username)


@operation("users/unblock")
def unblock(call: Call, username: str) -> None:
    """DELETE /user/blocks/{username}"""
    call.delete(find_block(call, me(call), username))


def blocked_by(call: Call, owner: User) -> Page:
    """The page of those whom a person or organization has blocked."""
    page = call.page(Block, {"owner": owner.id})
    return mapped(page, lambda each: call.get(User, each.user))


def find_block(call: Call, owner: User, username: str) -> Block:
    found = call.find(Block, owner=owner.id, user=find_user(call, username).id)
    if found is None:
        raise NotFound(kind="block")
    return found


def put_block(call: Call, owner: User, username: str) -> None:
    """Block somebody, who then no longer follows the owner. Raises Unprocessable."""
    user = find_user(call, username)
    if user.id in (owner.id, me(call).id) or user.type != "User":
        raise Unprocessable("User cannot be blocked")
    if call.find(Block, owner=owner.id, user=user.id):
        raise Unprocessable("Blocked user has already been blocked")
    call.create(Block, owner=owner, user=user)
    followed = call.find(Follow, user=user.id, target=owner.id)
    if followed is not None:
        call.delete(followed)
