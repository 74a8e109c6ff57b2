"""Phases as time goes by: items replaced at a renewal, and what becomes of a schedule whose subscription ends."""

from typing import Any

from tests.clones.stripe.business import START, at, sell, turn, welcome, wind


def plan(api: Any, customer: str, *phases: list[dict[str, Any]], **more: Any) -> Any:
    month = {"interval": "month", "interval_count": 1}
    given = [{"items": items, "duration": month} for items in phases]
    return api.subscription_schedules.create({"customer": customer, "start_date": "now", "phases": given, **more})


def test_items_come_and_go_with_phases(api: Any) -> None:
    clock = wind(api)
    customer = welcome(api, clock=clock)
    base, extra = {"price": sell(api, 1000, "Base")}, {"price": sell(api, 300, "Extra"), "quantity": 2}
    made = plan(api, customer.id, [base], [base, extra], [base])
    totals = []
    for month in (2, 3):
        turn(api, clock, at(2026, month, 1, 2))
        read = api.subscriptions.retrieve(made.subscription, {"expand": ["latest_invoice"]})
        totals.append((len(read["items"].data), read.latest_invoice.amount_paid))
    assert totals == [(2, 1600), (1, 1000)]
    assert api.subscription_schedules.retrieve(made.id).current_phase.start_date == at(2026, 3, 1)


def test_a_subscription_that_ends_ends_its_schedule(api: Any) -> None:
    clock = wind(api)
    customer = welcome(api, clock=clock)
    made = plan(api, customer.id, [{"price": sell(api, 1000)}], [{"price": sell(api, 2000)}])
    api.subscriptions.cancel(made.subscription)
    over = api.subscription_schedules.retrieve(made.id)
    assert (over.status, over.canceled_at, over.current_phase) == ("canceled", START, None)
