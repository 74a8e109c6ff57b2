"""One request of the handshake era, answered on its own: the SDK's kernel without a session or a stream around it."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import anyio
import orjson
from mcp.server.connection import Connection
from mcp.server.lowlevel import Server
from mcp.server.runner import serve_one
from mcp.shared.exceptions import MCPError, NoBackChannelError
from mcp.shared.message import MessageMetadata
from mcp.shared.transport_context import TransportContext
from mcp_types import (
    DEFAULT_NEGOTIATED_VERSION,
    INTERNAL_ERROR,
    INVALID_PARAMS,
    INVALID_REQUEST,
    PARSE_ERROR,
    JSONRPCRequest,
    jsonrpc_message_adapter,
)
from mcp_types.version import HANDSHAKE_PROTOCOL_VERSIONS
from pydantic import ValidationError

from ...request import Answer
from .gate import refusal

logger = logging.getLogger("clonery")
_TRANSPORT = TransportContext(kind="streamable-http", can_send_request=False)


@dataclass(slots=True)
class Alone:
    """The SDK's dispatch context for a request whose answer is one JSON body: nothing else can be sent."""

    request_id: int | str
    transport: TransportContext = _TRANSPORT
    message_metadata: MessageMetadata = None
    can_send_request: bool = False
    cancel_requested: anyio.Event = field(default_factory=anyio.Event)

    async def send_raw_request(self, method: str, *_: Any) -> dict[str, Any]:
        raise NoBackChannelError(method)

    async def notify(self, *_: Any) -> None:
        """Dropped: a JSON body carries the answer alone."""

    async def progress(self, *_: Any) -> None:
        """Dropped, as any notification."""


def unacceptable(method: str, headers: Mapping[str, str]) -> Answer | None:
    """The refusal of a request that is no JSON POST."""
    if method != "POST":
        return refusal(405, "only POST: this server keeps no stream and no session", ("Allow", "POST"))
    if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        return refusal(415, "the Content-Type must be application/json")
    accepted = {part.partition(";")[0].strip().lower() for part in headers.get("accept", "*/*").split(",")}
    if not accepted & {"application/json", "application/*", "*/*"}:
        return refusal(406, "the client must accept application/json")
    return None


async def exchange(server: Server[Any], headers: Mapping[str, str], body: bytes) -> Answer:
    """The answer to one JSON-RPC message.

    The SDK's own stateless mode starts a task group, four streams and a dispatcher for each request, which costs
    more than twice as much as the call itself.
    """
    try:
        raw = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        return refusal(400, f"Parse error: {error}", code=PARSE_ERROR)
    try:
        message = jsonrpc_message_adapter.validate_python(raw, by_name=False)
    except ValidationError:
        return refusal(400, "the body must be one JSON-RPC message", code=INVALID_REQUEST)
    if not isinstance(message, JSONRPCRequest):
        return Answer(202)
    made = await _respond(server, message, _version(message, headers))
    return Answer(200, orjson.dumps({"jsonrpc": "2.0", "id": message.id, **made}))


def _version(message: JSONRPCRequest, headers: Mapping[str, str]) -> str:
    """The protocol version that the client speaks: asked for by `initialize`, repeated in a header afterwards."""
    if message.method == "initialize":
        asked = (message.params or {}).get("protocolVersion")
        return asked if asked in HANDSHAKE_PROTOCOL_VERSIONS else HANDSHAKE_PROTOCOL_VERSIONS[-1]
    return headers.get("mcp-protocol-version", DEFAULT_NEGOTIATED_VERSION)


async def _respond(server: Server[Any], message: JSONRPCRequest, version: str) -> dict[str, Any]:
    connection = Connection.from_envelope(version, None, None)
    try:
        result = await serve_one(
            server, Alone(message.id), message.method, message.params, connection=connection, lifespan_state={}
        )
    except MCPError as error:
        return {"error": error.error.model_dump(exclude_none=True)}
    except ValidationError:
        return {"error": {"code": INVALID_PARAMS, "message": "Invalid request parameters"}}
    except Exception:
        logger.exception("%s failed", message.method)
        return {"error": {"code": INTERNAL_ERROR, "message": "Internal server error"}}
    return {"result": result}
