"""The REST door: a plain ASGI application, since each layer more costs every call."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import orjson

from .. import perform
from ..farm import Farm, UnknownSession
from ..problems import Problem
from ..request import Answer, Request
from ..state.session import Session
from .address import Place

logger = logging.getLogger("clonery")
_TIMEOUT_SECONDS = 60.0


async def read_body(receive: Any, limit: int) -> bytes:
    """The whole body; of one over `limit` only so much that it is seen to be over."""
    message = await receive()
    body: bytes = message.get("body", b"")
    if not message.get("more_body"):
        return body
    parts, size = [body], len(body)
    while message.get("more_body") and size <= limit:
        message = await receive()
        parts.append(message.get("body", b""))
        size += len(parts[-1])
    return b"".join(parts)


def read_headers(scope: Any) -> dict[str, str]:
    """The request's headers by lower-case name; repeated ones joined by a comma."""
    headers: dict[str, str] = {}
    for name, value in scope["headers"]:
        key = name.decode("latin-1")
        text = value.decode("latin-1")
        headers[key] = f"{headers[key]}, {text}" if key in headers else text
    return headers


async def answer(farm: Farm, place: Place, scope: Any, headers: dict[str, str], receive: Any, send: Any) -> None:
    """Answer one HTTP request to a clone."""
    try:
        session = farm.session(place.session)
        clone = session_clone(farm, session, place.clone)
    except UnknownSession as error:
        await respond(unknown(str(error)), send, scope["method"])
        return
    body = await read_body(receive, farm.settings.body_limit_bytes)
    base, path = place.base, place.path
    for prefix in clone.prefixes:
        if path == prefix or path.startswith(f"{prefix}/"):
            path, base = path[len(prefix) :] or "/", base + prefix
            break
    request = Request(
        scope["method"], path, scope.get("query_string", b"").decode("latin-1"), headers, body, base, place.root,
        prefix=place.prefix,
    )  # fmt: skip
    try:
        made = enter(farm, session, clone, request)
    except Exception:
        logger.exception("%s %s failed", request.method, request.path)
        made = crashed(farm, session, clone, request)
    if not made.delay_ms:
        await respond(made, send, request.method)
        return
    session.waiting.append(request)
    try:
        await respond(made, send, request.method)
    finally:
        session.waiting.remove(request)


def enter(farm: Farm, session: Session, clone: Any, request: Request) -> Answer:
    """Answer through the door that the path names: the graph's, else that of methods and paths."""
    if clone.graphql and request.path == clone.graphql:
        from . import graphql

        return graphql.answer(farm, session, clone, request)
    return perform.rest(farm, session, clone, request)


def session_clone(farm: Farm, session: Session, name: str) -> Any:
    """The clone, if the session has it. Raises UnknownSession where it was left out of the session."""
    if name not in session.clones:
        raise UnknownSession(f"session {session.id!r} has no clone {name!r}; it has {', '.join(session.clones)}")
    return farm.clone(name)


def crashed(farm: Farm, session: Session, clone: Any, request: Request) -> Answer:
    """Our own mistake, in the vendor's words for an error of the server."""
    call = perform.start(farm, session, clone, request)
    return perform.refuse(call, Problem("the clone failed: see the farm's log", status=500))


def unknown(message: str) -> Answer:
    """The farm's own 404: there is no such session."""
    return Answer(404, orjson.dumps({"error": {"code": "not_found", "message": message, "field": "session"}}))


async def respond(answer: Answer, send: Any, method: str = "GET") -> None:
    """Send an answer, or break the connection in the way that a fault asked for."""
    if answer.delay_ms:
        await asyncio.sleep(answer.delay_ms / 1000)
    if answer.transport in ("timeout", "reset"):
        if answer.transport == "timeout":
            await asyncio.sleep(0 if answer.delay_ms else _TIMEOUT_SECONDS)
        _cut(send)
        return
    body = answer.body
    headers = [(name.encode("latin-1"), value.encode("latin-1", "replace")) for name, value in answer.headers]
    if answer.status not in (204, 304):
        if answer.json and body:
            headers.append((b"content-type", b"application/json; charset=utf-8"))
        headers.append((b"content-length", b"%d" % len(body)))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    if answer.transport == "truncate":
        await send({"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True})
        await asyncio.sleep(0)
        _cut(send)
        return
    await send({"type": "http.response.body", "body": b"" if method == "HEAD" else body})


def _cut(send: Any) -> None:
    """Drop the connection: uvicorn's send belongs to the cycle that holds the transport; others get an exception."""
    transport = getattr(getattr(send, "__self__", None), "transport", None)
    if transport is None:
        raise ConnectionResetError("a fault of this session broke the connection")
    transport.abort()
