"""What the MCP door lists and calls: the tools of a clone, or of all clones of a session."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import orjson
from mcp.server.context import ServerRequestContext
from mcp.shared.exceptions import MCPError
from mcp_types import INTERNAL_ERROR, INVALID_PARAMS, CallToolRequestParams, PaginatedRequestParams

from ... import perform
from ...clone import Clone
from ...farm import Farm
from ...request import Answer, Request
from ...tool import Tool
from .. import rest
from .gate import VISIT, Visit

logger = logging.getLogger("clonery")
SEPARATOR = "__"
"""Between the clone's name and the tool's where one address offers all clones."""
_HEADER = b'"x-mcp-header":'

Context = ServerRequestContext[Any, Any]


class Tools:
    """The tools of one farm, as handlers of the SDK's server."""

    def __init__(self, farm: Farm) -> None:
        self.farm = farm
        self._lists: dict[tuple[str, ...], list[dict[str, Any]]] = {}
        self._marked: dict[int, bool] = {}

    async def listing(self, _: Context, params: PaginatedRequestParams) -> dict[str, Any]:
        """All tools of the address, by name, in one page."""
        if params.cursor is not None:
            raise MCPError(INVALID_PARAMS, "all tools are in one page: there is no cursor")
        return {"tools": self.shown(VISIT.get()), "resultType": "complete", "ttlMs": 0, "cacheScope": "private"}

    def shown(self, visit: Visit) -> list[dict[str, Any]]:
        """The tools as clients see them, sorted by name."""
        key = (visit.single.name,) if visit.single else ("", *visit.session.clones)
        found = self._lists.get(key)
        if found is None:
            made = [
                tool.shown if visit.single else {**tool.shown, "name": f"{clone.name}{SEPARATOR}{tool.name}"}
                for clone in visit.clones
                for tool in clone.tools.values()
            ]
            found = self._lists[key] = sorted(made, key=lambda tool: tool["name"])
        return found

    def find(self, visit: Visit, name: str) -> tuple[Clone, Tool]:
        """The clone and the tool that a name means at this address. Raises MCPError."""
        clone, wanted = visit.single, name
        if clone is None:
            prefix, _, wanted = name.partition(SEPARATOR)
            clone = next((each for each in visit.clones if each.name == prefix), None)
        tool = clone.tools.get(wanted) if clone else None
        if clone is None or tool is None:
            raise MCPError(INVALID_PARAMS, f"Unknown tool: {name}")
        return clone, tool

    def headed(self, name: str) -> dict[str, Any] | None:
        """The tool's schema if it asks for headers that repeat arguments: only then does the SDK need to see it."""
        try:
            tool = self.find(VISIT.get(), name)[1]
        except MCPError:
            return None
        marked = self._marked.get(id(tool))
        if marked is None:
            marked = self._marked[id(tool)] = _HEADER in orjson.dumps(tool.schema)
        return tool.schema if marked else None

    async def call(self, ctx: Context, params: CallToolRequestParams) -> dict[str, Any]:
        """The tool's answer as one text block of JSON; the vendor's refusals are results that say so."""
        visit = VISIT.get()
        clone, tool = self.find(visit, params.name)
        answer = self._perform(visit, clone, tool, params.arguments or {}, ctx)
        if answer.transport:
            visit.broken = answer
            raise MCPError(INTERNAL_ERROR, f"a fault of this session broke the connection: {answer.transport}")
        if answer.delay_ms:
            await asyncio.sleep(answer.delay_ms / 1000)
        return {
            "content": [{"type": "text", "text": text(answer)}],
            "isError": answer.refused or answer.status >= 400,
            "resultType": "complete",
            "_meta": {"clonery/fidelity": tool.operation.fidelity, "clonery/operation": tool.operation.name},
        }

    def _perform(self, visit: Visit, clone: Clone, tool: Tool, given: dict[str, Any], ctx: Context) -> Answer:
        trace = ((ctx.params or {}).get("_meta") or {}).get("traceparent") or visit.headers.get("traceparent")
        headers = {"user-agent": visit.headers.get("user-agent", "mcp")}
        if isinstance(trace, str):
            headers["traceparent"] = trace
        request = Request(
            "POST", "/mcp", headers=headers, base=visit.base(clone), root=visit.place.root, door="mcp",
            prefix=visit.place.prefix,
            credential=visit.credential if visit.single else visit.session.opened.credentials.default(clone.name),
        )  # fmt: skip
        try:
            return perform.tool(self.farm, visit.session, clone, request, tool, given)
        except Exception:
            logger.exception("the tool %s of %s failed", tool.name, clone.name)
            return rest.crashed(self.farm, visit.session, clone, request)


def text(answer: Answer) -> str:
    """The answer's body as JSON text: `null` where it is empty, a string where it is no JSON."""
    if not answer.body:
        return "null"
    if answer.json:
        return answer.body.decode()
    return orjson.dumps(answer.body.decode("utf-8", "replace")).decode()
