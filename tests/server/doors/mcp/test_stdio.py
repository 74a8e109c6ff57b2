"""MCP over standard input and output: a farm of its own, and a relay to one that runs."""

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anyio
import httpx
import orjson
import pytest
from mcp import Client, StdioServerParameters

from clonery.server.doors.mcp.stdio import Relay, answers, stdio
from clonery.server.farm import Farm, FarmError

TOYS = str(Path(__file__).resolve().parents[3] / "toys")
PROGRAM = f"""
import sys
from pathlib import Path
import anyio
from clonery.server.doors.mcp.stdio import stdio
from clonery.server.farm import Farm
from clonery.server.settings import Settings

farm = sys.argv[1] or Farm(Settings(clones=("toy",), clones_folder=Path({TOYS!r})))
anyio.run(stdio, farm, *sys.argv[2:])
print("nothing but messages may come out", file=sys.stderr)
"""


def content(result: Any) -> Any:
    (block,) = result.content
    return orjson.loads(block.text)


def converse(arguments: list[str], mode: Any, tools: list[str]) -> None:
    """Talk to the program with the official client: list, create, read, and two refusals."""
    prefix = "" if "create_widget" in tools else "toy__"

    async def main() -> None:
        program = StdioServerParameters(command=sys.executable, args=["-c", PROGRAM, *arguments])
        async with Client(program, mode=mode) as client:
            assert [tool.name for tool in (await client.list_tools()).tools] == tools
            made = await client.call_tool(prefix + "create_widget", {"box": "main", "name": "w"})
            assert (made.is_error, content(made)["name"]) == (False, "w")
            given = {"box": "main", "widget_number": content(made)["number"]}
            assert content(await client.call_tool(prefix + "get_widget", given)) == content(made)
            missing = await client.call_tool(prefix + "get_widget", {"box": "main", "widget_number": 99})
            assert (missing.is_error, content(missing)["error"]["code"]) == (True, "not_found")
            with pytest.raises(Exception, match="Unknown tool"):
                await client.call_tool("nothing", {})

    anyio.run(main)


@pytest.mark.parametrize("mode", ["legacy", "auto"])
def test_a_farm_of_its_own(mode: str) -> None:
    converse(["", "toy", "default", ""], mode, ["create_widget", "get_widget"])


def test_a_named_session_and_all_clones_of_a_farm_of_its_own() -> None:
    converse(["", "", "mine", "toy_reader"], "legacy", ["toy__create_widget", "toy__get_widget"])


@pytest.mark.parametrize("mode", ["legacy", "auto"])
def test_a_relay_to_a_running_farm(toy_farm: Callable[..., Farm], serve: Any, mode: str) -> None:
    farm = toy_farm()
    farm.create(name="mine")
    url = serve(farm)
    converse([url, "toy", "mine", "toy_default"], mode, ["create_widget", "get_widget"])
    lines = farm.session("mine").opened.log.read()[0]
    assert [(line["door"], line["operation"], line["status"]) for line in lines] == [
        ("mcp", "widget/create", 201), ("mcp", "widget/get", 200), ("mcp", "widget/get", 404),
    ]  # fmt: skip
    assert farm.session("default").opened.log.last == 0
    converse([url, "", "default", "toy_reader"], mode, ["toy__create_widget", "toy__get_widget"])


class FakeFarm:
    """Answers each method in a way of its own, and keeps what it saw."""

    def __init__(self) -> None:
        self.seen: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.seen.append(request)
        body = orjson.loads(request.content)
        if body["method"] == "initialize":
            made = {"jsonrpc": "2.0", "id": body["id"], "result": {"protocolVersion": "2025-06-18"}}
            return httpx.Response(200, json=made, headers={"mcp-session-id": "s1"})
        if body["method"] == "stream":
            return httpx.Response(
                200, text='data: {"a":1}\n\ndata: {"b":2}\n\n', headers={"content-type": "text/event-stream"}
            )
        if body["method"] == "broken":
            raise httpx.ReadError("gone")
        if body["method"] == "plain":
            return httpx.Response(502, text="bad gateway")
        if body["method"] == "refused":
            return httpx.Response(401, json={"jsonrpc": "2.0", "id": None, "error": {"code": -32600, "message": "no"}})
        return httpx.Response(202)


def test_what_a_relay_passes_on_line_by_line() -> None:
    farm = FakeFarm()
    sent = [
        {"id": 1, "method": "initialize"}, {"method": "notifications/initialized"}, {"id": 2, "method": "stream"},
        {"id": 3, "method": "broken"}, {"id": 4, "method": "plain"}, {"id": 5, "method": "refused"},
        {"id": 6, "method": "tools/call", "params": {"name": "t", "_meta": {
            "io.modelcontextprotocol/protocolVersion": "2026-07-28"}}},
    ]  # fmt: skip
    source, sink = io.BytesIO(b"\n".join(orjson.dumps(each) for each in sent) + b"\n\n"), io.BytesIO()

    async def main() -> None:
        relay = Relay("http://farm", "toy", "mine")
        async with httpx.AsyncClient(transport=httpx.MockTransport(farm)) as client:
            await relay.open(client, "secret")
            await relay.run(client, source, sink)

    anyio.run(main)
    assert [orjson.loads(line) for line in sink.getvalue().splitlines()] == [
        {"jsonrpc": "2.0", "id": 1, "result": {"protocolVersion": "2025-06-18"}},
        {"a": 1},
        {"b": 2},
        {"jsonrpc": "2.0", "id": 3, "error": {"code": -32603, "message": "the farm gave no answer: gone"}},
        {"jsonrpc": "2.0", "id": 4, "error": {"code": -32603, "message": "the farm answered 502: bad gateway"}},
        {"jsonrpc": "2.0", "id": 5, "error": {"code": -32600, "message": "no"}},
    ]
    seen = farm.seen
    assert {str(request.url) for request in seen} == {"http://farm/s/mine/toy/mcp"}
    assert [request.headers.get("mcp-protocol-version") for request in seen] == [
        None,
        *["2025-06-18"] * 5,
        "2026-07-28",
    ]
    assert [seen[-1].headers[name] for name in ("mcp-method", "mcp-name", "mcp-session-id", "authorization")] == [
        "tools/call", "t", "s1", "Bearer secret",
    ]  # fmt: skip


def test_a_relay_finds_the_sessions_own_token() -> None:
    def farm(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/_clonery/sessions/mine":
            return httpx.Response(200, json={"id": "mine", "clones": {"toy": {"token": "toy_default"}}})
        return httpx.Response(404, json={"error": {"code": "not_found", "message": "there is no session 'x'"}})

    async def main(clone: str, session: str) -> str:
        relay = Relay("http://farm", clone, session)
        async with httpx.AsyncClient(transport=httpx.MockTransport(farm)) as client:
            await relay.open(client, "")
        return relay._headers["authorization"]

    assert anyio.run(main, "toy", "mine") == anyio.run(main, "", "mine") == "Bearer toy_default"
    with pytest.raises(FarmError, match="there is no session 'x'"):
        anyio.run(main, "toy", "x")
    with pytest.raises(FarmError, match="session 'mine' has no clone 'other'; it has toy"):
        anyio.run(main, "other", "mine")


def test_what_can_not_be_served_is_said(toy_farm: Callable[..., Farm]) -> None:
    with pytest.raises(FarmError, match="no clone 'other'; there are toy"):
        anyio.run(stdio, toy_farm(), "other")
    with pytest.raises(FarmError, match="a name is 1 to 63"):
        anyio.run(stdio, toy_farm(), "toy", "No Name")
    with pytest.raises(FarmError, match="the token is not one of this session's"):
        anyio.run(stdio, toy_farm(), "toy", "default", "wrong")


def test_whether_a_farm_answers(serve: Any, free_port: Callable[[], int]) -> None:
    async def healthy(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            for kind in ("startup", "shutdown"):
                await receive()
                await send({"type": f"lifespan.{kind}.complete"})
            return
        await send({"type": "http.response.start", "status": 200 if scope["path"] == "/_clonery/health" else 404})
        await send({"type": "http.response.body", "body": b"{}"})

    assert anyio.run(answers, serve(healthy)) is True
    assert anyio.run(answers, f"http://127.0.0.1:{free_port()}") is False
