"""Names inside arguments that no schema lists."""

from typing import Any

import pytest

from clonery.server.strangers import strangers

CARD = {"type": "object", "properties": {"number": {"type": "string"}, "address": {"$ref": "schemas.json#/address"}}}
SCHEMA = {
    "type": "object",
    "properties": {
        "card": {"anyOf": [CARD, {"type": "object", "properties": {"token": {"type": "string"}}}, {"enum": [""]}]},
        "metadata": {"type": "object", "additionalProperties": {"type": "string"}},
        "prices": {"type": "object", "additionalProperties": CARD}, "free": {"type": "object"},
        "items": {"type": "array", "items": CARD}, "source": {"type": "string"},
    },
}  # fmt: skip


def address(name: str) -> Any:
    assert name == "address"
    return {"type": "object", "properties": {"city": {"type": "string"}}, "additionalProperties": False}


@pytest.mark.parametrize(("value", "paths"), [
    ({"card": {"number": "1", "token": "t"}, "metadata": {"a": "1"}, "free": {"b": {"c": 1}}}, []),
    ({"card": {"foo": 1}}, [("card", "foo")]),
    ({"card": {"address": {"city": "x", "x": 1}}}, [("card", "address", "x")]),
    ({"items": [{"number": "1"}, {"foo": 1}]}, [("items", 1, "foo")]),
    ({"prices": {"eur": {"x": 1}}}, [("prices", "eur", "x")]),
    ({"source": {"number": "4"}}, []), ({"foo": 1, "bar": 2}, [("foo",), ("bar",)]),
])  # fmt: skip
def test_a_name_that_no_alternative_lists_is_a_stranger(value: Any, paths: list[tuple[str | int, ...]]) -> None:
    assert list(strangers(SCHEMA, value, address)) == paths
