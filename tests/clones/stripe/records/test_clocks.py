"""Timers of a clock come in the order of their time."""

from clonery.clones.stripe.lookups import make
from clonery.clones.stripe.records.clocks import Clock, Timer
from clonery.server.call import Call


def test_timers_come_in_order(call: Call) -> None:
    clock = make(call, Clock, frozen_time=1, status_details={})
    for at in (30, 10, 20):
        call.create(Timer, id=f"timer_{at}", object="timer", clock=clock.id, at=at, metadata={})
    assert [one.at for one in call.all(Timer, {"clock": clock.id}, "at")] == [10, 20, 30]
    assert clock.object == "test_helpers.test_clock"
