"""Names made of others: slugs, branch names, addresses, initials; https://linear.app/docs/github#branch-format."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from .lookups import organization

if TYPE_CHECKING:
    from clonery.server.call import Call
    from clonery.server.state.record import Record

    from .records.work import Issue

WEB = "https://linear.app"
PRIORITIES = ("No priority", "Urgent", "High", "Medium", "Low")
_WORDS = re.compile(r"[^a-z0-9]+")


def slug(text: str, limit: int = 60) -> str:
    """Lower-case words with dashes between, cut at `limit` characters."""
    return _WORDS.sub("-", text.lower()).strip("-")[:limit].rstrip("-")


def branch(call: Call, issue: Issue) -> str:
    """The branch that is suggested to the caller."""
    who = slug(call.actor.get("displayName") or call.actor.get("name") or "") if call.actor is not None else ""
    name = "-".join(part for part in (issue.identifier.lower(), slug(issue.title)) if part)
    return f"{who}/{name}" if who else name


def address(call: Call, *parts: str) -> str:
    """The page of a thing in the workspace."""
    key = call.memo.get("url_key")
    if key is None:
        key = call.memo["url_key"] = organization(call).get("urlKey", "")
    return "/".join((WEB, str(key), *parts))


def slugged(record: Record, name: str) -> str:
    """How a page of a named thing ends: words and slug id."""
    return "-".join(part for part in (slug(record.get(name) or ""), record.get("slugId") or record.id) if part)


def initials(name: str) -> str:
    return "".join(word[0] for word in name.split()[:2]).upper()


def priority_label(value: Any) -> str:
    return PRIORITIES[int(value or 0)] if 0 <= int(value or 0) < len(PRIORITIES) else PRIORITIES[0]
