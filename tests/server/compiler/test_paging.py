"""How a list pages, by its arguments and its answer."""

from typing import Any

import pytest

from clonery.server.compiler.draft import Argument, Draft
from clonery.server.compiler.paging import paging_of
from clonery.server.compiler.store import SchemaStore

Json = dict[str, Any]
TEXT: Json = {"type": "string"}


def thing(**properties: Json) -> Json:
    return {"type": "object", "properties": properties}


@pytest.mark.parametrize(
    ("arguments", "answer", "paging"),
    [
        ("page per_page", {}, {"style": "page", "page": "page", "size": "per_page"}),
        ("limit offset", thing(total={"type": "integer"}),
         {"style": "offset", "page": "offset", "size": "limit", "total": "total"}),
        ("startAt maxResults", thing(isLast={"type": "boolean"}),
         {"style": "offset", "page": "startAt", "size": "maxResults", "more": "isLast"}),
        ("pageToken pageSize", thing(nextPageToken=TEXT),
         {"style": "token", "page": "pageToken", "size": "pageSize", "next": "nextPageToken"}),
        ("starting_after limit", thing(has_more={"type": "boolean"}),
         {"style": "starting_after", "page": "starting_after", "size": "limit", "more": "has_more"}),
        ("after limit", thing(paging=thing(next=thing(after=TEXT))),
         {"style": "cursor", "page": "after", "size": "limit", "next": "paging.next.after"}),
        ("cursor", thing(response_metadata=thing(next_cursor=TEXT)),
         {"style": "cursor", "page": "cursor", "next": "response_metadata.next_cursor"}),
        ("after", {}, {"style": "none"}),
        ("limit", {}, {"style": "none", "size": "limit"}),
        ("name", {}, {"style": "none"}),
    ],
)  # fmt: skip
def test_paging(arguments: str, answer: Json, paging: Json) -> None:
    draft = Draft("list", "a.json", {}, [Argument(name, "query", {}) for name in arguments.split()])
    draft.results = {"200": answer}
    assert paging_of(draft, SchemaStore(), "items") == paging
