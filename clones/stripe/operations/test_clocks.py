"""Test clocks, and what runs later on them or on the session's own clock; https://docs.stripe.com/api/test_clocks."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import job, operation

from .. import timing
from ..billing import standing
from ..lookups import find, listing, make, save
from ..records.billing import Subscription
from ..records.clocks import Clock, Timer
from ..records.customers import Customer
from ..refusals import Refusal

KEPT = 30 * timing.DAY
FARTHEST = 730 * timing.DAY
"""How far a clock goes at once where nobody subscribes, in seconds."""


@job("step")
def step(call: Call, step: str, subject: str, seen: list[Any]) -> None:
    """Something is due on the session's clock."""
    timing.run(call, step, subject, seen)


@job("advance")
def run(call: Call, clock: str, until: int) -> None:
    """Move a test clock: all that is due on it happens, each at its own time."""
    found = call.peek(Clock, clock)
    if found is None:
        return
    key = ("clock", clock)
    while timer := timing.due(call, clock, until):
        call.memo[key] = timer.at
        call.delete(timer)
        timing.run(call, timer.step, timer.subject, timer.seen)
    call.memo[key] = until
    made = save(call, found, frozen_time=until, status="ready", status_details={})
    call.emit("test_helpers.test_clock.ready", object=made)


@job("advanced")
def settle(call: Call, clock: str) -> None:
    """Behind each advance: where it failed, and was undone, the clock says so."""
    found = call.peek(Clock, clock)
    if found is not None and found.status == "advancing":
        save(call, found, "test_helpers.test_clock.internal_failure", status="internal_failure", status_details={})


@operation("PostTestHelpersTestClocks")
def create_clock(call: Call, frozen_time: int, name: str | None = None) -> Clock:
    """POST /v1/test_helpers/test_clocks"""
    return make(call, Clock, "test_helpers.test_clock.created", frozen_time=frozen_time, name=name or None,
                deletes_after=call.now + KEPT, status="ready", status_details={})  # fmt: skip


@operation("PostTestHelpersTestClocksTestClockAdvance")
def advance_clock(call: Call, test_clock: str, frozen_time: int) -> Clock:
    """POST /v1/test_helpers/test_clocks/{test_clock}/advance: it is ready by the next call."""
    found = find(call, Clock, test_clock, "test_clock")
    if found.status != "ready":
        raise Refusal("The test clock is still advancing.", "resource_already_advancing")
    if frozen_time <= found.frozen_time:
        raise Refusal("A test clock only goes forward: `frozen_time` must be after its time.", param="frozen_time")
    farthest = standing.limit(call, found.id)
    if frozen_time > (farthest or found.frozen_time + FARTHEST):
        what = "two intervals of its shortest subscription" if farthest else "two years"
        raise Refusal(f"A test clock can only be advanced by {what} at once.", param="frozen_time")
    call.schedule(call.moment, "advance", clock=found.id, until=frozen_time)
    call.schedule(call.moment, "advanced", clock=found.id)
    details = {"advancing": {"target_frozen_time": frozen_time}}
    return save(call, found, "test_helpers.test_clock.advancing", status="advancing", status_details=details)


@operation("GetTestHelpersTestClocksTestClock")
def get_clock(call: Call, test_clock: str) -> Clock:
    """GET /v1/test_helpers/test_clocks/{test_clock}"""
    return find(call, Clock, test_clock, "test_clock")


@operation("DeleteTestHelpersTestClocksTestClock")
def delete_clock(call: Call, test_clock: str) -> dict[str, Any]:
    """DELETE /v1/test_helpers/test_clocks/{test_clock}: its customers go with it."""
    found = find(call, Clock, test_clock, "test_clock")
    for timer in call.all(Timer, {"clock": found.id}):
        call.delete(timer)
    for subscription in call.all(Subscription, {"test_clock": found.id}):
        if subscription.status not in standing.OVER:
            gone = {"status": "canceled", "canceled_at": found.frozen_time, "ended_at": found.frozen_time}
            save(call, subscription, "customer.subscription.deleted", **gone)
    for customer in call.all(Customer, {"test_clock": found.id}):
        save(call, customer, "customer.deleted", deleted=True)
    call.emit("test_helpers.test_clock.deleted", object=found)
    call.delete(found)
    return {"id": test_clock, "object": "test_helpers.test_clock", "deleted": True}


@operation("GetTestHelpersTestClocks")
def list_clocks(call: Call) -> Page:
    """GET /v1/test_helpers/test_clocks"""
    return listing(call, Clock)
