"""Types as lists of tools write them."""

from typing import Any

import pytest

from clonery.server.compiler.parameters import parameter_schema
from clonery.server.compiler.report import DescriptionProblem


@pytest.mark.parametrize(
    ("text", "schema"),
    [
        ("string", {"type": "string"}),
        ("string|null", {"type": ["string", "null"]}),
        ("any", {}),
        ("string enum", {"type": "string"}),
        ("enum", {"type": "string"}),
        ("object{id}", {"type": "object"}),
        ("string:enum(a|b)", {"type": "string", "enum": ["a", "b"]}),
        ("integer:enum(1|2)", {"type": "integer", "enum": [1, 2]}),
        ("array<string>", {"type": "array", "items": {"type": "string"}}),
        ("array[object]|null", {"anyOf": [{"type": "array", "items": {"type": "object"}}, {"type": "null"}]}),
        ("array<array<any>>", {"type": "array", "items": {"type": "array"}}),
        ("array<string:enum(a|b)>", {"type": "array", "items": {"type": "string", "enum": ["a", "b"]}}),
        ("string|any", {}),
    ],
)
def test_types(text: str, schema: dict[str, Any]) -> None:
    assert parameter_schema(text, "here") == schema


def test_an_unknown_type_is_refused() -> None:
    with pytest.raises(DescriptionProblem, match="here: unknown parameter type 'colour'"):
        parameter_schema("colour", "here")
