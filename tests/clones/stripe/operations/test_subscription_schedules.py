"""Subscription schedules: phases follow one another, at a renewal and in the middle of a period."""

from typing import Any

import pytest
import stripe
from tests.clones.stripe.business import DAY, START, at, lines, sell, turn, types, welcome, wind


def latest(api: Any, subscription: str) -> Any:
    return api.subscriptions.retrieve(subscription, {"expand": ["latest_invoice"]})


def test_phases_follow_at_renewals(api: Any) -> None:
    clock = wind(api)
    customer = welcome(api, clock=clock)
    low, high = sell(api, 1000, "Low"), sell(api, 2000, "High")
    made = api.subscription_schedules.create({
        "customer": customer.id, "start_date": "now", "end_behavior": "release",
        "phases": [{"items": [{"price": low, "quantity": 1}], "duration": {"interval": "month", "interval_count": 2}},
                   {"items": [{"price": high, "quantity": 2}], "duration": {"interval": "month", "interval_count": 1}}],
    })  # fmt: skip
    assert (made.status, made.current_phase.start_date, made.current_phase.end_date) == (
        "active",
        START,
        at(2026, 3, 1),
    )
    turn(api, clock, at(2026, 2, 1, 2))
    assert latest(api, made.subscription).latest_invoice.amount_paid == 1000
    turn(api, clock, at(2026, 3, 1, 2))
    second = latest(api, made.subscription)
    assert (lines(second.latest_invoice), second.schedule) == ([("2 × High (at $20.00 / month)", 4000)], made.id)
    assert api.subscription_schedules.retrieve(made.id).current_phase.start_date == at(2026, 3, 1)
    turn(api, clock, at(2026, 4, 1, 2))
    over = api.subscription_schedules.retrieve(made.id)
    assert (over.status, over.released_subscription, over.subscription) == ("released", made.subscription, None)
    assert latest(api, made.subscription).latest_invoice.amount_paid == 4000
    assert "subscription_schedule.released" in types(api)


def test_a_phase_in_the_middle_of_a_period_is_prorated(api: Any) -> None:
    clock = wind(api)
    customer = welcome(api, clock=clock)
    made = api.subscription_schedules.create({
        "customer": customer.id, "start_date": "now", "end_behavior": "cancel",
        "phases": [{"items": [{"price": sell(api, 3100)}], "end_date": START + 10 * DAY},
                   {"items": [{"price": sell(api, 6200)}], "end_date": at(2026, 2, 1)}],
    })  # fmt: skip
    turn(api, clock, START + 10 * DAY)
    pending = api.invoice_items.list({"customer": customer.id, "pending": True}).data
    assert [item.amount for item in pending] == [-2100, 4200]
    turn(api, clock, at(2026, 2, 1, 2))
    assert api.subscriptions.retrieve(made.subscription).status == "canceled"
    assert api.subscription_schedules.retrieve(made.id).status == "completed"
    last = api.invoices.list({"customer": customer.id}).data[0]
    assert (last.total, last.status) == (2100, "paid")


def test_a_schedule_begins_later(api: Any) -> None:
    clock = wind(api)
    customer = welcome(api, clock=clock)
    made = api.subscription_schedules.create({
        "customer": customer.id, "start_date": START + 5 * DAY, "phases": [{"items": [{"price": sell(api, 1000)}]}],
    })  # fmt: skip
    assert (made.status, made.subscription) == ("not_started", None)
    assert [one.id for one in api.subscription_schedules.list({"scheduled": True}).data] == [made.id]
    turn(api, clock, START + 5 * DAY)
    begun = api.subscription_schedules.retrieve(made.id)
    assert (begun.status, begun.subscription is not None) == ("active", True)


def test_of_a_subscription_that_is_there(api: Any) -> None:
    clock = wind(api)
    customer = welcome(api, clock=clock)
    price = sell(api, 1000)
    held = api.subscriptions.create({"customer": customer.id, "items": [{"price": price}]})
    made = api.subscription_schedules.create({"from_subscription": held.id})
    assert (made.status, made.phases[0].end_date, made.subscription) == ("active", at(2026, 2, 1), held.id)
    phases = [
        {"items": [{"price": price}], "start_date": START, "end_date": at(2026, 2, 1)},
        {"items": [{"price": sell(api, 500, "Small")}], "duration": {"interval": "month"}},
    ]
    changed = api.subscription_schedules.update(made.id, {"phases": phases, "metadata": {"a": "1"}})
    assert (len(changed.phases), changed.metadata["a"]) == (2, "1")
    turn(api, clock, at(2026, 2, 1, 2))
    assert lines(latest(api, held.id).latest_invoice) == [("1 × Small (at $5.00 / month)", 500)]
    freed = api.subscription_schedules.release(made.id)
    assert (freed.status, api.subscriptions.retrieve(held.id).schedule) == ("released", None)
    for attempt in (api.subscription_schedules.release, api.subscription_schedules.cancel):
        with pytest.raises(stripe.InvalidRequestError):
            attempt(made.id)
    with pytest.raises(stripe.InvalidRequestError):
        api.subscription_schedules.create({"from_subscription": held.id, "phases": phases})


def test_canceled_with_its_subscription(api: Any) -> None:
    customer = welcome(api)
    made = api.subscription_schedules.create({
        "customer": customer.id, "start_date": "now", "phases": [{"items": [{"price": sell(api, 1000)}]}],
    })  # fmt: skip
    assert api.subscription_schedules.cancel(made.id, {"prorate": False}).status == "canceled"
    assert api.subscriptions.retrieve(made.subscription).status == "canceled"
