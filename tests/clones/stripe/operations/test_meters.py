"""Meters: usage comes in, is summed up, and is billed when its period ends."""

from datetime import UTC, datetime
from typing import Any

import pytest
import stripe
from tests.clones.stripe.business import DAY, START, at, lines, turn, welcome, wind
from tests.clones.stripe.conftest import KEY

TIERS = [{"up_to": 10, "unit_amount": 100}, {"up_to": "inf", "unit_amount": 50, "flat_amount": 500}]


def measure(api: Any, formula: str = "sum", name: str = "api_calls") -> Any:
    return api.billing.meters.create(
        {"display_name": "Calls", "event_name": name, "default_aggregation": {"formula": formula}}
    )


def use(api: Any, customer: str, value: str, when: int, name: str = "api_calls") -> Any:
    payload = {"stripe_customer_id": customer, "value": value}
    return api.billing.meter_events.create({"event_name": name, "payload": payload, "timestamp": when})


def metered(api: Any, meter: str, **more: Any) -> str:
    product = api.products.create({"name": "Calls"})
    recurring = {"interval": "month", "usage_type": "metered", "meter": meter}
    fields = {"unit_amount": 3} if "tiers" not in more else {}
    return str(
        api.prices.create({"product": product.id, "currency": "usd", "recurring": recurring, **fields, **more}).id
    )


def test_usage_is_billed_when_its_month_is_over(api: Any) -> None:
    clock, meter = wind(api), measure(api)
    customer = welcome(api, clock=clock)
    made = api.subscriptions.create({"customer": customer.id, "items": [{"price": metered(api, meter.id)}]})
    assert (made.status, made.latest_invoice, "quantity" in made["items"].data[0]) == ("active", None, False)
    turn(api, clock, START + 10 * DAY)
    use(api, customer.id, "100", START + DAY)
    use(api, customer.id, "50.5", START + 2 * DAY)
    assert api.invoices.create_preview({"subscription": made.id}).total == 452
    turn(api, clock, at(2026, 2, 1, 2))
    first = api.invoices.retrieve(api.subscriptions.retrieve(made.id).latest_invoice)
    assert (lines(first), first.status, first.amount_paid) == ([("150.5 × Calls (at $0.03 / month)", 452)], "paid", 452)
    assert (first.lines.data[0].period.start, first.lines.data[0].period.end) == (START, at(2026, 2, 1))
    use(api, customer.id, "1000", at(2026, 2, 1, 1))
    over = api.subscriptions.cancel(made.id, {"invoice_now": True})
    last = api.invoices.retrieve(over.latest_invoice)
    assert (last.total, last.billing_reason) == (3000, "subscription_cycle")


@pytest.mark.parametrize(("mode", "cost"), [("graduated", 10 * 100 + 500 + 5 * 50), ("volume", 15 * 50 + 500)])
def test_tiers(api: Any, mode: str, cost: int) -> None:
    clock, meter = wind(api), measure(api)
    customer = welcome(api, clock=clock)
    price = metered(api, meter.id, tiers=TIERS, tiers_mode=mode, billing_scheme="tiered")
    made = api.subscriptions.create({"customer": customer.id, "items": [{"price": price}]})
    turn(api, clock, START + 5 * DAY)
    use(api, customer.id, "15", START + DAY)
    turn(api, clock, at(2026, 2, 1, 2))
    assert api.invoices.retrieve(api.subscriptions.retrieve(made.id).latest_invoice).amount_paid == cost


@pytest.mark.parametrize(("formula", "value"), [("sum", 12), ("count", 3), ("last", 7)])
def test_summaries(api: Any, formula: str, value: int) -> None:
    clock, meter = wind(api), measure(api, formula)
    customer = welcome(api, clock=clock)
    turn(api, clock, START + 3 * DAY)
    for day, amount in ((0, "2"), (1, "3"), (2, "7")):
        use(api, customer.id, amount, START + day * DAY + 60)
    asked = {"customer": customer.id, "start_time": START, "end_time": START + 3 * DAY}
    found = api.billing.meters.event_summaries.list(meter.id, asked).data
    assert [one.aggregated_value for one in found] == [value]
    days = api.billing.meters.event_summaries.list(meter.id, {**asked, "value_grouping_window": "day"}).data
    assert [one.aggregated_value for one in days] == ([1, 1, 1] if formula == "count" else [7, 3, 2])


def test_a_meter_is_put_away_and_events_are_checked(api: Any) -> None:
    meter, customer = measure(api), welcome(api)
    with pytest.raises(stripe.InvalidRequestError):
        measure(api)
    assert api.billing.meters.update(meter.id, {"display_name": "Requests"}).display_name == "Requests"
    now = customer.created
    for given, param in (({"event_name": "other"}, "event_name"), ({"payload": {"value": "1"}},
                                                                   "payload[stripe_customer_id]"),
                         ({"timestamp": now - 40 * DAY}, "timestamp"), ({"timestamp": now + DAY}, "timestamp"),
                         ({"payload": {"stripe_customer_id": customer.id, "value": "x"}},
                          "payload[value]")):  # fmt: skip
        event = {"event_name": "api_calls", "payload": {"stripe_customer_id": customer.id, "value": "1"}}
        with pytest.raises(stripe.InvalidRequestError) as caught:
            api.billing.meter_events.create({**event, **given})
        assert caught.value.param == param
    made = use(api, customer.id, "5", now)
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.billing.meter_events.create({**event, "identifier": made.identifier})
    assert caught.value.param == "identifier"
    api.billing.meter_event_adjustments.create({
        "event_name": "api_calls", "type": "cancel", "cancel": {"identifier": made.identifier},
    })  # fmt: skip
    asked = {"customer": customer.id, "start_time": now - DAY, "end_time": now + DAY}
    assert api.billing.meters.event_summaries.list(meter.id, asked).data[0].aggregated_value == 0
    assert api.billing.meters.deactivate(meter.id).status == "inactive"
    with pytest.raises(stripe.InvalidRequestError):
        use(api, customer.id, "5", now)
    assert [one.id for one in api.billing.meters.list({"status": "inactive"}).data] == [meter.id]
    assert api.billing.meters.reactivate(meter.id).status == "active"
    assert api.billing.meters.retrieve(meter.id).status_transitions.deactivated_at is None


def test_an_event_of_the_second_version_has_times_as_texts(base: str, api: Any) -> None:
    meter, customer = measure(api), welcome(api)
    event = {"event_name": "api_calls", "payload": {"stripe_customer_id": customer.id, "value": "4"}}
    when = datetime.fromtimestamp(customer.created, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    sent: Any = {**event, "timestamp": when}
    shown: Any = stripe.StripeClient(KEY, base_addresses={"api": base}).v2.billing.meter_events.create(sent)
    assert (shown.object, str(shown.timestamp)[:10], shown.payload["value"]) == (
        "v2.billing.meter_event", when[:10], "4"
    )  # fmt: skip
    asked = {"customer": customer.id, "start_time": customer.created - DAY, "end_time": customer.created + DAY}
    assert api.billing.meters.event_summaries.list(meter.id, asked).data[0].aggregated_value == 4


def test_an_event_of_the_second_version_is_taken_back(api: Any, sign_in: Any) -> None:
    v2, customer = sign_in(KEY).v2, welcome(api).id
    meter = api.billing.meters.create({"display_name": "Pages", "event_name": "pages",
                                       "default_aggregation": {"formula": "sum"}})  # fmt: skip
    payload = {"stripe_customer_id": customer, "value": "7"}
    v2.billing.meter_events.create({"event_name": "pages", "payload": payload, "identifier": "once"})
    given = {"event_name": "pages", "type": "cancel", "cancel": {"identifier": "once"}}
    made = v2.billing.meter_event_adjustments.create(given)
    assert (made.object, made.status) == ("v2.billing.meter_event_adjustment", "complete")
    span = {"customer": customer, "start_time": 0, "end_time": 4_000_000_000}
    assert api.billing.meters.event_summaries.list(meter.id, span).data[0].aggregated_value == 0


@pytest.mark.parametrize(("mode", "behavior", "billed"), [
    ("flexible", "create_prorations", [1000, 60]), ("flexible", "none", [60]), ("classic", "create_prorations", [60]),
])  # fmt: skip
def test_usage_of_a_price_that_is_left(api: Any, mode: str, behavior: str, billed: list[int]) -> None:
    clock = wind(api)
    customer = welcome(api, clock=clock).id
    meter = api.billing.meters.create({"display_name": "Calls", "event_name": "left",
                                       "default_aggregation": {"formula": "sum"}})  # fmt: skip
    old, new = (metered(api, meter.id, unit_amount=amount) for amount in (10, 20))
    made = api.subscriptions.create({"customer": customer, "items": [{"price": old}], "billing_mode": {"type": mode}})
    payload = {"stripe_customer_id": customer}
    api.billing.meter_events.create({"event_name": "left", "payload": {**payload, "value": "100"}})
    turn(api, clock, START + 15 * DAY)
    items = [{"id": made["items"].data[0].id, "price": new}]
    api.subscriptions.update(made.id, {"items": items, "proration_behavior": behavior})
    api.billing.meter_events.create({"event_name": "left", "payload": {**payload, "value": "3"}})
    turn(api, clock, at(2026, 2, 1, 2))
    [invoice] = api.invoices.list({"subscription": made.id}).data
    assert [amount for _, amount in lines(invoice)] == billed
    api.billing.meter_events.create({"event_name": "left", "payload": {**payload, "value": "2"}})
    turn(api, clock, at(2026, 3, 1, 2))
    assert api.invoices.list({"subscription": made.id}).data[0].total == 40
