"""Listing and calling tools with the official client, in both eras."""

from collections.abc import Callable
from typing import Any

import httpx
import orjson
import pytest

from clonery.server.doors.mcp.tools import text
from clonery.server.farm import Farm
from clonery.server.request import Answer
from clonery.server.state.faults import Fault

Post = Callable[..., httpx.Response]
MODES = ("auto", "legacy", "2026-07-28")


def content(result: Any) -> Any:
    """The JSON of a result's one text block."""
    (block,) = result.content
    return orjson.loads(block.text)


@pytest.mark.parametrize("mode", MODES)
def test_tools_are_listed_and_called(toy_farm: Callable[..., Farm], serve: Any, talk: Any, mode: str) -> None:
    url = serve(toy_farm())

    async def use(client: Any) -> None:
        assert client.protocol_version == ("2025-11-25" if mode == "legacy" else "2026-07-28")
        listed = (await client.list_tools()).tools
        assert [tool.name for tool in listed] == ["create_widget", "get_widget"]
        assert [tool.annotations.read_only_hint for tool in listed] == [False, True]
        assert listed[1].description == "Read one widget."
        assert listed[1].input_schema == {
            "type": "object",
            "properties": {"box": {"type": "string"}, "widget_number": {"type": "integer"}},
            "required": ["box", "widget_number"],
        }
        made = await client.call_tool("create_widget", {"box": "main", "name": "first"})
        assert (made.is_error, content(made)["name"], content(made)["owner"]) == (False, "first", 1)
        assert made.meta["clonery/fidelity"] == "written"
        assert made.meta["clonery/operation"] == "widget/create"
        read = await client.call_tool("get_widget", {"box": "main", "widget_number": 1})
        assert content(read) == content(made)

    talk(f"{url}/toy/mcp", "toy_default", use, mode)


@pytest.mark.parametrize("mode", MODES)
def test_refusals_are_tool_errors_in_the_vendors_words(
    toy_farm: Callable[..., Farm], serve: Any, talk: Any, mode: str
) -> None:
    farm = toy_farm()
    url = serve(farm)

    async def use(client: Any) -> None:
        for name, given, code in (
            ("get_widget", {"box": "main", "widget_number": 99}, "not_found"),
            ("get_widget", {"box": "main"}, "invalid"),
            ("get_widget", {"box": "main", "widget_number": "1"}, "invalid"),
            ("create_widget", {}, "invalid"),
            ("create_widget", None, "invalid"),
            ("create_widget", {"box": "nowhere", "name": "x"}, "not_found"),
        ):
            result = await client.call_tool(name, given)
            assert (result.is_error, content(result)["error"]["code"]) == (True, code), given
        with pytest.raises(Exception, match="Unknown tool: nothing"):
            await client.call_tool("nothing", {})

    talk(f"{url}/toy/mcp", "toy_default", use, mode)
    assert all(line["changed"] == [] for line in farm.session("default").opened.log.read()[0])


def test_a_call_acts_as_the_token_that_it_brings(post: Post) -> None:
    call = {"name": "create_widget", "arguments": {"box": "main", "name": "w"}}
    refused = post("tools/call", call, headers={"authorization": "Bearer toy_reader"}).json()["result"]
    assert refused["isError"] is True
    assert orjson.loads(refused["content"][0]["text"])["error"]["code"] == "missing_scope"
    session = post.farm.session("default")  # type: ignore[attr-defined] # see the fixture
    assert session.opened.log.read()[0][-1]["actor"] == "ben"


@pytest.mark.parametrize("version", ["2025-11-25", "2026-07-28"])
def test_the_call_log_tells_the_truth(post: Post, version: str) -> None:
    trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    call = {
        "name": "create_widget", "arguments": {"box": "main", "name": "w", "token": "x"},
        "_meta": {"traceparent": trace},
    }  # fmt: skip
    assert post("tools/call", call, version=version).status_code == 200
    log = post.farm.session("default").opened.log  # type: ignore[attr-defined] # see the fixture
    (line,) = log.read()[0]
    assert {name: line[name] for name in ("door", "operation", "clone", "actor", "status", "trace", "fidelity")} == {
        "door": "mcp", "operation": "widget/create", "clone": "toy", "actor": "ada", "status": 201, "trace": trace,
        "fidelity": "written",
    }  # fmt: skip
    assert line["arguments"] == {"box": "main", "name": "w"}
    assert [change["kind"] for change in line["changed"]] == ["widget"]
    post("tools/call", {"name": "get_widget", "arguments": {}}, headers={"traceparent": "00-1-2-01"}, version=version)
    assert log.read()[0][-1]["trace"] == "00-1-2-01"


def test_a_listing_costs_no_second_one(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    from clonery.server.doors.mcp.tools import Tools

    listings: list[str] = []
    shown = Tools.shown
    monkeypatch.setattr(Tools, "shown", lambda self, visit: listings.append("") or shown(self, visit))
    for version in ("2025-11-25", "2026-07-28"):
        answer = post(
            "tools/call", {"name": "create_widget", "arguments": {"box": "main", "name": "w"}}, version=version
        )
        assert answer.json()["result"]["isError"] is False
    assert listings == []


def test_a_schema_that_asks_for_headers_is_held_to(post: Post) -> None:
    tool = post.farm.clone("toy").tools["create_widget"]  # type: ignore[attr-defined] # see the fixture
    schema = {"properties": {**tool.schema["properties"], "name": {"type": "string", "x-mcp-header": "Name"}}}
    tool.schema = tool.schema | schema
    call = {"name": "create_widget", "arguments": {"box": "main", "name": "w"}}
    refused = post("tools/call", call, version="2026-07-28")
    assert (refused.status_code, refused.json()["error"]["code"]) == (400, -32020)
    assert post("tools/call", call, version="2026-07-28", headers={"mcp-param-name": "w"}).status_code == 200


def test_a_crash_is_the_vendors_500_and_nothing_is_kept(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    farm = post.farm  # type: ignore[attr-defined] # see the fixture
    operation = farm.clone("toy").operations["widget/create"]
    monkeypatch.setattr(operation, "function", lambda call, **_: 1 / 0)
    call = {"name": "create_widget", "arguments": {"box": "main", "name": "w"}}
    result = post("tools/call", call).json()["result"]
    assert (result["isError"], orjson.loads(result["content"][0]["text"])["error"]["code"]) == (True, "failed")


@pytest.mark.parametrize("version", ["2025-11-25", "2026-07-28"])
def test_a_fault_with_a_status_is_a_tool_error(post: Post, version: str) -> None:
    session = post.farm.session("default")  # type: ignore[attr-defined] # see the fixture
    session.opened.faults.append(Fault("f1", operation="widget/*", status=503, body={"down": True}, count=1))
    call = {"name": "create_widget", "arguments": {"box": "main", "name": "w"}}
    result = post("tools/call", call, version=version).json()["result"]
    assert (result["isError"], result["content"][0]["text"]) == (True, '{"down":true}')
    assert session.opened.log.read()[0][-1]["fault"] == "f1"
    assert post("tools/call", call, version=version).json()["result"]["isError"] is False


def test_every_body_becomes_json_text() -> None:
    assert text(Answer(204)) == "null"
    assert text(Answer(200, b'{"a":1}')) == '{"a":1}'
    assert text(Answer(200, 'a "b" ü'.encode(), json=False)) == '"a \\"b\\" ü"'
    assert text(Answer(200, b"\xff", json=False)) == '"\N{REPLACEMENT CHARACTER}"'
