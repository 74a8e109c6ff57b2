"""Schedules planned: when phases begin and end, and what is refused."""

from typing import Any

import pytest
import stripe
from tests.clones.stripe.business import DAY, START, at, sell, turn, welcome, wind

from clonery.clones.stripe.billing import scheduling
from clonery.clones.stripe.lookups import make
from clonery.clones.stripe.records.customers import Price, Product
from clonery.clones.stripe.refusals import Refusal
from clonery.server.call import Call


def test_phases_follow_one_another(call: Call) -> None:
    product = make(call, Product, name="Pro", images=[], marketing_features=[])
    price = make(call, Price, product=product.id, type="recurring", unit_amount=1000, unit_amount_decimal="1000",
                 recurring={"interval": "month", "interval_count": 1})  # fmt: skip
    items = [{"price": price.id}]
    made = scheduling.planned(call, [
        {"items": items}, {"items": items, "duration": {"interval": "week", "interval_count": 2}},
        {"items": items, "end_date": at(2026, 6, 1), "trial": True},
    ], START)  # fmt: skip
    ends = [(phase["start_date"], phase["end_date"]) for phase in made]
    assert ends == [(START, at(2026, 2, 1)), (at(2026, 2, 1), at(2026, 2, 15)), (at(2026, 2, 15), at(2026, 6, 1))]
    assert (made[2]["trial_end"], made[0]["items"][0]["quantity"]) == (at(2026, 6, 1), 1)
    with pytest.raises(Refusal):
        scheduling.planned(call, [{"items": items, "end_date": START}], START)


def test_an_update_changes_the_phase_that_runs(api: Any) -> None:
    clock = wind(api)
    customer = welcome(api, clock=clock)
    made = api.subscription_schedules.create({
        "customer": customer.id, "start_date": "now", "phases": [{"items": [{"price": sell(api, 3100)}]}],
    })  # fmt: skip
    turn(api, clock, START + 10 * DAY)
    phases = [{"items": [{"price": sell(api, 6200)}], "start_date": START, "end_date": at(2026, 2, 1)}]
    api.subscription_schedules.update(made.id, {"phases": phases, "end_behavior": "cancel"})
    assert [item.amount for item in api.invoice_items.list({"customer": customer.id}).data] == [-2100, 4200]
    assert api.subscriptions.retrieve(made.subscription)["items"].data[0].price.unit_amount == 6200
    with pytest.raises(stripe.InvalidRequestError):
        api.subscription_schedules.update(made.id, {"phases": [{**phases[0], "end_date": START + DAY}]})


def test_a_schedule_that_waits_begins_and_is_paid(api: Any) -> None:
    clock = wind(api)
    customer = welcome(api, clock=clock)
    product = api.products.create({"name": "Made to measure"}).id
    month = {"interval": "month", "interval_count": 1}

    def at_price(amount: int) -> dict[str, Any]:
        return {"currency": "usd", "product": product, "unit_amount": amount, "recurring": {"interval": "month"}}

    phases = [{"items": [{"price_data": at_price(amount)}], "duration": month} for amount in (700, 900)]
    made = api.subscription_schedules.create({"customer": customer.id, "start_date": START + 3600, "phases": phases})
    turn(api, clock, START + 3600)
    begun = api.subscription_schedules.retrieve(made.id)
    held = api.subscriptions.retrieve(begun.subscription, {"expand": ["latest_invoice"]})
    assert (held.status, held.latest_invoice.status) == ("active", "draft")
    turn(api, clock, START + 3 * 3600)
    assert api.invoices.retrieve(held.latest_invoice.id).status == "paid"
    turn(api, clock, at(2026, 2, 1, 4))
    assert api.subscriptions.retrieve(held.id, {"expand": ["latest_invoice"]}).latest_invoice.amount_paid == 900
    turn(api, clock, at(2026, 2, 22, 2))
    [told] = api.events.list({"type": "subscription_schedule.expiring"}).data
    assert (told.data.object.id, told.created) == (made.id, at(2026, 2, 22, 1))


def test_a_phase_has_items(call: Call) -> None:
    with pytest.raises(Refusal) as caught:
        scheduling.planned(call, [{"items": []}], START)
    assert caught.value.more["param"] == "phases[0][items]"
