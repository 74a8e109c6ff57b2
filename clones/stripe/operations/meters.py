"""Meters and what they measure; https://docs.stripe.com/api/billing/meter."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.state.clock import iso, parse

from .. import timing
from ..billing import metering, standing, thresholds
from ..lookups import find, listing, make, part, save
from ..records.billing import Meter, MeterEvent
from ..records.customers import Customer
from ..refusals import Refusal
from . import alerts

WINDOW = 35 * timing.DAY
"""How old an event may be, in seconds."""
AHEAD = 5 * 60
CANCELABLE = timing.DAY


@operation("PostBillingMeters")
def create_meter(
    call: Call, default_aggregation: dict[str, Any], display_name: str, event_name: str,
    customer_mapping: dict[str, Any] | None = None, event_time_window: str | None = None,
    value_settings: dict[str, Any] | None = None,
) -> Meter:  # fmt: skip
    """POST /v1/billing/meters: one active meter for an event's name."""
    if call.first(Meter, {"event_name": event_name, "status": "active"}) is not None:
        raise Refusal(f"An active meter with the event name {event_name} already exists.", param="event_name")
    mapping = customer_mapping or {"event_payload_key": "stripe_customer_id", "type": "by_id"}
    return make(
        call, Meter, "billing.meter.created", default_aggregation=default_aggregation, display_name=display_name,
        event_name=event_name, customer_mapping=mapping, event_time_window=event_time_window, updated=call.now,
        value_settings=value_settings or {"event_payload_key": "value"}, status="active",
        status_transitions={"deactivated_at": None},
    )  # fmt: skip


@operation("GetBillingMetersId")
def get_meter(call: Call, id: str) -> Meter:
    """GET /v1/billing/meters/{id}"""
    return find(call, Meter, id)


@operation("PostBillingMetersId")
def update_meter(call: Call, id: str, display_name: str | None = None) -> Meter:
    """POST /v1/billing/meters/{id}: its name."""
    found = find(call, Meter, id)
    changes = {"display_name": display_name} if display_name is not None else {}
    return save(call, found, "billing.meter.updated", updated=call.now, **changes)


@operation("PostBillingMetersIdDeactivate")
def deactivate_meter(call: Call, id: str) -> Meter:
    """POST /v1/billing/meters/{id}/deactivate: it takes no more events."""
    found = find(call, Meter, id)
    if found.status == "inactive":
        raise Refusal("The meter is already inactive.", param="id")
    return save(call, found, "billing.meter.deactivated", status="inactive", updated=call.now,
                status_transitions={"deactivated_at": call.now})  # fmt: skip


@operation("PostBillingMetersIdReactivate")
def reactivate_meter(call: Call, id: str) -> Meter:
    """POST /v1/billing/meters/{id}/reactivate"""
    found = find(call, Meter, id)
    if found.status == "active":
        raise Refusal("The meter is already active.", param="id")
    return save(call, found, "billing.meter.reactivated", status="active", updated=call.now,
                status_transitions={"deactivated_at": None})  # fmt: skip


@operation("GetBillingMeters")
def list_meters(call: Call, status: str | None = None) -> Page:
    """GET /v1/billing/meters"""
    return listing(call, Meter, {"status": status})


@operation("PostBillingMeterEvents")
def create_event(
    call: Call, event_name: str, payload: dict[str, Any], identifier: str | None = None, timestamp: Any = None
) -> MeterEvent:
    """POST /v1/billing/meter_events: counted for the customer that its payload names."""
    meter = call.first(Meter, {"event_name": event_name, "status": "active"})
    if meter is None:
        raise Refusal(f"No active meter found for event name {event_name}", "no_meter", "event_name")
    key, value_key = meter.customer_mapping["event_payload_key"], meter.value_settings["event_payload_key"]
    customer = call.peek(Customer, payload.get(key))
    if customer is None or customer.get("deleted"):
        raise Refusal(f"The payload names no customer as {key}.", "meter_event_no_customer_defined", f"payload[{key}]")
    value = str(payload.get(value_key, "1" if meter.default_aggregation["formula"] == "count" else ""))
    _check_value(value, value_key)
    if identifier and call.first(MeterEvent, {"identifier": identifier}) is not None:
        raise Refusal(f"An event already exists with identifier {identifier}.", "duplicate_meter_event", "identifier")
    at = standing.time_of(call, customer)
    moment = int(timestamp) if timestamp is not None else at
    if not at - WINDOW <= moment <= at + AHEAD:
        message = "The timestamp must be within the past 35 calendar days or up to 5 minutes in the future."
        raise Refusal(message, "timestamp_too_far_in_past" if moment < at else "timestamp_in_future", "timestamp")
    made = make(
        call, MeterEvent, created=at, event_name=event_name, identifier=identifier or call.new_id("", 32),
        timestamp=moment,
        payload={name: str(held) for name, held in payload.items()}, _customer=customer.id, _meter=meter.id,
        _value=value,
    )  # fmt: skip
    thresholds.check(call, customer.id)
    alerts.check(call, meter, customer, at)
    return made


@operation("PostV2BillingMeterEvents")
def create_event_v2(
    call: Call, event_name: str, payload: dict[str, Any], identifier: str | None = None, timestamp: str | None = None
) -> dict[str, Any]:
    """POST /v2/billing/meter_events: the same, with times as texts."""
    try:
        moment = None if timestamp is None else parse(timestamp) // 1_000_000
    except ValueError:
        raise Refusal(f"Invalid timestamp: {timestamp}", "invalid_fields", "timestamp") from None
    made = create_event(call, event_name, payload, identifier, moment)
    return {"object": "v2.billing.meter_event", "created": iso(made.created * 1_000_000, 3), "event_name": event_name,
            "identifier": made.identifier, "livemode": made.livemode, "payload": made.payload,
            "timestamp": iso(made.timestamp * 1_000_000, 3)}  # fmt: skip


def _check_value(value: str, key: str) -> None:
    try:
        Fraction(value)
    except ValueError:
        message = f"The payload's {key} is no number: '{value}'"
        raise Refusal(message, "meter_event_invalid_value", f"payload[{key}]") from None


@operation("PostBillingMeterEventAdjustments")
def adjust_event(call: Call, event_name: str, type: str, cancel: dict[str, Any] | None = None) -> dict[str, Any]:
    """POST /v1/billing/meter_event_adjustments: an event of the last day is counted no more."""
    identifier = (cancel or {}).get("identifier")
    found = call.first(MeterEvent, {"identifier": identifier}) if identifier else None
    if found is None or found.event_name != event_name:
        raise Refusal(f"No such meter event: '{identifier}'", "resource_missing", "cancel[identifier]")
    at = standing.time_of(call, call.get(Customer, found._customer))
    if found.created < at - CANCELABLE:
        raise Refusal("Only events of the last 24 hours can be canceled.", param="cancel[identifier]")
    call.delete(found)
    return {"object": "billing.meter_event_adjustment", "cancel": {"identifier": identifier}, "event_name": event_name,
            "livemode": found.livemode, "status": "complete", "type": type}  # fmt: skip


@operation("PostV2BillingMeterEventAdjustments")
def adjust_event_v2(call: Call, event_name: str, type: str, cancel: dict[str, Any]) -> dict[str, Any]:
    """POST /v2/billing/meter_event_adjustments: the same, with an id and a time."""
    made = adjust_event(call, event_name, type, cancel)
    return {**made, "object": "v2.billing.meter_event_adjustment", "id": call.new_id("mtr_event_adj_test_", 24),
            "created": iso(call.moment, 3)}  # fmt: skip


@operation("GetBillingMetersIdEventSummaries")
def list_summaries(
    call: Call, id: str, customer: str, start_time: int, end_time: int, value_grouping_window: str | None = None
) -> Page:
    """GET /v1/billing/meters/{id}/event_summaries: in whole, or by hour or day, the latest first."""
    meter = find(call, Meter, id)
    step = {"day": timing.DAY, "hour": timing.HOUR}.get(value_grouping_window or "")
    if end_time <= start_time:
        raise Refusal("`end_time` must be after `start_time`.", param="end_time")
    starts = metering.starts(call, meter, customer, start_time, end_time, step) if step else [start_time]
    made = []
    for start in starts:
        end = min(start + step, end_time) if step else end_time
        value = metering.measured(call, meter, customer, start, end)
        if value or not step:
            number = float(value) if value.denominator != 1 else value.numerator
            made.append({
                "id": f"mtrusg_test_{meter.id[-12:]}{start}", "object": "billing.meter_event_summary",
                "aggregated_value": number, "end_time": end, "livemode": meter.livemode, "meter": meter.id,
                "start_time": start,
            })  # fmt: skip
    return part(call, made[::-1])
