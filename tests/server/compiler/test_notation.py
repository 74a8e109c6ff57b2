"""The shorthand of inventories."""

from typing import Any

import pytest

from clonery.server.compiler.notation import names_of, object_of, plain_type, schema_of, split_top, value_of


@pytest.mark.parametrize(
    ("text", "schema"),
    [
        ("int", {"type": "integer"}),
        ("int=50", {"type": "integer"}),
        ("number|null", {"type": ["number", "null"]}),
        ("string[] (at most ten)", {"type": "array", "items": {"type": "string"}}),
        ("a|b|c", {"type": "string", "enum": ["a", "b", "c"]}),
        ("a|b|null", {"type": ["string", "null"], "enum": ["a", "b", None]}),
        ("'true'|'false'", {"type": "string", "enum": ["true", "false"]}),
        ("string 'yes'|'no'", {"type": "string", "enum": ["yes", "no"]}),
        ("date (default today)", {"type": "string", "format": "date"}),
        ("a|...", {}),
        ("gated", {}),
        ("", {}),
    ],
)
def test_types(text: str, schema: dict[str, Any]) -> None:
    assert plain_type(text) == schema


def test_objects() -> None:
    assert object_of("id*, guest{name,age int}, rooms[{beds int}], tags[], note?") == {
        "type": "object",
        "properties": {
            "id": {},
            "guest": {"type": "object", "properties": {"name": {}, "age": {"type": "integer"}}},
            "rooms": {"type": "array", "items": {"type": "object", "properties": {"beds": {"type": "integer"}}}},
            "tags": {"type": "array"},
            "note": {},
        },
        "required": ["id"],
    }
    assert value_of("*: string") == ({"type": "string"}, True)
    assert split_top("a{b,c}, d[e;f]; g") == ["a{b,c}", "d[e;f]", "g"]
    assert names_of("id or name (one)") == ["id", "name"]


@pytest.mark.parametrize(
    ("text", "schema"),
    [
        ("{id,name}", {"type": "object", "properties": {"id": {}, "name": {}}}),
        ("top-level ARRAY: [{id}]", {"type": "array", "items": {"type": "object", "properties": {"id": {}}}}),
        ("JSON ARRAY of {id*}",
         {"type": "array", "items": {"type": "object", "properties": {"id": {}}, "required": ["id"]}}),
        ("name, age", {"type": "object", "properties": {"name": {}, "age": {}}}),
        ({"a[]*": "string"},
         {"type": "object", "required": ["a"], "properties": {"a": {"type": "array", "items": {"type": "string"}}}}),
        ("same, all optional", {}),
        ("204 no body", {}),
    ],
)  # fmt: skip
def test_bodies_and_answers(text: Any, schema: dict[str, Any]) -> None:
    assert schema_of(text) == schema
