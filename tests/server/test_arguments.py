"""Arguments come together from path, query, header and body, each by its schema."""

from collections.abc import Callable
from typing import Any

import pytest

from clonery.server import arguments
from clonery.server.call import Call
from clonery.server.operation import Operation
from clonery.server.problems import Invalid, NotFound
from clonery.server.request import Request

ENTRY: dict[str, Any] = {
    "name": "x", "http": {"method": "POST", "path": "/x/{id}"},
    "inputSchema": {
        "type": "object", "required": ["path_id"],
        "properties": {
            "path_id": {"type": "integer", "x-in": "path", "x-name": "id"}, "id": {"type": "string"},
            "many": {"type": "array", "items": {"type": "integer"}, "x-in": "query"},
            "flag": {"type": "boolean", "x-in": "query", "default": False},
            "version": {"type": "string", "x-in": "header", "x-name": "X-Version"},
            "page": {"type": "integer", "x-in": "query"},
        },
    },
}  # fmt: skip


def gather(ask: Callable[..., Any], query: str = "", body: bytes = b"", path_id: str = "7") -> tuple[Call, Any]:
    clone = ask.farm.clone("toy")  # type: ignore[attr-defined] # the fixture has the farm at hand
    request = Request("POST", f"/x/{path_id}", query, {"x-version": "9"}, body)
    call = Call(ask.session, clone, request, 0)  # type: ignore[attr-defined] # as above
    return call, arguments.gather(call, Operation(ENTRY), {"id": path_id})


def test_each_place_is_read_by_its_schema(ask: Callable[..., Any]) -> None:
    _, made = gather(ask, "many=1&many=2&flag=true", b'{"id": "seven", "unknown": 1}')
    assert made == {"path_id": 7, "many": [1, 2], "flag": True, "version": "9", "id": "seven"}
    assert gather(ask, "many=1,2")[1] == {"path_id": 7, "many": [1, 2], "flag": False, "version": "9"}


def test_a_path_argument_of_the_wrong_form_is_not_found(ask: Callable[..., Any]) -> None:
    with pytest.raises(NotFound):
        gather(ask, path_id="seven")


def test_a_body_that_is_no_object_is_invalid(ask: Callable[..., Any]) -> None:
    with pytest.raises(Invalid) as refused:
        gather(ask, body=b"[1]")
    assert refused.value.flaws[0].expected == ["object"]


def test_an_unknown_field_is_refused_where_the_schema_is_closed(ask: Callable[..., Any]) -> None:
    entry = {**ENTRY, "inputSchema": {**ENTRY["inputSchema"], "additionalProperties": False}}
    clone = ask.farm.clone("toy")  # type: ignore[attr-defined] # the fixture has the farm at hand
    call = Call(ask.session, clone, Request("POST", "/x/7", body=b'{"odd": 1}'), 0)  # type: ignore[attr-defined] # as above
    with pytest.raises(Invalid) as refused:
        arguments.gather(call, Operation(entry), {"id": "7"})
    assert (refused.value.flaws[0].name, refused.value.flaws[0].rule) == ("odd", "additionalProperties")


def test_what_asks_for_a_page_becomes_the_calls_paging(ask: Callable[..., Any]) -> None:
    call, made = gather(ask, "page=3")
    assert arguments.settle(call, Operation(ENTRY), made) == {"path_id": 7, "flag": False, "version": "9"}
    assert (call.paging.number, call.paging.offset) == (3, 60)
