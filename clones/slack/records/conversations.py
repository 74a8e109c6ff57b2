"""Conversations and what is said in them, as they are stored; https://docs.slack.dev/reference/objects."""

# ruff: noqa: RUF012 — a default is copied into each record

from __future__ import annotations

from typing import Any

from clonery.server.state.record import Record


class Conversation(Record, kind="conversation", indexes=["name", "pair"], also=["channel", "im", "mpim", "group"]):
    """A channel, a direct message (`user_ids` has two) or a group message."""

    id: str
    team_id: str = ""
    name: str = ""
    name_normalized: str = ""
    is_channel: bool = False
    is_group: bool = False
    is_im: bool = False
    is_mpim: bool = False
    is_private: bool = False
    is_archived: bool = False
    is_general: bool = False
    is_shared: bool = False
    is_org_shared: bool = False
    is_ext_shared: bool = False
    is_pending_ext_shared: bool = False
    created: int = 0
    creator: str = ""
    unlinked: int = 0
    updated: int = 0
    pending_shared: list[str] = []
    pending_connected_team_ids: list[str] = []
    parent_conversation: str | None = None
    shared_team_ids: list[str] = []
    previous_names: list[str] = []
    topic: dict[str, Any] = {"value": "", "creator": "", "last_set": 0}
    purpose: dict[str, Any] = {"value": "", "creator": "", "last_set": 0}
    pair: str = ""
    """The ids of those in a direct or group message, sorted, joined by commas."""
    prefs: dict[str, Any] = {}
    retention_days: int = 0
    allowed_groups: list[str] = []
    canvas: str = ""


class Member(
    Record, kind="member", parent="channel=conversation", unique=["channel user"], indexes=["user", "channel"]
):
    channel: str
    user: str
    last_read: str = "0000000000.000000"
    open: bool = True
    joined: int = 0


class Message(
    Record, kind="message", parent="channel=conversation",
    indexes=["channel top ts", "thread ts", "reacted[]", "ts"], text=["text"],
    facets=["channel", "user", "bot_id", "has[]", "day", "month", "thread"],
):  # fmt: skip
    """A message; `top` says that the channel's history shows it, `thread` is `channel-ts` of its thread's first."""

    id: str
    channel: str
    top: bool = True
    thread: str = ""
    type: str = "message"
    subtype: str | None = None
    user: str | None = None
    bot_id: str | None = None
    app_id: str | None = None
    username: str | None = None
    icons: dict[str, Any] | None = None
    text: str = ""
    ts: str
    team: str | None = None
    client_msg_id: str | None = None
    thread_ts: str | None = None
    parent_user_id: str | None = None
    reply_count: int = 0
    reply_users: list[str] = []
    reply_users_count: int = 0
    latest_reply: str | None = None
    is_locked: bool = False
    blocks: list[dict[str, Any]] | None = None
    attachments: list[dict[str, Any]] | None = None
    metadata: dict[str, Any] | None = None
    files: list[str] = []
    upload: bool | None = None
    edited: dict[str, str] | None = None
    reactions: list[dict[str, Any]] = []
    reacted: list[str] = []
    pinned_to: list[str] = []
    topic: str | None = None
    purpose: str | None = None
    name: str | None = None
    old_name: str | None = None
    inviter: str | None = None
    hidden: bool | None = None
    streaming: bool = False
    mrkdwn: bool | None = None
    has: list[str] = []
    day: str = ""
    month: str = ""


class ScheduledMessage(Record, kind="scheduled_message", parent="channel=conversation", indexes=["channel"]):
    id: str
    channel: str
    post_at: int
    date_created: int
    text: str = ""
    author: dict[str, Any]
    given: dict[str, Any]
    job: int = 0


class Pin(Record, kind="pin", parent="channel=conversation", indexes=["channel"]):
    channel: str
    message: str | None = None
    created: int = 0
    created_by: str = ""


class Bookmark(Record, kind="bookmark", parent="channel=conversation", indexes=["channel"]):
    id: str
    channel: str
    title: str
    link: str = ""
    emoji: str = ""
    icon_url: str = ""
    type: str = "link"
    entity_id: str | None = None
    date_created: int = 0
    date_updated: int = 0
    rank: str = ""
    last_updated_by_user_id: str = ""
    last_updated_by_team_id: str = ""
    shortcut_id: str | None = None
    app_id: str | None = None


class Star(Record, kind="star", indexes=["user"]):
    user: str
    type: str
    channel: str = ""
    message: str = ""
    file: str = ""
    date_create: int = 0
    done: bool = False
    due: int = 0


class Reminder(Record, kind="reminder", indexes=["user"]):
    id: str
    creator: str
    user: str
    text: str
    recurring: bool = False
    recurrence: dict[str, Any] = {}
    time: int = 0
    complete_ts: int = 0
    job: int = 0


class ThreadState(Record, kind="thread_state"):
    """What an assistant shows in a thread: status, title, prompts; the id is `channel-thread_ts`."""

    channel: str
    thread_ts: str
    status: str = ""
    title: str = ""
    prompts: list[dict[str, Any]] = []
