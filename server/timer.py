"""When to look at a session again though nobody calls: its next job, the next try of a delivery, its own end."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from . import perform
from .pump import running_loop
from .state.session import Session

if TYPE_CHECKING:
    from .farm import Farm

LONGEST_SECONDS = 86_400.0
"""Further ahead than this the timer looks in between."""


class Timer:
    """One alarm a session on the event loop; sessions on a virtual clock are woken only for their own end."""

    def __init__(self, farm: Farm) -> None:
        self.farm = farm
        self._loop: asyncio.AbstractEventLoop | None = None
        self._alarms: dict[str, tuple[float, asyncio.Handle]] = {}
        """When each rings, in the loop's time, beside its handle: that of an overdue one may not say it itself."""

    def mind(self, session: Session) -> None:
        """Look at the session when the next thing in it is due. Without an event loop: at its next call."""
        loop = running_loop()
        if loop is None:
            return
        if loop is not self._loop:
            self._loop, self._alarms = loop, {}
        wait = self.wait_seconds(session)
        set_before = self._alarms.get(session.id)
        if wait is None:
            return
        at = loop.time() + min(wait, LONGEST_SECONDS)
        if set_before is not None:
            if set_before[0] <= at:
                return
            set_before[1].cancel()
        self._alarms[session.id] = at, loop.call_at(at, self._look, session)

    def forget(self, id: str) -> None:
        """Drop the alarm of a session that has ended."""
        alarm = self._alarms.pop(id, None)
        if alarm is not None and self._loop is running_loop():
            alarm[1].cancel()

    def stop(self) -> None:
        for id in list(self._alarms):
            self.forget(id)

    def wait_seconds(self, session: Session) -> float | None:
        """Seconds until something is due in the session; 0 where it is overdue, None where nothing will be."""
        moments = []
        settings = session.settings
        if settings.get("expires_at") is not None:
            moments.append(settings["expires_at"] - time.time())
        if settings.get("idle_seconds"):
            moments.append(settings["used_at"] + settings["idle_seconds"] - time.time())
        if session.awake and session.clock.mode == "real":
            opened, now = session.opened, session.clock.now()
            if opened.next_due is not None:
                moments.append((opened.next_due - now) / 1_000_000)
            if opened.next_delivery is not None and not self.farm.pump.busy(session):
                moments.append((opened.next_delivery - now) / 1_000_000)
        return max(min(moments), 0.0) if moments else None

    def _look(self, session: Session) -> None:
        self._alarms.pop(session.id, None)
        if self.farm.sessions.get(session.id) is not session:
            return
        reason = self.farm.lapsed(session)
        if reason:
            self.farm.end(session.id, reason)
            return
        # Files that rest are opened again: the alarm may be for something in them.
        if (session.folder is not None or session.awake) and session.clock.mode == "real":
            perform.run_due(self.farm, session, session.clock.now())
        self.mind(session)
