"""Lists as tools give them: some fields alone, or with a count and cursors; https://github.com/github/github-mcp-server."""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import TYPE_CHECKING, Any

from clonery.server.dialect import Page

if TYPE_CHECKING:
    from clonery.server.call import Call


def shown(call: Call, page: Page) -> list[Any]:
    """The items of a page as values."""
    return [call.clone.dialect.show(call, item, False) for item in page.items]


def picked(items: list[dict[str, Any]], fields: list[str] | None) -> list[dict[str, Any]]:
    """The items with these fields alone; whole without any."""
    return [{name: item[name] for name in fields if name in item} for item in items] if fields else items


def offset_of(cursor: str) -> int:
    """Where the list goes on behind a cursor; at its start for one that is none."""
    try:
        return int(b64decode(cursor, validate=True).decode().removeprefix("cursor:"))
    except ValueError:
        return 0


def page_info(page: Page) -> dict[str, Any]:
    """Whether there is more, before and behind, and the cursors that lead there."""
    start, end = page.paging.offset, page.paging.offset + len(page.items)
    return {
        "hasNextPage": page.more, "hasPreviousPage": start > 0, "startCursor": _cursor(start) if page.items else "",
        "endCursor": _cursor(end) if page.items else "",
    }  # fmt: skip


def _cursor(offset: int) -> str:
    return b64encode(f"cursor:{offset}".encode()).decode()
