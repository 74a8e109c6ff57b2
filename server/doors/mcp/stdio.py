"""MCP over standard input and output: a relay to a farm that runs, or a farm in this process."""

from __future__ import annotations

import sys
from typing import Any, BinaryIO

import anyio
import httpx
import orjson

from ...farm import Farm, FarmError
from ..address import Addresses
from .gate import VISIT, Closed, Gate

_HEALTH_SECONDS = 2.0
_ANSWER_SECONDS = 300.0
_MODERN = "io.modelcontextprotocol/protocolVersion"
_NAMED = {"tools/call": "name", "prompts/get": "name", "resources/read": "uri"}
_INTERNAL_ERROR = -32603


async def answers(url: str) -> bool:
    """Whether a farm answers at `url`."""
    try:
        async with httpx.AsyncClient(timeout=_HEALTH_SECONDS, trust_env=False) as client:
            return (await client.get(f"{url.rstrip('/')}/_clonery/health")).status_code == 200
    except httpx.HTTPError:
        return False


async def stdio(farm: Farm | str, clone: str = "", session: str = "default", token: str = "") -> None:
    """Serve MCP on standard input and output until the input ends.

    `farm` is a farm in this process, or the address of one that runs. `clone` "" offers all clones of the session.
    Without a `token` the session's default one is taken. Raises FarmError.
    """
    if isinstance(farm, Farm):
        await _serve(farm, clone, session, token)
    else:
        relay = Relay(farm.rstrip("/"), clone, session)
        async with httpx.AsyncClient(timeout=_ANSWER_SECONDS, trust_env=False) as client:
            await relay.open(client, token)
            await relay.run(client, sys.stdin.buffer, sys.stdout.buffer)


async def _serve(farm: Farm, clone: str, session: str, token: str) -> None:
    from mcp.server.stdio import stdio_server

    from .door import McpDoor

    if clone and clone not in farm.registry.names:
        raise FarmError(f"no clone {clone!r}; there are {', '.join(farm.registry.names)}", "clone", "not_found", 404)
    if session not in farm.sessions and session != "default":
        farm.create(name=session)
    held = farm.session(session)
    defaults = (held.opened.credentials.default(name) for name in ([clone] if clone else held.clones))
    token = token or next((made.token for made in defaults if made), "")
    headers = {"host": "localhost", "authorization": f"Bearer {token}"}
    path = f"/s/{session}/{clone}/mcp" if clone else f"/s/{session}/mcp"
    place = Addresses(farm).read({"path": path, "scheme": "http"}, headers)
    door = McpDoor(farm)
    try:
        VISIT.set(Gate(farm).admit(place, headers))
    except Closed as closed:
        raise FarmError(closed.answer.data["error"]["message"], "token", "unauthorized", 401) from None
    server = door.server(farm.clone(clone) if clone else None)
    async with stdio_server() as (read, write):
        await server.run(read, write, server.create_initialization_options())


class Relay:
    """Passes each line of the input to a farm as one HTTP request, in order, and its answer to the output."""

    def __init__(self, url: str, clone: str, session: str) -> None:
        self.url = url
        self.clone = clone
        self.session = session
        self._path = f"{url}/s/{session}/{clone}/mcp" if clone else f"{url}/s/{session}/mcp"
        self._headers = {"content-type": "application/json", "accept": "application/json, text/event-stream"}

    async def open(self, client: httpx.AsyncClient, token: str) -> None:
        """Find the token if none is given. Raises FarmError where the farm has no such session or clone."""
        if not token:
            answer = await client.get(f"{self.url}/_clonery/sessions/{self.session}")
            found = answer.json()
            if answer.status_code != 200:
                raise FarmError(found["error"]["message"], "session", "not_found", 404)
            clones = found["clones"]
            if self.clone and self.clone not in clones:
                message = f"session {self.session!r} has no clone {self.clone!r}; it has {', '.join(clones)}"
                raise FarmError(message, "clone", "not_found", 404)
            token = clones[self.clone or next(iter(clones))]["token"]
        self._headers["authorization"] = f"Bearer {token}"

    async def run(self, client: httpx.AsyncClient, source: BinaryIO, sink: BinaryIO) -> None:
        """Relay line by line until the source ends."""
        async for line in anyio.wrap_file(source):
            if not line.strip():
                continue
            for message in await self._pass_on(client, line):
                sink.write(message.replace(b"\n", b" ") + b"\n")
            sink.flush()

    async def _pass_on(self, client: httpx.AsyncClient, line: bytes) -> list[bytes]:
        message = _parsed(line)
        try:
            answer = await client.post(self._path, content=line, headers={**self._headers, **_routing(message)})
        except httpx.HTTPError as error:
            return [_failure(message, f"the farm gave no answer: {error or type(error).__name__}")]
        if "mcp-session-id" in answer.headers:
            self._headers["mcp-session-id"] = answer.headers["mcp-session-id"]
        if answer.status_code == 202 or not answer.content:
            return []
        if answer.headers.get("content-type", "").startswith("text/event-stream"):
            return [line[5:].strip() for line in answer.content.splitlines() if line.startswith(b"data:")]
        body = _parsed(answer.content)
        if "jsonrpc" not in body:
            return [_failure(message, f"the farm answered {answer.status_code}: {answer.text}")]
        if message.get("method") == "initialize" and "result" in body:
            self._headers["mcp-protocol-version"] = body["result"]["protocolVersion"]
        if body.get("id") is None and "id" in message:
            body["id"] = message["id"]
        return [orjson.dumps(body)]


def _parsed(text: bytes) -> dict[str, Any]:
    """The JSON object; an empty one where it is none."""
    try:
        found = orjson.loads(text)
    except orjson.JSONDecodeError:
        return {}
    return found if isinstance(found, dict) else {}


def _routing(message: dict[str, Any]) -> dict[str, str]:
    """The headers that repeat parts of a message of the stateless era."""
    params = message.get("params")
    if not isinstance(params, dict):
        return {}
    meta = params.get("_meta")
    version = meta.get(_MODERN) if isinstance(meta, dict) else None
    if not isinstance(version, str):
        return {}
    headers = {"mcp-protocol-version": version, "mcp-method": str(message.get("method", ""))}
    named = params.get(_NAMED.get(headers["mcp-method"], ""))
    if isinstance(named, str):
        headers["mcp-name"] = named
    return headers


def _failure(message: dict[str, Any], text: str) -> bytes:
    error = {"code": _INTERNAL_ERROR, "message": text}
    return orjson.dumps({"jsonrpc": "2.0", "id": message.get("id"), "error": error})
