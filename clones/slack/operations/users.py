"""People: found, described, present or away; https://docs.slack.dev/reference/methods?family=users."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import job, operation
from clonery.server.state.query import nocase

from .. import shapes
from ..lookups import find_user, listed, me, team_of, words
from ..people import AVATAR, SIZES
from ..records import Bot, User
from ..wording import no

PROFILE_LIMITS = {"status_text": 100, "display_name": 80, "first_name": 50, "last_name": 50, "title": 255}
_OWN = frozenset({"avatar_hash", "team", "image_1024", "image_original", *(f"image_{size}" for size in SIZES)})


@operation("users.list")
def list_users(call: Call, include_locale: bool = False, limit: int | None = None) -> dict[str, Any]:
    if not limit:
        call.paging.limit = 1000
    page = call.page(User, total=False)
    if include_locale:
        page.items = [{**shapes.user(call, each), "locale": each.locale} for each in page.items]
    return listed(call, "members", page, cache_ts=call.now)


@operation("users.info")
def info(call: Call, user: str, include_locale: bool = False) -> dict[str, Any]:
    found = find_user(call, user)
    return {"user": shapes.user(call, found) | ({"locale": found.locale} if include_locale else {})}


@operation("users.lookupByEmail")
def lookup_by_email(call: Call, email: str) -> dict[str, Any]:
    found = call.first(User, {"profile.email": nocase(email), "deleted": False})
    if found is None:
        raise no("users_not_found")
    return {"user": shapes.user(call, found)}


@operation("users.identity")
def identity(call: Call) -> dict[str, Any]:
    user, team = me(call), team_of(call)
    images = {name: value for name, value in user.profile.items() if name.startswith("image_")}
    return {
        "user": {"name": user.real_name, "id": user.id, "email": user.profile.get("email", ""), **images},
        "team": {"id": team.id, "name": team.name, "domain": team.domain},
    }  # fmt: skip


@operation("bots.info")
def bot_info(call: Call, bot: str | None = None) -> dict[str, Any]:
    found = call.peek(Bot, bot) if bot else None
    if found is None:
        raise no("bot_not_found")
    return {"bot": shapes.bot(call, found)}


@operation("users.discoverableContacts.lookup")
def discover(call: Call, email: str) -> dict[str, Any]:
    found = call.first(User, {"profile.email": nocase(email)})
    if found is None:
        raise no("users_not_found")
    return {"is_discoverable": not found.deleted}


# Profiles


@operation("users.profile.get")
def get_profile(call: Call, user: str | None = None, include_labels: bool = False) -> dict[str, Any]:
    found = find_user(call, user) if user else me(call)
    made = shapes.profile(call, found)
    if include_labels:
        labels = {each["id"]: each.get("label", "") for each in team_of(call).profile_fields}
        made["fields"] = {id: {**held, "label": labels.get(id, "")} for id, held in (made.get("fields") or {}).items()}
    return {"profile": made}


@operation("users.profile.set")
def set_profile(
    call: Call, profile: dict[str, Any] | None = None, name: str | None = None, value: str | None = None,
    user: str | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Change one's profile, an administrator anyone's."""
    actor = me(call)
    person = find_user(call, user) if user else actor
    if person.id != actor.id and not actor.is_admin:
        raise no("not_admin")
    changes = dict(profile) if profile is not None else {name: value} if name else {}
    if not changes:
        raise no("invalid_profile")
    for field, text in changes.items():
        if field in PROFILE_LIMITS and len(str(text or "")) > PROFILE_LIMITS[field]:
            raise no("too_long" if field == "status_text" else "invalid_profile", profile_set_failed=True)
        if field in _OWN:
            raise no("reserved_name", field=field)
    made = changed(call, person, changes)
    if made.profile.get("status_expiration"):
        call.schedule(made.profile["status_expiration"] * 1_000_000, "clear-status", user=made.id)
    return {"username": made.name, "profile": shapes.profile(call, made)}


def changed(call: Call, person: User, changes: dict[str, Any]) -> User:
    """The person with another profile: names follow their parts, and everyone is told."""
    made = {**person.profile, **changes}
    if "fields" in changes:
        kept = {**(person.profile.get("fields") or {}), **(changes["fields"] or {})}
        made["fields"] = {id: {"value": "", "alt": "", **held} for id, held in kept.items()}
    if {"first_name", "last_name"} & set(changes):
        made["real_name"] = f"{made.get('first_name', '')} {made.get('last_name', '')}".strip()
    made["real_name_normalized"], made["display_name_normalized"] = made["real_name"], made["display_name"]
    if changes.get("status_emoji") == "" and changes.get("status_text") == "":
        made["status_expiration"] = 0
    person = call.update(person, profile=made, real_name=made["real_name"], updated=call.now)
    call.emit("user_change", user=person)
    if {"status_text", "status_emoji"} & set(changes):
        call.emit("user_status_changed", user=person)
    call.emit("user_profile_changed", user=person)
    return person


@job("clear-status")
def clear_status(call: Call, user: str) -> None:
    """A status has come to its end, unless it was set anew."""
    person = call.get(User, user)
    if person.profile.get("status_expiration") and person.profile["status_expiration"] <= call.now:
        changed(call, person, {"status_text": "", "status_emoji": "", "status_expiration": 0})


@operation("users.setPhoto")
def set_photo(call: Call, image: str) -> dict[str, Any]:
    user = me(call)
    name = f"{call.random(16**12):012x}"
    sizes = (*SIZES, 1024, "original")
    images = {f"image_{size}": f"https://avatars.slack-edge.com/{name}_{size}.png" for size in sizes}
    made = call.update(user, profile={**user.profile, **images, "avatar_hash": name}, updated=call.now)
    call.emit("user_change", user=made)
    return {"profile": {"avatar_hash": name, **images}}


@operation("users.deletePhoto")
def delete_photo(call: Call) -> dict[str, Any]:
    user = me(call)
    images = {f"image_{size}": AVATAR.format(size) for size in SIZES}
    rest = {name: value for name, value in user.profile.items() if name not in ("image_1024", "image_original")}
    call.update(user, profile={**rest, **images, "avatar_hash": "g0"}, updated=call.now)
    return {}


# Presence, and do not disturb


@operation("users.getPresence")
def get_presence(call: Call, user: str | None = None) -> dict[str, Any]:
    person, actor = find_user(call, user) if user else me(call), me(call)
    away = person.presence == "away"
    made: dict[str, Any] = {"presence": "away" if away else "active"}
    if person.id == actor.id:
        made |= {
            "online": True,
            "auto_away": False,
            "manual_away": away,
            "connection_count": 1,
            "last_activity": call.now,
        }
    return made


@operation("users.setPresence")
def set_presence(call: Call, presence: str) -> dict[str, Any]:
    if presence not in ("auto", "away"):
        raise no("invalid_presence")
    call.update(me(call), presence=presence)
    return {}


@operation("users.setActive")
def set_active(call: Call) -> dict[str, Any]:
    return {}


def _quiet(call: Call, person: User) -> dict[str, Any]:
    snooze = person.dnd.get("snooze", 0)
    made: dict[str, Any] = {"dnd_enabled": False, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1}
    if person.dnd.get("until", 0) > call.now:
        made |= {"dnd_enabled": True, "next_dnd_start_ts": person.dnd["since"], "next_dnd_end_ts": person.dnd["until"]}
    if person.id == me(call).id:
        made["snooze_enabled"] = snooze > call.now
        if snooze > call.now:
            made |= {"snooze_endtime": snooze, "snooze_remaining": snooze - call.now}
    return made


@operation("dnd.info")
def dnd_info(call: Call, user: str | None = None) -> dict[str, Any]:
    return _quiet(call, find_user(call, user) if user else me(call))


@operation("dnd.teamInfo")
def dnd_team(call: Call, users: Any) -> dict[str, Any]:
    ids = words(users)
    if len(ids) > 50:
        raise no("too_many_users")
    shown = {id: _quiet(call, find_user(call, id)) for id in ids}
    return {"users": {id: {key: quiet[key] for key in list(quiet)[:3]} for id, quiet in shown.items()}}


@operation("dnd.setSnooze")
def set_snooze(call: Call, num_minutes: Any) -> dict[str, Any]:
    if not str(num_minutes).isdecimal() or int(num_minutes) <= 0:
        raise no("missing_duration" if num_minutes in ("", None) else "snooze_failed")
    end = call.now + int(num_minutes) * 60
    made = call.update(me(call), dnd={**me(call).dnd, "snooze": end})
    call.emit("dnd_updated", user=made)
    return {"snooze_enabled": True, "snooze_endtime": end, "snooze_remaining": end - call.now}


@operation("dnd.endSnooze")
def end_snooze(call: Call) -> dict[str, Any]:
    user = me(call)
    if user.dnd.get("snooze", 0) <= call.now:
        raise no("snooze_not_active")
    made = call.update(user, dnd={**user.dnd, "snooze": 0})
    return {**_quiet(call, made), "snooze_enabled": False}


@operation("dnd.endDnd")
def end_dnd(call: Call) -> dict[str, Any]:
    user = me(call)
    call.update(user, dnd={**user.dnd, "until": 0, "since": 0})
    return {}
