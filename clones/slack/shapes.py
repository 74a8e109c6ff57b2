"""How Slack shows what is stored; https://docs.slack.dev/reference/objects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.state.query import gt
from clonery.server.state.record import Record

from .lookups import app_bot, bot_of, membership, team_of
from .records import (
    App,
    Bookmark,
    Bot,
    CallRecord,
    Canvas,
    Conversation,
    File,
    ListItem,
    Member,
    Message,
    Pin,
    Reminder,
    SlackList,
    Team,
    User,
    Usergroup,
    View,
)

if TYPE_CHECKING:
    from clonery.server.call import Call
    from clonery.server.dialect import Shape

_OWN = {"id", "channel", "top", "thread", "has", "day", "month", "reacted", "streaming", "mrkdwn", "files", "pinned_to"}
_DIRECT = ("id", "created", "is_archived", "is_im", "is_org_shared", "updated")
_FILE_OWN = {
    "id",
    "blob",
    "content",
    "shares",
    "ready",
    "ticket",
    "secret",
    "team",
    "length",
    "day",
    "month",
    "reactions",
}
_GENERAL = {"prefs", "retention_days", "allowed_groups", "canvas", "pair"}
ICON = "https://a.slack-edge.com/80588/img/plugins/app/bot_{}.png"


def message(call: Call, record: Message, whole: bool = True) -> dict[str, Any]:
    """A message as histories and answers give it; what nothing was said of is left out."""
    made = {
        name: value for name, value in record.doc.items() if name not in _OWN and value not in (None, [], "", False)
    }
    made |= {"text": record.text, "type": record.type}
    if record.subtype == "bot_message":
        made.pop("user", None)
    if record.bot_id:
        profile = bot_profile(call, record.bot_id)
        if profile and record.subtype != "bot_message":
            made["bot_profile"] = profile
    if record.reply_count:
        user = call.actor.id if call.actor else ""
        made["subscribed"] = user in (record.user, *record.reply_users)
        made["is_locked"] = record.is_locked
    else:
        for name in ("reply_count", "reply_users_count"):
            made.pop(name, None)
    if record.thread_ts == record.ts and not record.reply_count:
        made.pop("thread_ts", None)
    if record.subtype == "thread_broadcast" and record.thread:
        root = call.peek(Message, record.thread)
        if root is not None:
            made["root"] = message(call, root)
    if record.files:
        made["files"] = [file(call, each) for id in record.files if (each := call.peek(File, id))]
    if record.pinned_to:
        made["pinned_to"] = record.pinned_to
    return made


def bot_profile(call: Call, id: str) -> dict[str, Any] | None:
    """The bot beside a message, made once a call."""
    kept: dict[str, Any] = call.memo.setdefault("bots", {})
    if id not in kept:
        found = call.peek(Bot, id)
        kept[id] = found and {
            "id": found.id, "app_id": found.app_id, "name": found.name, "deleted": found.deleted,
            "updated": found.updated, "team_id": team_of(call).id,
            "icons": {f"image_{size}": ICON.format(size) for size in (36, 48, 72)},
        }  # fmt: skip
    return kept[id]  # type: ignore[no-any-return] # the memo holds anything


def conversation(call: Call, record: Conversation, whole: bool = True) -> dict[str, Any]:
    """A conversation as the caller sees it; `whole` adds what was read of it."""
    user = call.actor.id if call.actor else ""
    member = membership(call, record)
    team = record.team_id or team_of(call).id
    if record.is_im:
        other = next((id for id in record.pair.split(",") if id != user), user)
        made: dict[str, Any] = {name: record.get(name) for name in _DIRECT}
        made |= {"user": other, "context_team_id": team, "is_user_deleted": False, "priority": 0, "is_member": True}
        person = call.peek(User, other)
        made["is_user_deleted"] = bool(person and person.deleted)
        made["is_open"] = bool(member and member.open)
    else:
        made = {name: value for name, value in record.doc.items() if name not in _GENERAL and name != "team_id"}
        made |= {"context_team_id": team, "is_member": member is not None}
        made["shared_team_ids"] = record.shared_team_ids or [team]
        if record.is_mpim:
            made |= {"is_open": bool(member and member.open), "members": record.pair.split(","), "priority": 0}
            made["purpose"] = {"value": "Group messaging", "creator": record.creator, "last_set": record.created}
        elif not whole:
            made["num_members"] = call.count(Member, {"channel": record.id})
    if whole and member is not None:
        made["last_read"] = member.last_read
        if record.is_im or record.is_mpim:
            made |= unread(call, member)
    return made


def unread(call: Call, member: Member) -> dict[str, int]:
    """How much of a conversation its member has not read."""
    count = call.count(Message, {"channel": member.channel, "top": True, "ts": gt(member.last_read)})
    return {"unread_count": count, "unread_count_display": count}


def user(call: Call, record: User, whole: bool = True) -> dict[str, Any]:
    """A person; the e-mail address for those who may read it."""
    made = {name: value for name, value in record.doc.items() if name not in ("presence", "dnd", "expires", "locale")}
    made["profile"] = profile(call, record)
    if record.deleted:
        for name in ("is_admin", "is_owner", "is_primary_owner", "is_restricted", "is_ultra_restricted", "tz", "color"):
            made.pop(name, None)
    made["who_can_share_contact_card"] = "EVERYONE"
    return made


def profile(call: Call, record: User) -> dict[str, Any]:
    made = {"fields": {}, "team": record.team_id, **record.profile}
    if record.is_bot:
        bot = bot_of(call, record)
        made |= {"bot_id": bot.id, "api_app_id": bot.app_id} if bot else {}
    if call.credential is not None and not call.credential.allows("users:read.email"):
        made.pop("email", None)
    return made


def file(call: Call, record: File, whole: bool = True) -> dict[str, Any]:
    """A file with the addresses that lead to it."""
    made = {name: value for name, value in record.doc.items() if name not in _FILE_OWN}
    team, base = record.team or team_of(call).id, call.base
    place, domain = f"{team}-{record.id}", team_of(call).domain
    kinds: dict[str, list[str]] = {"channels": [], "groups": [], "ims": []}
    for id in record.channels:
        found = call.peek(Conversation, id)
        if found is not None:
            kinds["ims" if found.is_im else "groups" if found.is_private else "channels"].append(id)
    made |= {
        "id": record.id, "timestamp": record.created, "user_team": team, "display_as_bot": False, "username": "",
        "permalink": f"https://{domain}.slack.com/files/{record.user}/{record.id}/{record.name.lower()}",
        "permalink_public": f"{base}/files-pub/{place}-{record.secret}", "file_access": "visible",
        "has_rich_preview": False, "comments_count": 0, "is_starred": False, **kinds,
    }  # fmt: skip
    if record.is_external:
        made["url_private"] = record.external_url
    else:
        made["url_private"] = f"{base}/files-pri/{place}/{record.name}"
        made["url_private_download"] = f"{base}/files-pri/{place}/download/{record.name}"
    if record.mimetype.startswith("image/"):
        for size in (64, 80, 160, 360):
            made[f"thumb_{size}"] = f"{base}/files-pri/{place}/{record.name}"
    if whole:
        made["shares"] = _shares(call, record)
    if record.reactions:
        made["reactions"] = record.reactions
    return made


def _shares(call: Call, record: File) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for id, stamps in record.shares.items():
        found = call.peek(Conversation, id)
        if found is not None:
            entries = [
                {"ts": ts, "channel_name": found.name, "team_id": record.team, "reply_users": [],
                 "reply_users_count": 0, "reply_count": 0, "share_user_id": record.user, "source": "UNKNOWN"}
                for ts in stamps
            ]  # fmt: skip
            made.setdefault("private" if found.is_private else "public", {})[id] = entries
    return made


def usergroup(call: Call, record: Usergroup, whole: bool = True) -> dict[str, Any]:
    made = {name: value for name, value in record.doc.items() if name not in ("users", "channels")}
    return made | {
        "team_id": record.team_id or team_of(call).id, "is_usergroup": True, "is_subteam": True, "is_external": False,
        "auto_type": None, "auto_provision": False, "enterprise_subteam_id": "",
        "prefs": {"channels": record.channels, "groups": []}, "user_count": len(record.users),
        "channel_count": len(record.channels),
    }  # fmt: skip


def reminder(call: Call, record: Reminder, whole: bool = True) -> dict[str, Any]:
    made = {name: record.get(name) for name in ("id", "creator", "user", "text", "recurring")}
    if record.recurring:
        return made | {"recurrence": record.recurrence, "time": record.time}
    return made | {"time": record.time, "complete_ts": record.complete_ts}


def bookmark(call: Call, record: Bookmark, whole: bool = True) -> dict[str, Any]:
    return {("channel_id" if name == "channel" else name): value for name, value in record.doc.items()}


def pin(call: Call, record: Pin, whole: bool = True) -> dict[str, Any]:
    found = call.peek(Message, record.message) if record.message else None
    made: dict[str, Any] = {
        "type": "message",
        "channel": record.channel,
        "created": record.created,
        "created_by": record.created_by,
    }
    return made | ({"message": message(call, found) | {"permalink": permalink(call, found)}} if found else {})


def permalink(call: Call, record: Message) -> str:
    """A message's address in the vendor's own client."""
    link = f"https://{team_of(call).domain}.slack.com/archives/{record.channel}/p{record.ts.replace('.', '')}"
    replied = record.thread_ts and record.thread_ts != record.ts
    return f"{link}?thread_ts={record.thread_ts}&cid={record.channel}" if replied else link


def view(call: Call, record: View, whole: bool = True) -> dict[str, Any]:
    """A view with what Slack adds: ids, hash, state, the stack that it stands in."""
    given = record.given
    made: dict[str, Any] = {
        "id": record.id, "team_id": record.team_id, "type": record.type, "blocks": given.get("blocks", []),
        "private_metadata": given.get("private_metadata", ""), "callback_id": given.get("callback_id", ""),
        "state": {"values": record.state}, "hash": record.hash, "clear_on_close": bool(given.get("clear_on_close")),
        "notify_on_close": bool(given.get("notify_on_close")), "external_id": record.external_id,
        "root_view_id": record.root, "previous_view_id": record.previous, "app_id": record.app_id,
        "app_installed_team_id": record.team_id,
    }  # fmt: skip
    for name in ("title", "close", "submit"):
        made[name] = given.get(name)
    if record.type == "modal":
        made["submit_disabled"] = bool(given.get("submit_disabled"))
    bot = app_bot(call, call.peek(App, record.app_id))
    return made | {"bot_id": bot.id if bot else ""}


def canvas(call: Call, record: Canvas, whole: bool = True) -> dict[str, Any]:
    return {"id": record.id, "title": record.title, "created": record.created, "updated": record.updated,
            "user": record.user, "filetype": "quip", "mode": "quip"}  # fmt: skip


def team(call: Call, record: Team, whole: bool = True) -> dict[str, Any]:
    own = ("default_channels", "profile_fields", "plan", "enterprise_id", "discoverability", "description")
    made = {name: value for name, value in record.doc.items() if name not in own}
    return made | {
        "url": f"https://{record.domain}.slack.com/",
        "is_verified": False,
        "avatar_base_url": "https://ca.slack-edge.com/",
    }


def bot(call: Call, record: Bot, whole: bool = True) -> dict[str, Any]:
    icons = {f"image_{size}": ICON.format(size) for size in (36, 48, 72)}
    return {"id": record.id, "deleted": record.deleted, "name": record.name, "updated": record.updated,
            "app_id": record.app_id, "user_id": record.user, "icons": icons}  # fmt: skip


def plain(call: Call, record: CallRecord | ListItem, whole: bool = True) -> dict[str, Any]:
    """What is shown as it is stored."""
    return dict(record.doc)


def slack_list(call: Call, record: SlackList, whole: bool = True) -> dict[str, Any]:
    schema = {"columns": record.columns}
    return {"id": record.id, "name": record.name, "title": record.name, "created": record.created, "user": record.user,
            "list_metadata": {"schema": record.columns, "todo_mode": record.todo_mode,
                              "description_blocks": record.description_blocks}, **schema}  # fmt: skip


SHAPES: dict[type[Record], Shape] = {
    Message: message, Conversation: conversation, User: user, File: file, Usergroup: usergroup, Reminder: reminder,
    Bookmark: bookmark, Pin: pin, View: view, Canvas: canvas, Team: team, Bot: bot, CallRecord: plain, ListItem: plain,
    SlackList: slack_list,
}  # fmt: skip
