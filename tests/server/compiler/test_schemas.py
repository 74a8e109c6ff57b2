"""Schemas of every dialect in one form, and the keywords that are refused."""

from typing import Any

import pytest

from clonery.server.compiler.report import DescriptionProblem, Report
from clonery.server.compiler.schemas import Normalizer, is_prose

Json = dict[str, Any]


def normal(schema: Any, **more: Any) -> Json:
    report = Report("toy")
    return Normalizer("a.json", lambda pointer, place: pointer.rsplit("/", 1)[-1], report, **more)(schema, "/here")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"type": "string", "title": "T", "description": "D", "example": 1, "x-y": 2, "xml": {}}, {"type": "string"}),
        ({"type": "string", "nullable": True}, {"type": ["string", "null"]}),
        ({"type": "string", "enum": ["a"], "nullable": True}, {"type": ["string", "null"], "enum": ["a", None]}),
        ({"$ref": "#/x/a"}, {"$ref": "schemas.json#/a"}),
        ({"$ref": "#/x/a", "nullable": True}, {"anyOf": [{"$ref": "schemas.json#/a"}, {"type": "null"}]}),
        (
            {"allOf": [{"$ref": "#/x/a"}], "nullable": True},
            {"anyOf": [{"$ref": "schemas.json#/a"}, {"type": "null"}]},
        ),
        ({"allOf": [{"$ref": "#/x/a"}]}, {"$ref": "schemas.json#/a"}),
        ({"minimum": 1, "exclusiveMinimum": True}, {"exclusiveMinimum": 1}),
        ({"minimum": 1, "exclusiveMinimum": False, "maximum": 3}, {"minimum": 1, "maximum": 3}),
        ({"exclusiveMaximum": 5}, {"exclusiveMaximum": 5}),
        ({"type": "file"}, {"type": "string", "format": "binary"}),
        ({"type": "any"}, {}),
        ({"type": ["null", "string"]}, {"type": ["string", "null"]}),
        ({"type": "array", "items": [{"type": "string"}, {"type": "null"}]},
         {"type": "array", "items": {"anyOf": [{"type": "string"}, {"type": "null"}]}}),
        ({"items": [{"type": "string"}, {"type": "integer"}]}, {"anyOf": [{"type": "string"}, {"type": "integer"}]}),
        ({"type": "object", "additionalProperties": True, "required": []}, {"type": "object"}),
        ({"type": "object", "additionalProperties": False}, {"type": "object", "additionalProperties": False}),
        (
            {"type": "object", "properties": {"b": {"type": "string", "required": True}, "a": {}}},
            {"type": "object", "properties": {"a": {}, "b": {"type": "string"}}, "required": ["b"]},
        ),
        ({"uniqueItems": False, "readOnly": True, "deprecated": False}, {"readOnly": True}),
        ({"properties": None, "default": None, "type": "object"}, {"type": "object"}),
        ({"content": {"application/json": {"schema": {"type": "string"}}}}, {"type": "string"}),
        ({"type": "string", "pattern": "("}, {"type": "string"}),
        (True, {}),
        (False, {"not": {}}),
    ],
)  # fmt: skip
def test_one_form(given: Any, expected: Json) -> None:
    assert normal(given) == expected


def test_unknown_keywords_and_types_are_refused_by_name_and_place() -> None:
    with pytest.raises(DescriptionProblem, match=r"a.json#/here/properties/a: unknown schema keyword 'optional'"):
        normal({"properties": {"a": {"optional": True}}})
    with pytest.raises(DescriptionProblem, match=r"a.json#/here/items: unknown schema type 'colour'"):
        normal({"items": {"type": "colour"}})
    with pytest.raises(DescriptionProblem, match="a schema is an object, not list"):
        normal({"properties": {"a": []}})
    with pytest.raises(DescriptionProblem, match="expected an object of schemas"):
        normal({"properties": []})


def test_a_source_may_ignore_keywords_name_types_and_open_objects() -> None:
    assert normal({"type": "string", "optional": 1}, ignored=frozenset(("optional",))) == {"type": "string"}
    assert normal({"type": "symbol"}, types={"symbol": {"type": "string"}}) == {"type": "string"}
    assert normal({"type": "object", "additionalProperties": False}, opened=True) == {"type": "object"}


def test_prose_is_told_from_facts() -> None:
    prose = "The time at which the thing was made by somebody, in seconds."
    assert is_prose(prose)
    assert not is_prose("^[a-z]+(-[a-z]+)*$")
    assert not is_prose("Needs review by owner")
    assert normal({"type": "string", "default": prose}) == {"type": "string"}
