"""Payment intents inside: defaults, and holds that nobody captures."""

from clonery.clones.stripe.payments import intents, methods
from clonery.clones.stripe.payments.confirming import attempt
from clonery.clones.stripe.records.payments import Charge, PaymentIntent
from clonery.server.call import Call


def test_an_intent_takes_what_the_account_takes_unless_it_names_types(call: Call) -> None:
    made = intents.begin(call, 500, "USD")
    assert (made.currency, made.automatic_payment_methods, made.payment_method_types) == (
        "usd", {"allow_redirects": "always", "enabled": True}, ["card", "link"])  # fmt: skip
    named = intents.begin(call, 500, "usd", payment_method_types=["card"])
    assert (named.automatic_payment_methods, named.payment_method_types) == (None, ["card"])


def test_a_hold_that_nobody_captures_is_let_go_after_a_week(call: Call) -> None:
    made = intents.begin(call, 500, "usd", capture_method="manual")
    held = attempt(call, made, methods.from_case(call, "visa"))
    (at,) = call.session.store.execute("SELECT at FROM jobs").fetchone()
    assert at // 1_000_000 - call.now == 7 * 86_400
    intents.release(call, held.id)
    ended = call.get(PaymentIntent, held.id)
    assert (ended.status, ended.cancellation_reason) == ("canceled", "automatic")
    assert call.get(Charge, held.latest_charge).refunded is True
    intents.release(call, held.id)
    assert call.get(PaymentIntent, held.id) == ended
