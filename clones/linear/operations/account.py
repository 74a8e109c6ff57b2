"""People and the workspace changed; https://linear.app/docs/members-roles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.operation import operation
from clonery.server.problems import Forbidden, Invalid

from ..changes import change, create, payload, synced
from ..lookups import find, organization
from ..records.people import User, UserSettings
from .reading import settings

if TYPE_CHECKING:
    from clonery.server.call import Call

ROLES: dict[str, dict[str, bool]] = {
    "owner": {"owner": True, "admin": True, "guest": False}, "admin": {"owner": False, "admin": True, "guest": False},
    "user": {"owner": False, "admin": False, "guest": False}, "guest": {"owner": False, "admin": False, "guest": True},
    "app": {"owner": False, "admin": False, "guest": False},
}  # fmt: skip


def _admin(call: Call) -> None:
    if call.actor is not None and not call.actor.get("admin"):
        raise Forbidden("Only admins may do this")


@operation("userUpdate")
def update_user(call: Call, id: str, input: dict[str, Any]) -> dict[str, Any]:
    """One's own profile; admins may change those of others."""
    user = find(call, User, id)
    if call.actor is not None and user.id != call.actor.id:
        _admin(call)
    return payload(call, change(call, user, input))


@operation("userChangeRole")
def change_role(call: Call, id: str, role: str) -> dict[str, Any]:
    _admin(call)
    change(call, find(call, User, id), {}, **ROLES[role])
    return {"success": True}


@operation("userSuspend")
def suspend(call: Call, id: str, forceBypassScimRestrictions: bool | None = None) -> dict[str, Any]:
    """A suspended person can't sign in and is listed no more."""
    _admin(call)
    user = find(call, User, id)
    if call.actor is not None and user.id == call.actor.id:
        raise Invalid("You can not suspend yourself")
    change(call, user, {}, active=False, disableReason="Suspended by an admin")
    return {"success": True}


@operation("userUnsuspend")
def unsuspend(call: Call, id: str, forceBypassScimRestrictions: bool | None = None) -> dict[str, Any]:
    _admin(call)
    change(call, find(call, User, id), {}, active=True, disableReason=None)
    return {"success": True}


@operation("userSettingsUpdate")
def update_settings(call: Call, id: str, input: dict[str, Any]) -> dict[str, Any]:
    own = call.peek(UserSettings, id) or settings(call)
    return payload(call, change(call, own, input))


@operation("organizationUpdate")
def update_organization(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    _admin(call)
    return payload(call, change(call, organization(call), input))


@operation("organizationExists")
def exists(call: Call, urlKey: str) -> dict[str, Any]:
    return {"success": True, "exists": organization(call).get("urlKey") == urlKey}


@operation("organizationInviteCreate")
def invite(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    """Ask somebody in, by mail. Raises Invalid for who is there already."""
    if any(user.email.casefold() == input["email"].casefold() for user in call.all(User)):
        raise Invalid("A user with this email is in the workspace already")
    inviter = call.actor.id if call.actor is not None else None
    more = {
        "inviterId": inviter,
        "role": "user",
        "external": False,
        "acceptedAt": None,
        "expiresAt": None,
        "metadata": None,
    }
    return payload(call, create(call, call.clone.kind("organization_invite"), input, **more))


@operation("logoutAllSessions", "logoutOtherSessions", "logout")
def sign_out(call: Call, reason: str | None = None) -> dict[str, Any]:
    """Sessions of browsers end; keys stay good."""
    synced(call)
    return {"success": True}
