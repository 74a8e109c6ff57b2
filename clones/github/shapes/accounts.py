"""A person's addresses and keys as GitHub shows them; https://docs.github.com/rest/users/keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..records.accounts import Email, PublicKey, SigningKey
from . import shape

if TYPE_CHECKING:
    from clonery.server.call import Call


@shape(Email)
def email(call: Call, record: Email, whole: bool) -> dict[str, Any]:
    """An address of the caller's."""
    return {
        "email": record.email, "primary": record.primary, "verified": record.verified, "visibility": record.visibility
    }  # fmt: skip


@shape(PublicKey)
def public_key(call: Call, record: PublicKey, whole: bool) -> dict[str, Any]:
    """A key as its owner sees it."""
    return {
        "id": record.id, "key": record.key, "url": f"{call.base}/user/keys/{record.id}", "title": record.title,
        "created_at": record.created_at, "verified": True, "read_only": False, "last_used": None,
    }  # fmt: skip


@shape(SigningKey)
def signing_key(call: Call, record: SigningKey, whole: bool) -> dict[str, Any]:
    """A key for signatures, the same for everybody."""
    return {"id": record.id, "key": record.key, "title": record.title, "created_at": record.created_at}
