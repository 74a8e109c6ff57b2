"""The audit logs of an organization: who did what, derived from what is there; https://docs.slack.dev/admins/audit-logs-api."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from clonery.server.call import Call
from clonery.server.operation import operation

from ..lookups import listed, team_of
from ..records import App, Conversation, Emoji, File, Team, User, Usergroup
from ..settings import administrator
from ..wording import no

ACTIONS = {
    "workspace_or_org": ["emoji_added"],
    "user": ["user_created", "user_deactivated"],
    "file": ["file_uploaded", "public_file_link_created"],
    "channel": ["public_channel_created", "private_channel_created", "public_channel_archive",
                "private_channel_archive"],
    "usergroup": ["usergroup_created"],
    "app": ["app_installed"],
}  # fmt: skip
"""What is told of, by the sort of thing that it happens to."""
LIMIT, USUAL = 9999, 50


@operation("audit/schemas")
def schemas(call: Call) -> dict[str, Any]:
    """What entries look like, by the sort of their entity."""
    named = {"user": ["id", "name", "email", "team"], "channel": ["id", "privacy", "name", "is_shared",
             "is_org_shared"], "file": ["id", "name", "filetype", "title"], "app": ["id", "name", "scopes"],
             "workspace": ["id", "name", "domain"], "usergroup": ["id", "name"]}  # fmt: skip
    rows = [{"type": kind, kind: dict.fromkeys(fields, "string")} for kind, fields in named.items()]
    return {"schemas": rows}


@operation("audit/actions")
def actions(call: Call) -> dict[str, Any]:
    return {"actions": ACTIONS}


@operation("audit/logs")
def logs(
    call: Call, latest: int | None = None, oldest: int | None = None, limit: int | None = None,
    action: str | None = None, actor: str | None = None, entity: str | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Entries, the newest first, by time, action, actor and entity. Raises `invalid_action`."""
    administrator(call)
    wanted = set(action.split(",")) if action else None
    known = {each for rows in ACTIONS.values() for each in rows}
    if wanted and not wanted <= known:
        raise no("invalid_action")
    rows = [
        each for each in entries(call)
        if (wanted is None or each["action"] in wanted)
        and (oldest is None or each["date_create"] >= oldest) and (latest is None or each["date_create"] <= latest)
        and actor in (None, each["actor"]["user"]["id"])
        and entity in (None, each["entity"][each["entity"]["type"]]["id"])
    ]  # fmt: skip
    rows.sort(key=lambda each: (-each["date_create"], each["id"]))
    call.paging.limit = min(limit or USUAL, LIMIT)
    return listed(call, "entries", call.slice(rows))


def entries(call: Call) -> Iterator[dict[str, Any]]:
    """Everything that an entry tells of."""
    team = team_of(call)
    owner = call.first(User, {"is_primary_owner": True})
    by = owner.id if owner else ""
    for each in call.all(Conversation):
        if each.is_im or each.is_mpim:
            continue
        privacy = "private" if each.is_private else "public"
        thing = {"id": each.id, "name": each.name, "privacy": privacy, "is_shared": each.is_shared,
                 "is_org_shared": each.is_org_shared}  # fmt: skip
        yield entry(call, team, f"{privacy}_channel_created", each.created, each.creator, "channel", thing)
        if each.is_archived:
            yield entry(call, team, f"{privacy}_channel_archive", each.updated // 1000, each.creator, "channel", thing)
    for file in call.all(File, {"ready": True}):
        thing = {"id": file.id, "name": file.name, "filetype": file.filetype, "title": file.title}
        yield entry(call, team, "file_uploaded", file.created, file.user, "file", thing)
        if file.public_url_shared:
            yield entry(call, team, "public_file_link_created", file.created, file.user, "file", thing)
    for user in call.all(User, {"is_bot": False}):
        action = "user_deactivated" if user.deleted else "user_created"
        yield entry(call, team, action, user.updated, by, "user", person(user))
    for group in call.all(Usergroup):
        thing = {"id": group.id, "name": group.name}
        yield entry(call, team, "usergroup_created", group.date_create, group.created_by, "usergroup", thing)
    for app in call.all(App, {"installed": True}):
        thing = {"id": app.id, "name": app.name, "scopes": app.scopes}
        yield entry(call, team, "app_installed", 0, app.user or by, "app", thing)
    for emoji in call.all(Emoji):
        thing = {"id": team.id, "name": team.name, "domain": team.domain}
        made = entry(call, team, "emoji_added", emoji.created, emoji.user or by, "workspace", thing)
        yield made | {"details": {"name": emoji.name}}


def person(user: User) -> dict[str, Any]:
    return {"id": user.id, "name": user.real_name, "email": user.profile.get("email", ""), "team": user.team_id}


def entry(
    call: Call, team: Team, action: str, moment: int, actor: str, kind: str, thing: dict[str, Any]
) -> dict[str, Any]:
    """One entry; its id is the same whenever it is asked for."""
    user = call.peek(User, actor or None)
    digest = sha256(f"{action}/{thing['id']}/{moment}".encode()).hexdigest()
    id = "-".join((digest[:8], digest[8:12], digest[12:16], digest[16:20], digest[20:32]))
    where = {"type": "workspace", "id": team.id, "name": team.name, "domain": team.domain}
    return {
        "id": id, "date_create": moment, "action": action,
        "actor": {"type": "user", "user": person(user) if user else {"id": actor}},
        "entity": {"type": kind, kind: thing},
        "context": {"location": where, "ua": "", "session_id": None, "ip_address": "127.0.0.1"},
    }  # fmt: skip
