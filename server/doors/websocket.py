"""The websocket door: a receiver takes a session's outgoing events over a connection that it opened itself."""

from __future__ import annotations

import time
from typing import Any

from .. import calls, perform
from ..call import Call
from ..clone import Clone
from ..farm import Farm, UnknownSession
from ..operation import WRITTEN
from ..problems import NoRoute, Problem
from ..request import Answer, Request
from ..sockets import Socket
from ..state.session import Session
from .address import Place
from .rest import session_clone

_NORMAL, _POLICY = 1000, 1008
"""The codes with which a connection is closed that has been told all, and one that nobody may open."""


async def answer(farm: Farm, place: Place, scope: Any, headers: dict[str, str], receive: Any, send: Any) -> None:
    """Serve one websocket to a clone until either side closes it.

    The clone's `sockets` module says who it is for (`opened(call, count)`: a name and the first messages; `count(name)`
    is how many are open; without a name it is closed after them), wraps what goes out (`frame(delivery)`), and reads
    acknowledgements (`acknowledged(text)`: delivery and answer, or None).
    """
    await receive()  # websocket.connect
    try:
        session = farm.session(place.session)
        clone = session_clone(farm, session, place.clone)
        request = Request("GET", place.path, scope.get("query_string", b"").decode("latin-1"), headers, b"", place.base,
                          place.root, door="websocket", prefix=place.prefix)  # fmt: skip
        name, first = enter(farm, session, clone, request)
    except (UnknownSession, Problem):
        await send({"type": "websocket.close", "code": _POLICY})
        return
    await send({"type": "websocket.accept"})

    async def say(text: str) -> None:
        await send({"type": "websocket.send", "text": text})

    module = clone.module("sockets")
    assert module is not None
    socket = Socket(say, module)
    for text in first:
        await say(text)
    if not name:
        await send({"type": "websocket.close", "code": _NORMAL})
        return
    farm.sockets.add(session, clone, name, socket)
    farm.on_deliveries(session)
    try:
        while (message := await receive())["type"] == "websocket.receive":
            socket.take(message.get("text") or (message.get("bytes") or b"").decode("utf-8", "replace"))
    finally:
        farm.sockets.remove(session, clone, name, socket)


def enter(farm: Farm, session: Session, clone: Clone, request: Request) -> tuple[str, list[str]]:
    """Let the clone say whose socket it is, in a transaction with its line in the log. Raises Problem."""
    began, module = time.perf_counter(), clone.module("sockets")
    call: Call = perform.start(farm, session, clone, request)
    call.fidelity = WRITTEN
    try:
        if module is None:
            raise NoRoute(code="route")
        with session.transaction():
            name, first = module.opened(call, lambda name: farm.sockets.count(session, clone, name))
            calls.write(call, "websocket", Answer(101), None, began)
    except Problem as problem:
        calls.write_alone(call, "websocket", perform.refuse(call, problem), None, began)
        raise
    farm.committed(call)
    return name, first
