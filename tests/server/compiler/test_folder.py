"""Which reader takes which file."""

from pathlib import Path

import pytest

from clonery.server.compiler import DescriptionProblem, compile_clone
from clonery.server.compiler.folder import kind_of

from .conftest import Compile, openapi, operation

YAML = """
openapi: 3.0.0
info: {title: Billing, version: "1"}
paths:
  /invoices/{id}:
    get:
      operationId: getInvoice
      responses: {200: {description: fine}}
"""


def test_yaml_is_read_by_the_same_rules(compiled: Compile, tmp_path: Path) -> None:
    made = compiled({"openapi.yaml": YAML})
    assert made.effect("getInvoice")["kind"] == "invoice"
    assert made.report.sources == [
        {"file": "openapi.yaml", "kind": "openapi", "title": "Billing", "version": "1", "count": 1}
    ]
    one = compile_clone("billing", tmp_path / "from" / "openapi.yaml", tmp_path / "billing")
    assert one.operations == 1


def test_kinds_are_told_by_content() -> None:
    assert kind_of("a.json", {"openapi": "3.0.0"}) == kind_of("a.json", {"swagger": "2.0"}) == "openapi"
    assert kind_of("a.json", {"discoveryVersion": "v1"}) == "discovery"
    assert kind_of("a.json", {"operations": []}) == "inventory"
    assert kind_of("a.json", {"routes": []}) == "shapes"
    assert kind_of("mcp_tools.json", [{"name": "a"}]) == "tools"
    assert kind_of("a.json", [{"name": "a"}]) == kind_of("a.json", {}) == ""


def test_several_files_are_one_clone_and_a_later_one_adds_only_what_is_new(compiled: Compile) -> None:
    paths = {"/a/{id}": {"get": operation(operationId="one", ref="thing")}}
    files = {
        "a.json": openapi(paths, {"thing": {"type": "object"}}),
        "b.json": openapi({"/b": {"get": operation(operationId="one", ref="thing")}}, {"thing": {"type": "string"}}),
        "c.json": {"operations": [{"op": "GET /a/{x}"}, {"op": "GET /c"}]},
        "d.json": {"thing": {"type": "integer"}},
        "skipped.json": {},
    }
    made = compiled(
        files,
        {
            "sources": [
                {"file": "a.json", "reason": "r"},
                {"file": "b.json", "prefix": "b.", "name_prefix": "b/", "reason": "r"},
                {"file": "c.json", "reason": "r"},
                {"file": "d.json", "kind": "schemas", "prefix": "d.", "reason": "r"},
                {"file": "skipped.json", "skip": True, "reason": "r"},
            ],
            "additions": {"extra": {"op": "GET /extra", "reason": "r"}},
        },
    )
    assert sorted(made.operations) == ["b/one", "extra", "get_c", "one"]
    assert made.operations["b/one"]["results"] == {"200": {"$ref": "schemas.json#/b.thing"}}
    assert sorted(made.schemas) == ["b.thing", "thing"]


def test_an_older_text_gives_only_what_a_newer_one_lacks(compiled: Compile) -> None:
    newer = openapi({"/a/{id}": {"get": operation(operationId="a")}})
    older = openapi({"/a/{x}": {"get": operation(operationId="a")}, "/b": {"get": operation(operationId="b")}})
    sources = [{"file": "1.json", "reason": "r"}, {"file": "2.json", "only_new": True, "reason": "r"}]
    made = compiled({"1.json": newer, "2.json": older}, {"sources": sources})
    assert {name: entry["http"]["path"] for name, entry in made.operations.items()} == {"a": "/a/{id}", "b": "/b"}


def test_what_lies_beside_a_description_is_left_out_and_told(compiled: Compile) -> None:
    files = {"api.json": openapi({"/a": {"get": operation(operationId="a")}}), "package.json": {"name": "x"}}
    made = compiled(files)
    assert list(made.operations) == ["a"]
    assert made.report.remarks == ["package.json is no description and was left out"]
    with pytest.raises(DescriptionProblem, match=r"package.json: no OpenAPI description"):
        compiled(files, {"sources": [{"file": name, "reason": "r"} for name in files]})


def test_a_named_file_must_be_there(compiled: Compile) -> None:
    with pytest.raises(DescriptionProblem, match="names a file that is not there"):
        compiled({"a.json": openapi({})}, {"sources": [{"file": "b.json", "reason": "r"}]})
