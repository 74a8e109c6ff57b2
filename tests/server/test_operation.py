"""Functions are bound to entries by name and checked at import; arguments are checked as jsonschema would."""

from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clonery.server.operation import BindingError, Operation, python_name

ENTRY: dict[str, Any] = {
    "name": "thing/update", "http": {"method": "PATCH", "path": "/things/{id}"},
    "inputSchema": {
        "type": "object", "required": ["id"],
        "properties": {
            "id": {"type": "integer", "x-in": "path"}, "class": {"type": ["string", "null"]},
            "size": {"type": "integer", "minimum": 1, "default": 3, "x-in": "query"},
            "tags[]": {"type": "array", "items": {"type": "string"}, "maxItems": 2}, "kind": {"enum": ["a", "b"]},
        },
    },
    "results": {"201": {}, "default": {}},
}  # fmt: skip


def test_a_function_gets_its_arguments_by_python_names() -> None:
    operation = Operation(ENTRY)

    def update(call: str, id: int, size: int, class_: str | None = None, tags: Any = ()) -> Any:
        return call, id, size, class_, tags

    operation.bind(update)
    given = {"id": 1, "size": 3, "class": "x", "tags[]": ["t"], "kind": "a"}
    assert operation.call("call", given) == ("call", 1, 3, "x", ["t"])
    assert (operation.status, operation.method, operation.writes, operation.fidelity) == (201, "PATCH", True, "written")


@pytest.mark.parametrize(
    ("function", "message"),
    [
        (lambda call, id, sise=1: 0, "no argument 'sise'"),
        (lambda call, id, kind: 0, "'kind' is optional and needs a default"),
        (lambda call, size=1: 0, "takes no id"),
        (lambda id: 0, "the first parameter must be `call`"),
    ],
)
def test_a_function_that_does_not_fit_is_refused(function: Any, message: str) -> None:
    with pytest.raises(BindingError, match=message):
        Operation(ENTRY).bind(function)


def test_names_that_python_cannot_take() -> None:
    names = ["async", "expand[]", "if-match", "a.b", "1st"]
    assert [python_name(name) for name in names] == ["async_", "expand", "if_match", "a_b", "_1st"]


def test_a_flaw_names_path_rule_and_place() -> None:
    flaws = Operation(ENTRY).check({"size": 0, "tags[]": ["x", 1], "kind": "z"})
    found = {(flaw.path, flaw.rule, flaw.place) for flaw in flaws}
    assert found == {
        (("id",), "required", "path"), (("size",), "minimum", "query"), (("tags[]", 1), "type", "body"),
        (("kind",), "enum", "body"),
    }  # fmt: skip


def test_references_are_resolved_in_schemas() -> None:
    entry = {"name": "x", "inputSchema": {"properties": {"a": {"$ref": "schemas.json#/thing"}}}}
    schemas = {"thing": {"properties": {"b": {"$ref": "schemas.json#/word"}}}, "word": {"type": "string"}}
    operation = Operation(entry, schemas.__getitem__)
    assert operation.check({"a": {"b": "ok"}}) == ()
    assert operation.check({"a": {"b": 1}})[0].path == ("a", "b")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 5) | st.sampled_from(["a", "b", "x"]),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=5,
)
ARGUMENTS = st.dictionaries(st.sampled_from(["id", "class", "size", "tags[]", "kind", "other"]), JSON)


@given(ARGUMENTS)
def test_the_fast_validator_agrees_with_the_reference(arguments: dict[str, Any]) -> None:
    reference = jsonschema.Draft202012Validator(ENTRY["inputSchema"])
    assert (Operation(ENTRY).check(arguments) == ()) == reference.is_valid(arguments)


def test_what_fits_several_published_alternatives_is_no_flaw() -> None:
    schema = {"type": "object", "properties": {"who": {"oneOf": [{"type": "string"}, {"type": "string"}]}}}
    made = Operation({"name": "x", "inputSchema": schema})
    assert made.check({"who": "ada"}) == ()
    assert [flaw.rule for flaw in made.check({"who": 1})] == ["oneOf"]


@pytest.mark.parametrize(("value", "path", "rule"), [
    ({"size": "x"}, ("box", "size"), "type"), ({"size": 1, "inner": {"kind": "c"}}, ("box", "inner", "kind"), "enum"),
    ({}, ("box", "size"), "required"), (7, ("box",), "anyOf"),
])  # fmt: skip
def test_a_flaw_lies_inside_of_the_alternative_that_a_value_is_of(value: Any, path: tuple[str, ...], rule: str) -> None:
    inner = {"anyOf": [{"type": "object", "properties": {"kind": {"enum": ["a", "b"]}}}, {"enum": [""]}]}
    box = {"type": "object", "required": ["size"], "properties": {"size": {"type": "integer"}, "inner": inner}}
    schema = {"type": "object", "properties": {"box": {"anyOf": [box, {"enum": [""], "type": "string"}]}}}
    (flaw,) = Operation({"name": "thing/pack", "inputSchema": schema}).check({"box": value})
    assert (flaw.path, flaw.rule) == (path, rule)
