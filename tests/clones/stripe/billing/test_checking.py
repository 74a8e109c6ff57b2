"""What would be left out of a bill is refused, and automatic tax needs a place."""

import json
from typing import Any

import pytest
import stripe
from tests.clones.stripe.business import sell, welcome

from clonery.clones.stripe.billing import checking
from clonery.clones.stripe.refusals import Refusal


def test_names_are_told() -> None:
    with pytest.raises(Refusal) as caught:
        checking.unbilled({"a": 1, "b": 2}, ("c", "b"), "items[0]")
    assert caught.value.more["param"] == "items[0][b]"
    checking.unbilled({"a": 1, "b": None}, ("b", "c"))
    assert checking.of_invoice(None)["enabled"] is False


@pytest.mark.parametrize(("path", "given", "param"), [
    ("subscriptions", {"items": [{"price": "P"}], "billing_schedules": [{"bill_until": {"type": "timestamp"}}]},
     "billing_schedules"),
    ("subscriptions", {"items": [{"price": "P"}], "currency": "eur"}, "items[0][price]"),
    ("subscription_schedules", {"phases": [{"items": [{"price": "P"}], "default_tax_rates": ["txr_1"]}]},
     "phases[0][default_tax_rates]"),
    ("invoices", {"shipping_cost": {"shipping_rate": "shr_1"}}, "shipping_cost[shipping_rate]"),
    ("invoice_items", {"amount": 5, "currency": "usd", "quantity": 2, "quantity_decimal": "1.5"}, "quantity_decimal"),
    ("quotes", {"line_items": [{"price": "P", "discounts": [{"coupon": "A"}]}]}, "line_items[0][discounts][0][coupon]"),
])  # fmt: skip
def test_what_nothing_would_bill(api: Any, path: str, given: dict[str, Any], param: str) -> None:
    price, customer = sell(api, 900), welcome(api)
    filled = json.loads(json.dumps(given).replace('"P"', json.dumps(price)))
    with pytest.raises(stripe.InvalidRequestError) as caught:
        getattr(api, path).create({"customer": customer.id, **filled})
    assert caught.value.param == param
    assert getattr(api, path).list({"customer": customer.id}).data == []


def test_automatic_tax_needs_a_place_and_collects_nothing_where_nobody_registered(api: Any) -> None:
    asked = {"items": [{"price": sell(api, 900)}], "automatic_tax": {"enabled": True}}
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.subscriptions.create({"customer": welcome(api).id, **asked})
    assert caught.value.code == "customer_tax_location_invalid"
    customer = welcome(api, address={"country": "FR", "postal_code": "75011"})
    made = api.subscriptions.create({"customer": customer.id, **asked, "expand": ["latest_invoice"]})
    assert (made.automatic_tax.enabled, made.latest_invoice.automatic_tax.status, made.latest_invoice.total) == (
        True,
        "complete",
        900,
    )
    assert api.subscriptions.update(made.id, {"automatic_tax": {"enabled": False}}).automatic_tax.enabled is False


def test_a_coupon_for_one_product_takes_off_that_product_alone(api: Any) -> None:
    price, other = sell(api, 1000), sell(api, 4000)
    product = api.prices.retrieve(price).product
    coupon = api.coupons.create(
        {"percent_off": 50, "duration": "once", "applies_to": {"products": [product]}, "expand": ["applies_to"]}
    )
    assert coupon.applies_to.products == [product]
    made = api.subscriptions.create({
        "customer": welcome(api).id, "items": [{"price": price}, {"price": other}],
        "discounts": [{"coupon": coupon.id}],
    })  # fmt: skip
    assert api.invoices.retrieve(made.latest_invoice).total == 4500


def test_a_coupon_that_lasts_once_waits_for_the_end_of_a_trial(api: Any) -> None:
    coupon = api.coupons.create({"percent_off": 50, "duration": "once"})
    made = api.subscriptions.create({
        "customer": welcome(api).id, "items": [{"price": sell(api, 1000)}], "discounts": [{"coupon": coupon.id}],
        "trial_period_days": 5,
    })  # fmt: skip
    assert len(made.discounts) == 1
    paid = api.subscriptions.update(made.id, {"trial_end": "now", "expand": ["latest_invoice"]})
    assert (paid.latest_invoice.amount_paid, paid.discounts) == (500, [])


def test_a_customer_who_is_deleted_subscribes_no_more(api: Any) -> None:
    customer = welcome(api)
    made = api.subscriptions.create({"customer": customer.id, "items": [{"price": sell(api, 1000)}]})
    api.customers.delete(customer.id)
    assert api.subscriptions.retrieve(made.id).status == "canceled"
