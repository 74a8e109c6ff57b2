"""Conversations as administrators see and change them; https://docs.slack.dev/reference/methods?family=admin.conversations."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import operation

from ...lookups import an_object, find_user, listed, membership, team_of, words
from ...records import Conversation, Member, Message
from ...settings import administrator
from ...wording import no
from ..conversations.channels import archived, checked_name, enter, make, renamed

PREFS = ("who_can_post", "can_thread", "can_huddle", "enable_at_channel", "enable_at_here", "membership_limit")


def find(call: Call, id: str) -> Conversation:
    """Any channel, private ones too."""
    administrator(call)
    found = call.peek(Conversation, id)
    if found is None or found.is_im:
        raise no("channel_not_found")
    return found


@operation("admin.conversations.create")
def create(
    call: Call, name: str, is_private: bool, description: str = "", team_id: str | None = None
) -> dict[str, Any]:
    user = administrator(call)
    made = make(call, checked_name(call, name), is_private, user)
    if description:
        call.update(made, purpose={"value": description, "creator": user.id, "last_set": call.now})
    return {"channel_id": made.id}


@operation("admin.conversations.archive")
def archive(call: Call, channel_id: str) -> dict[str, Any]:
    found = find(call, channel_id)
    if found.is_archived:
        raise no("already_archived")
    if found.is_general:
        raise no("default_org_wide_channel")
    archived(call, found, True)
    return {}


@operation("admin.conversations.unarchive")
def unarchive(call: Call, channel_id: str) -> dict[str, Any]:
    found = find(call, channel_id)
    if not found.is_archived:
        raise no("channel_not_archived")
    archived(call, found, False)
    return {}


@operation("admin.conversations.delete")
def delete(call: Call, channel_id: str) -> dict[str, Any]:
    found = find(call, channel_id)
    if found.is_general:
        raise no("default_org_wide_channel")
    call.emit("channel_deleted", channel=found)
    call.delete(found)
    return {}


@operation("admin.conversations.bulkArchive")
def bulk_archive(call: Call, channel_ids: Any) -> dict[str, Any]:
    for found in [find(call, id) for id in words(channel_ids)]:
        if not found.is_archived:
            archived(call, found, True)
    return {"bulk_action_id": call.new_id("Blk0", 8), "not_added": []}


@operation("admin.conversations.bulkDelete")
def bulk_delete(call: Call, channel_ids: Any) -> dict[str, Any]:
    for found in [find(call, id) for id in words(channel_ids)]:
        call.delete(found)
    return {"bulk_action_id": call.new_id("Blk0", 8), "not_added": []}


@operation("admin.conversations.rename")
def rename(call: Call, channel_id: str, name: str) -> dict[str, Any]:
    found = find(call, channel_id)
    renamed(call, found, checked_name(call, name, found))
    return {}


@operation("admin.conversations.convertToPrivate")
def to_private(call: Call, channel_id: str) -> dict[str, Any]:
    found = find(call, channel_id)
    if found.is_general:
        raise no("could_not_convert_channel")
    if found.is_private:
        raise no("channel_already_private")
    call.update(found, is_private=True, is_channel=False, is_group=True)
    return {}


@operation("admin.conversations.convertToPublic")
def to_public(call: Call, channel_id: str) -> dict[str, Any]:
    found = find(call, channel_id)
    if not found.is_private:
        raise no("channel_type_not_supported")
    call.update(found, is_private=False, is_channel=True, is_group=False)
    return {}


@operation("admin.conversations.invite")
def invite(call: Call, channel_id: str, user_ids: Any) -> dict[str, Any]:
    found = find(call, channel_id)
    for id in words(user_ids):
        person = find_user(call, id)
        if membership(call, found, person) is None:
            enter(call, found, person.id, administrator(call).id)
    return {}


@operation("admin.conversations.search")
def search(
    call: Call, query: str = "", search_channel_types: Any = None, sort: str = "name", sort_dir: str = "asc"
) -> dict[str, Any]:
    """Channels by name, archived and private ones too."""
    administrator(call)
    kinds = set(words(search_channel_types))
    found = [
        each for each in call.all(Conversation)
        if not each.is_im and not each.is_mpim and query.lower() in each.name
        and (not kinds or ("private" in kinds and each.is_private) or ("archived" in kinds and each.is_archived)
             or "multi_workspace" in kinds)
    ]  # fmt: skip
    found.sort(key=lambda each: each.created if sort == "created_date" else each.name, reverse=sort_dir == "desc")
    page = call.slice(found)
    page.items = [_summary(call, each) for each in page.items]
    made = listed(call, "conversations", page, total_count=page.total)
    return made | {"next_cursor": made["response_metadata"]["next_cursor"]}


def _summary(call: Call, found: Conversation) -> dict[str, Any]:
    last = call.first(Message, {"channel": found.id, "top": True}, "-ts")
    shown = {
        name: found.get(name)
        for name in ("id", "name", "is_private", "is_archived", "is_general", "is_ext_shared", "created")
    }
    return {**shown, "purpose": found.purpose["value"], "creator_id": found.creator, "context_team_id": found.team_id,
            "member_count": call.count(Member, {"channel": found.id}), "is_frozen": False, "is_org_shared": False,
            "last_activity_ts": int(float(last.ts)) if last else 0}  # fmt: skip


@operation("admin.conversations.lookup")
def lookup(
    call: Call, last_message_activity_before: int, team_ids: Any = None, max_member_count: int | None = None
) -> dict[str, Any]:
    administrator(call)
    shown = [_summary(call, each) for each in call.all(Conversation, {"is_im": False, "is_mpim": False})]
    found = [
        each["id"] for each in shown
        if each["last_activity_ts"] < last_message_activity_before
        and (max_member_count is None or each["member_count"] <= max_member_count)
    ]  # fmt: skip
    return listed(call, "channels", call.slice(found))


@operation("admin.conversations.getConversationPrefs")
def get_prefs(call: Call, channel_id: str) -> dict[str, Any]:
    return {"prefs": find(call, channel_id).prefs}


@operation("admin.conversations.setConversationPrefs")
def set_prefs(call: Call, channel_id: str, prefs: Any) -> dict[str, Any]:
    """Who may post, thread and so on: `{"who_can_post": "type:admin,user:U1"}` or the same as an object."""
    made: dict[str, Any] = {}
    for name, value in an_object(prefs, "invalid_pref").items():
        if name not in PREFS:
            raise no("invalid_pref")
        if isinstance(value, str):
            pairs = [part.partition(":") for part in value.split(",")]
            value = {
                "type": [who for kind, _, who in pairs if kind == "type"],
                "user": [who for kind, _, who in pairs if kind == "user"],
            }
        made[name] = value
    found = find(call, channel_id)
    call.update(found, prefs={**found.prefs, **made})
    return {}


@operation("admin.conversations.getCustomRetention")
def get_retention(call: Call, channel_id: str) -> dict[str, Any]:
    days = find(call, channel_id).retention_days
    return {"is_policy_enabled": bool(days), "duration_days": days}


@operation("admin.conversations.setCustomRetention")
def set_retention(call: Call, channel_id: str, duration_days: int) -> dict[str, Any]:
    call.update(find(call, channel_id), retention_days=duration_days)
    return {}


@operation("admin.conversations.removeCustomRetention")
def remove_retention(call: Call, channel_id: str) -> dict[str, Any]:
    call.update(find(call, channel_id), retention_days=0)
    return {}


@operation("admin.conversations.getTeams")
def get_teams(call: Call, channel_id: str) -> dict[str, Any]:
    found = find(call, channel_id)
    return listed(call, "team_ids", call.slice(found.shared_team_ids or [team_of(call).id]))


@operation("admin.conversations.setTeams")
def set_teams(call: Call, channel_id: str, target_team_ids: Any = None, org_channel: bool = False) -> dict[str, Any]:
    found = find(call, channel_id)
    call.update(found, shared_team_ids=words(target_team_ids) or found.shared_team_ids, is_org_shared=org_channel)
    return {}


@operation("admin.conversations.disconnectShared")
def disconnect_shared(call: Call, channel_id: str) -> dict[str, Any]:
    call.update(find(call, channel_id), is_shared=False, is_ext_shared=False, is_pending_ext_shared=False)
    return {}


@operation("admin.conversations.restrictAccess.addGroup")
def add_group(call: Call, channel_id: str, group_id: str) -> dict[str, Any]:
    found = find(call, channel_id)
    if not found.is_private:
        raise no("unsupported_channel_type")
    call.update(found, allowed_groups=list(dict.fromkeys([*found.allowed_groups, group_id])))
    return {}


@operation("admin.conversations.restrictAccess.listGroups")
def list_groups(call: Call, channel_id: str) -> dict[str, Any]:
    return {"group_ids": find(call, channel_id).allowed_groups}


@operation("admin.conversations.restrictAccess.removeGroup")
def remove_group(call: Call, channel_id: str, group_id: str) -> dict[str, Any]:
    found = find(call, channel_id)
    if group_id not in found.allowed_groups:
        raise no("group_not_found")
    call.update(found, allowed_groups=[id for id in found.allowed_groups if id != group_id])
    return {}
