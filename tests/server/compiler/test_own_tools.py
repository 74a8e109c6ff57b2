"""Each operation of a description without tools is one."""

from pathlib import Path
from typing import Any

import orjson

from clonery.server.compiler import compile_clone
from clonery.server.compiler.own_tools import own_tools
from clonery.server.compiler.store import SchemaStore

from .conftest import ISSUE, openapi, operation


def tools(tmp_path: Path, description: Any, own: bool = True) -> dict[str, Any]:
    (tmp_path / "openapi.json").write_bytes(orjson.dumps(description))
    compile_clone("toy", tmp_path / "openapi.json", tmp_path / "toy", own)
    return {made["name"]: made for made in orjson.loads((tmp_path / "toy" / "tools.json").read_bytes())["tools"]}


def test_a_tool_has_the_words_of_the_description_and_its_schemas_whole(tmp_path: Path) -> None:
    body = {"type": "object", "required": ["issue"], "properties": {"issue": {"$ref": "#/components/schemas/Issue"}}}
    issue = {**ISSUE, "properties": {**ISSUE["properties"], "children": {"type": "array", "items": {
        "$ref": "#/components/schemas/Issue"}}}}  # fmt: skip
    paths = {
        "/issues": {"post": operation(operationId="issues/add", ref="Issue", body=body, summary="Add an <b>issue</b>")},
        "/issues/{id}": {"get": operation(operationId="getIssue", ref="Issue")},
    }
    made = tools(tmp_path, openapi(paths, {"Issue": issue}))
    assert {name: (tool["description"], tool["read_only"]) for name, tool in made.items()} == {
        "issues_add": ("Add an bissue/b.", False), "get_issue": ("Get issue.", True),
    }  # fmt: skip
    given = made["issues_add"]["inputSchema"]
    assert given["required"] == ["issue"]
    assert given["properties"]["issue"]["properties"]["title"] == {"type": "string"}
    assert b"$ref" not in orjson.dumps(made)


def test_descriptions_of_vendors_get_none(tmp_path: Path) -> None:
    description = openapi({"/issues/{id}": {"get": operation(operationId="getIssue", ref="Issue")}}, {"Issue": ISSUE})
    assert tools(tmp_path, description, own=False) == {}
    assert own_tools([], SchemaStore()) == []


def test_names_are_short_and_apart(tmp_path: Path) -> None:
    long = "get" + "Very" * 30
    paths = {f"/a{number}/{{id}}": {"get": operation(operationId=long + ending)} for number, ending in enumerate("ABc")}
    made = tools(tmp_path, openapi(paths))
    assert len(made) == 3
    assert max(map(len, made)) <= 64


def test_what_nobody_knows_in_an_own_description_is_told_and_left_out(tmp_path: Path) -> None:
    sloppy = {"type": "object", "exmaple": 1, "properties": {"id": {"type": "str", "required": True}}}
    (tmp_path / "openapi.json").write_bytes(
        orjson.dumps(openapi({"/a/{id}": {"get": operation(operationId="getA", ref="A")}}, {"A": sloppy}))
    )
    report = compile_clone("toy", tmp_path / "openapi.json", tmp_path / "toy", own=True)
    assert report.remarks == [
        "openapi.json#/components/schemas/A: the unknown keyword 'exmaple' was left out",
        "openapi.json#/components/schemas/A/properties/id: the unknown type 'str' was left out",
    ]
