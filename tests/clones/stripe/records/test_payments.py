"""Payments start as Stripe starts them."""

from clonery.clones.stripe.lookups import make
from clonery.clones.stripe.records.payments import Charge, PaymentIntent
from clonery.server.call import Call


def test_defaults_are_those_of_the_api(call: Call) -> None:
    made = make(call, PaymentIntent, amount=5, payment_method_types=["card"])
    assert (made.status, made.capture_method, made.confirmation_method) == (
        "requires_payment_method", "automatic_async", "automatic")  # fmt: skip


def test_charges_are_found_by_their_intent(call: Call) -> None:
    made = make(call, Charge, amount=5, payment_intent="pi_1")
    assert call.all(Charge, {"payment_intent": "pi_1"}) == [made]
