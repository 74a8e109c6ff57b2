"""Checkout Sessions: made, filled in on their page, paid, expired."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
import stripe
from tests.clones.stripe.conftest import Served

from .test_payouts import advance

BACK = "https://acme.example/thanks?session={CHECKOUT_SESSION_ID}"
CARD = {"email": "lea@maisonverte.example", "cardNumber": "4242 4242 4242 4242", "cardExpiry": "08 / 34",
        "cardCvc": "123",
        "billingName": "Lea Roux", "billingPostalCode": "69001"}  # fmt: skip


def price(api: Any, amount: int = 2500, **more: Any) -> str:
    product = api.products.create({"name": "Beans"}).id
    return str(api.prices.create({"product": product, "unit_amount": amount, "currency": "usd", **more}).id)


def begin(api: Any, amount: int = 2500, quantity: int = 2, **more: Any) -> Any:
    line = {"price": price(api, amount), "quantity": quantity}
    return api.checkout.sessions.create({"mode": "payment", "success_url": BACK, "line_items": [line], **more})


def test_a_page_is_filled_in_and_paid(api: Any, http: httpx.Client) -> None:
    made = begin(api, metadata={"order": "7"}, client_reference_id="cart_1",
                 payment_intent_data={"metadata": {"order": "7"}, "description": "Order 7"})  # fmt: skip
    assert (made.status, made.payment_status, made.amount_total, made.payment_intent) == ("open", "unpaid", 5000, None)
    shown = httpx.get(made.url)
    assert "$50.00" in shown.text
    assert 'id="cardNumber"' in shown.text
    refused = httpx.post(made.url, data={**CARD, "cardNumber": "4000 0000 0000 9995"})
    assert (refused.status_code, "insufficient funds" in refused.text) == (402, True)
    assert api.checkout.sessions.retrieve(made.id).status == "open"
    paid = httpx.post(made.url, data=CARD)
    assert (paid.status_code, paid.headers["location"]) == (303, BACK.replace("{CHECKOUT_SESSION_ID}", made.id))
    read = api.checkout.sessions.retrieve(made.id, {"expand": ["line_items", "payment_intent.latest_charge"]})
    assert (read.status, read.payment_status, read.url) == ("complete", "paid", None)
    assert (read.customer_details.email, read.customer_details.name) == (CARD["email"], "Lea Roux")
    intent = read.payment_intent
    assert (intent.status, intent.amount, intent.description, intent.metadata["order"]) == (
        "succeeded", 5000, "Order 7", "7")  # fmt: skip
    assert intent.latest_charge.billing_details.email == CARD["email"]
    assert [(line.quantity, line.amount_total, line.description) for line in read.line_items.data] == [
        (2, 5000, "Beans")
    ]
    kinds = [event.type for event in api.events.list({"limit": 20}).data]
    assert kinds.index("checkout.session.completed") < kinds.index("payment_intent.succeeded")
    assert kinds.count("charge.failed") == 1
    assert httpx.get(made.url).status_code == 303


def test_the_bank_asks_in_between(api: Any) -> None:
    made = begin(api)
    asked = httpx.post(made.url, data={**CARD, "cardNumber": "4000000000003220"})
    assert asked.status_code == 303
    page = asked.headers["location"]
    assert "Is this you?" in httpx.get(page).text
    failed = httpx.post(page, data={"outcome": "fail"})
    assert failed.headers["location"] == made.url
    again = httpx.post(made.url, data={**CARD, "cardNumber": "4000000000003220"}).headers["location"]
    assert httpx.post(again, data={"outcome": "succeed"}).headers["location"] == made.url
    assert httpx.get(made.url).headers["location"].startswith("https://acme.example/thanks")
    assert api.checkout.sessions.retrieve(made.id).payment_status == "paid"


def test_coupons_shipping_and_taxes_add_up(api: Any, act: Callable[..., Any]) -> None:
    coupon = api.coupons.create({"percent_off": 10, "duration": "once"})
    tax = api.tax_rates.create({"display_name": "VAT", "percentage": 20, "inclusive": False})
    line = {"price": price(api, 2500), "quantity": 2, "tax_rates": [tax.id]}
    rate = {"shipping_rate_data": {"display_name": "Post", "type": "fixed_amount",
                                   "fixed_amount": {"amount": 700, "currency": "usd"}}}  # fmt: skip
    made = api.checkout.sessions.create({
        "mode": "payment", "success_url": BACK, "line_items": [line], "discounts": [{"coupon": coupon.id}],
        "shipping_options": [rate],
    })  # fmt: skip
    details = made.total_details
    assert (made.amount_subtotal, details.amount_discount, details.amount_tax, details.amount_shipping) == (
        5000, 500, 900, 700)  # fmt: skip
    assert made.amount_total == 5000 - 500 + 900 + 700
    assert api.coupons.retrieve(coupon.id).times_redeemed == 0
    act("complete-checkout", session=made.id)
    read = api.checkout.sessions.retrieve(made.id, {"expand": ["payment_intent"]})
    assert (read.payment_intent.amount_received, api.coupons.retrieve(coupon.id).times_redeemed) == (6100, 1)


def test_a_code_is_typed_in(api: Any) -> None:
    coupon = api.coupons.create({"amount_off": 500, "currency": "usd", "duration": "once"})
    api.promotion_codes.create({"promotion": {"type": "coupon", "coupon": coupon.id}, "code": "SPRING5"})
    made = begin(api, allow_promotion_codes=True)
    assert "invalid" in httpx.post(made.url, data={**CARD, "promotionCode": "AUTUMN"}).text
    assert httpx.post(made.url, data={**CARD, "promotionCode": "spring5"}).status_code == 303
    read = api.checkout.sessions.retrieve(made.id)
    assert (read.amount_total, read.total_details.amount_discount, read.discounts[0].coupon) == (4500, 500, coupon.id)


def test_a_subscription_begins_on_a_page(api: Any) -> None:
    monthly = price(api, 1900, recurring={"interval": "month"})
    made = api.checkout.sessions.create({
        "mode": "subscription", "success_url": BACK, "line_items": [{"price": monthly, "quantity": 1}],
        "subscription_data": {"metadata": {"plan": "pro"}},
    })  # fmt: skip
    assert httpx.post(made.url, data={**CARD, "cardNumber": "4000000000000341"}).status_code == 402
    assert httpx.post(made.url, data=CARD).status_code == 303
    read = api.checkout.sessions.retrieve(made.id, {"expand": ["subscription", "customer"]})
    assert (read.status, read.payment_status, read.subscription.status) == ("complete", "paid", "active")
    assert (read.subscription.metadata["plan"], read.customer.email) == ("pro", CARD["email"])
    asked = api.checkout.sessions.create({
        "mode": "subscription", "success_url": BACK, "line_items": [{"price": monthly, "quantity": 1}],
    })  # fmt: skip
    page = httpx.post(asked.url, data={**CARD, "cardNumber": "4000000000003220"}).headers["location"]
    httpx.post(page, data={"outcome": "succeed"})
    read = api.checkout.sessions.retrieve(asked.id, {"expand": ["subscription"]})
    assert (read.status, read.subscription.status) == ("complete", "active")


def test_a_card_is_saved_on_a_page(api: Any) -> None:
    customer = api.customers.create({"email": "a@acme.example"}).id
    made = api.checkout.sessions.create({"mode": "setup", "currency": "usd", "customer": customer, "success_url": BACK})
    httpx.post(made.url, data=CARD)
    read = api.checkout.sessions.retrieve(made.id, {"expand": ["setup_intent"]})
    assert (read.status, read.payment_status, read.setup_intent.status) == (
        "complete",
        "no_payment_required",
        "succeeded",
    )
    assert [one.id for one in api.customers.payment_methods.list(customer).data] == [read.setup_intent.payment_method]


def test_a_page_expires(api: Any, served: Served, base: str, act: Callable[..., Any]) -> None:
    first, second = begin(api), begin(api)
    assert api.checkout.sessions.expire(first.id).status == "expired"
    with pytest.raises(stripe.InvalidRequestError):
        api.checkout.sessions.expire(first.id)
    assert httpx.get(first.url).status_code == 404
    advance(served, base, "25h")
    assert api.checkout.sessions.retrieve(second.id).status == "expired"
    assert [one.id for one in api.checkout.sessions.list({"status": "expired"}).data] == [second.id, first.id]
    told = api.events.list({"type": "checkout.session.expired"}).data
    assert [event.data.object.id for event in told] == [second.id, first.id]


def test_a_debit_is_paid_later(api: Any, act: Callable[..., Any]) -> None:
    made = begin(api, payment_method_types=["us_bank_account"], customer_creation="always")
    act("complete-checkout", session=made.id, payment_method="pm_usBankAccount_success", email="b@acme.example")
    read = api.checkout.sessions.retrieve(made.id)
    assert (read.status, read.payment_status) == ("complete", "unpaid")
    act("settle-payment", payment_intent=read.payment_intent)
    assert api.checkout.sessions.retrieve(made.id).payment_status == "paid"
    assert api.events.list({"type": "checkout.session.async_payment_succeeded"}).data[0].data.object.id == made.id


@pytest.mark.parametrize(
    ("change", "param"),
    [
        ({"mode": None}, "mode"),
        ({"success_url": None}, "success_url"),
        ({"line_items": None}, "line_items"),
        ({"mode": "subscription"}, "line_items"),
        ({"expires_at": 1}, "expires_at"),
        ({"customer": "cus_Acme0000000001", "customer_email": "a@acme.example"}, "customer_email"),
        ({"discounts": [{"coupon": "WELCOME10"}], "allow_promotion_codes": True}, "allow_promotion_codes"),
        ({"subscription_data": {"description": "No"}}, "subscription_data"),
    ],
)
def test_what_does_not_go_together_is_refused(api: Any, change: dict[str, Any], param: str) -> None:
    fields = {"mode": "payment", "success_url": BACK, "line_items": [{"price": price(api), "quantity": 1}], **change}
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.checkout.sessions.create({name: value for name, value in fields.items() if value is not None})
    assert (caught.value.http_status, caught.value.param) == (400, param)
