"""Socket Mode: envelopes over a websocket that the app opened, each acknowledged by its id; https://docs.slack.dev/apis/events-api/using-socket-mode."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import orjson

from .records import App, Connection
from .wording import no

if TYPE_CHECKING:
    from clonery.server.call import Call
    from clonery.server.state.outbox import Delivery

HOST = "applink-1"

CONNECTIONS_LIMIT = 10
"""How many connections an app may have at a time; one more is told so and closed."""


def opened(call: Call, count: Callable[[str], int]) -> tuple[str, list[str]]:
    """The app whose ticket the address has, which is good once, and the first message; no app where it has too many."""
    ticket = dict(call.request.pairs).get("ticket", "")
    found = call.peek(Connection, ticket) if call.request.path.startswith("/link") and ticket else None
    app = call.peek(App, found.app_id) if found else None
    if found is None or app is None:
        raise no("invalid_auth")
    call.delete(found)
    open = count(app.id)
    if open >= CONNECTIONS_LIMIT:
        return "", [disconnect("too_many_websockets")]
    debug = {"host": HOST, "started": None, "build_number": 1, "approximate_connection_time": 18060}
    hello = {"type": "hello", "num_connections": open + 1, "connection_info": {"app_id": app.id}, "debug_info": debug}
    return app.id, [orjson.dumps(hello).decode()]


def disconnect(reason: str) -> str:
    """What tells an app that its connection ends, so that it opens another one."""
    return orjson.dumps({"type": "disconnect", "reason": reason, "debug_info": {"host": HOST}}).decode()


def frame(delivery: Delivery) -> str:
    """An envelope: its id is what the app acknowledges it by; what is sent again says how often, and why."""
    body: dict[str, Any] = orjson.loads(delivery.body)
    if delivery.details.get("one_way"):
        return delivery.body
    body["envelope_id"] = str(delivery.id)
    if body["type"] == "events_api":
        body |= {"retry_attempt": len(delivery.attempts), "retry_reason": "timeout" if delivery.attempts else ""}
    return orjson.dumps(body).decode()


def acknowledged(text: str) -> tuple[int, str] | None:
    """The delivery that a message of the app acknowledges, and its answer as JSON; None for other messages."""
    try:
        said = orjson.loads(text)
    except orjson.JSONDecodeError:
        return None
    id = said.get("envelope_id") if isinstance(said, dict) else None
    if not isinstance(id, str) or not id.isdecimal():
        return None
    payload = said.get("payload")
    return int(id), orjson.dumps(payload).decode() if payload else ""
