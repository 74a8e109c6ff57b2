"""Inventories in shorthand, with types, and as plain pairs."""

from typing import Any

import pytest

from clonery.server.compiler import DescriptionProblem

from .conftest import Compile, Json

SHORT: Json = {
    "models": {"Booking": "id int, guest{name}, status active|canceled", "error": "{messages[]}"},
    "operations": [
        {"op": "GET /v2/bookings", "tag": "Bookings",
         "query": {"since": "datetime", "id or name": "one required", "tag[n]": "int"}},
        {"op": "POST /v2/bookings", "tag": "Bookings"},
        {"op": "GET /v2/bookings/{id}"},
        {"op": "DELETE /v2/bookings/{id}"},
        {"op": "GET /v2/me"},
        {"op": "PATCH /v2/rates", "body": "ARRAY of {date*}", "resp": "204 no body"},
    ],
}  # fmt: skip
SOURCE: Json = {
    "file": "inventory.json",
    "envelope": {"at": "items", "fields": "limit int, next_url string|null", "arguments": {"limit": "int"}},
    "reason": "r",
}


def test_shorthand(compiled: Compile) -> None:
    made = compiled({"inventory.json": SHORT}, {"sources": [SOURCE]})
    listed = made.operations["get_v2_bookings"]
    assert listed["inputSchema"]["properties"] == {
        "id": {"x-in": "query"},
        "limit": {"type": "integer", "x-in": "query"},
        "name": {"x-in": "query"},
        "since": {"type": "string", "format": "date-time", "x-in": "query"},
        "tag": {"type": "array", "items": {"type": "integer"}, "x-in": "query", "x-style": "indexed"},
    }
    assert listed["effect"] == {
        "verb": "list", "kind": "booking", "parents": [], "identity": [], "list_at": "items",
        "paging": {"style": "none", "size": "limit", "next": "next_url"},
    }  # fmt: skip
    assert made.operations["get_v2_bookings_by_id"]["results"] == {"200": {"$ref": "schemas.json#/Booking"}}
    assert made.operations["delete_v2_bookings_by_id"]["results"] == {"204": {}}
    assert made.operations["post_v2_bookings"]["inputSchema"]["properties"] == {
        "body": {"type": "object", "x-in": "body", "x-whole": True}
    }
    assert made.effect("get_v2_me")["self"] is True
    rates = made.operations["patch_v2_rates"]
    assert rates["inputSchema"]["properties"]["body"]["items"]["required"] == ["date"]
    assert rates["results"] == {"204": {}}


def test_types(compiled: Compile) -> None:
    typed = {
        "operations": [
            {
                "operation": "get_pet",
                "method": "GET",
                "path": "/pets/{id}",
                "params": {
                    "id": {"in": "path", "type": "string"},
                    "since": {"in": "query", "type": "date-time", "required": True},
                },
                "responses": {"200": "Pet"},
            },
            {
                "operation": "add_pet",
                "method": "POST",
                "path": "/pets",
                "params": {"pet": {"in": "body", "type": "Pet", "required": True}},
                "responses": {"201": "", "202": "Either"},
            },
        ],
        "schemas": {
            "Pet": {
                "properties": {
                    "name": {"type": "string", "required": True, "enum": ["a"]},
                    "tags": {"type": "array[string]"},
                }
            },
            "Either": {"anyOf": ["Pet", "List[Optional[int]]"]},
        },
    }
    made = compiled({"inventory.json": typed})
    assert made.operations["get_pet"]["results"] == {"200": {"$ref": "schemas.json#/Pet"}}
    assert made.operations["get_pet"]["inputSchema"]["required"] == ["id", "since"]
    assert made.operations["add_pet"]["inputSchema"]["properties"]["name"] == {
        "type": "string",
        "enum": ["a"],
        "x-in": "body",
    }
    assert made.operations["add_pet"]["results"] == {"201": {}, "202": {"$ref": "schemas.json#/Either"}}
    assert made.schemas["Either"] == {
        "anyOf": [{"$ref": "schemas.json#/Pet"}, {"type": "array", "items": {"type": "integer"}}]
    }
    assert made.schemas["Pet"]["properties"]["tags"] == {"type": "array", "items": {"type": "string"}}


def test_pairs_and_the_first_of_equal_routes(compiled: Compile) -> None:
    routes = [
        ["GET", "/a/{id}"],
        ["GET", "/a/{name}"],
        {"sdk_method": "a.remove", "method": "DELETE", "path": "/a/{id}", "query": ["soft"]},
    ]
    made = compiled(
        {"r.json": routes},
        {"sources": [{"file": "r.json", "kind": "inventory", "base": "/v1", "name_prefix": "r/", "reason": "r"}]},
    )
    assert sorted(made.operations) == ["r/a.remove", "r/get_v1_a_by_id"]
    assert made.operations["r/a.remove"]["inputSchema"]["properties"]["soft"] == {"x-in": "query"}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"operations": {}}, "an inventory needs `operations`"),
        ({"operations": ["GET /a"]}, "operations/0: an operation is an object"),
        ({"operations": [{"op": "/a"}]}, "operations/0: an operation needs a method and a path"),
        ({"operations": [], "schemas": {"A": {"properties": {"a": {"type": "Colour"}}}}}, "unknown type 'Colour'"),
    ],
)
def test_what_is_refused(compiled: Compile, data: Any, message: str) -> None:
    with pytest.raises(DescriptionProblem, match=message):
        compiled({"i.json": data}, {"sources": [{"file": "i.json", "kind": "inventory", "reason": "r"}]})
