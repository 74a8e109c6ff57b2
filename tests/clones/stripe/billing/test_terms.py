"""What a new subscription is agreed on: time that is over, another currency, tiers, usage."""

from fractions import Fraction
from typing import Any

import pytest
import stripe
from tests.clones.stripe.business import START, agree, at, lines, sell, sell_once, turn, welcome, wind

from clonery.clones.stripe.billing import terms

FLEXIBLE, CLASSIC = {"type": "flexible"}, {"type": "classic"}
MONTH = {"interval": "month", "interval_count": 1}


def first(api: Any, **given: Any) -> Any:
    """A subscription that begins on the first of March on a test clock, with its invoice."""
    clock = wind(api, at(2026, 3, 1))
    customer = welcome(api, clock=clock)
    fields = {"customer": customer.id, "items": [{"price": sell(api, 3100)}], "expand": ["latest_invoice"]}
    return api.subscriptions.create({**fields, **given})


def spans(invoice: Any) -> list[tuple[int, int, int]]:
    return [(line.period.start, line.period.end, line.amount) for line in invoice.lines.data]


def test_time_that_is_over_is_billed_period_by_period(api: Any) -> None:
    made = first(api, backdate_start_date=at(2026, 1, 15), billing_mode=FLEXIBLE)
    assert (made.start_date, made.created, made.billing_cycle_anchor) == (at(2026, 1, 15), *[at(2026, 3, 1)] * 2)
    assert spans(made.latest_invoice) == [
        (at(2026, 1, 15), at(2026, 2, 1), 1700), (at(2026, 2, 1), at(2026, 3, 1), 3100),
        (at(2026, 3, 1), at(2026, 4, 1), 3100),
    ]  # fmt: skip
    assert made.latest_invoice.amount_paid == 7900
    agree(api, made.customer)


def test_in_the_classic_mode_it_is_one_line(api: Any) -> None:
    made = first(api, backdate_start_date=at(2026, 2, 15), billing_mode=CLASSIC)
    assert spans(made.latest_invoice) == [
        (at(2026, 2, 15), at(2026, 3, 1), 1550), (at(2026, 3, 1), at(2026, 4, 1), 3100),
    ]  # fmt: skip
    until = first(api, backdate_start_date=at(2026, 2, 1), billing_mode=CLASSIC, billing_cycle_anchor=at(2026, 4, 1))
    assert spans(until.latest_invoice) == [(at(2026, 2, 1), at(2026, 4, 1), 6200)]
    assert until["items"].data[0].current_period_end == at(2026, 4, 1)


def test_a_start_in_the_past_may_cost_nothing(api: Any) -> None:
    made = first(api, backdate_start_date=at(2026, 1, 15), proration_behavior="none")
    assert (made.start_date, made.latest_invoice.total) == (at(2026, 1, 15), 3100)
    later = first(api, backdate_start_date=at(2026, 1, 15), proration_behavior="none",
                  billing_cycle_anchor=at(2026, 3, 20))  # fmt: skip
    assert (later.latest_invoice, later.status, later.start_date) == (None, "active", at(2026, 1, 15))
    turn(api, later.test_clock, at(2026, 3, 20, 2))
    assert api.subscriptions.retrieve(later.id, {"expand": ["latest_invoice"]}).latest_invoice.amount_paid == 3100


def test_shares_of_imagined_periods() -> None:
    assert terms.imagined_share(at(2026, 1, 15), at(2026, 2, 1), MONTH) == Fraction(17, 31)
    assert terms.imagined_share(at(2026, 2, 15), at(2026, 3, 1), MONTH) == Fraction(1, 2)
    assert terms.imagined_share(at(2026, 1, 1), at(2026, 4, 1), MONTH) == 3


def test_another_currency_of_a_price(api: Any) -> None:
    options = {"eur": {"unit_amount": 900}, "jpy": {"unit_amount": 1500}}
    price = sell(api, 1000, currency_options=options)
    read = api.prices.retrieve(price, {"expand": ["currency_options"]})
    assert {name: each["unit_amount"] for name, each in read.currency_options.to_dict().items()} == {
        "usd": 1000, "eur": 900, "jpy": 1500,
    }  # fmt: skip
    assert "currency_options" not in api.prices.retrieve(price)
    clock = wind(api)
    customer = welcome(api, clock=clock)
    given = {"customer": customer.id, "items": [{"price": price, "quantity": 2}], "currency": "eur"}
    made = api.subscriptions.create({**given, "expand": ["latest_invoice"]})
    assert (made.currency, made.latest_invoice.currency, made.latest_invoice.amount_paid) == ("eur", "eur", 1800)
    assert lines(made.latest_invoice) == [("2 × Pro (at €9.00 / month)", 1800)]
    other = sell(api, 2000, "Large", currency_options={"eur": {"unit_amount": 2700}})
    item = made["items"].data[0].id
    changed = api.subscriptions.update(made.id, {"items": [{"id": item, "price": other}], "expand": ["latest_invoice"],
                                                 "proration_behavior": "always_invoice"})  # fmt: skip
    assert changed.latest_invoice.amount_paid == 2 * 2700 - 1800
    turn(api, clock, at(2026, 2, 1, 2))
    assert api.subscriptions.retrieve(made.id, {"expand": ["latest_invoice"]}).latest_invoice.amount_paid == 5400
    agree(api, customer.id)


def test_a_currency_that_a_price_does_not_have(api: Any) -> None:
    price = sell(api, 1000, currency_options={"eur": {"unit_amount": 900}})
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.subscriptions.create({"customer": welcome(api).id, "items": [{"price": price}], "currency": "gbp"})
    assert caught.value.user_message == (
        "The price specified only supports `usd`, `eur`. This doesn't match the expected currency: `gbp`."
    )
    changed = api.prices.update(price, {"currency_options": {"gbp": {"unit_amount": 800}, "jpy": {"unit_amount": 100}},
                                        "expand": ["currency_options"]})  # fmt: skip
    assert sorted(changed.currency_options.to_dict()) == ["eur", "gbp", "jpy", "usd"]


def test_a_coupon_in_another_currency(api: Any) -> None:
    coupon = api.coupons.create({"amount_off": 300, "currency": "usd", "duration": "once",
                                 "currency_options": {"eur": {"amount_off": 250}},
                                 "expand": ["currency_options"]})  # fmt: skip
    assert coupon.currency_options["eur"].amount_off == 250
    given = {"items": [{"price": sell(api, 1000, currency="eur")}], "discounts": [{"coupon": coupon.id}]}
    made = api.subscriptions.create({"customer": welcome(api).id, **given, "expand": ["latest_invoice"]})
    assert made.latest_invoice.amount_paid == 750
    with pytest.raises(stripe.InvalidRequestError):
        api.subscriptions.create({
            "customer": welcome(api).id, **given, "items": [{"price": sell(api, 9, currency="jpy")}],
        })  # fmt: skip


def test_each_tier_is_a_line(api: Any) -> None:
    tiers = [{"up_to": 5, "unit_amount": 700, "flat_amount": 1000}, {"up_to": "inf", "unit_amount_decimal": "450.5"}]
    price = sell(api, 0, "Seats", billing_scheme="tiered", tiers_mode="graduated", tiers=tiers)
    given = {"customer": welcome(api).id, "items": [{"price": price, "quantity": 8}], "expand": ["latest_invoice"]}
    made = api.subscriptions.create(given)
    assert lines(made.latest_invoice) == [
        ("5 × Seats (Tier 1 at $7.00 / month)", 3500), ("Seats (Tier 1 at $10.00 / month)", 1000),
        ("3 × Seats (Tier 2 at $4.505 / month)", 1352),
    ]  # fmt: skip
    assert [line.quantity for line in made.latest_invoice.lines.data] == [5, 0, 3]
    item = made["items"].data[0].id
    down = api.subscriptions.update(made.id, {"items": [{"id": item, "quantity": 5}], "expand": ["latest_invoice"],
                                              "proration_behavior": "always_invoice"})  # fmt: skip
    assert [amount for _, amount in lines(down.latest_invoice)] == [-5852, 4500]
    credited = down.latest_invoice.lines.data[0].parent.subscription_item_details.proration_details.credited_items
    assert credited.invoice_line_items == [line.id for line in made.latest_invoice.lines.data]
    agree(api, made.customer)


def test_the_last_tier_has_no_end(api: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError):
        sell(api, 0, billing_scheme="tiered", tiers_mode="volume", tiers=[{"up_to": 5, "unit_amount": 7}])
    assert START


def test_a_page_sells_in_another_currency(api: Any, act: Any) -> None:
    options = {"eur": {"unit_amount": 900}}
    monthly, once = sell(api, 1000, currency_options=options), sell_once(api, 500)
    given = {"success_url": "https://acme.example/", "currency": "eur"}
    line = {"price": monthly, "quantity": 2}
    page = api.checkout.sessions.create({**given, "mode": "subscription", "line_items": [line]})
    assert (page.currency, page.amount_total) == ("eur", 1800)
    act("complete-checkout", session=page.id, payment_method="pm_card_visa", email="ana@acme.example")
    read = api.checkout.sessions.retrieve(page.id, {"expand": ["subscription", "line_items"]})
    assert (read.subscription.currency, read.line_items.data[0].amount_total) == ("eur", 1800)
    assert api.invoices.retrieve(read.subscription.latest_invoice).amount_paid == 1800
    link = api.payment_links.create({"line_items": [line], "currency": "eur"})
    assert link.currency == "eur"
    with pytest.raises(stripe.InvalidRequestError):
        api.checkout.sessions.create({**given, "mode": "payment", "line_items": [{"price": once, "quantity": 1}]})
