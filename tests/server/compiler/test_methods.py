"""Methods called by name: type hints, answers from another file, further names, rates."""

from typing import Any

import pytest

from clonery.server.compiler import DescriptionProblem
from clonery.server.compiler.methods import hint_schema

from .conftest import Compile

SOURCES = [
    {"file": "methods.json", "kind": "methods", "reason": "r"},
    {"file": "names.json", "kind": "method_names", "reason": "r"},
    {"file": "shapes.json", "kind": "method_shapes", "open": True, "ignored_arguments": ["token"], "reason": "r"},
    {"file": "rates.json", "kind": "method_rates", "reason": "r"},
]
METHODS = {
    "rooms.list": {"verb": "GET", "tier": "", "params": {"limit": {"type": "Optional[int]"}}},
    "rooms.info": {"params": {"room": {"type": "str", "required": True}}, "tier": "Tier3"},
}
SHAPES = {
    "swagger": "2.0",
    "basePath": "/api",
    "definitions": {
        "room": {"type": "object", "additionalProperties": False, "properties": {"id": {"type": "string"}}}
    },
    "paths": {
        "/rooms.list": {
            "get": {
                "parameters": [
                    {"name": "token", "in": "query", "type": "string"},
                    {"name": "types", "in": "query", "type": "string"},
                ],
                "security": [{"oauth": ["rooms:read"]}],
                "responses": {
                    "200": {
                        "schema": {
                            "type": "object",
                            "properties": {
                                "ok": {"type": "boolean"},
                                "rooms": {"type": "array", "items": {"$ref": "#/definitions/room"}},
                            },
                        }
                    },
                    "default": {"schema": {"type": "object", "properties": {"error": {"enum": ["not_authed"]}}}},
                },
            }
        }
    },
}


def test_files_are_joined(compiled: Compile) -> None:
    made = compiled(
        {
            "methods.json": METHODS,
            "names.json": ["rooms.list", "rooms.old"],
            "shapes.json": SHAPES,
            "rates.json": {"rooms.list": "Tier2"},
        },
        {"sources": SOURCES},
    )
    assert list(made.operations) == ["rooms.info", "rooms.list", "rooms.old"]
    listed = made.operations["rooms.list"]
    assert listed["rpc"] == {"method": "rooms.list", "verb": "GET"}
    assert listed["inputSchema"]["properties"] == {
        "limit": {"type": "integer", "x-in": "body"},
        "types": {"type": "string", "x-in": "body"},
    }
    assert (listed["rate"], listed["scopes"]) == ("Tier2", ["rooms:read"])
    assert listed["effect"]["list_at"] == "rooms"
    assert made.schemas["room"] == {"type": "object", "properties": {"id": {"type": "string"}}}
    assert listed["errors"] == {"default": {"$ref": "schemas.json#/rooms.list.default"}}
    assert made.operations["rooms.info"]["rate"] == "Tier3"
    assert made.operations["rooms.old"]["rpc"]["verb"] == "POST"


@pytest.mark.parametrize(
    ("text", "schema"),
    [
        ("str", {"type": "string"}),
        ("Optional[int]", {"type": "integer"}),
        ("Union[str, Sequence[str]]", {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
        ("Optional[Sequence[Union[Dict, Block]]]", {"type": "array", "items": {"type": "object"}}),
        ("Dict[str, Any]", {"type": "object"}),
        ("Optional[Any]", {}),
    ],
)
def test_type_hints(text: str, schema: dict[str, Any]) -> None:
    assert hint_schema(text) == schema


@pytest.mark.parametrize(
    ("file", "content", "message"),
    [
        ("methods.json", [], "expected an object of methods"),
        ("methods.json", {"a": {}}, "a method needs its params"),
        ("names.json", {}, "expected a list of names"),
    ],
)
def test_other_forms_are_refused(compiled: Compile, file: str, content: Any, message: str) -> None:
    files = {"methods.json": METHODS, "names.json": [], "shapes.json": SHAPES, "rates.json": {}}
    with pytest.raises(DescriptionProblem, match=message):
        compiled(files | {file: content}, {"sources": SOURCES})
