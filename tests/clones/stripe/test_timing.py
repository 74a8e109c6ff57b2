"""Time: the session's, a test clock's, and what is due on it."""

from clonery.clones.stripe import timing
from clonery.clones.stripe.lookups import make
from clonery.clones.stripe.operations.test_clocks import run
from clonery.clones.stripe.payments import intents, methods
from clonery.clones.stripe.payments.confirming import attempt
from clonery.clones.stripe.records.clocks import Clock, Timer
from clonery.clones.stripe.records.payments import PaymentIntent
from clonery.server.call import Call

START = 1_700_000_000


def test_a_test_clock_has_its_own_time(call: Call) -> None:
    clock = make(call, Clock, frozen_time=START, status_details={})
    assert (timing.seconds(call), timing.seconds(call, clock.id)) == (call.now, START)
    assert timing.of(make(call, PaymentIntent, amount=1, payment_method_types=[], _clock=clock.id)) == clock.id


def test_what_is_due_on_a_clock_happens_at_its_own_time(call: Call) -> None:
    clock = make(call, Clock, frozen_time=START, status_details={})
    intent = intents.begin(call, 500, "usd", clock=clock.id, capture_method="manual")
    held = attempt(call, intent, methods.from_case(call, "visa"))
    timer = call.first(Timer, {"clock": clock.id})
    assert timer is not None
    assert (timer.at, timing.due(call, clock.id, timer.at - 1)) == (START + 7 * timing.DAY, None)
    run(call, clock.id, START + 8 * timing.DAY)
    ended = call.get(PaymentIntent, held.id)
    assert (ended.status, ended.canceled_at) == ("canceled", START + 7 * timing.DAY)
    assert call.count(Timer) == 0
