"""Websockets that receivers hold open: what is due to go out of a session goes over them and is acknowledged there."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from .clone import Clone
from .state.outbox import Delivery
from .state.session import Session

SCHEME = "socket:"
"""What the address of a delivery begins with that goes over a socket; behind it the name that the clone gave it."""
ACKNOWLEDGE_SECONDS = 3.0


@dataclass(eq=False, slots=True)
class Socket:
    """One open websocket; `waiting` holds, by delivery, who waits for its acknowledgement."""

    send: Callable[[str], Awaitable[None]]
    module: ModuleType
    waiting: dict[int, asyncio.Future[str]] = field(default_factory=dict)

    def take(self, text: str) -> None:
        """A message of the receiver: an acknowledgement with what it says to it, or anything else."""
        found = self.module.acknowledged(text)
        if found is None:
            return
        future = self.waiting.pop(found[0], None)
        if future is not None and not future.done():
            future.set_result(found[1])

    def drop(self) -> None:
        """It is closed: what was not acknowledged never will be."""
        for future in self.waiting.values():
            if not future.done():
                future.set_exception(ConnectionResetError("the socket was closed"))
        self.waiting.clear()


class Sockets:
    """The open websockets of a farm, by session, clone and name."""

    def __init__(self, acknowledge_seconds: float = ACKNOWLEDGE_SECONDS) -> None:
        self.acknowledge_seconds = acknowledge_seconds
        self._open: dict[tuple[str, str, str], list[Socket]] = {}

    def count(self, session: Session, clone: Clone, name: str) -> int:
        return len(self._open.get((session.id, clone.name, name), ()))

    def add(self, session: Session, clone: Clone, name: str, socket: Socket) -> None:
        self._open.setdefault((session.id, clone.name, name), []).append(socket)

    def remove(self, session: Session, clone: Clone, name: str, socket: Socket) -> None:
        key = (session.id, clone.name, name)
        held = self._open.get(key, [])
        if socket in held:
            held.remove(socket)
        if not held:
            self._open.pop(key, None)
        socket.drop()

    async def send(self, session: Session, delivery: Delivery) -> dict[str, Any]:
        """One attempt over the socket that waited longest; status 200 and what was said where it is acknowledged.

        A delivery whose details say `one_way` is done when it has been sent.
        """
        attempt: dict[str, Any] = {"status": None, "headers": {}, "body": "", "error": None}
        loop = asyncio.get_running_loop()
        began = loop.time()
        held = self._open.get((session.id, delivery.clone, delivery.url.removeprefix(SCHEME)))
        if not held:
            return attempt | {"error": "no socket is open", "duration_ms": 0.0}
        socket = held.pop(0)
        held.append(socket)
        future = socket.waiting[delivery.id] = loop.create_future()
        try:
            async with asyncio.timeout(self.acknowledge_seconds):
                await socket.send(socket.module.frame(delivery))
                attempt |= {"body": "" if delivery.details.get("one_way") else await future, "status": 200}
        except TimeoutError:
            attempt["error"] = f"no acknowledgement within {self.acknowledge_seconds:g} seconds"
        except (OSError, RuntimeError) as error:
            attempt["error"] = f"{type(error).__name__}: {error}"
        finally:
            socket.waiting.pop(delivery.id, None)
        attempt["duration_ms"] = round((loop.time() - began) * 1000, 3)
        return attempt
