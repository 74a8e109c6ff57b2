"""The MCP door over streamable HTTP: one SDK server for all clones, one more for each clone that extends it."""

from __future__ import annotations

import asyncio
from importlib.metadata import version
from types import ModuleType
from typing import Any

from mcp.server.lowlevel import Server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp_types import CallToolRequestParams, PaginatedRequestParams
from mcp_types.version import HANDSHAKE_PROTOCOL_VERSIONS

from ...clone import Clone
from ...farm import Farm
from ...request import Answer
from .. import rest
from ..address import Place
from .exchange import exchange, unacceptable
from .gate import VISIT, Closed, Gate, Visit, refusal
from .tools import Tools

_IDLE_SECONDS = 30 * 60.0


class Mount:
    """One SDK server and its HTTP side, which runs in a task of its own from its first request on."""

    def __init__(self, server: Server[Any], farm: Farm, streams: bool) -> None:
        self.server = server
        self.streams = streams
        self.loop = asyncio.get_running_loop()
        self._manager = StreamableHTTPSessionManager(
            server,
            json_response=not streams,
            stateless=not streams,
            max_request_body_size=farm.settings.body_limit_bytes,
            session_idle_timeout=_IDLE_SECONDS,
            max_sessions=farm.settings.session_limit,
        )
        self._opened = asyncio.Event()
        self._ending = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def handle(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer by the SDK's own HTTP side."""
        if self._task is None:
            self._task = asyncio.create_task(self._run())
        await self._opened.wait()
        await self._manager.handle_request(scope, receive, send)

    async def _run(self) -> None:
        async with self._manager.run():
            self._opened.set()
            await self._ending.wait()

    async def close(self) -> None:
        """End its sessions and streams."""
        self._ending.set()
        if self._task is not None:
            await self._task


class McpDoor:
    """Answers MCP requests of one farm."""

    def __init__(self, farm: Farm) -> None:
        self.farm = farm
        self.gate = Gate(farm)
        self.tools = Tools(farm)
        self._mounts: dict[str, Mount] = {}
        self._extensions: dict[str, ModuleType | None] = {}

    def server(self, clone: Clone | None = None) -> Server[Any]:
        """A server of the SDK over the farm's tools; the clone's `mcp.py`, if it has one, adds what else it offers."""
        extension = self._extension(clone)
        made: Server[Any] = Server(
            clone.name if clone and extension else "clonery",
            version=version("clonery"),
            get_tool_input_schema=self.tools.headed,
        )
        made.add_request_handler("tools/list", PaginatedRequestParams, self.tools.listing)
        made.add_request_handler("tools/call", CallToolRequestParams, self.tools.call)
        made.middleware.clear()  # the SDK's spans: the call log has the trace, and they cost each call 40 µs
        if extension is not None:
            extension.extend(made)
        return made

    async def answer(self, place: Place, scope: Any, headers: dict[str, str], receive: Any, send: Any) -> None:
        """Answer one HTTP request to an MCP address."""
        try:
            visit = self.gate.admit(place, headers)
        except Closed as closed:
            await rest.respond(closed.answer, send, scope["method"])
            return
        mark = VISIT.set(visit)
        try:
            await self._serve(visit, self._mount(visit), scope, receive, send)
        finally:
            VISIT.reset(mark)

    async def _serve(self, visit: Visit, mount: Mount, scope: Any, receive: Any, send: Any) -> None:
        headers = visit.headers
        modern = headers.get("mcp-protocol-version", HANDSHAKE_PROTOCOL_VERSIONS[0]) not in HANDSHAKE_PROTOCOL_VERSIONS
        if modern or mount.streams:
            # httptools leaves blanks behind a value, which the SDK would take for a part of it
            scope = {**scope, "headers": [(name, value.strip()) for name, value in scope["headers"]]}
            await mount.handle(scope, receive, Held(visit, send) if visit.session.opened.faults else send)
            return
        limit = self.farm.settings.body_limit_bytes
        answer = unacceptable(scope["method"], headers)
        if answer is None:
            body = await rest.read_body(receive, limit)
            if len(body) > limit:
                answer = refusal(413, f"the body is over {limit} bytes")
            else:
                answer = await exchange(mount.server, headers, body)
        if visit.broken is not None:
            answer.transport, answer.delay_ms = visit.broken.transport, visit.broken.delay_ms
        await rest.respond(answer, send, scope["method"])

    def _mount(self, visit: Visit) -> Mount:
        """The mount for the visit: that of its clone if the clone extends the server, else the one all share."""
        streams = self._extension(visit.single) is not None
        name = visit.single.name if visit.single and streams else ""
        found = self._mounts.get(name)
        if found is None or found.loop is not asyncio.get_running_loop():
            found = self._mounts[name] = Mount(self.server(visit.single), self.farm, streams)
        return found

    def _extension(self, clone: Clone | None) -> ModuleType | None:
        if clone is None:
            return None
        if clone.name not in self._extensions:
            self._extensions[clone.name] = clone.module("mcp")
        return self._extensions[clone.name]

    async def close(self) -> None:
        """End all sessions and streams."""
        for mount in self._mounts.values():
            await mount.close()
        self._mounts.clear()


class Held:
    """Holds the SDK's answer back until it is known whether a fault breaks the connection in its place."""

    def __init__(self, visit: Visit, send: Any) -> None:
        self._visit = visit
        self._send = send
        self._start: Any = None
        self._over = False

    async def __call__(self, message: Any) -> None:
        if self._over:
            return
        if message["type"] == "http.response.start":
            self._start = message
            return
        broken = self._visit.broken
        if broken is not None:
            self._over = True
            answer = Answer(self._start["status"], message.get("body", b""), transport=broken.transport)
            answer.delay_ms = broken.delay_ms
            await rest.respond(answer, self._send)
            return
        if self._start is not None:
            start, self._start = self._start, None
            await self._send(start)
        await self._send(message)
