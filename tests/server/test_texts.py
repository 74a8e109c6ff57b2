"""Texts of forms and queries become what their schema asks for, and stay text where it takes text."""

from typing import Any

import pytest

from clonery.server.operation import Argument
from clonery.server.texts import queried, typed

INTEGER, BOOLEAN = {"type": "integer"}, {"type": "boolean"}
CASES: list[tuple[Any, Any, Any]] = [
    (INTEGER, "12", 12), (INTEGER, "-3", -3), (INTEGER, "1.5", "1.5"), (INTEGER, "", ""),
    ({"type": "number"}, "1.5", 1.5), ({"type": "string"}, "12", "12"), (BOOLEAN, "true", True), (BOOLEAN, "0", False),
    (BOOLEAN, "maybe", "maybe"), ({"type": ["integer", "null"]}, "", None),
    ({"anyOf": [INTEGER, {"enum": ["now"], "type": "string"}]}, "now", "now"),
    ({"anyOf": [INTEGER, {"enum": ["now"], "type": "string"}]}, "7", 7),
    ({"type": "array", "items": INTEGER}, ["1", "2"], [1, 2]),
    ({"properties": {"a": INTEGER}, "additionalProperties": BOOLEAN}, {"a": "1", "b": "1"}, {"a": 1, "b": True}),
    ({"type": "object", "properties": {"0": INTEGER}}, ["5"], {"0": 5}),
    ({"type": "object"}, '{"a": 1}', {"a": 1}), ({"type": "object"}, "{", "{"), ({}, "1", "1"),
    ({"$ref": "schemas.json#/count"}, "4", 4), ({"type": "array", "items": INTEGER}, "7", [7]),
    ({"type": ["array", "string"]}, "7", "7"), (INTEGER, str(2**63 - 1), 2**63 - 1), (INTEGER, str(2**63), str(2**63)),
]  # fmt: skip


@pytest.mark.parametrize(("schema", "value", "made"), CASES)
def test_a_text_becomes_what_its_schema_asks_for(schema: Any, value: Any, made: Any) -> None:
    result = typed(schema, value, lambda name: INTEGER)
    assert result == made
    assert type(result) is type(made)


def argument(style: str, **schema: Any) -> Argument:
    return Argument("when", "when", "query", {"x-style": style, **schema})


def test_each_style_of_a_query() -> None:
    deep = argument("deepObject", anyOf=[{"type": "object", "properties": {"gte": INTEGER}}, INTEGER])
    assert queried(deep, [("when[gte]", "5")], None) == {"gte": 5}
    assert queried(deep, [("when", "5")], None) == 5
    assert queried(deep, [("other", "5")], None) is None
    csv = argument("csv", type="array", items=INTEGER)
    assert queried(csv, [("when", "1,2"), ("when", "3")], None) == [1, 2, 3]
    assert queried(argument("indexed", type="array", items=INTEGER), [("when[0]", "1"), ("when[1]", "2")], None) == [
        1,
        2,
    ]
    assert queried(argument("json", type="object"), [("when", '{"a": 1}')], None) == {"a": 1}
    assert queried(argument("json", type="object"), [("when", "{")], None) == "{"
