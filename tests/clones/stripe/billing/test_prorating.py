"""Prorations by themselves: shares of what was charged, of what is left, to the nearest unit."""

from typing import Any

import pytest
from tests.clones.stripe.business import DAY, at, sell, turn, welcome, wind

from clonery.clones.stripe.billing import discounting, prorating, subscribing
from clonery.clones.stripe.lookups import make
from clonery.clones.stripe.records.billing import Subscription
from clonery.clones.stripe.records.customers import Coupon, Customer, Price, Product
from clonery.server.call import Call

START, END = at(2026, 1, 5, 12), at(2026, 2, 5, 12)


@pytest.fixture
def subscription(call: Call) -> Subscription:
    product = make(call, Product, name="Pro", images=[], marketing_features=[])
    price = make(call, Price, product=product.id, type="recurring", unit_amount=1000, unit_amount_decimal="1000",
                 recurring={"interval": "month", "interval_count": 1})  # fmt: skip
    customer = make(call, Customer, tax_exempt="none")
    return subscribing.imagined(call, customer, {"items": [{"price": price.id, "quantity": 2}]})


@pytest.mark.parametrize(("day", "amount"), [(0, -2000), (1, -1935), (15, -1032), (30, -65)])
def test_credit_is_a_share_of_what_was_charged(call: Call, subscription: Subscription, day: int, amount: int) -> None:
    held = {"amount": 2000, "start": START, "end": END, "lines": ["il_1"], "invoice": "in_1"}
    spec = prorating.credit(call, subscription, {**subscription._items[0], "_billed": held}, START + day * DAY)
    assert spec is not None
    assert (spec["amount"], spec["period"]) == (amount, {"start": START + day * DAY, "end": END})
    assert spec["proration_details"]["credited_items"]["invoice_line_item_details"]["invoice_line_items"] == ["il_1"]


def test_nothing_is_given_back_that_was_not_charged(call: Call, subscription: Subscription) -> None:
    item = subscription._items[0]
    for held in (None, {"amount": 0, "start": START, "end": END}, {"amount": 5, "start": START - 1, "end": START}):
        assert prorating.credit(call, subscription, {**item, "_billed": held}, START) is None
    assert prorating.credits(call, subscription, START) == []


def test_a_charge_is_a_share_of_the_period_net_of_discounts(call: Call, subscription: Subscription) -> None:
    coupon = make(call, Coupon, percent_off=25, duration="forever", name=None)
    item = subscription._items[0]
    anchor = subscription.billing_cycle_anchor
    plain = prorating.debit(call, subscription, item, START + 10 * DAY, anchor)
    discounts = discounting.resolve(call, [{"coupon": coupon.id}], START, "usd", None)
    cheaper = prorating.debit(call, subscription, {**item, "discounts": discounts}, START + 10 * DAY, anchor)
    assert plain is not None
    assert cheaper is not None
    assert (plain["amount"], cheaper["amount"]) == (1355, 1016)
    assert plain["description"] == "Remaining time on 2 × Pro after 15 Jan 2026"
    assert cheaper["description"] == "Remaining time on 2 × Pro (with 25.0% off) after 15 Jan 2026"
    assert prorating.debit(call, subscription, item, END, anchor) is None


def test_imagined_and_written_are_alike(call: Call, subscription: Subscription) -> None:
    def said(items: list[Any]) -> list[tuple[Any, ...]]:
        return sorted((item.amount, item.description, item.period["start"], item.proration) for item in items)

    specs = [
        spec for spec in (prorating.debit(call, subscription, subscription._items[0], START + DAY, START),) if spec
    ]
    seen = prorating.imagined(subscription, specs, START)
    assert said(prorating.write(call, subscription, specs, START)) == said(seen)


@pytest.mark.parametrize(("mode", "credit"), [("flexible", -1000), ("classic", -1500)])
def test_what_a_credit_is_told_by(api: Any, mode: str, credit: int) -> None:
    clock = wind(api)
    customer = welcome(api, clock=clock).id
    items = [{"price": sell(api, 2000)}]
    made = api.subscriptions.create({"customer": customer, "items": items, "billing_mode": {"type": mode}})
    item = made["items"].data[0]
    turn(api, clock, (item.current_period_end + item.current_period_start) // 2)
    for amount, behavior in ((3000, "none"), (500, "create_prorations")):
        change = [{"id": item.id, "price": sell(api, amount)}]
        api.subscriptions.update(made.id, {"items": change, "proration_behavior": behavior})
    found = api.invoice_items.list({"customer": customer, "pending": True}).data
    assert [one.amount for one in found] == [credit, 250]
