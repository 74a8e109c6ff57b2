"""Connections of GitHub's: with totals, opaque cursors, and a size that must be given; https://docs.github.com/graphql/guides/using-pagination-in-the-graphql-api."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable, Sequence
from typing import Any

from clonery.server.problems import Invalid

MOST = 100


def cut(
    items: Sequence[Any], given: dict[str, Any], edge: Callable[[Any], dict[str, Any]] | None = None,
    shown: Callable[[Any], Any] | None = None, **more: Any,
) -> dict[str, Any]:  # fmt: skip
    """The part of a list that was asked for, as a connection.

    `edge` gives what the edge of an item has beside its node, `shown` the node of an item that is none itself.
    """
    first, last = given.get("first"), given.get("last")
    if first is None and last is None:
        # Who only counts needs no size: the parts are refused, the number is not.
        words = "You must provide a `first` or `last` value to properly paginate the connection."
        said = Invalid(words, shown=_MISSING)
        return {**more, "totalCount": len(items), "nodes": said, "edges": said, "pageInfo": said}
    for name, size in (("first", first), ("last", last)):
        if size is not None and not 0 <= size <= MOST:
            raise Invalid(f"Requesting {size} records on the connection exceeds the `{name}` limit of {MOST} records.",
                          shown={"type": "EXCESSIVE_PAGINATION"})  # fmt: skip
    low = _place(given["after"]) if given.get("after") else 0
    high = _place(given["before"]) - 1 if given.get("before") else len(items)
    if first is not None:
        high = min(high, low + first)
    if last is not None:
        low = max(low, high - last)
    part = items[low:high] if low < high else []
    nodes = [shown(each) for each in part] if shown else list(part)
    edges = [
        {"node": node, "cursor": cursor(low + n), **(edge(each) if edge else {})}
        for n, (each, node) in enumerate(zip(part, nodes, strict=True), 1)
    ]
    return {
        **more, "nodes": nodes, "edges": edges, "totalCount": len(items),
        "pageInfo": {
            "hasNextPage": high < len(items), "hasPreviousPage": low > 0,
            "startCursor": edges[0]["cursor"] if edges else None, "endCursor": edges[-1]["cursor"] if edges else None,
        },
    }  # fmt: skip


_MISSING = {"type": "MISSING_PAGINATION_BOUNDARIES"}


def cursor(place: int) -> str:
    """The cursor of the element at a place, from one on."""
    return b64encode(f"cursor:{place}".encode()).decode()


def _place(text: str) -> int:
    try:
        return int(b64decode(text, validate=True).decode().removeprefix("cursor:"))
    except ValueError:
        shown = {"type": "INVALID_CURSOR_ARGUMENTS"}
        raise Invalid(f"`{text}` does not appear to be a valid cursor.", shown=shown) from None
