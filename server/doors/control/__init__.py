"""The control door: sessions, state, clock, faults, credentials, deliveries and tools, under /_clonery."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from starlette.routing import Route as Mounted
from starlette.routing import Router

from ...farm import Farm, UnknownSession
from ...request import Answer
from .. import rest
from ..address import Addresses
from . import clock, clones, credentials, deliveries, faults, openapi, sessions, states, tools
from .endpoint import Endpoint, refusal, root
from .page import page
from .table import Asked, Route, Table

PREFIX = "/_clonery"
_itself = Table("farm")


@_itself.route("GET", "openapi.json", answer={"type": "object"})
def description(asked: Asked) -> dict[str, Any]:
    """This description."""
    return openapi.described(ROUTES, clones.release())


_TOPICS = (clones, sessions, states, clock, faults, credentials, deliveries, tools)
ROUTES: list[Route] = [*_itself.routes, *(route for topic in _TOPICS for route in topic.table.routes)]
"""Every control call."""


def control_app(farm: Farm) -> Router:
    """An ASGI application for the control calls, and the page at `/`."""
    addresses = Addresses(farm)
    by_path = groupby(sorted(ROUTES, key=lambda route: route.path), key=lambda route: route.path)
    mounted = [Mounted(f"{PREFIX}/{path}", Endpoint(farm, addresses, list(routes))) for path, routes in by_path]
    return Router([*mounted, Mounted("/", Front(farm, addresses))], redirect_slashes=False, default=_unknown)


class Front:
    """The page at `/`."""

    def __init__(self, farm: Farm, addresses: Addresses) -> None:
        self.farm = farm
        self.addresses = addresses

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["method"] not in ("GET", "HEAD"):
            made = refusal("method", f"{scope['method']} is not for this path; it takes GET", "", 405)
            made.headers.append(("Allow", "GET"))
        else:
            made = self._page(root(self.addresses, scope, rest.read_headers(scope)))
        await rest.respond(made, send, scope["method"])

    def _page(self, address: str) -> Answer:
        try:
            text = page(self.farm, address)
        except UnknownSession as error:
            return refusal("not_found", str(error), "session", 404)
        return Answer(200, text.encode(), [("content-type", "text/html; charset=utf-8")], json=False)


async def _unknown(scope: Any, receive: Any, send: Any) -> None:
    message = f"nothing is at {scope['path']}; {PREFIX}/openapi.json lists the control calls"
    await rest.respond(refusal("not_found", message, "", 404), send, scope["method"])
