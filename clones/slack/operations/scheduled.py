"""Messages that are posted later, on the session's clock; https://docs.slack.dev/reference/methods/chat.scheduleMessage."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import job, operation

from .. import posting
from ..lookups import find_channel, listed, seconds, target
from ..records import Conversation, Message, ScheduledMessage, User
from ..wording import no

FARTHEST = 120 * 86_400
WINDOW, WINDOW_LIMIT = 300, 30
"""No more than so many messages of a conversation within so many seconds."""


@operation("chat.scheduleMessage")
def schedule(
    call: Call, channel: str, post_at: Any, text: str | None = None, blocks: Any = None, attachments: Any = None,
    thread_ts: str | None = None, reply_broadcast: bool = False, markdown_text: str | None = None,
    metadata: dict[str, Any] | None = None, link_names: bool = False, parse: str | None = None,
) -> dict[str, Any]:  # fmt: skip
    conversation = target(call, channel)
    posting.may_post(call, conversation)
    if not str(post_at).strip().isdecimal():
        raise no("invalid_time")
    at = int(post_at)
    if at <= call.now:
        raise no("time_in_past")
    if at > call.now + FARTHEST:
        raise no("time_too_far")
    near = [
        each for each in call.all(ScheduledMessage, {"channel": conversation.id}) if abs(each.post_at - at) < WINDOW
    ]
    if len(near) >= WINDOW_LIMIT:
        raise no("restricted_too_many")
    said = posting.content(call, text, blocks, attachments, markdown_text, metadata, link_names, parse)
    author, id = posting.author(call), "Q0" + call.new_id(size=9).upper()
    made = call.create(
        ScheduledMessage, id=id, channel=conversation, post_at=at, date_created=call.now, text=said["text"],
        author=author,
        given={"said": said, "thread_ts": thread_ts, "broadcast": reply_broadcast},
        job=call.schedule(at * posting.SECOND, "post-scheduled", message=id),
    )  # fmt: skip
    shown = {"text": made.text, "type": "delayed_message", **{name: value for name, value in author.items() if value}}
    shown |= {name: said[name] for name in ("blocks", "attachments") if said.get(name)}
    return {"channel": conversation.id, "scheduled_message_id": id, "post_at": at, "message": shown}


@job("post-scheduled")
def post_scheduled(call: Call, message: str) -> None:
    """Its time has come: post it, unless its channel or its author has gone."""
    found = call.peek(ScheduledMessage, message)
    if found is None:
        return
    conversation, given = call.get(Conversation, found.channel), found.given
    call.delete(found)
    there = not given["thread_ts"] or call.peek(Message, f"{conversation.id}-{given['thread_ts']}")
    if not conversation.is_archived and there:
        posting.post(call, conversation, {**found.author, **given["said"]}, given["thread_ts"], given["broadcast"])


@job("say")
def say(call: Call, channel: str, user: str, text: str) -> None:
    """What a seed's timeline lets someone say."""
    person = call.get(User, user)
    said = posting.content(call, text)
    posting.post(call, call.get(Conversation, channel), {"user": person.id, "team": person.team_id, **said})


@operation("chat.deleteScheduledMessage")
def delete_scheduled(call: Call, channel: str, scheduled_message_id: str) -> dict[str, Any]:
    conversation = find_channel(call, channel)
    found = call.peek(ScheduledMessage, scheduled_message_id)
    if found is None or found.channel != conversation.id:
        raise no("invalid_scheduled_message_id")
    call.unschedule(found.job)
    call.delete(found)
    return {}


@operation("chat.scheduledMessages.list")
def list_scheduled(
    call: Call, channel: str | None = None, latest: str | None = None, oldest: str | None = None
) -> dict[str, Any]:
    where = {"channel": find_channel(call, channel).id} if channel else {}
    mine = posting.author(call)
    low, high = seconds(oldest, 0, "invalid_time"), seconds(latest, 1e12, "invalid_time")
    rows = [each for each in call.all(ScheduledMessage, where) if each.author.get("bot_id") == mine.get("bot_id")]
    page = call.slice(sorted((each for each in rows if low <= each.post_at <= high), key=lambda each: each.post_at))
    shown = [
        {"id": each.id, "channel_id": each.channel, "post_at": each.post_at, "date_created": each.date_created,
         "text": each.text}
        for each in page.items
    ]  # fmt: skip
    page.items = shown
    return listed(call, "scheduled_messages", page)
