"""What was said: history, threads, and how far one has read; https://docs.slack.dev/reference/methods/conversations.history."""

from __future__ import annotations

import re
from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page, Paging
from clonery.server.operation import operation
from clonery.server.state.query import Op

from ... import scopes, shapes
from ...lookups import find_channel, membership, message_at, readable
from ...records import Member, Message, Pin
from ...wording import no

HISTORY_LIMIT, REPLIES_LIMIT = 100, 1000
_TIME = re.compile(r"\d+(\.\d*)?")


@operation("conversations.history")
def history(
    call: Call, channel: str, oldest: str | None = None, latest: str | None = None, inclusive: bool = False,
    cursor: str | None = None, limit: int | None = None, include_all_metadata: bool = False,
) -> dict[str, Any]:  # fmt: skip
    """A channel's messages, the newest first, without the answers in threads."""
    conversation = readable(call, channel)
    size = _size(limit, HISTORY_LIMIT)
    after, before = _time(oldest, "invalid_ts_oldest"), _time(latest, "invalid_ts_latest")
    conditions, values = [], []
    if after:
        conditions.append("{0} >= ?" if inclusive else "{0} > ?")
        values.append(after)
    if cursor:
        conditions.append("{0} <= ?")
        values.append(_next(call, cursor))
    elif before:
        conditions.append("{0} <= ?" if inclusive else "{0} < ?")
        values.append(before)
    where: dict[str, Any] = {"channel": conversation.id, "top": True}
    if conditions:
        where["ts"] = Op(" AND ".join(conditions), tuple(values))
    rows = call.all(Message, where, "-ts", size + 1)
    page = Page(rows[:size], Paging(size), None, len(rows) > size)
    return {
        "messages": _shown(call, page, include_all_metadata), "has_more": page.more,
        "pin_count": call.count(Pin, {"channel": conversation.id}), "channel_actions_ts": None,
        "channel_actions_count": 0, **_rest(call, rows, size),
    }  # fmt: skip


def _shown(call: Call, page: Page, metadata: bool) -> list[Any]:
    """The messages; what programs attached to them only for those who ask for it."""
    items = call.clone.dialect.items(call, page)
    if not metadata:
        for place, record in enumerate(page.items):
            if record.metadata:
                items[place] = {
                    **shapes.message(call, record),
                    "metadata": {"event_type": record.metadata["event_type"]},
                }
    return items


def _rest(call: Call, rows: list[Message], size: int) -> dict[str, Any]:
    """The cursor to the messages that follow; nothing where none do."""
    if len(rows) <= size:
        return {}
    cursor = call.clone.dialect.cursor(f"next_ts:{rows[size].ts.replace('.', '')}")  # type: ignore[attr-defined] # ours
    return {"response_metadata": {"next_cursor": cursor}}


def _next(call: Call, cursor: str) -> str:
    kind, value = call.clone.dialect.read_cursor(cursor)  # type: ignore[attr-defined] # ours
    if kind != "next_ts" or not value.isdecimal():
        raise no("invalid_cursor")
    return f"{value[:-6]}.{value[-6:]}"


def _size(limit: int | None, usual: int) -> int:
    if limit is not None and limit < 0:
        raise no("invalid_limit")
    return min(limit or usual, 999 if usual == HISTORY_LIMIT else REPLIES_LIMIT)


def _time(text: str | None, word: str) -> str:
    """A time as messages have theirs, so that texts compare as times do; "" for none."""
    if text in (None, "", "0"):
        return ""
    if not _TIME.fullmatch(str(text)):
        raise no(word)
    seconds, _, fraction = str(text).partition(".")
    return f"{int(seconds):010d}.{fraction[:6].ljust(6, '0')}"


@operation("conversations.replies")
def replies(
    call: Call, channel: str, ts: str, oldest: str | None = None, latest: str | None = None, inclusive: bool = False,
    cursor: str | None = None, limit: int | None = None, include_all_metadata: bool = False,
) -> dict[str, Any]:  # fmt: skip
    """A thread: its first message, then the answers, the oldest first."""
    conversation = readable(call, channel)
    first = message_at(call, conversation, ts, "thread_not_found")
    size = _size(limit, REPLIES_LIMIT)
    if not first.thread or first.thread != first.id:
        rows = [first]
    else:
        low, high = _time(oldest, "invalid_ts_oldest"), _time(latest, "invalid_ts_latest")
        conditions, values = ["{0} > ?"], [first.ts]
        for text, sign in ((low, ">"), (high, "<")):
            if text:
                conditions.append(f"{{0}} {sign}{'=' if inclusive else ''} ?")
                values.append(text)
        if cursor:
            conditions.append("{0} >= ?")
            values.append(_next(call, cursor))
        where = {"thread": first.id, "ts": Op(" AND ".join(conditions), tuple(values))}
        rows = [first, *call.all(Message, where, "ts", size + 1)]
    page = Page(rows[: size + 1], Paging(size), None, len(rows) > size + 1)
    made = {"messages": _shown(call, page, include_all_metadata), "has_more": page.more}
    return made | _rest(call, rows, size + 1)


@operation("conversations.mark")
def mark(call: Call, channel: str, ts: str) -> dict[str, Any]:
    conversation = find_channel(call, channel)
    scopes.need_for(call, conversation, "write")
    member = membership(call, conversation)
    if member is None:
        raise no("not_in_channel")
    read = _time(ts, "invalid_timestamp")
    call.update(call.get(Member, member.id), last_read=read or "0000000000.000000")
    return {}
