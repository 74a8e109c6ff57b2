"""MCP tools of the community's server that take names and compose methods; https://github.com/korotovsky/slack-mcp-server."""

from __future__ import annotations

import re
from base64 import b64encode
from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Paging
from clonery.server.operation import tool
from clonery.server.state.query import gt

from . import shapes
from .lookups import find_file, me, readable
from .operations.chat import post_message
from .operations.conversations.channels import TYPES, list_all, of_user
from .operations.conversations.history import history, mark, replies
from .operations.conversations.membership import join, leave
from .operations.search import messages as search_messages
from .operations.workspace import find_group
from .records import Conversation, Member, Message, Star, User, Usergroup
from .rows import allowed, place, read, row, span
from .wording import no

ALL = 100_000
"""More than any list has."""


def _rows(call: Call, made: dict[str, Any], channel: str, activity: bool) -> dict[str, Any]:
    """What a method gave, as rows; without joins and leaves unless they are asked for."""
    found = [call.get(Message, f"{channel}-{read(shown)['ts']}") for shown in made["messages"]]
    rows = [row(call, each) for each in found if activity or not str(each.subtype).startswith("channel_")]
    return {"messages": rows, "next_cursor": made.get("response_metadata", {}).get("next_cursor", "")}


@tool("conversations_history")
def conversations_history(
    call: Call, channel_id: str, limit: str = "1d", cursor: str | None = None, include_activity_messages: bool = False
) -> dict[str, Any]:
    """Messages of a channel, the newest first: of the last day unless a number or another span is asked for."""
    allowed(call, "conversations.history")
    channel = place(call, channel_id)
    oldest, size = span(call, limit)
    made = history(call, channel, oldest=None if cursor else oldest, cursor=cursor or None, limit=size)
    return _rows(call, made, channel, include_activity_messages)


@tool("conversations_replies")
def conversations_replies(
    call: Call, channel_id: str, thread_ts: str, limit: str = "100", cursor: str | None = None,
    include_activity_messages: bool = False,
) -> dict[str, Any]:  # fmt: skip
    allowed(call, "conversations.replies")
    channel = place(call, channel_id)
    oldest, size = span(call, limit)
    made = replies(call, channel, thread_ts, oldest=None if cursor else oldest, cursor=cursor or None, limit=size)
    return _rows(call, made, channel, include_activity_messages)


@tool("conversations_add_message")
def conversations_add_message(
    call: Call, channel_id: str, text: str = "", thread_ts: str | None = None, content_type: str = "text/markdown",
    blocks: str | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Post a message: markdown, or plain text."""
    allowed(call, "chat.postMessage")
    channel = place(call, channel_id)
    said = {"markdown_text": text} if content_type == "text/markdown" and not blocks else {"text": text}
    made = post_message(call, channel, thread_ts=thread_ts or None, blocks=blocks, **said)  # type: ignore[arg-type] # texts
    return {"messages": [row(call, call.get(Message, f"{channel}-{made['ts']}"))]}


@tool("conversations_join")
def conversations_join(call: Call, channel_id: str) -> Any:
    allowed(call, "conversations.join")
    return join(call, place(call, channel_id))


@tool("conversations_leave")
def conversations_leave(call: Call, channel_id: str) -> Any:
    allowed(call, "conversations.leave")
    return leave(call, place(call, channel_id))


@tool("conversations_mark")
def conversations_mark(call: Call, channel_id: str, ts: str | None = None) -> dict[str, Any]:
    """Mark a channel as read, up to a message or to its end."""
    allowed(call, "conversations.mark")
    channel = place(call, channel_id)
    last = call.first(Message, {"channel": channel, "top": True}, "-ts")
    upto = ts or (last.ts if last else "0000000000.000000")
    mark(call, channel, upto)
    return {"channel": channel, "ts": upto}


@tool("channels_list")
def channels_list(
    call: Call, channel_types: str, sort: str = "", limit: int | float = 100, cursor: str | None = None,
    query: str = "",
    query_targets: str = "",
) -> dict[str, Any]:  # fmt: skip
    """Conversations by type and words, by popularity where asked."""
    allowed(call, "conversations.list")
    call.paging = Paging(ALL)
    made = list_all(call, types=channel_types)
    ids = [each["id"] for each in map(read, made["channels"])]
    return _channels(call, ids, query, sort == "popularity", int(limit), cursor)


@tool("channels_me")
def channels_me(
    call: Call, channel_types: str | None = None, limit: int | float = 100, cursor: str | None = None
) -> dict[str, Any]:
    allowed(call, "users.conversations")
    call.paging = Paging(ALL)
    made = of_user(call, types=channel_types or ",".join(TYPES))
    return _channels(call, [each["id"] for each in map(read, made["channels"])], "", False, int(limit), cursor)


def _channels(call: Call, ids: list[str], query: str, popular: bool, limit: int, cursor: str | None) -> dict[str, Any]:
    rows = []
    for id in ids:
        each = call.get(Conversation, id)
        name = f"#{each.name}" if not each.is_im else f"@{_other(call, each)}"
        texts = (name, each.topic["value"], each.purpose["value"])
        if query and not any(query.lower() in text.lower() for text in texts):
            continue
        count = call.count(Member, {"channel": id})
        rows.append({"id": id, "name": name, "topic": texts[1], "purpose": texts[2], "memberCount": count})
    if popular:
        rows.sort(key=lambda each: -int(str(each["memberCount"])))
    start = int(call.clone.dialect.read_cursor(cursor)[1]) if cursor else 0  # type: ignore[attr-defined] # ours
    more = len(rows) > start + limit
    following = b64encode(f"next:{start + limit}".encode()).decode() if more else ""
    return {"channels": rows[start:][:limit], "next_cursor": following}


def _other(call: Call, conversation: Conversation) -> str:
    user = me(call).id
    id = next((each for each in conversation.pair.split(",") if each != user), user)
    found = call.peek(User, id)
    return found.name if found else id


@tool("conversations_search_messages")
def conversations_search_messages(
    call: Call, search_query: str = "", filter_in_channel: str = "", filter_in_im_or_mpim: str = "",
    filter_users_from: str = "", filter_users_with: str = "", filter_date_before: str = "", filter_date_after: str = "",
    filter_date_on: str = "", filter_date_during: str = "", filter_threads_only: bool = False, limit: int | float = 20,
    cursor: str | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Search with filters beside the words; a link to a message finds that message."""
    allowed(call, "search.messages")
    link = re.search(r"/archives/([A-Z0-9]+)/p(\d{10})(\d{6})", search_query)
    if link:
        readable(call, link.group(1))
        found = call.peek(Message, f"{link.group(1)}-{link.group(2)}.{link.group(3)}")
        return {"messages": [row(call, found)] if found else [], "next_cursor": ""}
    filters = {
        "in": filter_in_channel or filter_in_im_or_mpim, "from": filter_users_from, "with": filter_users_with,
        "before": filter_date_before, "after": filter_date_after, "on": filter_date_on, "during": filter_date_during,
    }  # fmt: skip
    parts = [search_query, *(f"{name}:{value}" for name, value in filters.items() if value)]
    parts += ["is:thread"] if filter_threads_only else []
    made = search_messages(call, " ".join(part for part in parts if part), count=int(limit), cursor=cursor or "*")
    matches = made["messages"]["matches"]
    rows = [row(call, call.get(Message, f"{each['channel']['id']}-{each['ts']}")) for each in matches]
    return {"messages": rows, "next_cursor": made["messages"]["paging"].get("next_cursor", "")}


@tool("conversations_unreads")
def conversations_unreads(
    call: Call, channel_types: str = "all", include_messages: bool = True, max_channels: int | float = 50,
    max_messages_per_channel: int | float = 10, mentions_only: bool = False, include_muted: bool = False,
) -> dict[str, Any]:  # fmt: skip
    """Conversations with messages that the caller has not read, and these messages."""
    allowed(call, "conversations.history")
    user, made = me(call), []
    for member in call.all(Member, {"user": user.id}):
        found = call.get(Conversation, member.channel)
        kind = "dm" if found.is_im else "group_dm" if found.is_mpim else "internal"
        where = {"channel": member.channel, "top": True, "ts": gt(member.last_read)}
        unread = [each for each in call.all(Message, where, "ts") if each.user != user.id]
        if mentions_only:
            unread = [each for each in unread if f"<@{user.id}>" in each.text]
        if unread and channel_types in ("all", kind):
            rows = [row(call, each) for each in unread[-int(max_messages_per_channel) :]] if include_messages else []
            made.append({"channelID": found.id, "channelName": found.name, "channelType": kind,
                         "unreadCount": len(unread),
                         "lastRead": member.last_read, "messages": rows})  # fmt: skip
    return {"channels": made[: int(max_channels)], "total_channels": len(made)}


@tool("users_search")
def users_search(call: Call, query: str, limit: int | float = 10) -> dict[str, Any]:
    """People by a part of name, display name or e-mail address."""
    allowed(call, "users.list")
    rows = []
    for user in call.all(User, {"deleted": False}):
        texts = (user.name, user.real_name, user.profile.get("display_name", ""), user.profile.get("email", ""))
        if any(query.lower() in text.lower() for text in texts):
            pair = call.first(Conversation, {"pair": ",".join(sorted({me(call).id, user.id}))})
            rows.append({"userID": user.id, "userName": user.name, "realName": user.real_name, "displayName": texts[2],
                         "email": texts[3], "title": user.profile.get("title", ""),
                         "dmChannelID": pair.id if pair else ""})  # fmt: skip
    return {"users": rows[: int(limit)]}


@tool("attachment_get_data")
def attachment_get_data(call: Call, file_id: str) -> dict[str, Any]:
    """A file's content: as text where it is one, else in base64."""
    allowed(call, "files.info")
    found = find_file(call, file_id)
    data = call.read_bytes(found.blob) if found.blob else b""
    text = found.mimetype.startswith("text/")
    content = data.decode("utf-8", "replace") if text else b64encode(data).decode()
    return {"file_id": found.id, "filename": found.name, "mimetype": found.mimetype, "size": found.size,
            "encoding": "none" if text else "base64", "content": content}  # fmt: skip


@tool("usergroups_me")
def usergroups_me(call: Call, action: str, usergroup_id: str | None = None) -> dict[str, Any]:
    """The caller's groups; one may be joined or left."""
    allowed(call, "usergroups.list")
    user = me(call).id
    if action == "list":
        found = [each for each in call.all(Usergroup) if user in each.users]
        return {"usergroups": [shapes.usergroup(call, each) for each in found]}
    if action not in ("join", "leave") or not usergroup_id:
        raise no("invalid_arguments")
    allowed(call, "usergroups.users.update")
    group = find_group(call, usergroup_id)
    users = [*group.users, user] if action == "join" else [id for id in group.users if id != user]
    made = call.update(group, users=list(dict.fromkeys(users)), date_update=call.now)
    return {"usergroup": shapes.usergroup(call, made) | {"users": made.users}}


# Saved for later


@tool("saved_list")
def saved_list(
    call: Call, filter: str = "saved", limit: int | float = 50, include_messages: bool = True,
    max_messages_per_item: int | float = 1,
) -> dict[str, Any]:  # fmt: skip
    """What the caller saved: open or done."""
    allowed(call, "stars.list")
    done = filter == "completed"
    rows = []
    for star in call.all(Star, {"user": me(call).id, "type": "message", "done": done}, "-rid"):
        found = call.peek(Message, star.message)
        shown = [row(call, found)] if found and include_messages else []
        rows.append({"item_id": star.channel, "ts": star.message.partition("-")[2], "date_created": star.date_create,
                     "date_due": star.due, "state": "completed" if star.done else "in_progress",
                     "messages": shown})  # fmt: skip
    return {"items": rows[: int(limit)], "total": len(rows)}


def _saved(call: Call, channel: str, ts: str) -> Star:
    found = call.first(Star, {"user": me(call).id, "message": f"{channel}-{ts}"})
    if found is None:
        raise no("not_found")
    return found


@tool("saved_update")
def saved_update(call: Call, item_id: str, ts: str, mark: str = "", date_due: int | float = 0) -> dict[str, Any]:
    allowed(call, "stars.add")
    star = _saved(call, item_id, ts)
    changes: dict[str, Any] = {"done": mark == "completed"} if mark else {}
    made = call.update(star, **changes, **({"due": int(date_due)} if date_due else {}))
    return {"item_id": item_id, "ts": ts, "state": "completed" if made.done else "in_progress", "date_due": made.due}


@tool("saved_clear_completed")
def saved_clear(call: Call) -> dict[str, Any]:
    allowed(call, "stars.remove")
    gone = call.all(Star, {"user": me(call).id, "done": True})
    for star in gone:
        call.delete(star)
    return {"removed": len(gone)}
