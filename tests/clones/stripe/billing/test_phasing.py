"""Phases as time goes by: items replaced at a renewal, and what becomes of a schedule whose subscription ends."""

from typing import Any

from tests.clones.stripe.business import START, at, sell, sell_once, turn, welcome, wind


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


def test_a_phase_brings_its_discounts_taxes_and_fees(api: Any) -> None:
    clock = wind(api)
    customer = welcome(api, clock=clock)
    low, high = sell(api, 1000, "Low"), sell(api, 2000, "High")
    month = {"interval": "month", "interval_count": 1}
    rate = api.tax_rates.create({"display_name": "VAT", "inclusive": False, "percentage": 10})
    half = api.coupons.create({"percent_off": 50, "duration": "forever"})
    made = api.subscription_schedules.create({
        "customer": customer.id, "start_date": "now", "phases": [
            {"items": [{"price": low}], "duration": month, "discounts": [{"coupon": half.id}],
             "metadata": {"step": "one"}},
            {"items": [{"price": high, "tax_rates": [rate.id], "discounts": [{"coupon": half.id}]}],
             "duration": month, "add_invoice_items": [{"price": sell_once(api, 300, "Setup")}],
             "metadata": {"step": "two"}, "billing_thresholds": {"amount_gte": 9000}},
            {"items": [{"price": high}], "duration": month, "default_tax_rates": [rate.id]},
        ],
    })  # fmt: skip
    assert made.phases[1]["items"][0].tax_rates[0].percentage == 10
    assert made.phases[2].default_tax_rates[0].id == rate.id
    assert (made.phases[0].discounts[0].coupon, made.phases[1].add_invoice_items[0].quantity) == (half.id, 1)
    seen, totals = [], []
    for month_ in (1, 2, 3, 4):
        turn(api, clock, at(2026, month_, 1, 2))
        read = api.subscriptions.retrieve(made.subscription, {"expand": ["latest_invoice"]})
        totals.append(read.latest_invoice.amount_paid)
        limit = read.billing_thresholds
        seen.append((read.metadata["step"], limit and limit.amount_gte, len(read.discounts)))
    assert totals == [500, 300 + 1000 + 100, 2200, 2200]
    assert seen == [("one", None, 1), ("two", 9000, 0), ("two", None, 0), ("two", None, 0)]


def test_the_next_phase_is_foreseen(api: Any) -> None:
    clock = wind(api)
    customer = welcome(api, clock=clock)
    made = plan(api, customer.id, [{"price": sell(api, 1000, "Low")}], [{"price": sell(api, 2500, "High")}])
    assert api.invoices.create_preview({"subscription": made.subscription}).total == 2500
    turn(api, clock, at(2026, 1, 26))
    [told] = api.events.list({"type": "invoice.upcoming"}).data
    assert told.data.object.total == 2500


def test_a_phase_of_another_pace_begins_a_period(api: Any) -> None:
    clock = wind(api)
    customer = welcome(api, clock=clock)
    year = sell(api, 9000, "Yearly", interval="year")
    made = api.subscription_schedules.create({
        "customer": customer.id, "start_date": "now", "phases": [
            {"items": [{"price": sell(api, 1000)}], "duration": {"interval": "month", "interval_count": 2}},
            {"items": [{"price": year}], "duration": {"interval": "year", "interval_count": 1}},
        ],
    })  # fmt: skip
    turn(api, clock, at(2026, 2, 1, 2))
    turn(api, clock, at(2026, 3, 1, 2))
    read = api.subscriptions.retrieve(made.subscription, {"expand": ["latest_invoice"]})
    assert (read.latest_invoice.amount_paid, read["items"].data[0].current_period_end) == (9000, at(2027, 3, 1))
