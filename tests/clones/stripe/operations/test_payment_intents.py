"""Payment intents, driven by Stripe's own client: made, confirmed, refused, captured, canceled."""

from collections.abc import Callable
from typing import Any

import pytest
import stripe

NEVER = {"enabled": True, "allow_redirects": "never"}


def pay(api: Any, amount: int = 2000, method: str = "pm_card_visa", **more: Any) -> Any:
    """A payment that is confirmed as it is made."""
    fields = {"amount": amount, "currency": "usd", "payment_method": method, "confirm": True}
    return api.payment_intents.create({**fields, "automatic_payment_methods": NEVER, **more})


def test_an_intent_goes_from_nothing_to_paid(api: Any) -> None:
    made = api.payment_intents.create({"amount": 2000, "currency": "USD", "automatic_payment_methods": NEVER})
    assert (made.status, made.currency, made.amount_received) == ("requires_payment_method", "usd", 0)
    assert made.client_secret.startswith(f"{made.id}_secret_")
    given = api.payment_intents.update(made.id, {"payment_method": "pm_card_mastercard"})
    assert given.status == "requires_confirmation"
    assert api.payment_intents.confirm(made.id).status == "succeeded"
    read = api.payment_intents.retrieve(made.id, {"expand": ["latest_charge.balance_transaction", "payment_method"]})
    assert (read.status, read.amount_received, read.last_payment_error) == ("succeeded", 2000, None)
    assert read.latest_charge.payment_method_details.card.brand == "mastercard"
    booked = read.latest_charge.balance_transaction
    assert (booked.amount, booked.fee, booked.net, booked.type, booked.status) == (2000, 88, 1912, "charge", "pending")
    assert read.payment_method.card.last4 == "4444"


@pytest.mark.parametrize(
    ("method", "code", "decline"),
    [
        ("pm_card_chargeDeclined", "card_declined", "generic_decline"),
        ("pm_card_chargeDeclinedInsufficientFunds", "card_declined", "insufficient_funds"),
        ("pm_card_chargeDeclinedLostCard", "card_declined", "lost_card"),
        ("pm_card_chargeDeclinedExpiredCard", "expired_card", "expired_card"),
        ("pm_card_chargeDeclinedIncorrectCvc", "incorrect_cvc", "incorrect_cvc"),
        ("pm_card_chargeDeclinedProcessingError", "processing_error", "processing_error"),
    ],
)
def test_a_refused_card_is_402_and_the_intent_remembers(api: Any, method: str, code: str, decline: str) -> None:
    with pytest.raises(stripe.CardError) as caught:
        pay(api, method=method)
    error = caught.value.error
    assert (caught.value.http_status, caught.value.code, error.decline_code) == (402, code, decline)
    read = api.payment_intents.retrieve(error.payment_intent.id)
    assert (read.status, read.payment_method, read.last_payment_error.code) == ("requires_payment_method", None, code)
    charge = api.charges.retrieve(error.charge)
    assert (charge.status, charge.paid, charge.failure_code, charge.balance_transaction) == (
        "failed",
        False,
        code,
        None,
    )
    assert api.payment_intents.confirm(read.id, {"payment_method": "pm_card_visa"}).status == "succeeded"


def test_a_bank_that_asks_is_answered_by_an_act(api: Any, act: Callable[..., Any]) -> None:
    made = pay(api, method="pm_card_threeDSecure2Required")
    assert (made.status, made.next_action.type) == ("requires_action", "use_stripe_sdk")
    act("authenticate", payment_intent=made.id)
    assert api.payment_intents.retrieve(made.id).status == "succeeded"
    other = pay(api, method="pm_card_threeDSecure2Required")
    act("authenticate", payment_intent=other.id, outcome="fail")
    read = api.payment_intents.retrieve(other.id)
    assert (read.status, read.last_payment_error.code) == (
        "requires_payment_method", "payment_intent_authentication_failure")  # fmt: skip


def test_a_bank_that_asks_while_the_customer_is_away_refuses(api: Any) -> None:
    with pytest.raises(stripe.CardError) as caught:
        pay(api, method="pm_card_authenticationRequired", off_session=True)
    assert caught.value.code == "authentication_required"


def test_a_held_amount_is_captured_in_part(api: Any) -> None:
    held = pay(api, amount=5000, capture_method="manual")
    assert (held.status, held.amount_capturable, held.amount_received) == ("requires_capture", 5000, 0)
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.payment_intents.capture(held.id, {"amount_to_capture": 5001})
    assert (caught.value.code, caught.value.param) == ("amount_too_large", "amount_to_capture")
    taken = api.payment_intents.capture(held.id, {"amount_to_capture": 3000})
    assert (taken.status, taken.amount_received, taken.amount_capturable) == ("succeeded", 3000, 0)
    charge = api.charges.retrieve(taken.latest_charge, {"expand": ["balance_transaction"]})
    assert (charge.amount, charge.amount_captured, charge.balance_transaction.amount) == (5000, 3000, 3000)
    with pytest.raises(stripe.InvalidRequestError) as again:
        api.payment_intents.capture(held.id)
    assert again.value.code == "payment_intent_unexpected_state"


def test_a_held_amount_that_is_canceled_is_let_go(api: Any) -> None:
    held = pay(api, capture_method="manual")
    ended = api.payment_intents.cancel(held.id, {"cancellation_reason": "abandoned"})
    assert (ended.status, ended.cancellation_reason, ended.amount_capturable) == ("canceled", "abandoned", 0)
    charge = api.charges.retrieve(held.latest_charge)
    assert (charge.refunded, charge.captured, charge.balance_transaction) == (True, False, None)
    for refused in (api.payment_intents.capture, api.payment_intents.confirm, api.payment_intents.cancel):
        with pytest.raises(stripe.InvalidRequestError) as caught:
            refused(held.id)
        assert caught.value.code == "payment_intent_unexpected_state"
        assert caught.value.error.payment_intent.status == "canceled"


def test_a_paid_intent_changes_in_words_alone(api: Any) -> None:
    made = pay(api)
    assert api.payment_intents.update(made.id, {"description": "Beans"}).description == "Beans"
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.payment_intents.update(made.id, {"amount": 1})
    assert (caught.value.code, caught.value.param) == ("payment_intent_unexpected_state", "amount")


@pytest.mark.parametrize(("amount", "code"), [(49, "amount_too_small"), (100_000_000, "amount_too_large"),
                                              (0, "parameter_invalid_integer")])  # fmt: skip
def test_amounts_have_limits(api: Any, amount: int, code: str) -> None:
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.payment_intents.create({"amount": amount, "currency": "usd"})
    assert (caught.value.code, caught.value.param, caught.value.http_status) == (code, "amount", 400)


def test_a_method_of_another_customer_is_refused(api: Any) -> None:
    one, other = api.customers.create({"name": "One"}), api.customers.create({"name": "Other"})
    method = api.payment_methods.attach("pm_card_visa", {"customer": one.id})
    with pytest.raises(stripe.InvalidRequestError) as caught:
        pay(api, method=method.id, customer=other.id)
    assert (caught.value.http_status, caught.value.param) == (400, "payment_method")
    paid = pay(api, method=method.id, customer=one.id)
    assert [each.id for each in api.payment_intents.list({"customer": one.id}).data] == [paid.id]


def test_redirects_need_a_place_to_come_back_to(api: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError) as caught:
        pay(api, automatic_payment_methods={"enabled": True})
    assert caught.value.param == "return_url"
    made = pay(api, automatic_payment_methods={"enabled": True}, return_url="https://acme.example/back")
    assert made.status == "succeeded"


def test_a_bank_is_asked_where_the_caller_wants_it(api: Any, act: Callable[..., Any]) -> None:
    asked = {"payment_method_options": {"card": {"request_three_d_secure": "any"}}}
    made = pay(api, method="pm_card_threeDSecureOptional", **asked)
    assert (made.status, made.payment_method_options.card.request_three_d_secure) == ("requires_action", "any")
    assert pay(api, method="pm_card_threeDSecureOptional").status == "succeeded"
    assert pay(api, method="pm_card_visa", **asked).status == "succeeded"


def test_a_server_confirms_again_after_the_bank_was_asked(api: Any, act: Callable[..., Any]) -> None:
    made = pay(api, method="pm_card_threeDSecure2Required", confirmation_method="manual")
    act("authenticate", payment_intent=made.id)
    assert api.payment_intents.retrieve(made.id).status == "requires_confirmation"
    assert api.payment_intents.confirm(made.id).status == "succeeded"


def test_a_hold_grows_and_is_captured(api: Any) -> None:
    held = pay(api, amount=1000, payment_method_options={"card": {"capture_method": "manual"}})
    assert held.status == "requires_capture"
    grown = api.payment_intents.increment_authorization(held.id, {"amount": 1500})
    assert (grown.amount, grown.amount_capturable) == (1500, 1500)
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.payment_intents.increment_authorization(held.id, {"amount": 1200})
    assert caught.value.param == "amount"
    assert api.payment_intents.capture(held.id).amount_received == 1500


def test_a_method_is_saved_for_later_where_the_intent_says_so(api: Any) -> None:
    customer = api.customers.create({}).id
    first = pay(api, customer=customer, setup_future_usage="off_session")
    (kept,) = api.customers.payment_methods.list(customer).data
    assert kept.id == first.payment_method
    assert pay(api, customer=customer, method=kept.id, off_session=True).status == "succeeded"
    once = pay(api)
    with pytest.raises(stripe.InvalidRequestError, match="may not be used again"):
        pay(api, method=once.payment_method)


def test_one_confirmation_wins(api: Any) -> None:
    made = api.payment_intents.create({"amount": 900, "currency": "usd", "automatic_payment_methods": NEVER,
                                       "payment_method": "pm_card_visa"})  # fmt: skip
    answers = []
    for _ in range(3):
        try:
            answers.append(api.payment_intents.confirm(made.id).status)
        except stripe.InvalidRequestError as refused:
            answers.append(str(refused.code))
    assert answers == ["succeeded", "payment_intent_unexpected_state", "payment_intent_unexpected_state"]
    assert len(api.charges.list({"payment_intent": made.id}).data) == 1


@pytest.mark.parametrize(("currency", "amount", "fee"), [("usd", 1000, 59), ("jpy", 1000, 59), ("kwd", 5000, 175)])
def test_currencies_count_in_their_own_units(api: Any, currency: str, amount: int, fee: int) -> None:
    made = pay(api, amount=amount, currency=currency)
    booked = api.payment_intents.retrieve(made.id, {"expand": ["latest_charge.balance_transaction"]})
    held = booked.latest_charge.balance_transaction
    assert (held.currency, held.amount, held.fee, held.net) == (currency, amount, fee, amount - fee)
    pending = {one.currency: one.amount for one in api.balance.retrieve().pending}
    assert pending[currency] == amount - fee


def test_kinds_are_chosen_by_the_caller_or_by_the_dashboard(api: Any) -> None:
    fields = {"amount": 2000, "currency": "usd", "payment_method_types": ["card"]}
    before = len(api.payment_intents.list().data)
    with pytest.raises(stripe.InvalidRequestError, match="You may only specify one of these parameters"):
        api.payment_intents.create({**fields, "automatic_payment_methods": {"enabled": True}})
    assert len(api.payment_intents.list().data) == before


def test_an_unknown_currency_is_refused_by_name(api: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refused:
        api.payment_intents.create({"amount": 2000, "currency": "xxz"})
    assert refused.value.param == "currency"
    product = api.products.create({"name": "Mug"})
    with pytest.raises(stripe.InvalidRequestError, match="Invalid currency: xxz"):
        api.prices.create({"product": product.id, "currency": "xxz", "unit_amount": 100})
    assert api.prices.list({"product": product.id}).data == []
