"""A farm behind a real server on loopback, the official client, and raw requests."""

import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import anyio
import httpx
import httpx2
import orjson
import pytest
import uvicorn
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

from clonery.server.app import App
from clonery.server.farm import Farm

MODERN, LEGACY = "2026-07-28", "2025-11-25"


@pytest.fixture
def serve(free_port: Callable[[], int]) -> Iterator[Callable[[Farm | App], str]]:
    """Serves a farm by uvicorn in a thread; its address."""
    running: list[tuple[uvicorn.Server, threading.Thread]] = []

    def start(farm: Farm | App) -> str:
        port = free_port()
        app = App(farm) if isinstance(farm, Farm) else farm
        server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning"))
        thread = threading.Thread(target=server.run)
        thread.start()
        running.append((server, thread))
        while not server.started:
            assert thread.is_alive(), "the server ended before it began"
            time.sleep(0.005)
        return f"http://127.0.0.1:{port}"

    yield start
    for server, thread in running:
        server.should_exit = True
        thread.join()


@pytest.fixture
def talk() -> Callable[..., Any]:
    """Runs a coroutine function on the official client, connected to an address: talk(url, token, use, mode)."""

    def run(url: str, token: str, use: Callable[[Client], Awaitable[Any]], mode: Any = "auto", host: str = "") -> Any:
        async def main() -> Any:
            headers = {"Authorization": f"Bearer {token}"} | ({"Host": host} if host else {})
            async with (
                httpx2.AsyncClient(headers=headers, timeout=20) as http,
                Client(streamable_http_client(url, http_client=http), mode=mode) as client,
            ):
                return await use(client)

        return anyio.run(main)

    return run


@pytest.fixture
def post(toy_farm: Callable[..., Farm]) -> Callable[..., httpx.Response]:
    """Sends one message to the toy's MCP address in process: post("tools/list", {...}, version=MODERN)."""
    farm = toy_farm()
    app = App(farm)

    def call(method: str, params: Any = None, *, version: str = LEGACY, **more: Any) -> httpx.Response:
        params = dict(params or {})
        headers = {
            "authorization": "Bearer toy_default", "mcp-protocol-version": version,
            "accept": "application/json, text/event-stream", "content-type": "application/json",
        }  # fmt: skip
        if version == MODERN:
            prefix = "io.modelcontextprotocol/"
            envelope = {prefix + "protocolVersion": version, prefix + "clientCapabilities": {}}
            params["_meta"] = {**envelope, **params.get("_meta", {})}
            headers["mcp-method"] = method
            if "name" in params:
                headers["mcp-name"] = params["name"]
        body = more.get("body", orjson.dumps({"jsonrpc": "2.0", "id": 7, "method": method, "params": params}))
        headers = {name: value for name, value in (headers | more.get("headers", {})).items() if value is not None}

        async def main() -> httpx.Response:
            transport = httpx.ASGITransport(more.get("app", app))
            async with httpx.AsyncClient(transport=transport, base_url="http://localhost:7070") as client:
                return await client.request(
                    more.get("verb", "POST"), more.get("path", "/toy/mcp"), content=body, headers=headers
                )

        return anyio.run(main)

    call.farm = farm  # type: ignore[attr-defined] # a function with its farm at hand
    return call
