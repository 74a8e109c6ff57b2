"""A farm in this process that answers one question of the command line, in the words of the control API."""

import asyncio
from typing import Any

from ..app import App
from ..farm import Farm


def answer(method: str, target: str) -> tuple[int, bytes]:
    """Status and body of one request without a body."""
    return asyncio.run(_answer(App(Farm()), method, target))


async def _answer(app: App, method: str, target: str) -> tuple[int, bytes]:
    path, _, query = target.partition("?")
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
        "path": path, "raw_path": path.encode(), "query_string": query.encode(), "root_path": "",
        "headers": [(b"host", b"127.0.0.1:7070")], "client": ("127.0.0.1", 0), "server": ("127.0.0.1", 7070),
    }  # fmt: skip
    status, body = 0, b""

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        nonlocal status, body
        status = message.get("status", status)
        body += message.get("body", b"")

    await app(scope, receive, send)
    await app.farm.stop()
    return status, body
