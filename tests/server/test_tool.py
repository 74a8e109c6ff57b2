"""Tools: their schemas as callers get them, and their arguments on the way to an operation."""

from collections.abc import Callable
from typing import Any

import pytest

from clonery.server import perform
from clonery.server.farm import Farm
from clonery.server.operation import BindingError, Operation
from clonery.server.request import Answer, Request
from clonery.server.tool import Tool, cleaned, composed

Ask = Callable[..., Any]


def test_schemas_go_out_as_they_are_but_for_our_own_keywords() -> None:
    kept: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "x-mcp-header": "A",
        "$defs": {"x-in": {"$anchor": "a", "const": {"x-in": "data"}}}, "if": {"required": ["x-name"]},
        "then": {"not": {}}, "allOf": [{"anyOf": [{"$ref": "#/$defs/x-in"}]}], "additionalProperties": False,
        "properties": {"x-whole": {"type": "string", "enum": ["x-in"], "default": {"x-style": 1}}},
    }  # fmt: skip
    ours = {**kept, "x-whole": True, "$defs": {"x-in": {**kept["$defs"]["x-in"], "x-in": "body", "x-name": "b"}}}
    ours["allOf"] = [{"anyOf": [{"$ref": "#/$defs/x-in", "x-style": "deep"}], "x-in": "query"}]
    assert cleaned(ours) == kept
    assert cleaned(kept) == kept


def test_a_tool_as_clients_see_it() -> None:
    operation = Operation({"name": "widget/get"})
    assert Tool("t", {}, operation).shown == {
        "name": "t", "description": "", "inputSchema": {"type": "object", "properties": {}},
        "annotations": {"readOnlyHint": False},
    }  # fmt: skip
    entry = {"title": "T", "description": "D.", "read_only": True, "inputSchema": {"properties": {"a": {}}}}
    assert Tool("t", entry, operation).shown == {
        "name": "t", "title": "T", "description": "D.", "annotations": {"readOnlyHint": True},
        "inputSchema": {"type": "object", "properties": {"a": {}}},
    }  # fmt: skip


def test_a_creation_from_nothing_is_refused_though_nothing_is_required() -> None:
    schema = {"properties": {"name": {"type": "string"}, "note": {"type": "string"}}}
    for verb, given, flaws in (("create", {}, ["name", "note"]), ("create", {"note": "x"}, []), ("update", {}, [])):
        tool = Tool("t", {"inputSchema": schema}, Operation({"name": "n", "effect": {"verb": verb}}))
        assert [flaw.name for flaw in tool.check(given)] == flaws, (verb, given)
    bare = Tool("t", {"inputSchema": {"properties": {}}}, Operation({"name": "n", "effect": {"verb": "create"}}))
    assert bare.check({}) == ()


def test_a_function_that_does_not_fit_its_tool_is_refused() -> None:
    def answer(call: Any, other: str) -> None:
        """A parameter that the schema lacks."""

    with pytest.raises(BindingError, match="no argument 'other'; there are name"):
        composed("t", {"inputSchema": {"properties": {"name": {}}, "required": ["name"]}}, answer)


def use(ask: Ask, tool: Tool, given: dict[str, Any]) -> Answer:
    """Call a tool as the toy's first person."""
    farm: Farm = ask.farm  # type: ignore[attr-defined] # see the fixture
    session = farm.session("default")
    credential = session.opened.credentials.get("toy", "toy_default")
    return perform.tool(farm, session, farm.clone("toy"), Request("POST", "/mcp", credential=credential), tool, given)


def test_arguments_are_renamed_and_whole_numbers_become_integers(ask: Ask) -> None:
    tools = ask.farm.clone("toy").tools  # type: ignore[attr-defined] # see the fixture
    made = use(ask, tools["create_widget"], {"box": "main", "name": "w", "bogus": 1})
    assert made.status == 201
    for number in (1, 1.0):
        assert use(ask, tools["get_widget"], {"box": "main", "widget_number": number}).data == made.data
    for given in ({"box": "main"}, {"box": "main", "widget_number": "1"}, {"box": "main", "widget_number": 1.5}):
        assert use(ask, tools["get_widget"], given).status == 422, given
    assert use(ask, tools["create_widget"], {}).status == 422


def test_the_defaults_of_a_query_are_filled_in(ask: Ask) -> None:
    operation = ask.farm.clone("toy").operations["widget/list"]  # type: ignore[attr-defined] # see the fixture
    listing = Tool("list_widgets", {"inputSchema": {"properties": {"box": {}, "state": {}}}}, operation)
    use(ask, ask.farm.clone("toy").tools["create_widget"], {"box": "main", "name": "w"})  # type: ignore[attr-defined] # see the fixture
    assert [widget["name"] for widget in use(ask, listing, {"box": "main"}).data] == ["w"]
    assert use(ask, listing, {"box": "main", "state": "closed"}).data == []
    assert use(ask, listing, {"box": "main", "state": "odd"}).status == 422
    lines = ask.session.opened.log.read()[0]  # type: ignore[attr-defined] # see the fixture
    assert lines[1]["arguments"] == {"box": "main", "state": "open"}


def test_a_function_composes_operations(ask: Ask) -> None:
    def answer(call: Any, name: str, count: int = 2, **rest: Any) -> Any:
        return {"names": [name] * count, "rest": rest}

    schema = {
        "properties": {"name": {"type": "string"}, "count": {"type": "number"}, "note": {"type": "string"}},
        "required": ["name"],
    }  # fmt: skip
    tool = composed("repeat", {"inputSchema": schema}, answer)
    assert use(ask, tool, {"name": "a", "count": 3.0, "note": "n", "bogus": 1}).data == {
        "names": ["a", "a", "a"], "rest": {"note": "n"},
    }  # fmt: skip
    assert use(ask, tool, {"count": 1}).status == 422
    line = ask.session.opened.log.read()[0][0]  # type: ignore[attr-defined] # see the fixture
    assert (line["operation"], line["fidelity"], line["actor"]) == ("tool:repeat", "written", "ada")


def test_a_function_gets_the_arguments_as_the_tool_names_them() -> None:
    def answer(call: Any, boxName: str) -> str:  # noqa: N803 — a vendor's name
        return boxName

    schema = {"properties": {"boxName": {"type": "string"}}, "required": ["boxName"]}
    made = composed("look", {"name": "look", "inputSchema": schema, "arguments": {"boxName": "box"}}, answer)
    assert made.renamed({"boxName": "main"}) == {"boxName": "main"}
