"""Tools and acts over plain HTTP."""

from collections.abc import Callable

import httpx
import pytest

from .conftest import Control

SCHEMA = {
    "type": "object", "properties": {"box": {"type": "string"}, "widget_number": {"type": "integer"}},
    "required": ["box", "widget_number"],
}  # fmt: skip
TOOLS = "sessions/x/clones/toy/tools"
ACTS = "sessions/x/clones/toy/acts"


def test_tools_are_listed_as_each_interface_takes_them(control: Control) -> None:
    mcp = control("GET", TOOLS)
    assert mcp == control("GET", f"{TOOLS}?format=mcp")
    assert mcp[1] == {
        "name": "get_widget", "description": "Read one widget.", "inputSchema": SCHEMA,
        "annotations": {"readOnlyHint": True},
    }  # fmt: skip
    head = {"name": "get_widget", "description": "Read one widget."}
    function = {**head, "parameters": SCHEMA}
    assert control("GET", f"{TOOLS}?format=openai")[1] == {"type": "function", "function": function}
    assert control("GET", f"{TOOLS}?format=anthropic")[1] == {**head, "input_schema": SCHEMA}
    assert control.refused("GET", f"{TOOLS}?format=opanai")[2:] == (
        "format", "'opanai' is not known; did you mean 'openai'? There are mcp, openai, anthropic",
    )  # fmt: skip


def test_a_tool_is_called_as_the_default_person(control: Control) -> None:
    made = control("POST", f"{TOOLS}/create_widget", {"arguments": {"box": "main", "name": "one"}})
    assert made["is_error"] is False
    assert (made["result"]["name"], made["result"]["owner"]) == ("one", 1)
    read = control("POST", f"{TOOLS}/get_widget", {"arguments": {"box": "main", "widget_number": 1}})
    assert read == {"result": made["result"], "is_error": False}
    first, _ = control("GET", "sessions/x/calls")["calls"]
    assert (first["door"], first["operation"], first["actor"], first["path"]) == (
        "tools", "widget/create", "ada", "/tools/create_widget",
    )  # fmt: skip


def test_a_token_may_be_sent(control: Control) -> None:
    given = {"arguments": {"box": "main", "name": "one"}}
    refused = control("POST", f"{TOOLS}/create_widget", given, Authorization="Bearer toy_reader")
    assert (refused["is_error"], refused["result"]["error"]["code"]) == (True, "missing_scope")
    for sent in ("Bearer nobody", "Basic eDp5"):
        unknown = control("POST", f"{TOOLS}/create_widget", given, Authorization=sent)
        assert (unknown["is_error"], unknown["result"]["error"]["code"]) == (True, "unknown")
    assert control("GET", "sessions/x/diff")["added"] == []


def test_wrong_arguments_are_an_error_of_the_tool(control: Control) -> None:
    for given in ({}, {"arguments": {}}, {"arguments": {"box": "main", "name": 1}}, None):
        assert control("POST", f"{TOOLS}/create_widget", given)["is_error"] is True
    assert control.refused("POST", f"{TOOLS}/create_widget", {"arguments": []})[:3] == (422, "invalid", "arguments")
    assert control("GET", "sessions/x/diff")["added"] == []


def test_the_trace_of_a_caller_stands_in_the_log(control: Control) -> None:
    trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    control("POST", f"{TOOLS}/get_widget", {"arguments": {"box": "main", "widget_number": 1}}, traceparent=trace)
    assert [made["trace"] for made in control("GET", "sessions/x/calls")["calls"]] == [trace]


def test_a_fault_meets_a_tool(control: Control) -> None:
    control("POST", "sessions/x/faults", {"operation": "widget/get", "status": 503, "count": 1})
    given = {"arguments": {"box": "main", "widget_number": 1}}
    assert control("POST", f"{TOOLS}/get_widget", given)["is_error"] is True
    control("POST", "sessions/x/faults", {"kind": "reset", "count": 1})
    with pytest.raises((httpx.TransportError, ConnectionResetError)):
        control.send("POST", f"/_clonery/{TOOLS}/get_widget", json=given)


def test_an_act_needs_no_token_and_meets_no_fault(control: Control) -> None:
    (listed,) = control("GET", ACTS)
    assert (listed["name"], listed["summary"]) == ("arrive", "A box arrives by post.")
    assert listed["inputSchema"]["required"] == ["name"]
    control("POST", "sessions/x/faults", {"status": 503})
    control("DELETE", "sessions/x/credentials")
    made = control("POST", f"{ACTS}/arrive", {"arguments": {"name": "parcel"}})
    assert made == {"result": {"id": 2, "name": "parcel"}, "is_error": False}
    (line,) = control("GET", "sessions/x/calls")["calls"]
    assert (line["door"], line["operation"], line["actor"], line["path"]) == ("act", "act:arrive", None, "/acts/arrive")
    assert [change["after"]["name"] for change in line["changed"]] == ["parcel"]


def test_an_act_that_fails_writes_nothing(control: Control) -> None:
    taken = control("POST", f"{ACTS}/arrive", {"arguments": {"name": "main"}})
    assert (taken["is_error"], taken["result"]["error"]["code"]) == (True, "taken")
    for given in ({}, {"name": 1}, {"name": "a", "size": 1}):
        assert control("POST", f"{ACTS}/arrive", {"arguments": given})["is_error"] is True
    assert control("GET", "sessions/x/diff")["added"] == []
    assert [line["status"] for line in control("GET", "sessions/x/calls")["calls"]] == [409, 422, 422, 422]


def test_what_there_is_not_is_refused(controls: Callable[..., Control], control: Control) -> None:
    assert control.refused("POST", f"{TOOLS}/get_wigdet")[2:] == (
        "name", "Toy has no tool 'get_wigdet'; did you mean 'get_widget'? There are create_widget, get_widget",
    )  # fmt: skip
    act = control.refused("POST", f"{ACTS}/arive")
    assert act[2:] == ("name", "Toy has no act 'arive'; did you mean 'arrive'? There are arrive")
    assert control.refused("GET", "sessions/x/clones/tay/tools")[:3] == (404, "not_found", "clone")
