"""People, their roles, sessions and invitations, as administrators change them; https://docs.slack.dev/reference/methods?family=admin.users."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from clonery.server.call import Call
from clonery.server.operation import job, operation

from ... import posting
from ...lookups import find_user, listed, membership, team_of, words
from ...people import new_user
from ...records import Conversation, Member, User
from ...settings import administrator, keep, kept
from ...wording import no
from ..conversations.channels import enter


@operation("admin.users.list")
def list_users(call: Call, is_active: bool | None = None) -> dict[str, Any]:
    administrator(call)
    found = [each for each in call.all(User) if is_active is None or each.deleted is not is_active]
    page = call.slice(found)
    page.items = [
        {"id": each.id, "email": each.profile.get("email", ""), "is_admin": each.is_admin, "is_owner": each.is_owner,
         "is_primary_owner": each.is_primary_owner, "is_restricted": each.is_restricted, "username": each.name,
         "is_ultra_restricted": each.is_ultra_restricted, "is_bot": each.is_bot, "full_name": each.real_name,
         "is_active": not each.deleted, "date_created": each.updated,
         "deactivated_ts": each.updated if each.deleted else 0,
         "expiration_ts": each.expires, "workspaces": [each.team_id], "has_2fa": False, "has_sso": False}
        for each in page.items
    ]  # fmt: skip
    return listed(call, "users", page)


def _role(call: Call, user_id: str, **flags: bool) -> dict[str, Any]:
    administrator(call)
    user = find_user(call, user_id)
    if user.is_primary_owner:
        raise no("cannot_change_primary_owner" if not flags.get("is_owner") else "user_already_team_owner")
    call.emit("user_change", user=call.update(user, **flags, updated=call.now))
    return {}


@operation("admin.users.setAdmin")
def set_admin(call: Call, team_id: str, user_id: str) -> dict[str, Any]:
    if find_user(call, user_id).is_admin:
        raise no("user_already_team_admin")
    return _role(call, user_id, is_admin=True, is_restricted=False, is_ultra_restricted=False)


@operation("admin.users.setOwner")
def set_owner(call: Call, team_id: str, user_id: str) -> dict[str, Any]:
    return _role(call, user_id, is_admin=True, is_owner=True)


@operation("admin.users.setRegular")
def set_regular(call: Call, team_id: str, user_id: str) -> dict[str, Any]:
    return _role(call, user_id, is_admin=False, is_owner=False, is_restricted=False, is_ultra_restricted=False)


@operation("admin.users.assign")
def assign(
    call: Call,
    team_id: str,
    user_id: str,
    channel_ids: Any = None,
    is_restricted: bool = False,
    is_ultra_restricted: bool = False,
) -> dict[str, Any]:
    """Put someone into the workspace and its channels, as a guest where asked."""
    actor, user = administrator(call), find_user(call, user_id)
    call.update(user, is_restricted=is_restricted, is_ultra_restricted=is_ultra_restricted, deleted=False)
    _into(call, user, words(channel_ids), actor)
    return {}


def _into(call: Call, user: User, channels: list[str], actor: User) -> None:
    for id in channels:
        conversation = call.peek(Conversation, id)
        if conversation is None:
            raise no("channel_not_found")
        if membership(call, conversation, user) is None:
            enter(call, conversation, user.id, actor.id)


@operation("admin.users.invite")
def invite(
    call: Call, team_id: str, email: str, channel_ids: Any, real_name: str | None = None, is_restricted: bool = False,
    is_ultra_restricted: bool = False, guest_expiration_ts: Any = None,
) -> dict[str, Any]:  # fmt: skip
    """Someone new, who is in the workspace at once."""
    actor = administrator(call)
    if "@" not in email:
        raise no("invalid_email")
    if call.first(User, {"profile.email": email}):
        raise no("already_in_team")
    channels = words(channel_ids)
    if is_ultra_restricted and len(channels) != 1:
        raise no("ura_limit_reached")
    expires = int(float(guest_expiration_ts or 0))
    user = new_user(
        call, team_of(call).id, email.partition("@")[0], real_name or "", email, is_restricted=is_restricted,
        is_ultra_restricted=is_ultra_restricted, expires=expires, is_email_confirmed=False,
    )  # fmt: skip
    general = call.first(Conversation, {"is_general": True})
    guest = is_restricted or is_ultra_restricted
    _into(
        call, user, [*([general.id] if general and not guest and general.id not in channels else []), *channels], actor
    )
    if expires:
        call.schedule(expires * posting.SECOND, "expire-guest", user=user.id)
    call.emit("team_join", user=user)
    return {}


@operation("admin.users.remove")
def remove(call: Call, team_id: str, user_id: str) -> dict[str, Any]:
    administrator(call)
    user = find_user(call, user_id)
    if user.is_primary_owner:
        raise no("cant_remove_primary_owner")
    deactivate(call, user)
    return {}


def deactivate(call: Call, user: User) -> None:
    """End an account: it leaves its channels, and its tokens no longer work."""
    for member in call.all(Member, {"user": user.id}):
        call.delete(member)
    call.emit("user_change", user=call.update(user, deleted=True, updated=call.now))


@operation("admin.users.setExpiration")
def set_expiration(call: Call, user_id: str, expiration_ts: int, team_id: str | None = None) -> dict[str, Any]:
    administrator(call)
    user = find_user(call, user_id)
    if not (user.is_restricted or user.is_ultra_restricted):
        raise no("user_is_not_guest")
    if expiration_ts <= call.now:
        raise no("invalid_expiration_ts")
    call.update(user, expires=expiration_ts)
    call.schedule(expiration_ts * posting.SECOND, "expire-guest", user=user.id)
    return {}


@job("expire-guest")
def expire_guest(call: Call, user: str) -> None:
    """A guest's time is over, unless it was moved."""
    found = call.get(User, user)
    if found.expires and found.expires <= call.now and not found.deleted:
        deactivate(call, found)


@operation("admin.users.getExpiration")
def get_expiration(call: Call, user_id: str) -> dict[str, Any]:
    administrator(call)
    return {"expiration_ts": find_user(call, user_id).expires}


# Sessions


def _ended(call: Call, user_id: str) -> None:
    """End every token of someone's that an app does not hold."""
    credentials = call.session.opened.credentials
    for held in credentials.all(call.clone.name):
        if held.user == user_id and not held.default and not held.revoked and held.token.startswith("xoxp"):
            credentials.put(replace(held, revoked=True))


@operation("admin.users.session.reset")
def reset(call: Call, user_id: str) -> dict[str, Any]:
    administrator(call)
    _ended(call, find_user(call, user_id).id)
    return {}


@operation("admin.users.session.resetBulk")
def reset_bulk(call: Call, user_ids: Any) -> dict[str, Any]:
    administrator(call)
    for id in words(user_ids):
        _ended(call, find_user(call, id).id)
    return {}


@operation("admin.users.session.list")
def list_sessions(call: Call, user_id: str | None = None) -> dict[str, Any]:
    """One session for each token that works."""
    administrator(call)
    rows = [
        {"user_id": held.user, "team_id": team_of(call).id, "session_id": held.id, "created": 0,
         "recent": {"user_agent": "", "ip": "127.0.0.1"}}
        for held in call.session.opened.credentials.all(call.clone.name)
        if held.user and not held.revoked and user_id in (None, held.user)
    ]  # fmt: skip
    return listed(call, "active_sessions", call.slice(rows))


@operation("admin.users.session.invalidate")
def invalidate(call: Call, session_id: str, team_id: str) -> dict[str, Any]:
    administrator(call)
    credentials = call.session.opened.credentials
    held = next((each for each in credentials.all(call.clone.name) if each.id == session_id), None)
    if held is None:
        raise no("session_not_found")
    credentials.put(replace(held, revoked=True))
    return {}


@operation("admin.users.session.setSettings")
def set_settings(
    call: Call, user_ids: Any, duration: int | None = None, desktop_app_browser_quit: bool | None = None
) -> dict[str, Any]:
    administrator(call)
    for id in words(user_ids):
        keep(
            call,
            f"session/{find_user(call, id).id}",
            {"duration": duration, "desktop_app_browser_quit": desktop_app_browser_quit},
        )
    return {"updated_all_users": True}


@operation("admin.users.session.getSettings")
def get_settings(call: Call, user_ids: Any) -> dict[str, Any]:
    administrator(call)
    rows = [{"user_id": id, **kept(call, f"session/{id}", {})} for id in words(user_ids)]
    return {"session_settings": rows, "no_settings_applied": [row["user_id"] for row in rows if len(row) == 1]}


@operation("admin.users.session.clearSettings")
def clear_settings(call: Call, user_ids: Any) -> dict[str, Any]:
    administrator(call)
    for id in words(user_ids):
        keep(call, f"session/{id}", {})
    return {}
