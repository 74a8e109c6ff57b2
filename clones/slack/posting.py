"""Posting: who writes, what a message holds, times that rise, threads, and what the workspace itself says; https://docs.slack.dev/messaging."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from clonery.server.state.clock import iso

from . import blocks as kit
from . import mrkdwn
from .lookups import app_bot, app_of, is_bot, me, membership, named_channel, team_of
from .records import Conversation, Member, Message, User
from .wording import invalid, no

if TYPE_CHECKING:
    from clonery.server.call import Call

TEXT_LIMIT = 40_000
ATTACHMENTS_LIMIT = 100
SECOND = 1_000_000
ANSWERABLE = ("bot_message", "me_message", "file_share", "thread_broadcast", "tombstone", "assistant_app_thread")
"""What else than plain messages may begin a thread."""


def stamp(call: Call) -> str:
    """The time of a new message: it names the message, so no two are the same and each is later than the last."""
    call.reach("ts", call.moment - 1)
    seconds, fraction = divmod(call.next("ts"), SECOND)
    return f"{seconds:010d}.{fraction:06d}"


def micro(ts: str) -> int:
    """Microseconds of a message's time."""
    seconds, _, fraction = ts.partition(".")
    return int(seconds) * SECOND + int(fraction.ljust(6, "0")[:6] or 0)


def author(
    call: Call, username: str | None = None, icon_emoji: str | None = None, icon_url: str | None = None
) -> dict[str, Any]:
    """The fields that say who posts: a bot, under another name where it takes one, or a person through an app."""
    user, app = me(call), app_of(call)
    bot = app_bot(call, app)
    made: dict[str, Any] = {"user": user.id, "team": team_of(call).id}
    if bot is not None:
        made |= {"bot_id": bot.id, "app_id": bot.app_id}
    if bot is not None and is_bot(call) and (username or icon_emoji or icon_url):
        icons = {"emoji": icon_emoji} if icon_emoji else {"image_48": icon_url} if icon_url else None
        made |= {"subtype": "bot_message", "username": username or bot.name, "icons": icons}
    return made


def content(
    call: Call, text: str | None, blocks: Any = None, attachments: Any = None, markdown_text: str | None = None,
    metadata: Any = None, link_names: bool = False, parse: str | None = None, required: bool = True,
) -> dict[str, Any]:  # fmt: skip
    """The checked content of a message. Raises `no_text`, `invalid_blocks` and its like."""
    if markdown_text and (text or blocks):
        raise no("markdown_text_conflict")
    given, attached = kit.parsed(blocks), kit.parsed(attachments, "invalid_attachments_format")
    if markdown_text:
        text = mrkdwn.markdown(markdown_text)
    if required and not (text or "").strip() and not given and not attached:
        raise no("no_text")
    if len(text or "") > TEXT_LIMIT:
        raise no("msg_too_long")
    if attached and len(attached) > ATTACHMENTS_LIMIT:
        raise no("too_many_attachments")
    found = kit.flaws(given) if given else []
    if found:
        raise invalid("invalid_blocks", found)
    if metadata is not None and not (isinstance(metadata, dict) and {"event_type", "event_payload"} <= set(metadata)):
        raise no("invalid_metadata_format")
    stored = mrkdwn.normal(text or "")
    if link_names or parse == "full":
        stored = linked(call, stored)
    made: dict[str, Any] = {"text": stored, "metadata": metadata}
    if given:
        made["blocks"] = [
            block if block.get("block_id") else {**block, "block_id": call.new_id(size=5)} for block in given
        ]
    elif stored and not attached:
        made["blocks"] = [mrkdwn.rich_text(stored, call.new_id(size=5))]
    if attached:
        made["attachments"] = [
            {"id": place, "fallback": each.get("fallback") or each.get("text") or "[no preview available]", **each}
            for place, each in enumerate(attached, 1)
        ]
    return made


def linked(call: Call, text: str) -> str:
    """Names in a text as mentions."""

    def user(name: str) -> str | None:
        found = call.first(User, {"name": name})
        return found.id if found else None

    def channel(name: str) -> str | None:
        found = named_channel(call, name)
        return found.id if found else None

    return mrkdwn.linked(text, user, channel)


def may_post(call: Call, conversation: Conversation) -> None:
    """Raises the refusal where the caller may not post there."""
    if conversation.is_archived:
        raise no("is_archived")
    if membership(call, conversation) is None:
        held = call.credential.scopes if call.credential else None
        anywhere = is_bot(call) and (held is None or "chat:write.public" in held) and not conversation.is_private
        if not anywhere:
            raise no("not_in_channel")
    posters = conversation.prefs.get("who_can_post", {})
    if "admin" in posters.get("type", []) and not me(call).is_admin and me(call).id not in posters.get("user", []):
        raise no("restricted_action_read_only_channel")


def root_of(call: Call, conversation: Conversation, thread_ts: str) -> Message:
    """The first message of a thread, by its time or that of an answer. Raises where there is none."""
    if not re.fullmatch(r"\d+\.\d+", thread_ts):
        raise no("invalid_thread_ts")
    found = call.peek(Message, f"{conversation.id}-{thread_ts}")
    if found is not None and found.thread_ts and found.thread_ts != found.ts:
        found = call.peek(Message, found.thread)
    if found is None:
        raise no("thread_not_found")
    if found.subtype and found.subtype not in ANSWERABLE:
        raise no("cannot_reply_to_message")
    return found


def post(
    call: Call, conversation: Conversation, fields: dict[str, Any], thread_ts: str | None = None,
    broadcast: bool = False, ts: str = "",
) -> Message:  # fmt: skip
    """Store a message and tell everyone; `fields` are its author's and its content's."""
    ts = ts or stamp(call)
    root = root_of(call, conversation, thread_ts) if thread_ts else None
    if root is not None:
        fields = {
            **fields, "thread_ts": root.ts, "thread": root.id, "parent_user_id": root.user or "USLACKBOT",
            "top": broadcast,
        }  # fmt: skip
        if broadcast:
            fields["subtype"] = "thread_broadcast"
    made = call.create(
        Message, id=f"{conversation.id}-{ts}", channel=conversation.id, ts=ts, **{**fields, **facts(fields, ts)}
    )
    if root is not None:
        root = joined(call, root, made)
    if made.user:
        read(call, conversation, made.user, ts)
    if conversation.is_im:
        for member in call.all(Member, {"channel": conversation.id}):
            if not member.open:
                call.update(member, open=True)
    call.emit("message", channel=conversation, message=made, root=root)
    return made


def joined(call: Call, root: Message, reply: Message) -> Message:
    """The first message of a thread after one more answer."""
    who = reply.user or reply.bot_id or ""
    users = root.reply_users if who in root.reply_users else [*root.reply_users, who]
    return call.update(
        root, thread_ts=root.ts, thread=root.id, reply_count=root.reply_count + 1, reply_users=users,
        reply_users_count=len(users), latest_reply=reply.ts,
    )  # fmt: skip


def left(call: Call, root: Message) -> Message:
    """The first message of a thread after an answer has gone."""
    replies = [each for each in call.all(Message, {"thread": root.id}, "ts") if each.ts != root.ts]
    users = list(dict.fromkeys(each.user or each.bot_id or "" for each in replies))
    return call.update(
        root, reply_count=len(replies), reply_users=users, reply_users_count=len(users),
        latest_reply=replies[-1].ts if replies else None,
    )  # fmt: skip


def facts(fields: dict[str, Any], ts: str) -> dict[str, Any]:
    """What search narrows down by: whether it has links, files, reactions, pins; its day and month."""
    text = fields.get("text") or ""
    tests = {
        "link": "<http" in text, "file": bool(fields.get("files")), "reaction": bool(fields.get("reactions")),
        "pin": bool(fields.get("pinned_to")), "mention": "<@" in text,
    }  # fmt: skip
    has = [name for name, there in tests.items() if there]
    has += [f":{each['name']}:" for each in fields.get("reactions") or []]
    day = iso(micro(ts))[:10]
    return {"has": has, "day": day, "month": day[:7]}


def refreshed(call: Call, message: Message, **changes: Any) -> Message:
    """The message with changes, found by search accordingly."""
    return call.update(message, **changes, has=facts({**message.doc, **changes}, message.ts)["has"])


def read(call: Call, conversation: Conversation, user: str, ts: str) -> None:
    member = membership(call, conversation, user)
    if member is not None and member.last_read < ts:
        call.update(member, last_read=ts)


def system(call: Call, conversation: Conversation, user: str, subtype: str, text: str, **fields: Any) -> Message:
    """What the workspace says in a channel of what someone did."""
    return post(call, conversation, {"user": user, "subtype": subtype, "text": text, **fields})


def days(moment: int) -> dict[str, str]:
    """Day and month of a moment, as search narrows down by them."""
    day = iso(moment)[:10]
    return {"day": day, "month": day[:7]}
