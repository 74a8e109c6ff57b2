"""Users; https://docs.github.com/rest/users/users."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.state.query import gt

from ...lookups import find_user, me
from ...records.people import User


@operation("users/get-authenticated")
def get_authenticated(call: Call) -> User:
    """GET /user"""
    return me(call)


@operation("users/update-authenticated")
def update_authenticated(call: Call, **changes: Any) -> User:
    """PATCH /user"""
    call.actor = call.update(me(call), **changes, updated_at=call.now)
    return me(call)


@operation("users/get-by-username")
def get_by_username(call: Call, username: str) -> User:
    """GET /users/{username}"""
    return find_user(call, username)


@operation("users/get-by-id")
def get_by_id(call: Call, account_id: int) -> User:
    """GET /user/{account_id}"""
    return call.get(User, account_id)


@operation("users/list")
def list_users(call: Call, since: int = 0) -> Page:
    """GET /users: every account, by id, after `since`."""
    page = call.page(User, {"id": gt(since)}, "id", total=False)
    if page.more:
        call.headers.append(("Link", f'<{call.base}/users?since={page.items[-1].id}>; rel="next"'))
    return Page(page.items, page.paging)
