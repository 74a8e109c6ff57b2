"""The keys that a person signs in with; https://docs.github.com/rest/users/keys."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.problems import NotFound

from ...lookups import find_user, me
from ...pages import mapped
from ...records.accounts import PublicKey
from ...ssh_keys import unused


@operation("users/list-public-ssh-keys-for-authenticated-user")
def list_keys(call: Call) -> Page:
    """GET /user/keys"""
    return call.page(PublicKey, {"user": me(call).id})


@operation("users/create-public-ssh-key-for-authenticated-user")
def create_key(call: Call, key: str, title: str = "") -> PublicKey:
    """POST /user/keys"""
    return call.create(PublicKey, user=me(call), title=title, key=unused(call, key), created_at=call.now)


@operation("users/get-public-ssh-key-for-authenticated-user")
def get_key(call: Call, key_id: int) -> PublicKey:
    """GET /user/keys/{key_id}"""
    found = call.get(PublicKey, key_id)
    if found.user != me(call).id:
        raise NotFound(kind="public_key")
    return found


@operation("users/delete-public-ssh-key-for-authenticated-user")
def delete_key(call: Call, key_id: int) -> None:
    """DELETE /user/keys/{key_id}"""
    call.delete(get_key(call, key_id))


@operation("users/list-public-keys-for-user")
def list_keys_of(call: Call, username: str) -> Page:
    """GET /users/{username}/keys"""
    page = call.page(PublicKey, {"user": find_user(call, username).id})
    return mapped(page, _public)


def _public(key: PublicKey) -> dict[str, Any]:
    """What strangers see of a key."""
    return {"id": key.id, "key": key.key, "created_at": key.created_at, "last_used": None}
