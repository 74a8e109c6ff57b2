"""Time: the session's, or that of the test clock that an object lives on; https://docs.stripe.com/billing/testing/test-clocks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from . import keys
from .records.clocks import Clock, Timer
from .refusals import Refusal

if TYPE_CHECKING:
    from clonery.server.call import Call

CUSTOMERS = 3
"""How many customers a test clock takes."""
DAY, HOUR = 86_400, 3_600
STEPS: dict[str, Callable[[Call, str], None]] = {}
"""What can be left for later, by name; each takes the id of its object."""
F = TypeVar("F", bound=Callable[..., None])


def step(name: str) -> Callable[[F], F]:
    """Mark a function as what `later(…, name, …)` runs: it takes the call and the id of its object."""

    def mark(function: F) -> F:
        STEPS[name] = function
        return function

    return mark


def seconds(call: Call, clock: str | None = None) -> int:
    """Seconds since 1970; on a test clock, its own time."""
    if clock is None:
        return int(call.now)
    running = call.memo.get(("clock", clock))
    if running is not None:
        return int(running)
    found = call.peek(Clock, clock)
    return found.frozen_time if found else int(call.now)


def later(call: Call, at: int, step: str, subject: str, clock: str | None) -> None:
    """Have `step` run for the object with the id `subject` at that second, where the call acts."""
    seen = list(keys.scope(call))
    if clock is None:
        call.schedule(at * 1_000_000, "step", step=step, subject=subject, seen=seen)
    else:
        id = call.new_id("timer_")
        call.create(Timer, id=id, object="timer", created=seconds(call, clock), clock=clock, at=at, step=step,
                    subject=subject, seen=seen)  # fmt: skip


def run(call: Call, step: str, subject: str, seen: list[Any]) -> None:
    """Do what was left for later, where the call that left it acted."""
    call.memo["scope"] = keys.Scope(*seen)
    STEPS[step](call, subject)


def due(call: Call, clock: str, until: int) -> Timer | None:
    """The first timer of a clock that is due until then."""
    found = call.first(Timer, {"clock": clock}, "at")
    return found if found is not None and found.at <= until else None


def admit(call: Call, clock: str, customers: int) -> None:
    """Whether a test clock that has so many customers takes another. Raises Refusal."""
    if customers >= CUSTOMERS:
        message = f"You cannot have more than {CUSTOMERS} customers on a test clock: `{clock}` is full."
        raise Refusal(message, "test_clock_limit_exceeded", "test_clock")


def of(record: Any) -> str | None:
    """The test clock of an object."""
    clock: str | None = record.get("test_clock") or record.get("_clock")
    return clock
