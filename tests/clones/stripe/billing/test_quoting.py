"""Quotes: what recurs and what is due at first, with discounts and taxes."""

from typing import Any

import pytest
import stripe
from tests.clones.stripe.business import DAY, START, sell, sell_once, turn, welcome, wind


def test_sums_of_what_recurs_and_of_all(api: Any) -> None:
    tax = api.tax_rates.create({"display_name": "VAT", "inclusive": False, "percentage": 10})
    items = [{"price": sell(api, 1000), "quantity": 3, "tax_rates": [tax.id]}, {"price": sell_once(api, 500)}]
    made = api.quotes.create({"customer": welcome(api).id, "line_items": items})
    computed = made.computed
    assert (computed.recurring.amount_total, computed.upfront.amount_total, made.amount_total) == (3300, 3800, 3800)
    shown = api.quotes.line_items.list(made.id).data
    assert [(item.amount_subtotal, item.amount_tax, item.amount_total) for item in shown] == [
        (3000, 300, 3300),
        (500, 0, 500),
    ]
    assert [item.price.unit_amount for item in api.quotes.computed_upfront_line_items.list(made.id).data] == [1000, 500]


def test_what_is_refused(api: Any) -> None:
    for items in ([{"price": "price_none"}], [{"price": sell(api, 1)}, {"price": sell(api, 1, currency="eur")}]):
        with pytest.raises(stripe.InvalidRequestError):
            api.quotes.create({"line_items": items})
    with pytest.raises(stripe.InvalidRequestError):
        api.quotes.create({"customer": "cus_none"})
    assert api.quotes.list().data == []


def test_each_line_may_have_a_discount(api: Any) -> None:
    coupon = api.coupons.create({"percent_off": 50, "duration": "forever"}).id
    items = [{"price": sell(api, 1000), "discounts": [{"coupon": coupon}]}, {"price": sell_once(api, 500)}]
    made = api.quotes.create({"customer": welcome(api).id, "line_items": items})
    assert (made.amount_total, made.total_details.amount_discount) == (1000, 500)
    api.quotes.finalize_quote(made.id)
    accepted = api.quotes.accept(made.id)
    assert api.invoices.retrieve(accepted.invoice).total == 1000


def test_what_was_agreed_on_begins_later(api: Any) -> None:
    clock = wind(api)
    customer = welcome(api, clock=clock)
    made = api.quotes.create({
        "customer": customer.id, "line_items": [{"price": sell(api, 1000), "quantity": 2}],
        "subscription_data": {"effective_date": START + 9 * DAY, "metadata": {"deal": "7"}},
    })  # fmt: skip
    api.quotes.finalize_quote(made.id)
    accepted = api.quotes.accept(made.id)
    schedule = api.subscription_schedules.retrieve(accepted.subscription_schedule)
    assert (accepted.subscription, schedule.status, schedule.phases[0].start_date) == (
        None,
        "not_started",
        START + 9 * DAY,
    )
    turn(api, clock, START + 10 * DAY)
    begun = api.subscription_schedules.retrieve(schedule.id)
    held = api.subscriptions.retrieve(begun.subscription, {"expand": ["latest_invoice"]})
    assert (held.start_date, held.latest_invoice.total, held.metadata["deal"]) == (START + 9 * DAY, 2000, "7")


def test_a_revision_takes_the_place_of_a_quote(api: Any) -> None:
    first = api.quotes.create({"customer": welcome(api).id, "line_items": [{"price": sell(api, 1000)}], "header": "Hi"})
    opened = api.quotes.finalize_quote(first.id)
    revised = api.quotes.create({"from_quote": {"quote": first.id, "is_revision": True}})
    assert (revised.status, revised.amount_total, revised.header) == ("draft", 1000, "Hi")
    assert (revised.from_quote.quote, revised.from_quote.is_revision) == (first.id, True)
    final = api.quotes.finalize_quote(revised.id)
    assert (opened.number[-7:], final.number[-7:]) == ("-0001-1", "-0001-2")
    assert api.quotes.retrieve(first.id).status == "canceled"


def test_a_quote_is_over_when_nobody_accepts_it(api: Any) -> None:
    clock = wind(api)
    customer = welcome(api, clock=clock)
    made = api.quotes.create({"customer": customer.id, "line_items": [{"price": sell(api, 1000)}]})
    api.quotes.finalize_quote(made.id, {"expires_at": START + 3 * DAY})
    turn(api, clock, START + 4 * DAY)
    assert api.quotes.retrieve(made.id).status == "canceled"


def test_a_quote_shares_its_money(api: Any) -> None:
    seller = api.accounts.create(
        {"type": "custom", "country": "US", "capabilities": {"transfers": {"requested": True}}}
    )
    given = {"customer": welcome(api).id, "line_items": [{"price": sell(api, 1000)}], "application_fee_percent": 10,
             "transfer_data": {"destination": seller.id}}  # fmt: skip
    made = api.quotes.create(given)
    assert (made.application_fee_percent, made.transfer_data.destination) == (10, seller.id)
    api.quotes.finalize_quote(made.id)
    held = api.subscriptions.retrieve(api.quotes.accept(made.id).subscription)
    assert (held.application_fee_percent, held.transfer_data.destination) == (10, seller.id)
