"""How the community's MCP server names things and lists messages; https://github.com/korotovsky/slack-mcp-server."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import orjson

from . import scopes
from .lookups import direct, find_channel, named_channel
from .records import Message, User
from .wording import no

if TYPE_CHECKING:
    from clonery.server.call import Call

DAY = 86_400
SPANS = {"d": DAY, "w": 7 * DAY, "m": 30 * DAY}


def allowed(call: Call, method: str) -> None:
    """Raises the refusal that the token would meet at a method that a tool goes by."""
    credential = call.credential
    if credential is not None:
        scopes.check_kind(method, credential)
        needed = call.clone.dialect.scopes(call.clone.operations[method])
        if needed:
            scopes.need(call, *needed)


def place(call: Call, name: str) -> str:
    """A conversation's id by id, `#name`, or `@name` for a direct message."""
    if name.startswith("@"):
        person = call.first(User, {"name": name[1:]})
        if person is None:
            raise no("user_not_found")
        return direct(call, person.id).id
    if name.startswith("#"):
        found = named_channel(call, name)
        if found is None:
            raise no("channel_not_found")
        return found.id
    return find_channel(call, name).id


def row(call: Call, message: Message) -> dict[str, Any]:
    """A message as that server lists it."""
    person = call.peek(User, message.user) if message.user else None
    reactions = "|".join(f"{each['name']}:{each['count']}" for each in message.reactions)
    return {
        "msgID": message.ts, "userID": message.user or "",
        "userName": person.name if person else message.username or "",
        "realName": person.real_name if person else "", "channelID": message.channel,
        "threadTs": message.thread_ts or "",
        "text": message.text, "time": message.ts, "reactions": reactions, "botName": message.username or "",
        "fileCount": len(message.files),
    }  # fmt: skip


def span(call: Call, limit: str) -> tuple[str | None, int]:
    """From when on, and how many: `1d`, `2w`, `3m` are spans of time, a number is a number."""
    found = re.fullmatch(r"(\d+)([dwm])", limit.strip())
    if found:
        return str(call.now - int(found.group(1)) * SPANS[found.group(2)]), 999
    return None, int(limit) if limit.isdecimal() else 100


def read(shown: Any) -> dict[str, Any]:
    """Something shown: an object, or the JSON that was kept of it."""
    return dict(shown) if isinstance(shown, dict) else dict(orjson.loads(orjson.dumps(shown)))
