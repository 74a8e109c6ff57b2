"""Previews: what they say is what is billed later, and they change nothing."""

from typing import Any

import pytest
import stripe
from tests.clones.stripe.business import DAY, START, at, lines, sell, turn, welcome, wind


def said(preview: Any) -> tuple[Any, ...]:
    return lines(preview), preview.subtotal, preview.total, preview.amount_due, preview.starting_balance


@pytest.fixture
def business(api: Any) -> tuple[str, str, Any]:
    """A clock, a customer and a subscription, a third of a month old, with a tax and a discount."""
    clock = wind(api)
    customer = welcome(api, clock=clock)
    tax = api.tax_rates.create({"display_name": "VAT", "inclusive": False, "percentage": 19.6})
    coupon = api.coupons.create({"percent_off": 12.5, "duration": "forever"})
    made = api.subscriptions.create({
        "customer": customer.id, "items": [{"price": sell(api, 3333, "Small"), "quantity": 3}],
        "default_tax_rates": [tax.id], "discounts": [{"coupon": coupon.id}],
    })  # fmt: skip
    turn(api, clock, START + 11 * DAY + 12_345)
    return clock, customer.id, made


def test_the_next_renewal_is_as_foreseen(api: Any, business: Any) -> None:
    clock, customer, made = business
    api.invoice_items.create({"customer": customer, "amount": 777, "currency": "usd", "description": "Help"})
    before = api.invoices.create_preview({"subscription": made.id})
    assert (before.id[:12], before.status, before.billing_reason) == ("upcoming_in_", "draft", "subscription_cycle")
    assert api.invoices.create_preview({"customer": customer}).total == before.total
    turn(api, clock, at(2026, 2, 1))
    later = api.invoices.retrieve(api.subscriptions.retrieve(made.id).latest_invoice)
    assert said(later) == said(before)
    turn(api, clock, at(2026, 2, 1, 2))
    assert api.invoices.retrieve(later.id).amount_paid == before.amount_due


@pytest.mark.parametrize("behavior", ["create_prorations", "always_invoice", "none"])
def test_a_change_costs_what_was_foreseen(api: Any, business: Any, behavior: str) -> None:
    clock, _, made = business
    items = [{"id": made["items"].data[0].id, "price": sell(api, 7777, "Large"), "quantity": 2}]
    details = {"items": items, "proration_behavior": behavior}
    counts = len(api.invoices.list().data), len(api.invoice_items.list().data)
    before = api.invoices.create_preview({"subscription": made.id, "subscription_details": details})
    assert (len(api.invoices.list().data), len(api.invoice_items.list().data)) == counts
    assert api.subscriptions.retrieve(made.id)["items"].data[0].quantity == 3
    api.subscriptions.update(made.id, details)
    if behavior != "always_invoice":
        turn(api, clock, at(2026, 2, 1, 2))
    later = api.invoices.retrieve(api.subscriptions.retrieve(made.id).latest_invoice)
    assert said(later) == said(before)
    assert later.status == "paid"
    assert later.amount_paid == before.amount_due


def test_another_interval_costs_what_was_foreseen(api: Any, business: Any) -> None:
    _, _, made = business
    items = [{"id": made["items"].data[0].id, "price": sell(api, 99_999, "Year", interval="year")}]
    before = api.invoices.create_preview({"subscription": made.id, "subscription_details": {"items": items}})
    changed = api.subscriptions.update(made.id, {"items": items})
    assert said(api.invoices.retrieve(changed.latest_invoice)) == said(before)


def test_a_new_subscription_costs_what_was_foreseen(api: Any, business: Any) -> None:
    _, customer, _ = business
    coupon = api.coupons.create({"amount_off": 500, "currency": "usd", "duration": "once"})
    items = [{"price": sell(api, 1234), "quantity": 4}]
    asked = {"customer": customer, "discounts": [{"coupon": coupon.id}]}
    before = api.invoices.create_preview({**asked, "subscription_details": {"items": items}})
    assert api.coupons.retrieve(coupon.id).times_redeemed == 0
    made = api.subscriptions.create({**asked, "items": items})
    assert said(api.invoices.retrieve(made.latest_invoice)) == said(before)
    assert before.total == 1234 * 4 - 500
    assert api.coupons.retrieve(coupon.id).times_redeemed == 1


def test_the_end_costs_what_was_foreseen(api: Any, business: Any) -> None:
    _, _, made = business
    details = {"cancel_now": True, "proration_behavior": "create_prorations"}
    before = api.invoices.create_preview({"subscription": made.id, "subscription_details": details})
    over = api.subscriptions.cancel(made.id, {"prorate": True, "invoice_now": True})
    later = api.invoices.retrieve(over.latest_invoice)
    assert (lines(later), later.total) == (lines(before), before.total)
    assert (later.status, later.total < 0, later.number) == ("draft", True, None)


def test_nothing_upcoming_is_refused(api: Any) -> None:
    customer = welcome(api)
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.invoices.create_preview({"customer": customer.id})
    assert (caught.value.code, caught.value.http_status) == ("invoice_upcoming_none", 404)
    made = api.subscriptions.create({"customer": customer.id, "items": [{"price": sell(api, 100)}]})
    api.subscriptions.update(made.id, {"cancel_at_period_end": True})
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.invoices.create_preview({"subscription": made.id})
    assert caught.value.code == "invoice_upcoming_none"


def test_a_schedule_that_is_not_there_yet(api: Any) -> None:
    customer, price = welcome(api).id, sell(api, 1000)
    phases = [{"items": [{"price": price, "quantity": 3}], "duration": {"interval": "month", "interval_count": 2}}]
    seen = api.invoices.create_preview({"customer": customer, "schedule_details": {"phases": phases}})
    assert (seen.total, seen.billing_reason) == (3000, "subscription_create")
    made = api.subscription_schedules.create({"customer": customer, "start_date": "now", "phases": phases})
    first = api.subscriptions.retrieve(made.subscription, {"expand": ["latest_invoice"]}).latest_invoice
    assert first.total == seen.total


def test_a_change_of_a_schedule(api: Any) -> None:
    clock = wind(api)
    customer, small, large = welcome(api, clock=clock).id, sell(api, 1000), sell(api, 3100)
    month = {"interval": "month", "interval_count": 1}
    made = api.subscription_schedules.create({
        "customer": customer, "start_date": "now",
        "phases": [{"items": [{"price": small}], "duration": month}, {"items": [{"price": large}], "duration": month}],
    })  # fmt: skip
    assert api.invoices.create_preview({"schedule": made.id}).total == 3100
    turn(api, clock, at(2026, 1, 11))
    phases = [{"items": [{"price": large}], "start_date": at(2026, 1, 1), "end_date": at(2026, 2, 1)},
              {"items": [{"price": small, "quantity": 2}], "duration": month}]  # fmt: skip
    given = {"schedule": made.id, "schedule_details": {"phases": phases}}
    seen = api.invoices.create_preview(given)
    assert seen.total == round(2100 * 21 / 31) + 1 + 2000 - 1
    api.subscription_schedules.update(made.id, {"phases": phases})
    turn(api, clock, at(2026, 2, 1, 2))
    paid = api.subscriptions.retrieve(made.subscription, {"expand": ["latest_invoice"]}).latest_invoice
    assert (paid.total, paid.status) == (seen.total, "paid")


def test_what_recurs_alone(api: Any) -> None:
    clock = wind(api)
    customer = welcome(api, clock=clock).id
    made = api.subscriptions.create({"customer": customer, "items": [{"price": sell(api, 1000)}]})
    api.invoice_items.create({"customer": customer, "amount": 700, "currency": "usd"})
    turn(api, clock, at(2026, 1, 11))
    item = {"id": made["items"].data[0].id, "quantity": 4}
    given = {"subscription": made.id, "subscription_details": {"items": [item]}}
    assert api.invoices.create_preview({**given, "preview_mode": "recurring"}).total == 4000
    assert api.invoices.create_preview(given).total > 6000
