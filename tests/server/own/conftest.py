"""Clones made of a description, served in this process by REST and MCP."""

import asyncio
from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest
from mcp.client.session import ClientSession
from mcp.client.streamable_http import streamable_http_client

from clonery import Farm
from clonery.server.own import new_clone

DESCRIPTIONS = Path(__file__).parent / "descriptions"


class Served:
    """A clone that was made: `rest("GET", "/path", json=…)` → (status, body), `tool(name, …)` → (failed, value)."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self.farm = Farm(name, clones_folder=folder)
        self.clone = self.farm.kernel.clone(name)
        self.token = self.farm.session().token(name)

    def rest(self, method: str, path: str, headers: Any = None, **more: Any) -> tuple[int, Any]:
        sent = self.clone.dialect.present(self.token) if headers is None else headers

        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self.farm.app(self.name))
            async with httpx.AsyncClient(transport=transport, base_url="http://clone.localhost") as client:
                return await client.request(method, path, headers=sent, **more)

        answer = asyncio.run(ask())
        return answer.status_code, orjson.loads(answer.content) if answer.content else None

    def tool(self, tool: str, **arguments: Any) -> tuple[bool, Any]:
        async def ask() -> Any:
            app = self.farm.app(self.name)
            headers = {"Authorization": f"Bearer {self.token}"}
            transport = httpx.ASGITransport(app)
            async with httpx.AsyncClient(transport=transport, headers=headers) as client:
                way = streamable_http_client("http://127.0.0.1/mcp", http_client=client)
                async with way as streams, ClientSession(*streams[:2]) as session:
                    await session.initialize()
                    return await session.call_tool(tool, arguments)

        answer = asyncio.run(ask())
        return bool(answer.is_error), orjson.loads(answer.content[0].text)


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Callable[..., Served]]:
    """`own("shop.json")` → the clone of that description, made in a folder of its own."""
    opened: list[Served] = []

    def make(description: str | Path, name: str = "") -> Served:
        source = DESCRIPTIONS / description
        name = name or source.stem
        new_clone(name, source, tmp_path / "clones")
        opened.append(Served(name, tmp_path / "clones"))
        return opened[-1]

    yield make
    for served in opened:
        served.farm.close()


def basic(token: str) -> dict[str, str]:
    return {"Authorization": "Basic " + b64encode(f"{token}:".encode()).decode()}
