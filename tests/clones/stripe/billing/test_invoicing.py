"""Invoices over random histories: every sum agrees with every other, whatever happens."""

from random import Random
from typing import Any

import pytest
from tests.clones.stripe.business import DAY, HOUR, START, agree, pay_by, sell, turn, welcome, wind

from clonery.clones.stripe.billing import invoicing


def test_a_balance_is_settled_against_a_total() -> None:
    assert invoicing.settled(1000, 0) == (1000, 0)
    assert invoicing.settled(1000, -300) == (700, 0)
    assert invoicing.settled(1000, -1500) == (0, -500)
    assert invoicing.settled(1000, 200) == (1200, 0)
    assert invoicing.settled(-400, 100) == (0, -300)
    assert (invoicing.least("usd"), invoicing.least("jpy"), invoicing.least("xof")) == (50, 50, 1)


def test_a_balance_pays_in_its_own_currency_alone(api: Any) -> None:
    customer = welcome(api)
    api.customers.balance_transactions.create(customer.id, {"amount": -700, "currency": "usd"})
    for currency, due in (("eur", 1000), ("usd", 300)):
        made = api.invoices.create({"customer": customer.id, "currency": currency})
        api.invoice_items.create({"customer": customer.id, "invoice": made.id, "amount": 1000, "currency": currency})
        assert api.invoices.pay(made.id).amount_paid == due
    assert api.customers.retrieve(customer.id).balance == 0


def test_more_than_can_be_charged_is_owed_for_the_next_invoice(api: Any) -> None:
    customer = welcome(api)
    made = api.invoices.create({"customer": customer.id, "currency": "usd"})
    for _ in range(2):
        api.invoice_items.create({"customer": customer.id, "invoice": made.id, "amount": 60_000_000, "currency": "usd"})
    paid = api.invoices.pay(made.id)
    assert (paid.total, paid.amount_paid, paid.ending_balance) == (120_000_000, 99_999_999, 20_000_001)
    moved = api.customers.balance_transactions.list(customer.id).data[0]
    assert (moved.amount, moved.type) == (20_000_001, "invoice_too_large")


def begin(api: Any, chance: Random, customer: str, prices: list[str]) -> Any:
    """A subscription with a tax, a discount, a trial, as chance will have it."""
    inclusive, percentage = chance.random() < 0.5, chance.choice([7, 19.6, 20])
    tax = api.tax_rates.create({"display_name": "Tax", "inclusive": inclusive, "percentage": percentage})
    coupon = api.coupons.create({"percent_off": chance.randint(1, 60), "duration": chance.choice(["once", "forever"])})
    return api.subscriptions.create({
        "customer": customer, "items": [{"price": prices[0], "quantity": chance.randint(1, 4)}],
        "default_tax_rates": [tax.id] if chance.random() < 0.6 else [], "trial_period_days": chance.choice([0, 0, 9]),
        "discounts": [{"coupon": coupon.id}] if chance.random() < 0.5 else [],
    })  # fmt: skip


def change(api: Any, chance: Random, held: Any, prices: list[str]) -> None:
    """One thing that happens to a subscription; what an update costs was foreseen."""
    item, step = held["items"].data[0].id, chance.randint(0, 7)
    behavior = chance.choice(["create_prorations", "always_invoice", "none"])
    customer, amount = held.customer, chance.randint(-3000, 3000) or 1
    if step <= 2:
        asked = {"id": item, "price": chance.choice(prices), "quantity": chance.randint(1, 5)}
        details = {"items": [asked], "proration_behavior": behavior}
        seen = api.invoices.create_preview({"subscription": held.id, "subscription_details": details})
        changed = api.subscriptions.update(held.id, details)
        if changed.latest_invoice != held.latest_invoice:
            assert api.invoices.retrieve(changed.latest_invoice).total == seen.total
    elif step == 3:
        api.invoice_items.create({"customer": customer, "amount": amount, "currency": "usd"})
    elif step == 4:
        pay_by(api, customer, chance.choice(["pm_card_visa", "pm_card_chargeCustomerFail"]))
    elif step == 5:
        api.subscriptions.update(held.id, {"billing_cycle_anchor": "now", "proration_behavior": behavior})
    elif step == 6 and len(held["items"].data) == 1:
        extra = {"subscription": held.id, "price": sell(api, chance.randint(1, 5000)), "proration_behavior": behavior}
        api.subscription_items.create(extra)
    elif step == 7:
        api.customers.balance_transactions.create(customer, {"amount": amount, "currency": "usd"})


def wander(api: Any, seed: int) -> None:
    """A year or so of a customer who can't decide, and the sums that must agree at its end."""
    chance, clock, now = Random(seed), wind(api), START
    customer = welcome(api, clock=clock).id
    prices = [sell(api, chance.randint(1, 20_000)) for _ in range(3)]
    prices.append(sell(api, chance.randint(100, 90_000), interval="year"))
    made = begin(api, chance, customer, prices)
    for _ in range(10):
        now += chance.randint(HOUR, 40 * DAY)
        turn(api, clock, now)
        held = api.subscriptions.retrieve(made.id)
        if held.status in ("canceled", "incomplete_expired"):
            break
        change(api, chance, held, prices)
    agree(api, customer)


@pytest.mark.parametrize("seed", range(3))
def test_random_histories_add_up(api: Any, seed: int) -> None:
    wander(api, seed)


@pytest.mark.all
@pytest.mark.parametrize("seed", range(100, 160))
def test_many_random_histories_add_up(api: Any, seed: int) -> None:
    wander(api, seed)
