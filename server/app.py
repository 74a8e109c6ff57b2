"""The farm as one ASGI application: every address, every door."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from .doors import rest
from .doors.address import Addresses, Place
from .farm import Farm

ASGI = Callable[[Any, Any, Any], Awaitable[None]]
CONTROL = "/_clonery"


class App:
    """Sends each request through its door. `clone` and `session` fix both, for an application of their own.

    `ports` are local ports that belong to one clone each.
    """

    def __init__(self, farm: Farm, clone: str = "", session: str = "", ports: dict[int, str] | None = None) -> None:
        self.farm = farm
        self.addresses = Addresses(farm, clone, session, ports)
        self._control: ASGI | None = None
        self._mcp: Any = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
            return
        if scope["type"] != "http":
            await self._to_socket(scope, receive, send)
            return
        headers = rest.read_headers(scope)
        place = self.addresses.read(scope, headers)
        if place.path.startswith(CONTROL):
            await self._to_control(scope, receive, send)
        elif place.path == "/mcp":
            await self._to_mcp(place, scope, headers, receive, send)
        elif place.clone:
            await rest.answer(self.farm, place, scope, headers, receive, send)
        elif place.path == "/" and not place.prefix:
            await self._to_control(scope, receive, send)
        else:
            clones = ", ".join(self.farm.registry.names)
            await rest.respond(rest.unknown(f"nothing is served at {place.path}; the clones are {clones}"), send)

    async def _to_socket(self, scope: Any, receive: Any, send: Any) -> None:
        from .doors import websocket

        headers = rest.read_headers(scope)
        await websocket.answer(self.farm, self.addresses.read(scope, headers), scope, headers, receive, send)

    async def _to_control(self, scope: Any, receive: Any, send: Any) -> None:
        if self._control is None:
            from .doors.control import control_app

            self._control = control_app(self.farm)
        await self._control(scope, receive, send)

    async def _to_mcp(self, place: Place, scope: Any, headers: dict[str, str], receive: Any, send: Any) -> None:
        if self._mcp is None:
            from .doors.mcp.door import McpDoor

            self._mcp = McpDoor(self.farm)
        await self._mcp.answer(place, scope, headers, receive, send)

    async def _lifespan(self, receive: Any, send: Any) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                await self.farm.start()
                await send({"type": "lifespan.startup.complete"})
            else:
                if self._mcp is not None:
                    await self._mcp.close()
                await self.farm.stop()
                await send({"type": "lifespan.shutdown.complete"})
                return
