"""Users; https://docs.github.com/rest/users/users."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.state.query import gt

from ...lookups import find_user, me, membership
from ...records.people import Membership, User


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
    return accounts_since(call, "/users", {"id": gt(since)})


def accounts_since(call: Call, path: str, where: dict[str, Any]) -> Page:
    """Accounts by id; the link to the next page names the last id of this one."""
    page = call.page(User, where, "id", total=False)
    if page.more:
        size = f"&per_page={page.paging.limit}" if "per_page" in call.arguments else ""
        call.headers.append(("Link", f'<{call.base}{path}?since={page.items[-1].id}{size}>; rel="next"'))
    return Page(page.items, page.paging)


@operation("users/get-context-for-user")
def get_context(call: Call, username: str, subject_type: str = "", subject_id: str = "") -> dict[str, Any]:
    """GET /users/{username}/hovercard"""
    user = find_user(call, username)
    shared = [
        call.get(User, held.organization).login
        for held in call.all(Membership, {"user": user.id})
        if held.state == "active" and (held.public or membership(call, held.organization, me(call).id))
    ]
    contexts = [{"message": f"Member of {', '.join(shared)}", "octicon": "organization"}] if shared else []
    return {"contexts": contexts}
