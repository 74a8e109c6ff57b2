"""Pages of one kind of record shown as another; https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from clonery.server.dialect import Page

if TYPE_CHECKING:
    from clonery.server.call import Call

    from .dialect import GitHub


def mapped(page: Page, function: Callable[[Any], Any]) -> Page:
    """The same page with each item replaced by what `function` makes of it."""
    return Page([function(item) for item in page.items], page.paging, page.total, page.more)


def enveloped(call: Call, page: Page, name: str) -> dict[str, Any]:
    """A page as lists with a count give it: `total_count`, the items under `name`, and links in the header."""
    cast("GitHub", call.clone.dialect).link(call, page)
    return {"total_count": page.total, name: page.items}
