"""Search in messages and files with Slack's modifiers; https://docs.slack.dev/reference/methods/search.messages."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import operation

from .. import mrkdwn, shapes
from ..lookups import visible
from ..queries import Query, read
from ..records import Conversation, File, Message, User
from ..wording import no

COUNT, COUNT_LIMIT = 20, 100
MARKS = ("\ue000", "\ue001")
"""What stands around a word that was found, where the caller wants it marked."""


@operation("search.messages")
def messages(
    call: Call, query: str, count: int | None = None, page: int | None = None, sort: str | None = None,
    sort_dir: str | None = None, highlight: bool = False, cursor: str | None = None,
) -> dict[str, Any]:  # fmt: skip
    found = _messages(call, _read(call, query), _Asked(call, count, page, sort, sort_dir, highlight, cursor))
    return {"query": query, "messages": found}


@operation("search.files")
def files(
    call: Call, query: str, count: int | None = None, page: int | None = None, sort: str | None = None,
    sort_dir: str | None = None, highlight: bool = False,
) -> dict[str, Any]:  # fmt: skip
    found = _files(call, _read(call, query), _Asked(call, count, page, sort, sort_dir, highlight))
    return {"query": query, "files": found}


@operation("search.all")
def everything(
    call: Call, query: str, count: int | None = None, page: int | None = None, sort: str | None = None,
    sort_dir: str | None = None, highlight: bool = False,
) -> dict[str, Any]:  # fmt: skip
    made, asked = _read(call, query), _Asked(call, count, page, sort, sort_dir, highlight)
    return {"query": query, "messages": _messages(call, made, asked), "files": _files(call, made, asked),
            "posts": {"total": 0, "matches": []}}  # fmt: skip


class _Asked:
    """How much, from where on, in which order. Raises `invalid_cursor`."""

    def __init__(
        self, call: Call, count: int | None, page: int | None, sort: str | None, sort_dir: str | None, highlight: bool,
        cursor: str | None = None,
    ) -> None:  # fmt: skip
        self.count = min(max(count or COUNT, 1), COUNT_LIMIT)
        self.page = max(page or 1, 1)
        self.cursor = cursor
        if cursor and cursor != "*":
            self.page = int(call.clone.dialect.read_cursor(cursor)[1])  # type: ignore[attr-defined] # ours
        self.offset = (self.page - 1) * self.count
        way = "" if sort_dir == "asc" else "-"
        self.order = f"{way}ts" if sort == "timestamp" else ""
        self.highlight = highlight

    def around(self, call: Call, total: int, matches: list[Any]) -> dict[str, Any]:
        """The matches with the numbers of their page, which Slack gives in two ways."""
        pages = -(-total // self.count)
        first = self.offset + 1 if matches else 0
        pagination = {"total_count": total, "page": self.page, "per_page": self.count, "page_count": pages,
                      "first": first, "last": self.offset + len(matches)}  # fmt: skip
        paging: dict[str, Any] = {"count": self.count, "total": total, "page": self.page, "pages": pages}
        if self.cursor:
            more = self.page < pages
            paging["next_cursor"] = call.clone.dialect.cursor(f"page:{self.page + 1}") if more else ""  # type: ignore[attr-defined] # ours
        return {"total": total, "pagination": pagination, "paging": paging, "matches": matches}


def _read(call: Call, query: str) -> Query:
    if not query.strip():
        raise no("no_query")
    return read(call, query)


def _messages(call: Call, query: Query, asked: _Asked) -> dict[str, Any]:
    found = query.messages(call, visible(call), asked.order, asked.count, asked.offset)
    shown = [_match(call, each, query.words if asked.highlight else []) for each in found.items]
    return asked.around(call, found.total, shown)


def _match(call: Call, record: Message, marked: list[str]) -> dict[str, Any]:
    conversation = call.get(Conversation, record.channel)
    person = call.peek(User, record.user) if record.user else None
    text = record.text
    for word in marked:
        text = text.replace(word, word.join(MARKS))
    made = {
        "iid": f"{record.channel}-{record.ts.replace('.', '')}", "team": record.team or conversation.team_id,
        "score": 1, "channel": _channel(conversation), "type": "im" if conversation.is_im else "message",
        "user": record.user, "username": record.username or (person.name if person else ""), "ts": record.ts,
        "text": text,
        "permalink": shapes.permalink(call, record), "no_reactions": not record.reactions,
    }  # fmt: skip
    shown = shapes.message(call, record)
    return made | {name: shown[name] for name in ("blocks", "attachments", "files") if name in shown}


def _channel(conversation: Conversation) -> dict[str, Any]:
    return {
        "id": conversation.id, "name": conversation.name or conversation.pair.partition(",")[0],
        "is_channel": conversation.is_channel, "is_group": conversation.is_group, "is_im": conversation.is_im,
        "is_mpim": conversation.is_mpim, "is_shared": conversation.is_shared, "is_private": conversation.is_private,
        "is_ext_shared": conversation.is_ext_shared, "is_org_shared": conversation.is_org_shared,
        "is_pending_ext_shared": False, "pending_shared": [],
    }  # fmt: skip


def _files(call: Call, query: Query, asked: _Asked) -> dict[str, Any]:
    found = query.files(call, visible(call), asked.count, asked.offset)
    shown = [shapes.file(call, each) for each in found.items]
    for made, record in zip(shown, found.items, strict=True):
        if isinstance(record, File) and record.content:
            made["preview"] = mrkdwn.plain(record.content[:200])
    return asked.around(call, found.total, shown)
