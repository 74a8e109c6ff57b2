"""Messages: posted, changed, deleted, shown to one, described; https://docs.slack.dev/reference/methods?family=chat."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import operation

from .. import posting, shapes
from ..lookups import bot_of, find_channel, find_user, is_bot, me, membership, message_at, readable, target
from ..records import Conversation, Message, Pin
from ..settings import kept
from ..wording import no


@operation("chat.postMessage")
def post_message(
    call: Call, channel: str, text: str | None = None, blocks: Any = None, attachments: Any = None,
    thread_ts: str | None = None, reply_broadcast: bool = False, username: str | None = None,
    icon_emoji: str | None = None, icon_url: str | None = None, markdown_text: str | None = None,
    metadata: dict[str, Any] | None = None, link_names: bool = False, parse: str | None = None,
    mrkdwn: bool | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Post to a conversation, as its member; a user's id stands for their direct message."""
    conversation = target(call, channel)
    posting.may_post(call, conversation)
    said = posting.content(call, text, blocks, attachments, markdown_text, metadata, link_names, parse)
    author = posting.author(call, username, icon_emoji, icon_url)
    made = posting.post(call, conversation, {**author, **said, "mrkdwn": mrkdwn}, thread_ts, reply_broadcast)
    return {"channel": conversation.id, "ts": made.ts, "message": shapes.message(call, made)}


@operation("chat.meMessage")
def me_message(call: Call, channel: str, text: str) -> dict[str, Any]:
    conversation = target(call, channel)
    posting.may_post(call, conversation)
    said = posting.content(call, text)
    made = posting.post(call, conversation, {**posting.author(call), **said, "subtype": "me_message"})
    return {"channel": conversation.id, "ts": made.ts}


@operation("chat.postEphemeral")
def post_ephemeral(
    call: Call, channel: str, user: str, text: str | None = None, blocks: Any = None, attachments: Any = None,
    thread_ts: str | None = None, markdown_text: str | None = None, link_names: bool = False, parse: str | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Show a message to one member; it is not kept."""
    conversation = target(call, channel)
    posting.may_post(call, conversation)
    person = find_user(call, user)
    if membership(call, conversation, person) is None:
        raise no("user_not_in_channel")
    posting.content(call, text, blocks, attachments, markdown_text, None, link_names, parse)
    if thread_ts:
        posting.root_of(call, conversation, thread_ts)
    return {"message_ts": posting.stamp(call)}


@operation("chat.update")
def update(
    call: Call, channel: str, ts: str, text: str | None = None, blocks: Any = None, attachments: Any = None,
    markdown_text: str | None = None, metadata: dict[str, Any] | None = None, link_names: bool = False,
    parse: str | None = None, file_ids: Any = None, reply_broadcast: bool = False,
) -> dict[str, Any]:  # fmt: skip
    """Change one's own message."""
    conversation = find_channel(call, channel)
    message = message_at(call, conversation, ts)
    if not own(call, message) or message.subtype in ("tombstone", "channel_join", "channel_leave"):
        raise no("cant_update_message")
    if conversation.is_archived:
        raise no("is_archived")
    window = kept(call, "msg_edit_window_mins", -1)
    if window >= 0 and not is_bot(call) and call.moment > posting.micro(ts) + window * 60 * posting.SECOND:
        raise no("edit_window_closed")
    given = {"text": message.text, "blocks": message.blocks, "attachments": message.attachments}
    said = posting.content(
        call, text, blocks, attachments, markdown_text, metadata, link_names, parse, required=file_ids is None
    )
    changes = {name: said.get(name) for name in ("text", "blocks", "attachments")}
    if attachments is None:
        changes.pop("attachments")
    if metadata is not None:
        changes["metadata"] = metadata
    if reply_broadcast and message.thread_ts and not message.top:
        changes |= {"top": True, "subtype": "thread_broadcast"}
    if changes.get("text") != given["text"] or (blocks is not None and changes["blocks"] != given["blocks"]):
        changes["edited"] = {"user": me(call).id, "ts": posting.stamp(call)}
    made = posting.refreshed(call, message, **changes)
    call.emit("message_changed", channel=conversation, message=made, before=message)
    return {"channel": conversation.id, "ts": ts, "text": made.text, "message": shapes.message(call, made)}


@operation("chat.delete")
def delete(call: Call, channel: str, ts: str) -> dict[str, Any]:
    """Delete one's own message, an administrator any; the first of a thread leaves a stone in its place."""
    conversation = find_channel(call, channel)
    message = message_at(call, conversation, ts)
    if message.subtype == "tombstone":
        raise no("message_not_found")
    admin = not is_bot(call) and (me(call).is_admin or me(call).is_owner)
    if not own(call, message) and not admin:
        raise no("cant_delete_message")
    remove(call, conversation, message)
    return {"channel": conversation.id, "ts": ts}


def remove(call: Call, conversation: Conversation, message: Message) -> None:
    for pin in call.all(Pin, {"channel": conversation.id, "message": message.id}):
        call.delete(pin)
    if message.reply_count:
        empty: dict[str, Any] = {
            "blocks": None,
            "attachments": None,
            "files": [],
            "reactions": [],
            "reacted": [],
            "edited": None,
            "metadata": None,
        }
        posting.refreshed(
            call, message, subtype="tombstone", text="This message was deleted.", user="USLACKBOT", bot_id=None,
            app_id=None, hidden=True, pinned_to=[], **empty,
        )  # fmt: skip
    else:
        call.delete(message)
        root = call.peek(Message, message.thread) if message.thread and message.thread_ts != message.ts else None
        if root is not None:
            root = posting.left(call, root)
            if root.subtype == "tombstone" and not root.reply_count:
                call.delete(root)
    call.emit("message_deleted", channel=conversation, before=message)


def own(call: Call, message: Message) -> bool:
    """Whether the caller wrote the message, or their bot did under another name."""
    user = me(call)
    bot = bot_of(call, user) if is_bot(call) else None
    disguised = bot is not None and message.subtype == "bot_message" and message.bot_id == bot.id
    return message.user == user.id if not disguised else True


@operation("chat.getPermalink")
def get_permalink(call: Call, channel: str, message_ts: str) -> dict[str, Any]:
    conversation = find_channel(call, channel)
    message = message_at(call, conversation, message_ts)
    return {"channel": conversation.id, "permalink": shapes.permalink(call, message)}


@operation("chat.unfurl")
def unfurl(
    call: Call, channel: str | None = None, ts: str | None = None, unfurls: dict[str, Any] | None = None,
    unfurl_id: str | None = None, source: str | None = None, user_auth_required: bool = False,
) -> dict[str, Any]:  # fmt: skip
    """Add previews to the links of a message."""
    if not unfurls and not user_auth_required:
        raise no("missing_unfurls")
    conversation = find_channel(call, channel)
    message = message_at(call, conversation, ts, "cannot_find_message")
    held = list(message.attachments or [])
    for place, (url, preview) in enumerate((unfurls or {}).items(), len(held) + 1):
        if url not in message.text:
            raise no("cannot_unfurl_url")
        held.append(
            {"id": place, "from_url": url, "original_url": url, "is_app_unfurl": True, "fallback": url, **preview}
        )
    made = posting.refreshed(call, message, attachments=held)
    call.emit("message_changed", channel=conversation, message=made, before=message)
    return {}


# Streams


def _streamed(call: Call, channel: str, ts: str) -> tuple[Conversation, Message]:
    conversation = readable(call, channel)
    message = message_at(call, conversation, ts)
    if not own(call, message):
        raise no("message_not_owned_by_app")
    if not message.streaming:
        raise no("message_not_in_streaming_state")
    return conversation, message


def _chunked(markdown_text: str | None, chunks: list[Any] | None) -> str:
    """The text of what is added: as markdown, or in chunks of which some are text."""
    parts = [each.get("text", "") for each in chunks or [] if each.get("type") == "markdown_text"]
    return (markdown_text or "") + "".join(parts)


@operation("chat.startStream")
def start_stream(
    call: Call, channel: str, thread_ts: str, markdown_text: str | None = None, chunks: list[Any] | None = None,
    username: str | None = None, icon_emoji: str | None = None, icon_url: str | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Begin a message that grows."""
    conversation = target(call, channel)
    posting.may_post(call, conversation)
    text = _chunked(markdown_text, chunks)
    said = posting.content(call, None, markdown_text=text or None, required=False)
    fields = {**posting.author(call, username, icon_emoji, icon_url), **said, "streaming": True}
    made = posting.post(call, conversation, fields, thread_ts)
    return {"channel": conversation.id, "ts": made.ts}


@operation("chat.appendStream")
def append_stream(
    call: Call, channel: str, ts: str, markdown_text: str | None = None, chunks: list[Any] | None = None
) -> dict[str, Any]:
    conversation, message = _streamed(call, channel, ts)
    more = _chunked(markdown_text, chunks)
    if not more and not chunks:
        raise no("no_text")
    _grow(call, conversation, message, more)
    return {"channel": conversation.id, "ts": ts}


@operation("chat.stopStream")
def stop_stream(
    call: Call, channel: str, ts: str, markdown_text: str | None = None, chunks: list[Any] | None = None,
    blocks: Any = None, metadata: dict[str, Any] | None = None,
) -> dict[str, Any]:  # fmt: skip
    """End a message that grew; blocks stand below its text."""
    conversation, message = _streamed(call, channel, ts)
    message = _grow(call, conversation, message, _chunked(markdown_text, chunks), streaming=False, metadata=metadata)
    if blocks:
        below = posting.content(call, None, blocks)["blocks"]
        message = call.update(message, blocks=[*(message.blocks or []), *below])
    return {"channel": conversation.id, "ts": ts, "message": shapes.message(call, message)}


def _grow(call: Call, conversation: Conversation, message: Message, more: str, **changes: Any) -> Message:
    said = posting.content(call, None, markdown_text=more, required=False) if more else {"text": ""}
    text = message.text + said["text"]
    blocks = posting.content(call, text, required=False).get("blocks")
    made = posting.refreshed(call, message, text=text, blocks=blocks, **changes)
    call.emit("message_changed", channel=conversation, message=made, before=message)
    return made
