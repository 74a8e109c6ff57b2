"""The MCP addresses: by path, session, host, port and for all clones; sessions apart; faults; memory; lazy import."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anyio
import httpx
import orjson
import pytest

from clonery.server.app import App
from clonery.server.farm import Farm
from clonery.server.settings import Settings
from clonery.server.state.faults import Fault

Post = Callable[..., httpx.Response]
ERAS = ("2025-11-25", "2026-07-28")
CREATE = {"name": "create_widget", "arguments": {"box": "main", "name": "w"}}
READ = {"name": "get_widget", "arguments": {"box": "main", "widget_number": 1}}


def result(answer: httpx.Response) -> Any:
    """The JSON of the result's text block."""
    return orjson.loads(answer.json()["result"]["content"][0]["text"])


@pytest.mark.parametrize("version", ERAS)
def test_every_way_in_reaches_the_same_session(post: Post, version: str) -> None:
    farm: Farm = post.farm  # type: ignore[attr-defined] # see the fixture
    farm.create(name="mine")
    assert result(post("tools/call", CREATE, path="/s/mine/toy/mcp", version=version))["number"] == 1
    ways: list[dict[str, Any]] = [
        {"path": "/toy/mcp", "headers": {"x-clonery-session": "mine"}},
        {"path": "/mcp", "headers": {"host": "toy.mine.localhost:7070"}},
        {"path": "/mcp", "headers": {"host": "toy.localhost", "x-clonery-session": "mine"}},
        {"path": "/mcp", "headers": {"host": "api.toy.example", "x-clonery-session": "mine"}},
        {"path": "/mcp", "app": App(farm, "toy", "mine")},
    ]
    for way in ways:
        assert result(post("tools/call", READ, version=version, **way))["name"] == "w", way
    for path in ("/mcp", "/s/mine/mcp"):
        headers = {"x-clonery-session": "mine"} if path == "/mcp" else {}
        named = {**READ, "name": "toy__get_widget"}
        assert result(post("tools/call", named, version=version, path=path, headers=headers))["name"] == "w"
    assert result(post("tools/call", READ, version=version))["error"]["code"] == "not_found"


@pytest.mark.parametrize("mode", ["legacy", "auto"])
def test_the_official_client_by_host_and_for_all_clones(
    toy_farm: Callable[..., Farm], serve: Any, talk: Any, mode: str
) -> None:
    farm = toy_farm()
    farm.create(name="mine")
    url = serve(farm)

    async def every(client: Any) -> None:
        names = [tool.name for tool in (await client.list_tools()).tools]
        assert names == ["toy__create_widget", "toy__get_widget"]
        made = await client.call_tool("toy__create_widget", {"box": "main", "name": "w"})
        assert orjson.loads(made.content[0].text)["owner"] == 1
        for unknown in ("create_widget", "nothing__get_widget", "toy__nothing", "__get_widget"):
            with pytest.raises(Exception, match="Unknown tool"):
                await client.call_tool(unknown, {})

    async def one(client: Any) -> None:
        read = await client.call_tool("get_widget", {"box": "main", "widget_number": 1})
        assert orjson.loads(read.content[0].text)["name"] == "w"

    talk(f"{url}/s/mine/mcp", "toy_reader", every, mode)
    talk(f"{url}/mcp", "toy_default", one, mode, host="toy.mine.localhost")
    with pytest.raises(BaseExceptionGroup):
        talk(f"{url}/s/mine/mcp", "not_one", every, mode)


def test_many_clients_of_many_sessions_never_meet(toy_farm: Callable[..., Farm]) -> None:
    farm = toy_farm()
    app = App(farm)
    names = [farm.create(name=f"many-{number}").id for number in range(50)]

    async def visit(client: httpx.AsyncClient, session: str, text: str) -> Any:
        body = {"jsonrpc": "2.0", "id": 1, "method": "tools/call",
                "params": {"name": "create_widget", "arguments": {"box": "main", "name": text}}}  # fmt: skip
        headers = {"authorization": "Bearer toy_default"}
        return await client.post(f"/s/{session}/toy/mcp", json=body, headers=headers)

    async def main() -> None:
        transport = httpx.ASGITransport(app)
        async with (
            httpx.AsyncClient(transport=transport, base_url="http://localhost") as client,
            anyio.create_task_group() as tasks,
        ):
            for session in names:
                for number in range(3):
                    tasks.start_soon(visit, client, session, f"{session}/{number}")

    anyio.run(main)
    widgets = farm.clone("toy").kind("widget")
    for session in names:
        found = sorted(widget.name for widget in farm.sessions[session].store.select(widgets, None, ""))
        assert found == [f"{session}/{number}" for number in range(3)]


def test_nothing_is_kept_for_a_client(toy_farm: Callable[..., Farm]) -> None:
    """Clients without end on one farm: no session of the SDK's, no task, no stream stays behind."""
    app = App(toy_farm())
    params = {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "x", "version": "1"}}
    body = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params}

    async def main() -> int:
        headers = {"authorization": "Bearer toy_default"}
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost") as client:
            for _ in range(200):
                assert (await client.post("/toy/mcp", json=body, headers=headers)).status_code == 200
        return len(anyio.get_running_tasks())

    assert anyio.run(main) == 1


@pytest.mark.parametrize("version", ERAS)
@pytest.mark.parametrize("kind", ["reset", "timeout", "truncate", "lost_acknowledgement"])
def test_faults_break_the_connection(
    toy_farm: Callable[..., Farm], serve: Any, kind: str, version: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    farm = toy_farm()
    url = serve(farm)
    session = farm.session("default")
    monkeypatch.setattr("clonery.server.doors.rest._TIMEOUT_SECONDS", 0.05)
    session.opened.faults.append(Fault("f1", kind=kind, count=1))
    envelope = {f"io.modelcontextprotocol/{name}": value for name, value in
                (("protocolVersion", version), ("clientCapabilities", {}))}  # fmt: skip
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {**CREATE, "_meta": envelope}}
    headers = {
        "authorization": "Bearer toy_default", "mcp-protocol-version": version, "mcp-method": "tools/call",
        "mcp-name": "create_widget", "accept": "application/json, text/event-stream",
    }  # fmt: skip
    with httpx.Client(base_url=url) as client:
        with pytest.raises(httpx.RemoteProtocolError):
            client.post("/toy/mcp", json=body, headers=headers)
        written = kind in ("truncate", "lost_acknowledgement")
        again = client.post("/toy/mcp", json=body, headers=headers)
    assert result(again)["number"] == (2 if written else 1)
    lines = session.opened.log.read()[0]
    assert [(line["fault"], bool(line["changed"])) for line in lines] == [("f1", written), (None, True)]


@pytest.mark.parametrize("version", ERAS)
def test_a_delay_holds_the_answer_back(post: Post, version: str) -> None:
    session = post.farm.session("default")  # type: ignore[attr-defined] # see the fixture
    session.opened.faults.append(Fault("f1", kind="delay", delay_ms=80, count=1))
    began = time.monotonic()
    assert post("tools/call", CREATE, version=version).status_code == 200
    assert time.monotonic() - began >= 0.08


def test_the_sdk_is_imported_by_the_first_mcp_call_alone() -> None:
    toys = str(Path(__file__).resolve().parents[3] / "toys")
    program = f"""
import asyncio, sys
from pathlib import Path
from clonery.server.app import App
from clonery.server.farm import Farm
from clonery.server.settings import Settings
import clonery.server.doors.mcp.stdio

app = App(Farm(Settings(clones=("toy",), clones_folder=Path({toys!r}))))

async def call(path):
    statuses = []
    async def send(message):
        statuses.append(message.get("status"))
    async def receive():
        return {{"type": "http.request", "body": b""}}
    headers = [(b"authorization", b"Bearer toy_default"), (b"host", b"localhost")]
    scope = {{"type": "http", "method": "GET", "path": path, "headers": headers, "query_string": b""}}
    await app(scope, receive, send)
    print(path, statuses[0], any(name.partition(".")[0] in ("mcp", "mcp_types") for name in sys.modules))

asyncio.run(call("/toy/boxes/main/widgets"))
asyncio.run(call("/toy/mcp"))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["/toy/boxes/main/widgets 200 False", "/toy/mcp 405 True"]


def test_a_clone_may_extend_the_server() -> None:
    farm = Farm(Settings(clones=("conformance",)))
    app = App(farm)
    body = {
        "jsonrpc": "2.0", "id": 1, "method": "initialize",
        "params": {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "x", "version": "1"}},
    }  # fmt: skip
    headers = {"authorization": "Bearer conformance_default", "accept": "application/json, text/event-stream"}

    async def main() -> None:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost") as client:
            opened = await client.post("/conformance/mcp", json=body, headers=headers)
            assert opened.headers["content-type"].startswith("text/event-stream")
            session = opened.headers["mcp-session-id"]
            closed = await client.delete("/conformance/mcp", headers={**headers, "mcp-session-id": session})
            assert closed.status_code == 200
            gone = await client.post("/conformance/mcp", json=body, headers={**headers, "mcp-session-id": session})
            assert gone.status_code == 404
        await app._mcp.close()

    anyio.run(main)
    farm.session("default").close()
