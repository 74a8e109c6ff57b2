"""Subscriptions begun: payment behaviors, anchors, trials, discounts, taxes, and what is refused."""

from datetime import UTC, datetime
from typing import Any

import pytest
import stripe
from tests.clones.stripe.business import HOUR, at, lines, sell, turn, types, welcome, wind


def subscribe(api: Any, customer: str, price: str, **more: Any) -> Any:
    return api.subscriptions.create({"customer": customer, "items": [{"price": price}], **more})


def test_the_client_confirms_the_first_payment(api: Any) -> None:
    customer = welcome(api, card=None)
    made = subscribe(api, customer.id, sell(api, 2000), payment_behavior="default_incomplete",
                     payment_settings={"save_default_payment_method": "on_subscription"},
                     expand=["latest_invoice.confirmation_secret", "latest_invoice.payments"])  # fmt: skip
    assert (made.status, made.latest_invoice.status, made.latest_invoice.attempted) == ("incomplete", "open", False)
    intent = made.latest_invoice.payments.data[0].payment.payment_intent
    assert made.latest_invoice.confirmation_secret.client_secret.startswith(f"{intent}_secret_")
    seen = len(types(api))
    paid = api.payment_intents.confirm(intent, {"payment_method": "pm_card_visa"})
    assert (paid.status, paid.description, paid.setup_future_usage) == (
        "succeeded",
        "Subscription creation",
        "off_session",
    )
    read = api.subscriptions.retrieve(made.id, {"expand": ["latest_invoice"]})
    assert (read.status, read.latest_invoice.status, read.latest_invoice.amount_paid) == ("active", "paid", 2000)
    assert read.default_payment_method == paid.payment_method
    told = types(api, seen)
    assert (
        told.index("payment_intent.succeeded")
        < told.index("customer.subscription.updated")
        < told.index("invoice.paid")
    )
    payment = api.invoice_payments.list({"invoice": read.latest_invoice.id}).data[0]
    assert (payment.status, payment.amount_paid, api.invoice_payments.retrieve(payment.id).id) == (
        "paid",
        2000,
        payment.id,
    )


def test_a_refused_first_payment(api: Any) -> None:
    customer = welcome(api, card="pm_card_chargeCustomerFail")
    made = subscribe(api, customer.id, sell(api, 2000))
    assert made.status == "incomplete"
    assert api.invoices.retrieve(made.latest_invoice).attempt_count == 1
    assert "invoice.payment_failed" in types(api)
    count = len(api.subscriptions.list({"customer": customer.id, "status": "all"}).data)
    with pytest.raises(stripe.CardError) as caught:
        subscribe(api, customer.id, sell(api, 2000), payment_behavior="error_if_incomplete")
    assert (caught.value.code, caught.value.http_status) == ("card_declined", 402)
    assert len(api.subscriptions.list({"customer": customer.id, "status": "all"}).data) == count
    with pytest.raises(stripe.CardError) as caught:
        api.invoices.pay(made.latest_invoice)
    assert caught.value.code == "card_declined"
    assert api.invoices.pay(made.latest_invoice, {"payment_method": "pm_card_visa"}).status == "paid"
    assert api.subscriptions.retrieve(made.id).status == "active"


def test_a_bank_that_asks_leaves_it_incomplete(api: Any, act: Any) -> None:
    customer = welcome(api, card="pm_card_authenticationRequired")
    made = subscribe(api, customer.id, sell(api, 2000), expand=["latest_invoice.payments"])
    assert made.status == "incomplete"
    assert "invoice.payment_action_required" in types(api)
    intent = made.latest_invoice.payments.data[0].payment.payment_intent
    assert api.payment_intents.retrieve(intent).status == "requires_action"
    act("authenticate", payment_intent=intent)
    assert api.subscriptions.retrieve(made.id).status == "active"


def test_without_a_payment_method_it_is_refused(api: Any) -> None:
    customer = welcome(api, card=None)
    with pytest.raises(stripe.InvalidRequestError) as caught:
        subscribe(api, customer.id, sell(api, 2000))
    assert caught.value.code == "resource_missing"
    assert "no attached payment source" in str(caught.value)
    assert api.subscriptions.list({"customer": customer.id, "status": "all"}).data == []


def test_an_anchor_ahead_bills_what_is_left(api: Any) -> None:
    clock = wind(api)
    customer = welcome(api, clock=clock)
    made = subscribe(api, customer.id, sell(api, 3100), billing_cycle_anchor=at(2026, 1, 11))
    assert made["items"].data[0].current_period_end == at(2026, 1, 11)
    assert api.invoices.retrieve(made.latest_invoice).amount_paid == 1000
    free = subscribe(api, customer.id, sell(api, 3100), billing_cycle_anchor=at(2026, 1, 11), proration_behavior="none")
    assert (free.status, free.latest_invoice) == ("active", None)
    fixed = subscribe(api, customer.id, sell(api, 3100), billing_cycle_anchor_config={"day_of_month": 15})
    assert fixed.billing_cycle_anchor == at(2026, 1, 15)
    turn(api, clock, at(2026, 1, 15, 2))
    for one in (made, free, fixed):
        read = api.subscriptions.retrieve(one.id, {"expand": ["latest_invoice"]})
        assert (read.latest_invoice.status, read.latest_invoice.amount_paid) == ("paid", 3100)
    assert api.subscriptions.retrieve(fixed.id)["items"].data[0].current_period_end == at(2026, 2, 15)
    with pytest.raises(stripe.InvalidRequestError):
        subscribe(api, customer.id, sell(api, 3100), billing_cycle_anchor=at(2026, 4, 1))


def test_a_coupon_lasts_as_it_says_and_taxes_come_after_it(api: Any) -> None:
    clock = wind(api)
    customer = welcome(api, clock=clock)
    once = api.coupons.create({"percent_off": 10, "duration": "once"})
    months = api.coupons.create(
        {"amount_off": 300, "currency": "usd", "duration": "repeating", "duration_in_months": 2}
    )
    tax = api.tax_rates.create({"display_name": "GST", "inclusive": False, "percentage": 5})
    made = subscribe(api, customer.id, sell(api, 2000), discounts=[{"coupon": once.id}, {"coupon": months.id}],
                     default_tax_rates=[tax.id], expand=["latest_invoice.discounts",
                                                         "discounts.source.coupon"])  # fmt: skip
    first = made.latest_invoice
    assert (first.subtotal, first.total_excluding_tax, first.total) == (2000, 1500, 1575)
    assert [each.amount for each in first.total_discount_amounts] == [200, 300]
    assert [each.source.coupon for each in first.discounts] == [once.id, months.id]
    assert [(each.amount, each.taxable_amount) for each in first.total_taxes] == [(75, 1500)]
    assert [each.source.coupon.id for each in made.discounts] == [months.id]
    assert [rate.id for rate in made.default_tax_rates] == [tax.id]
    totals = []
    for moment in (at(2026, 2, 1, 2), at(2026, 3, 1, 2)):
        turn(api, clock, moment)
        totals.append(api.invoices.retrieve(api.subscriptions.retrieve(made.id).latest_invoice).total)
    assert totals == [1785, 2100]


def test_an_inclusive_tax_is_part_of_the_price(api: Any) -> None:
    tax = api.tax_rates.create({"display_name": "TVA", "inclusive": True, "percentage": 20})
    made = api.subscriptions.create({
        "customer": welcome(api).id, "items": [{"price": sell(api, 1999), "tax_rates": [tax.id]}],
    })  # fmt: skip
    invoice = api.invoices.retrieve(made.latest_invoice)
    assert (invoice.total, invoice.total_excluding_tax, invoice.total_taxes[0].amount) == (1999, 1666, 333)
    exempt = welcome(api, tax_exempt="exempt")
    other = subscribe(api, exempt.id, sell(api, 1000), default_tax_rates=[tax.id])
    taxed = api.invoices.retrieve(other.latest_invoice).total_taxes[0]
    assert (taxed.amount, taxed.taxability_reason) == (0, "customer_exempt")


def test_a_promotion_code_is_used_up(api: Any) -> None:
    coupon = api.coupons.create({"percent_off": 50, "duration": "forever"})
    code = api.promotion_codes.create(
        {"promotion": {"type": "coupon", "coupon": coupon.id}, "code": "HALF", "max_redemptions": 1}
    )
    made = subscribe(api, welcome(api).id, sell(api, 2000), discounts=[{"promotion_code": code.id}])
    assert api.invoices.retrieve(made.latest_invoice).amount_paid == 1000
    with pytest.raises(stripe.InvalidRequestError) as caught:
        subscribe(api, welcome(api).id, sell(api, 2000), discounts=[{"promotion_code": code.id}])
    assert caught.value.param == "discounts[0][promotion_code]"


@pytest.mark.parametrize(("given", "param"), [
    ({"payment_behavior": "pending_if_incomplete"}, "payment_behavior"), ({"days_until_due": 5}, None),
    ({"collection_method": "send_invoice"}, None), ({"trial_end": 1000}, "trial_end"),
    ({"trial_end": 4_000_000_000}, "trial_end"), ({"trial_from_plan": True, "trial_period_days": 3}, None),
    ({"discounts": [{"coupon": "NONE"}]}, "discounts[0][coupon]"), ({"default_tax_rates": ["txr_none"]},
                                                                    "default_tax_rates"),
    ({"items": [{"price": "price_none"}]}, "items[0][price]"), ({"items": [{"quantity": 1}]}, "items[0][price]"),
    ({"backdate_start_date": 4_000_000_000}, "backdate_start_date"), ({"nope": 1}, "nope"),
])  # fmt: skip
def test_what_is_refused(api: Any, given: dict[str, Any], param: str | None) -> None:
    customer = welcome(api)
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.subscriptions.create({"customer": customer.id, "items": [{"price": sell(api, 2000)}], **given})
    assert (caught.value.http_status, caught.value.param) == (400, param)
    assert api.invoices.list({"customer": customer.id}).data == []


def test_prices_that_do_not_go_together(api: Any) -> None:
    customer, price = welcome(api), sell(api, 2000)
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.subscriptions.create({"customer": customer.id, "items": [{"price": price}, {"price": price}]})
    assert caught.value.param == "plan"
    with pytest.raises(stripe.InvalidRequestError):
        api.subscriptions.create(
            {"customer": customer.id, "items": [{"price": price}, {"price": sell(api, 1, currency="eur")}]}
        )
    subscribe(api, customer.id, price)
    with pytest.raises(stripe.InvalidRequestError) as caught:
        subscribe(api, customer.id, sell(api, 500, currency="eur"))
    assert "cannot combine currencies" in str(caught.value)


def test_items_of_different_pace_renew_each_in_its_time(api: Any) -> None:
    clock = wind(api)
    customer = welcome(api, clock=clock)
    items = [{"price": sell(api, 1000, "Month")}, {"price": sell(api, 9000, "Year", interval="year")}]
    made = api.subscriptions.create({"customer": customer.id, "items": items})
    assert [item.current_period_end for item in made["items"].data] == [at(2026, 2, 1), at(2027, 1, 1)]
    assert api.invoices.retrieve(made.latest_invoice).amount_paid == 10_000
    turn(api, clock, at(2026, 2, 1, 2))
    paid = api.invoices.retrieve(api.subscriptions.retrieve(made.id).latest_invoice)
    assert lines(paid) == [("1 × Month (at $10.00 / month)", 1000)]


def test_a_price_described_on_the_spot(api: Any) -> None:
    product = api.products.create({"name": "Bespoke"})
    data = {"currency": "usd", "product": product.id, "unit_amount_decimal": "12.5", "recurring": {"interval": "week"}}
    made = api.subscriptions.create({"customer": welcome(api).id, "items": [{"price_data": data, "quantity": 101}]})
    invoice = api.invoices.retrieve(made.latest_invoice)
    assert (invoice.total, str(invoice.lines.data[0].pricing.unit_amount_decimal)) == (1263, "12.5")
    assert made["items"].data[0].price.active is False


def test_on_the_sessions_own_clock_it_renews_as_well(api: Any, http: Any, served: Any) -> None:
    customer = welcome(api)
    made = subscribe(api, customer.id, sell(api, 2000))
    clock = f"{served.url}/_clonery/sessions/{str(http.base_url).split('/')[4]}/clock"
    now = made["items"].data[0].current_period_end + 2 * HOUR
    http.post(clock, json={"now": datetime.fromtimestamp(now, UTC).isoformat()}).raise_for_status()
    read = api.subscriptions.retrieve(made.id, {"expand": ["latest_invoice"]})
    assert read.latest_invoice.id != made.latest_invoice
    assert (read.status, read.latest_invoice.status, read.latest_invoice.amount_paid) == ("active", "paid", 2000)
