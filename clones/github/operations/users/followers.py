"""Who follows whom; https://docs.github.com/rest/users/followers."""

from __future__ import annotations

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.problems import NotFound

from ...lookups import find_user, me
from ...pages import mapped
from ...records.accounts import Follow
from ...records.people import User
from ...refusals import Unprocessable


def followers(call: Call, user: User) -> Page:
    """The page of those who follow an account."""
    page = call.page(Follow, {"target": user.id})
    return mapped(page, lambda each: call.get(User, each.user))


def following(call: Call, user: User) -> Page:
    """The page of those whom a person follows."""
    page = call.page(Follow, {"user": user.id})
    return mapped(page, lambda each: call.get(User, each.target))


@operation("users/list-followers-for-authenticated-user")
def list_my_followers(call: Call) -> Page:
    """GET /user/followers"""
    return followers(call, me(call))


@operation("users/list-followed-by-authenticated-user")
def list_followed(call: Call) -> Page:
    """GET /user/following"""
    return following(call, me(call))


@operation("users/list-followers-for-user")
def list_followers(call: Call, username: str) -> Page:
    """GET /users/{username}/followers"""
    return followers(call, find_user(call, username))


@operation("users/list-following-for-user")
def list_following(call: Call, username: str) -> Page:
    """GET /users/{username}/following"""
    return following(call, find_user(call, username))


@operation("users/check-person-is-followed-by-authenticated")
def check_followed(call: Call, username: str) -> None:
    """GET /user/following/{username}"""
    _check(call, me(call), find_user(call, username))


@operation("users/check-following-for-user")
def check_following(call: Call, username: str, target_user: str) -> None:
    """GET /users/{username}/following/{target_user}"""
    _check(call, find_user(call, username), find_user(call, target_user))


def _check(call: Call, user: User, target: User) -> None:
    if call.find(Follow, user=user.id, target=target.id) is None:
        raise NotFound(kind="follow")


@operation("users/follow")
def follow(call: Call, username: str) -> None:
    """PUT /user/following/{username}"""
    actor, target = me(call), find_user(call, username)
    if actor.id == target.id:
        raise Unprocessable("You cannot follow yourself.")
    if call.find(Follow, user=actor.id, target=target.id) is None:
        call.create(Follow, user=actor, target=target, created_at=call.now)


@operation("users/unfollow")
def unfollow(call: Call, username: str) -> None:
    """DELETE /user/following/{username}"""
    found = call.find(Follow, user=me(call).id, target=find_user(call, username).id)
    if found is None:
        raise NotFound(kind="follow")
    call.delete(found)
