"""The workspace: its facts, logs, emoji and groups of people; https://docs.slack.dev/reference/methods?family=team."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import act, operation

from .. import shapes
from ..lookups import find_user, listed, me, paged, team_of, words
from ..records import Emoji, Team, User, Usergroup
from ..settings import keep, kept
from ..wording import no

PREFERENCES = {
    "type": "object", "required": ["msg_edit_window_mins"], "additionalProperties": False,
    "properties": {"msg_edit_window_mins": {"type": "integer", "minimum": -1}},
}  # fmt: skip


@operation("team.info")
def team_info(call: Call, team: str | None = None, domain: str | None = None) -> dict[str, Any]:
    found = call.peek(Team, team) if team else team_of(call)
    if found is None or (domain and found.domain != domain):
        raise no("team_not_found")
    return {"team": shapes.team(call, found)}


@operation("team.profile.get")
def team_profile(call: Call, visibility: str | None = None) -> dict[str, Any]:
    fields = [each for each in team_of(call).profile_fields if visibility in (None, "all") or not each.get("is_hidden")]
    return {"profile": {"fields": fields, "sections": []}}


@act("set_preferences", PREFERENCES, "An administrator sets for how many minutes messages may be changed (-1: always).")
def set_preferences(call: Call, msg_edit_window_mins: int) -> dict[str, Any]:
    keep(call, "msg_edit_window_mins", msg_edit_window_mins)
    return {"msg_edit_window_mins": msg_edit_window_mins}


@operation("team.preferences.list")
def preferences(call: Call) -> dict[str, Any]:
    return {"allow_message_deletion": True, "display_real_names": False, "disable_file_uploads": "allow_all",
            "msg_edit_window_mins": kept(call, "msg_edit_window_mins", -1),
            "who_can_post_general": "everyone"}  # fmt: skip


@operation("team.billing.info")
def billing(call: Call) -> dict[str, Any]:
    return {"plan": "" if team_of(call).plan == "free" else team_of(call).plan}


@operation("team.billableInfo")
def billable(call: Call, user: str | None = None) -> dict[str, Any]:
    _admin(call)
    people = [find_user(call, user)] if user else call.all(User)
    return {"billable_info": {each.id: {"billing_active": not each.deleted and not each.is_bot} for each in people}}


def _admin(call: Call) -> None:
    if not me(call).is_admin:
        raise no("not_admin" if not me(call).is_restricted else "user_is_restricted")


@operation("team.accessLogs")
def access_logs(call: Call) -> dict[str, Any]:
    """Who came in, from where: one line for each active person."""
    _admin(call)
    rows = [
        {"user_id": user.id, "username": user.name, "date_first": user.updated, "date_last": call.now, "count": 1,
         "ip": "127.0.0.1", "user_agent": "SlackWeb", "isp": "", "country": "", "region": ""}
        for user in call.all(User, {"deleted": False})
    ]  # fmt: skip
    return paged(call, "logins", call.slice(rows))


@operation("team.integrationLogs")
def integration_logs(call: Call) -> dict[str, Any]:
    _admin(call)
    return paged(call, "logs", call.slice([]))


@operation("team.externalTeams.list")
def external_teams(call: Call) -> dict[str, Any]:
    return {"total_count": 0, **listed(call, "organizations", call.slice([]))}


@operation("team.externalTeams.disconnect")
def disconnect(call: Call, target_team: str) -> dict[str, Any]:
    raise no("team_not_found")


@operation("emoji.list")
def list_emoji(call: Call, include_categories: bool = False) -> dict[str, Any]:
    made: dict[str, Any] = {
        "emoji": {each.name: each.url for each in call.all(Emoji)},
        "cache_ts": f"{call.now}.000000",
    }
    return made | ({"categories": []} if include_categories else {})


@operation("migration.exchange")
def exchange(call: Call, users: Any, to_old: bool = False) -> dict[str, Any]:
    ids = words(users)
    there = [id for id in ids if call.peek(User, id)]
    return {"team_id": team_of(call).id, "enterprise_id": "", "user_id_map": {id: id for id in there},
            "invalid_user_ids": [id for id in ids if id not in there]}  # fmt: skip


# Groups of people


def find_group(call: Call, id: str) -> Usergroup:
    found = call.peek(Usergroup, id)
    if found is None:
        raise no("no_such_subteam")
    return found


def _checked(call: Call, name: str | None, handle: str | None, but: str = "") -> None:
    """Names and handles are of one group each, and of no person."""
    for field, value, word in (("name", name, "name_already_exists"), ("handle", handle, "handle_already_exists")):
        found = call.first(Usergroup, {field: value}) if value else None
        if found is not None and found.id != but:
            raise no(word)
    if handle and call.first(User, {"name": handle}):
        raise no("handle_already_exists")


@operation("usergroups.create")
def create_group(
    call: Call,
    name: str,
    handle: str | None = None,
    description: str = "",
    channels: Any = None,
    include_count: bool = False,
) -> dict[str, Any]:
    handle = handle or name.lower().replace(" ", "-")
    _checked(call, name, handle)
    user = me(call)
    made = call.create(
        Usergroup, id="S0" + call.new_id(size=9).upper(), team_id=team_of(call).id, name=name, handle=handle,
        description=description, channels=words(channels), created_by=user.id, updated_by=user.id, date_create=call.now,
        date_update=call.now,
    )  # fmt: skip
    call.emit("subteam_created", group=made)
    return {"usergroup": shapes.usergroup(call, made)}


@operation("usergroups.list")
def list_groups(
    call: Call, include_count: bool = False, include_disabled: bool = False, include_users: bool = False
) -> dict[str, Any]:
    found = [each for each in call.all(Usergroup) if include_disabled or not each.date_delete]
    shown = []
    for group in found:
        made = shapes.usergroup(call, group)
        if not include_count:
            made.pop("user_count")
        shown.append(made | ({"users": group.users} if include_users else {}))
    return {"usergroups": shown}


def _changed(call: Call, group: Usergroup, **changes: Any) -> dict[str, Any]:
    made = call.update(group, **changes, updated_by=me(call).id, date_update=call.now)
    call.emit("subteam_updated", group=made)
    return {"usergroup": shapes.usergroup(call, made)}


@operation("usergroups.update")
def update_group(
    call: Call, usergroup: str, name: str | None = None, handle: str | None = None, description: str | None = None,
    channels: Any = None,
) -> dict[str, Any]:  # fmt: skip
    group = find_group(call, usergroup)
    _checked(call, name, handle, group.id)
    given = {"name": name, "handle": handle, "description": description}
    changes = {field: value for field, value in given.items() if value is not None}
    if channels is not None:
        changes["channels"] = words(channels)  # type: ignore[assignment] # a list among texts
    return _changed(call, group, **changes)


@operation("usergroups.enable")
def enable_group(call: Call, usergroup: str) -> dict[str, Any]:
    group = find_group(call, usergroup)
    if not group.date_delete:
        raise no("already_enabled")
    return _changed(call, group, date_delete=0, deleted_by=None)


@operation("usergroups.disable")
def disable_group(call: Call, usergroup: str) -> dict[str, Any]:
    group = find_group(call, usergroup)
    if group.date_delete:
        raise no("already_disabled")
    return _changed(call, group, date_delete=call.now, deleted_by=me(call).id)


@operation("usergroups.users.list")
def group_users(call: Call, usergroup: str, include_disabled: bool = False) -> dict[str, Any]:
    group = find_group(call, usergroup)
    if group.date_delete and not include_disabled:
        raise no("subteam_disabled")
    return {"users": group.users}


@operation("usergroups.users.update")
def set_group_users(call: Call, usergroup: str, users: Any) -> dict[str, Any]:
    group, ids = find_group(call, usergroup), words(users)
    if not ids:
        raise no("no_users_provided")
    for id in ids:
        find_user(call, id, "invalid_users")
    made = _changed(call, group, users=list(dict.fromkeys(ids)))
    made["usergroup"]["users"] = call.get(Usergroup, group.id).users
    return made
