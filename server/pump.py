"""What sends the outbox: a worker for each session that has deliveries due, beside the calls, after their commit."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from . import calls, perform
from .call import Call
from .operation import WRITTEN
from .problems import Problem
from .request import Answer, Request
from .sockets import SCHEME
from .state import clock, outbox
from .state.session import Session

if TYPE_CHECKING:
    from .farm import Farm
    from .sending import Sender

AT_ONCE = 16
"""Requests under way at one time, over all sessions; within a session one follows the other."""


class Pump:
    """Sends what is due, in order within a session. A try that the end of the farm cuts off stays due."""

    def __init__(self, farm: Farm) -> None:
        self.farm = farm
        self._loop: asyncio.AbstractEventLoop | None = None
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._sender: Sender | None = None
        self._workers: dict[Session, asyncio.Task[None]] = {}

    def wake(self, session: Session) -> None:
        """Send what is due in a session. Where no event loop runs it stays due, until one does."""
        loop = running_loop()
        if loop is None:
            return
        if loop is not self._loop:
            # What belonged to a loop that has ended (tests, `asyncio.run`) went with it.
            self._loop, self._slots, self._sender, self._workers = loop, asyncio.Semaphore(AT_ONCE), None, {}
        if session not in self._workers:
            self._workers[session] = loop.create_task(self._work(session))

    def busy(self, session: Session) -> bool:
        """Whether deliveries of the session are being sent."""
        return session in self._workers

    async def drain(self) -> None:
        """Wait until nothing is being sent."""
        while self._workers:
            await asyncio.wait(list(self._workers.values()))

    async def stop(self) -> None:
        """End the workers and close the connections."""
        workers = list(self._workers.values()) if running_loop() is self._loop else []
        for worker in workers:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)
        sender, self._sender = self._sender, None
        if sender is not None:
            await sender.close()

    def _lives(self, session: Session) -> bool:
        return self.farm.sessions.get(session.id) is session

    async def _work(self, session: Session) -> None:
        try:
            while self._lives(session) and (due := outbox.pending(session, session.clock.now())):
                for delivery in due:
                    async with self._slots:
                        attempt, last = await self._send(session, delivery)
                    if not self._lives(session):
                        return
                    self._settle(session, delivery, attempt, last)
        finally:
            del self._workers[session]
            if self._lives(session):
                self.farm.on_write(session)

    async def _send(self, session: Session, delivery: outbox.Delivery) -> tuple[dict[str, Any], bool]:
        if delivery.url.startswith(SCHEME):
            return await self.farm.sockets.send(session, delivery), False
        if self._sender is None:
            from .sending import Sender

            self._sender = Sender(self.farm.settings.webhook_hosts)
        # The receiver's clock is real even where the session's is not, and it may refuse what was signed long ago.
        dialect = self.farm.clone(delivery.clone).dialect
        signed = dialect.sign(delivery, int(time.time()))
        attempt, last = await self._sender.send(
            replace(delivery, headers={**delivery.headers, **signed}) if signed else delivery
        )
        return attempt, last or dialect.declined(attempt)

    def _settle(self, session: Session, delivery: outbox.Delivery, attempt: dict[str, Any], last: bool) -> None:
        now = session.clock.now()
        with session.transaction():
            outbox.settle(session, delivery, {"at": clock.iso(now, 3), **attempt}, now, last)
        answered(self.farm, session, delivery, attempt)


def answered(farm: Farm, session: Session, delivery: outbox.Delivery, attempt: dict[str, Any]) -> None:
    """Let the clone's `events.answered(call, delivery, attempt)` read what a webhook's receiver said, if it has one."""
    clone = farm.clone(delivery.clone)
    function = getattr(clone.module("events"), "answered", None)
    if function is None:
        return
    began, moment = time.perf_counter(), session.clock.now()
    session.opened.sequence += 1
    request = Request("POST", "", base=delivery.details.get("base", ""), door="answer")
    call, name = Call(session, clone, request, moment, session.opened.log.last + 1), f"answer:{delivery.event}"
    call.arguments, call.fidelity = {"delivery": delivery.id, "status": attempt["status"]}, WRITTEN
    try:
        with session.transaction():
            function(call, delivery, attempt)
            calls.write(call, name, Answer(204), None, began)
    except Problem as problem:
        calls.write_alone(call, name, perform.refuse(call, problem), None, began)
    farm.committed(call)


def running_loop() -> asyncio.AbstractEventLoop | None:
    """The event loop that runs here, if one does."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
