"""What is known of a schema is found out once, and only where it is met."""

from typing import Any

import pytest

from clonery.server.generic.plans import Plans, taker, types

SCHEMAS: dict[str, Any] = {
    "node": {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}, "up": {"$ref": "#/node"}}},
    "cat": {"allOf": [{"$ref": "#/node"}, {"required": ["name"], "properties": {"name": {"type": "string"}}}]},
}


def test_a_name_is_read_once_and_may_name_itself() -> None:
    asked: list[str] = []

    def read(name: str) -> Any:
        asked.append(name)
        return SCHEMAS[name]

    plans = Plans(read)
    node = plans.of({"$ref": "schemas.json#/node"})
    assert node.known["up"] is node
    assert plans.of({"$ref": "schemas.json#/node"}) is node
    assert asked == ["node"]


def test_parts_are_merged() -> None:
    cat = Plans(SCHEMAS.__getitem__).of({"$ref": "#/cat"})
    assert list(cat.known) == ["id", "up", "name"]
    assert list(cat.required) == ["id", "name"]


def test_an_inline_schema_is_known_by_itself_not_by_its_place_in_memory() -> None:
    plans = Plans(None)
    for number in range(200):
        assert plans.of({"enum": [number]}).takes(number)


@pytest.mark.parametrize(
    ("schema", "good", "bad"),
    [
        ({"type": "integer"}, [1, -1], [True, 1.5, "1", None]),
        ({"type": "number"}, [1, 1.5], [False, "1"]),
        ({"type": ["boolean", "null"]}, [True, None], [1, 0, "true"]),
        ({"type": "string", "format": "date-time"}, ["2026-01-05T09:00:00Z"], ["today", 7]),
        ({"type": "string", "minLength": 2, "pattern": "^a"}, ["ab"], ["a", "ba"]),
        ({"type": "integer", "minimum": 2, "maximum": 4}, [2, 4], [1, 5]),
        ({"type": "array", "maxItems": 1}, [[], [1]], [[1, 2], {}]),
        ({"enum": ["a", None]}, ["a", None], ["b"]),
        ({}, [None, 1, "a", [], {}], []),
    ],
)
def test_what_a_schema_takes(schema: dict[str, Any], good: list[Any], bad: list[Any]) -> None:
    takes = taker(schema, types(schema))
    assert [value for value in good if not takes(value)] == []
    assert [value for value in bad if takes(value)] == []


def test_branches_know_what_tells_them_apart() -> None:
    schema = {"oneOf": [
        {"type": "object", "required": ["kind"], "properties": {"kind": {"enum": ["cat"]}}},
        {"type": "object", "required": ["kind"], "properties": {"kind": {"enum": ["dog"]}}},
    ]}  # fmt: skip
    cat, dog = Plans(None).of(schema).branches
    assert cat.apart == [(frozenset({"kind"}), "kind", "cat")]
    assert max((cat, dog), key=lambda part: part.score({"kind": "dog"})) is dog
