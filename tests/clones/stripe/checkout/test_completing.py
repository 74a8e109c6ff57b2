"""Pages are paid once, and free ones without a card."""

from typing import Any

import pytest

from clonery.clones.stripe.checkout import completing, sessions
from clonery.clones.stripe.lookups import make
from clonery.clones.stripe.payments import methods
from clonery.clones.stripe.records.checkout import CheckoutSession
from clonery.clones.stripe.records.customers import Coupon, Customer, Price, Product
from clonery.clones.stripe.records.payments import PaymentIntent
from clonery.clones.stripe.refusals import Refusal
from clonery.server.call import Call


@pytest.fixture
def given(call: Call) -> dict[str, Any]:
    product = make(call, Product, id="prod_1", name="Mug", updated=0)
    price = make(
        call, Price, id="price_1", product=product.id, currency="usd", unit_amount=900, unit_amount_decimal="900"
    )
    return {"mode": "payment", "success_url": "https://a.example", "line_items": [{"price": price.id, "quantity": 1}]}


def test_a_refused_card_leaves_one_intent_for_the_next_try(call: Call, given: dict[str, Any]) -> None:
    made = sessions.begin(call, {**given, "customer_creation": "always"})
    with pytest.raises(completing.Declined):
        completing.pay(call, made, methods.from_case(call, "chargeDeclined"), {"email": "a@a.example"})
    paid = completing.pay(call, call.get(CheckoutSession, made.id), methods.from_case(call, "visa"), {})
    assert (
        paid.status,
        paid.payment_status,
        call.count(PaymentIntent),
        call.count(Customer, {"email": "a@a.example"}),
    ) == (
        "complete",
        "paid",
        1,
        1,
    )
    with pytest.raises(Refusal):
        completing.pay(call, paid, methods.from_case(call, "visa"), {})


def test_a_free_page_takes_no_card(call: Call, given: dict[str, Any]) -> None:
    make(call, Coupon, id="ALL", percent_off=100.0)
    made = completing.pay(call, sessions.begin(call, {**given, "discounts": [{"coupon": "ALL"}]}), None, {})
    assert (made.status, made.payment_status, made.payment_intent) == ("complete", "no_payment_required", None)
    assert call.get(Coupon, "ALL").times_redeemed == 1
    with pytest.raises(Refusal):
        completing.pay(call, sessions.begin(call, given), None, {})


def test_a_held_payment_completes_its_page_and_pays_it_when_it_is_captured(call: Call, given: dict[str, Any]) -> None:
    held = sessions.begin(call, {**given, "payment_intent_data": {"capture_method": "manual"}})
    made = completing.pay(call, held, methods.from_case(call, "visa"), {})
    assert (made.status, made.payment_status) == ("complete", "unpaid")
    completing.settled(call, call.get(PaymentIntent, made.payment_intent))
    assert call.get(CheckoutSession, made.id).payment_status == "paid"
