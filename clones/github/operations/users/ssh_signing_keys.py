"""The keys that a person signs commits with; https://docs.github.com/rest/users/ssh-signing-keys."""

from __future__ import annotations

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.problems import NotFound

from ...lookups import find_user, me
from ...records.accounts import SigningKey
from ...refusals import ValidationFailed
from ...ssh_keys import clean


@operation("users/list-ssh-signing-keys-for-authenticated-user")
def list_keys(call: Call) -> Page:
    """GET /user/ssh_signing_keys"""
    return call.page(SigningKey, {"user": me(call).id})


@operation("users/list-ssh-signing-keys-for-user")
def list_keys_of(call: Call, username: str) -> Page:
    """GET /users/{username}/ssh_signing_keys"""
    return call.page(SigningKey, {"user": find_user(call, username).id})


@operation("users/create-ssh-signing-key-for-authenticated-user")
def create_key(call: Call, key: str, title: str = "") -> SigningKey:
    """POST /user/ssh_signing_keys"""
    actor, text = me(call), clean(key)
    if call.find(SigningKey, user=actor.id, key=text):
        raise ValidationFailed("SshSigningKey", "key", "custom", "key is already in use")
    return call.create(SigningKey, user=actor, title=title, key=text, created_at=call.now)


@operation("users/get-ssh-signing-key-for-authenticated-user")
def get_key(call: Call, ssh_signing_key_id: int) -> SigningKey:
    """GET /user/ssh_signing_keys/{ssh_signing_key_id}"""
    found = call.get(SigningKey, ssh_signing_key_id)
    if found.user != me(call).id:
        raise NotFound(kind="ssh_signing_key")
    return found


@operation("users/delete-ssh-signing-key-for-authenticated-user")
def delete_key(call: Call, ssh_signing_key_id: int) -> None:
    """DELETE /user/ssh_signing_keys/{ssh_signing_key_id}"""
    call.delete(get_key(call, ssh_signing_key_id))
