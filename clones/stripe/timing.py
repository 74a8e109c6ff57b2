"""Time: the session's, or that of the test clock that an object lives on; https://docs.stripe.com/billing/testing/test-clocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .records.billing import Clock, Timer

if TYPE_CHECKING:
    from clonery.server.call import Call

DAY, HOUR = 86_400, 3_600


def now(call: Call, clock: str | None = None) -> int:
    """Seconds since 1970; on a test clock, its own time."""
    if clock is None:
        return int(call.now)
    running = call.memo.get(("clock", clock))
    if running is not None:
        return int(running)
    found = call.peek(Clock, clock)
    return found.frozen_time if found else int(call.now)


def later(call: Call, at: int, step: str, subject: str, clock: str | None) -> None:
    """Have `step` run for the object with the id `subject` at that second."""
    if clock is None:
        call.schedule(at * 1_000_000, "step", step=step, subject=subject, at=at)
    else:
        id = call.new_id("timer_")
        call.create(Timer, id=id, object="timer", created=now(call, clock), clock=clock, at=at, step=step, subject=subject)


def due(call: Call, clock: str, until: int) -> Timer | None:
    """The first timer of a clock that is due until then."""
    found = call.first(Timer, {"clock": clock}, "at")
    return found if found is not None and found.at <= until else None


def of(record: Any) -> str | None:
    """The test clock of an object."""
    clock: str | None = record.get("test_clock") or record.get("_clock")
    return clock
