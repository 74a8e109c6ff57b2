"""A value is fitted to a schema: kept where it fits, else the smallest valid one."""

from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clonery.server.generic.fitting import Fitting

FIT = Fitting(None, "2026-01-01T00:00:00Z", "http://f")
SCHEMAS: list[dict[str, Any]] = [
    {"type": "string", "minLength": 3},
    {"type": "string", "format": "uuid"},
    {"type": "string", "pattern": "^#[0-9a-f]{6}$"},
    {"type": "integer", "minimum": 5},
    {"type": "integer", "maximum": -2, "minimum": -9},
    {"enum": ["b", "c"]},
    {"type": ["string", "null"]},
    {"type": "array", "minItems": 2, "items": {"type": "boolean"}},
    {"type": "object", "required": ["a", "b"], "properties": {"a": {"type": "number"}, "b": {"const": 7}}},
    {"oneOf": [{"type": "integer"}, {"type": "string", "enum": ["x"]}]},
    {"anyOf": [{"type": "string"}, {"type": "null"}]},
    {"allOf": [{"type": "object", "required": ["a"]}, {"properties": {"a": {"type": "string"}}}]},
    {"type": "object", "additionalProperties": {"type": "integer"}},
]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-10, 10) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b", "c"]), inner),
    max_leaves=6,
)


@given(st.sampled_from(SCHEMAS), VALUES)
def test_what_comes_out_is_valid(schema: dict[str, Any], value: Any) -> None:
    jsonschema.validate(FIT.fit(schema, value, True), schema)
    jsonschema.validate(FIT.fit(schema), schema)


@given(st.sampled_from(SCHEMAS[:7]), VALUES)
def test_a_plain_value_that_fits_is_kept(schema: dict[str, Any], value: Any) -> None:
    if jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).is_valid(value):
        fitted = FIT.fit(schema, value, True)
        assert fitted == value or schema.get("format") == "uuid"


@pytest.mark.parametrize(
    ("name", "schema", "wanted"),
    [
        ("created_at", {"type": "string", "format": "date-time"}, "2026-01-01T00:00:00Z"),
        ("html_url", {"type": "string"}, "http://f"),
        ("deleted_at", {"type": ["string", "null"]}, None),
        ("count", {"type": "integer"}, 0),
    ],
)
def test_a_property_that_nobody_gave(name: str, schema: dict[str, Any], wanted: Any) -> None:
    assert FIT.named(name, schema) == wanted


def test_a_schema_that_requires_itself_ends() -> None:
    schemas = {"node": {"type": "object", "required": ["next"], "properties": {"next": {"$ref": "schemas.json#/node"}}}}
    assert "next" in Fitting(schemas.__getitem__).fit({"$ref": "schemas.json#/node"})


def test_the_branch_that_fits_best_is_taken() -> None:
    schema = {"oneOf": [
        {"type": "object", "required": ["kind"], "properties": {"kind": {"enum": ["a"]}, "x": {}}},
        {"type": "object", "required": ["kind"], "properties": {"kind": {"enum": ["b"]}, "y": {}}},
    ]}  # fmt: skip
    assert FIT.fit(schema, {"kind": "b", "y": 1}, True) == {"kind": "b", "y": 1}


def test_only_plain_values_are_lacking() -> None:
    """Links, objects and lists are made again for each answer: what is kept of a new item are the plain values."""
    schema = {
        "required": ["title", "price", "url", "tags", "owner", "made_at", "note"],
        "properties": {
            "title": {"type": "string"}, "price": {"type": "number", "minimum": 1}, "url": {"type": "string"},
            "tags": {"type": "array"}, "owner": {"type": "object"}, "note": {"type": ["string", "null"]},
            "made_at": {"type": "string", "format": "date-time"},
        },
    }  # fmt: skip
    assert FIT.lacking(schema, {"title": "t"}) == {"price": 1, "made_at": "2026-01-01T00:00:00Z"}


def test_what_was_fitted_for_one_source_is_kept_until_it_is_another() -> None:
    schema, seen = {"type": "object", "properties": {"name": {"type": "string"}}}, []

    def show(name: str) -> dict[str, str]:
        seen.append(name)
        return {"name": name, "age": "7"}

    ada, ben = object(), object()
    assert FIT.kept(schema, ada, lambda: show("ada")) == FIT.kept(schema, ada, lambda: show("no")) == {"name": "ada"}
    assert FIT.kept(schema, ben, lambda: show("ben")) == {"name": "ben"}
    assert seen == ["ada", "ben"]
