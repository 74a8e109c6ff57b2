"""Marks on messages and channels: reactions, pins, bookmarks, stars; https://docs.slack.dev/reference/methods?family=reactions."""

from __future__ import annotations

import re
from typing import Any

from clonery.server.call import Call
from clonery.server.operation import operation
from clonery.server.state.query import has

from .. import posting, shapes
from ..emoji import NAMES
from ..lookups import find_channel, find_file, find_user, listed, me, message_at, visible
from ..records import Bookmark, Conversation, Emoji, File, Message, Pin, Star
from ..wording import no

KINDS_LIMIT, PINS_LIMIT, BOOKMARKS_LIMIT = 23, 100, 100
EMOJI = re.compile(r"[a-z0-9_+'-]+(?:::skin-tone-[2-6])?")


def _message(call: Call, channel: str | None, timestamp: str | None) -> tuple[Conversation, Message]:
    if not channel or not timestamp:
        raise no("no_item_specified")
    conversation = find_channel(call, channel)
    if not re.fullmatch(r"\d+\.\d+", timestamp):
        raise no("bad_timestamp")
    return conversation, message_at(call, conversation, timestamp)


# Reactions


@operation("reactions.add")
def add_reaction(call: Call, channel: str, name: str, timestamp: str) -> dict[str, Any]:
    name = name.strip(":")
    known(call, name)
    conversation, message = _message(call, channel, timestamp)
    if conversation.is_archived:
        raise no("is_archived")
    react(call, conversation, message, name, me(call).id)
    return {}


def known(call: Call, name: str) -> None:
    """Raises `invalid_name` unless that is an emoji: one that all have, or one of the workspace's own."""
    plain, _, tone = name.partition("::")
    if not EMOJI.fullmatch(name) or (plain not in NAMES and (tone or call.find(Emoji, name=plain) is None)):
        raise no("invalid_name")


def react(call: Call, conversation: Conversation, message: Message, name: str, user: str) -> Message:
    """The message with one more reaction of someone's."""
    rows = [dict(row) for row in message.reactions]
    row = next((row for row in rows if row["name"] == name), None)
    if row is None:
        if len(rows) >= KINDS_LIMIT:
            raise no("too_many_emoji")
        rows.append({"name": name, "users": [user], "count": 1})
    elif user in row["users"]:
        raise no("already_reacted")
    else:
        row["users"], row["count"] = [*row["users"], user], row["count"] + 1
    made = posting.refreshed(call, message, reactions=rows, reacted=sorted({*message.reacted, user}))
    call.emit("reaction_added", channel=conversation, message=made, reaction=name, user=user)
    return made


@operation("reactions.remove")
def remove_reaction(
    call: Call, name: str, channel: str | None = None, timestamp: str | None = None, file: str | None = None
) -> dict[str, Any]:
    name, user = name.strip(":"), me(call).id
    if file and not channel:
        held = find_file(call, file)
        call.update(held, reactions=_without(held.reactions, name, user))
        return {}
    conversation, message = _message(call, channel, timestamp)
    rows = _without(message.reactions, name, user)
    reacted = sorted({each for row in rows for each in row["users"]})
    made = posting.refreshed(call, message, reactions=rows, reacted=reacted)
    call.emit("reaction_removed", channel=conversation, message=made, reaction=name, user=user)
    return {}


def _without(reactions: list[dict[str, Any]], name: str, user: str) -> list[dict[str, Any]]:
    row = next((row for row in reactions if row["name"] == name and user in row["users"]), None)
    if row is None:
        raise no("no_reaction")
    users = [each for each in row["users"] if each != user]
    changed = {"name": name, "users": users, "count": len(users)}
    return [changed if each is row else each for each in reactions if each is not row or users]


@operation("reactions.get")
def get_reactions(
    call: Call, channel: str | None = None, timestamp: str | None = None, file: str | None = None, full: bool = False
) -> dict[str, Any]:
    if file and not channel:
        return {"type": "file", "file": shapes.file(call, find_file(call, file))}
    conversation, message = _message(call, channel, timestamp)
    shown = shapes.message(call, message) | {"permalink": shapes.permalink(call, message)}
    return {"type": "message", "channel": conversation.id, "message": shown}


@operation("reactions.list")
def list_reactions(call: Call, user: str | None = None) -> dict[str, Any]:
    person, there = find_user(call, user) if user else me(call), set(visible(call))
    rows = [each for each in call.all(Message, {"reacted": has(person.id)}, "-rid") if each.channel in there]
    page = call.slice(rows)
    page.items = [
        {"type": "message", "channel": each.channel, "message": shapes.message(call, each)} for each in page.items
    ]
    total, size = page.total or 0, page.paging.limit
    paging = {"count": size, "total": total, "page": page.paging.number, "pages": -(-total // size)}
    return listed(call, "items", page, paging=paging)


# Pins


@operation("pins.add")
def add_pin(call: Call, channel: str, timestamp: str | None = None) -> dict[str, Any]:
    conversation, message = _message(call, channel, timestamp)
    if conversation.is_archived:
        raise no("is_archived")
    if call.first(Pin, {"channel": conversation.id, "message": message.id}):
        raise no("already_pinned")
    if call.count(Pin, {"channel": conversation.id}) >= PINS_LIMIT:
        raise no("too_many_pins")
    made = call.create(Pin, channel=conversation, message=message.id, created=call.now, created_by=me(call).id)
    posting.refreshed(call, message, pinned_to=[conversation.id])
    call.emit("pin_added", channel=conversation, pin=made, user=me(call).id)
    return {}


@operation("pins.remove")
def remove_pin(call: Call, channel: str, timestamp: str | None = None) -> dict[str, Any]:
    conversation, message = _message(call, channel, timestamp)
    pin = call.first(Pin, {"channel": conversation.id, "message": message.id})
    if pin is None:
        raise no("no_pin")
    call.emit("pin_removed", channel=conversation, pin=pin, user=me(call).id)
    call.delete(pin)
    posting.refreshed(call, call.get(Message, message.id), pinned_to=[])
    return {}


@operation("pins.list")
def list_pins(call: Call, channel: str) -> dict[str, Any]:
    pins = call.all(Pin, {"channel": find_channel(call, channel).id}, "-rid")
    return {"items": [shapes.pin(call, each) for each in pins]}


# Bookmarks


@operation("bookmarks.add")
def add_bookmark(
    call: Call, channel_id: str, title: str, type: str, link: str | None = None, emoji: str = "",
    entity_id: str | None = None,
) -> dict[str, Any]:  # fmt: skip
    conversation = find_channel(call, channel_id)
    if type != "link":
        raise no("invalid_bookmark_type")
    if not link or not re.match(r"https?://|mailto:", link):
        raise no("invalid_link")
    if call.count(Bookmark, {"channel": conversation.id}) >= BOOKMARKS_LIMIT:
        raise no("too_many_bookmarks")
    number = call.next(f"bookmark/{conversation.id}")
    made = call.create(
        Bookmark, id="Bk0" + call.new_id(size=8).upper(), channel=conversation, title=title, link=link, emoji=emoji,
        type=type, entity_id=entity_id, date_created=call.now, rank=f"{number:x}U", last_updated_by_user_id=me(call).id,
        last_updated_by_team_id=me(call).team_id,
    )  # fmt: skip
    return {"bookmark": shapes.bookmark(call, made)}


def _bookmark(call: Call, channel_id: str, bookmark_id: str) -> Bookmark:
    conversation, found = find_channel(call, channel_id), call.peek(Bookmark, bookmark_id)
    if found is None or found.channel != conversation.id:
        raise no("not_found")
    return found


@operation("bookmarks.edit")
def edit_bookmark(
    call: Call, bookmark_id: str, channel_id: str, title: str | None = None, link: str | None = None,
    emoji: str | None = None,
) -> dict[str, Any]:  # fmt: skip
    found = _bookmark(call, channel_id, bookmark_id)
    if link is not None and not re.match(r"https?://|mailto:", link):
        raise no("invalid_link")
    changes = {"title": title, "link": link, "emoji": emoji}
    made = call.update(
        found, **{name: value for name, value in changes.items() if value is not None}, date_updated=call.now,
        last_updated_by_user_id=me(call).id,
    )  # fmt: skip
    return {"bookmark": shapes.bookmark(call, made)}


@operation("bookmarks.list")
def list_bookmarks(call: Call, channel_id: str) -> dict[str, Any]:
    rows = call.all(Bookmark, {"channel": find_channel(call, channel_id).id})
    return {"bookmarks": [shapes.bookmark(call, each) for each in rows]}


@operation("bookmarks.remove")
def remove_bookmark(call: Call, bookmark_id: str, channel_id: str) -> dict[str, Any]:
    call.delete(_bookmark(call, channel_id, bookmark_id))
    return {}


# Stars


def _starred(call: Call, channel: str | None, timestamp: str | None, file: str | None) -> dict[str, str]:
    if file:
        return {"type": "file", "file": find_file(call, file).id}
    if not channel:
        raise no("no_item_specified")
    if timestamp:
        return {"type": "message", "channel": channel, "message": _message(call, channel, timestamp)[1].id}
    return {"type": "channel", "channel": find_channel(call, channel).id}


@operation("stars.add")
def add_star(
    call: Call, channel: str | None = None, timestamp: str | None = None, file: str | None = None
) -> dict[str, Any]:
    item, user = _starred(call, channel, timestamp, file), me(call).id
    if call.first(Star, {"user": user, **item}):
        raise no("already_starred")
    call.create(Star, user=user, date_create=call.now, **item)
    return {}


@operation("stars.remove")
def remove_star(
    call: Call, channel: str | None = None, timestamp: str | None = None, file: str | None = None
) -> dict[str, Any]:
    found = call.first(Star, {"user": me(call).id, **_starred(call, channel, timestamp, file)})
    if found is None:
        raise no("not_starred")
    call.delete(found)
    return {}


@operation("stars.list")
def list_stars(call: Call) -> dict[str, Any]:
    page = call.slice(call.all(Star, {"user": me(call).id}, "-rid"))
    page.items = [_star(call, each) for each in page.items]
    total, size = page.total or 0, page.paging.limit
    paging = {"per_page": size, "spill": 0, "page": page.paging.number, "total": total, "pages": -(-total // size)}
    return listed(call, "items", page, paging=paging)


def _star(call: Call, star: Star) -> dict[str, Any]:
    made: dict[str, Any] = {"type": star.type, "date_create": star.date_create}
    if star.channel:
        made["channel"] = star.channel
    message, file = call.peek(Message, star.message or None), call.peek(File, star.file or None)
    if message is not None:
        made["message"] = shapes.message(call, message) | {"permalink": shapes.permalink(call, message)}
    return made | ({"file": shapes.file(call, file)} if file else {})
