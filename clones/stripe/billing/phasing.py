"""Phases of subscription schedules as time goes by; https://docs.stripe.com/billing/subscriptions/subscription-schedules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import timing
from ..lookups import save
from ..records.billing import Schedule, Subscription
from ..records.customers import Price
from . import discounting, itemizing, periods, pricing, settings, standing
from .lines import Item
from .standing import time_of

if TYPE_CHECKING:
    from clonery.server.call import Call

Phase = dict[str, Any]
HELD = ("collection_method", "default_payment_method", "description", "on_behalf_of")
"""What a phase, or the schedule for all phases, sets as it is."""
LEFT = ("billing_thresholds", "application_fee_percent", "transfer_data")
"""What a phase that does not say it takes away, where the one before had it."""
NOTICE = 7 * timing.DAY
ITEM = ("price", "quantity", "metadata", "tax_rates", "billing_thresholds")


def turn(call: Call, subscription: Subscription, at: int) -> Subscription:
    """Go on to the next phase where one is over: before the renewal that may fall on the same second."""
    end = subscription.get("_phase_end")
    schedule = call.peek(Schedule, subscription.schedule)
    if schedule is None or not end or end > at:
        return subscription
    phase = next_phase(schedule, end)
    if phase is None:
        return over(call, schedule, subscription, at)
    save(call, schedule, "subscription_schedule.updated", current_phase=span(phase))
    if standing.end_of(subscription) > at:
        timing.later(call, at, "change_phase", schedule.id, timing.of(schedule))
        return save(call, subscription, _phase_end=phase["end_date"])
    itemizing.extra(call, subscription, sold_once(phase))
    return standing.change(call, subscription, **_turned(call, subscription, schedule, phase, at))


def await_end(call: Call, schedule: Schedule) -> None:
    """A week before a schedule is over, that is told."""
    at = schedule.phases[-1]["end_date"] - NOTICE
    if at > time_of(call, schedule):
        timing.later(call, at, "expiring_schedule", schedule.id, timing.of(schedule))


@timing.step("expiring_schedule")
def expiring(call: Call, id: str) -> None:
    """A schedule is over in a week."""
    schedule = call.peek(Schedule, id)
    if schedule is None or schedule.status != "active":
        return
    if schedule.phases[-1]["end_date"] - NOTICE == time_of(call, schedule):
        call.emit("subscription_schedule.expiring", object=schedule)


def next_phase(schedule: Schedule, end: int) -> Phase | None:
    """The phase that follows the one which ends at that second."""
    return next((phase for phase in schedule.phases if phase["start_date"] >= end), None)


def ahead(call: Call, subscription: Subscription, at: int, schedule: Schedule | None = None) -> Subscription:
    """A subscription as its schedule will have it at that second: nothing is stored, no coupon used up."""
    end = subscription.get("_phase_end")
    schedule = schedule or call.peek(Schedule, subscription.schedule)
    phase = next_phase(schedule, end) if schedule is not None and end and end <= at else None
    if schedule is None or phase is None:
        return subscription
    before = call.memo.get("imagined")
    discounting.imagine(call)
    changes = _turned(call, subscription, schedule, phase, at)
    call.memo["imagined"] = before
    return Subscription.load(subscription.rid, {**subscription.doc, **changes})


def _turned(call: Call, subscription: Subscription, schedule: Schedule, phase: Phase, at: int) -> dict[str, Any]:
    """The fields of a subscription whose next phase begins with a period."""
    items = [replaced(call, subscription, phase, place) for place in range(len(phase["items"]))]
    fields = settings.fields_of(call, subscription, asked(schedule, phase))
    fields |= {"_items": items, "_item_ids": [item["id"] for item in items], "_phase_end": phase["end_date"]}
    if phase["billing_cycle_anchor"] == "phase_start" or _repaced(call, subscription, items):
        fields["billing_cycle_anchor"] = at
    trial = phase.get("trial_end")
    if trial and trial > at:
        fields |= {"status": "trialing", "trial_start": at, "trial_end": trial, "billing_cycle_anchor": trial}
        for item in items:
            item |= {"current_period_start": at, "current_period_end": trial, "_billed": None}
    return fields


def _repaced(call: Call, subscription: Subscription, items: list[Item]) -> bool:
    """Whether the first item recurs at another pace than before."""
    before, after = (call.get(Price, each[0]["price"]).recurring or {} for each in (subscription._items, items))
    return not periods.same(before, after)


def asked(schedule: Schedule, phase: Phase) -> dict[str, Any]:
    """What a phase sets on its subscription beside the items, as parameters."""
    shared, before = schedule.default_settings, _before(schedule, phase)
    given = {name: phase.get(name) or shared.get(name) for name in HELD if phase.get(name) or shared.get(name)}
    for name in LEFT:
        value = phase.get(name) or shared.get(name)
        if value or (before or {}).get(name):
            given[name] = value or ""
    for name in ("default_tax_rates", "discounts"):
        if phase[name] or (before or {}).get(name):
            given[name] = [as_asked(each) for each in phase[name]]
    if phase["metadata"]:
        given["metadata"] = dict(phase["metadata"])
    tax = phase.get("automatic_tax") or shared.get("automatic_tax") or {}
    if tax.get("enabled"):
        given["automatic_tax"] = {name: tax[name] for name in ("enabled", "liability") if tax.get(name)}
    if given.get("collection_method") == "send_invoice":
        days = (phase.get("invoice_settings") or {}).get("days_until_due")
        given["days_until_due"] = days or (shared.get("invoice_settings") or {}).get("days_until_due") or 30
    return given


def _before(schedule: Schedule, phase: Phase) -> Phase | None:
    return next((one for one in schedule.phases if one["end_date"] == phase["start_date"]), None)


def as_asked(held: Any) -> Any:
    """A discount of a phase as a parameter; a tax rate is its id."""
    return {name: value for name, value in held.items() if value} if isinstance(held, dict) else held


def sold_once(phase: Phase) -> list[dict[str, Any]]:
    """What is sold once when a phase begins, as parameters."""
    return [
        {"price": each["price"], pricing.KEPT: True, "quantity": each.get("quantity") or 1,
         "tax_rates": each.get("tax_rates") or [],
         "discounts": [as_asked(one) for one in each["discounts"]]}
        for each in phase["add_invoice_items"]
    ]  # fmt: skip


def items_asked(phase: Phase) -> list[dict[str, Any]]:
    """The items of a phase as parameters."""
    return [
        {**{name: item[name] for name in ITEM if item.get(name) is not None}, pricing.KEPT: True,
         "discounts": [as_asked(one) for one in item["discounts"]]}
        for item in phase["items"]
    ]  # fmt: skip


def span(phase: dict[str, Any]) -> dict[str, int]:
    return {"start_date": phase["start_date"], "end_date": phase["end_date"]}


def replaced(call: Call, subscription: Subscription, phase: Phase, place: int) -> Item:
    """The item of a phase: the one that had its place, as the phase has it; or a new one."""
    wanted = phase["items"][place]
    had = place < len(subscription._items)
    made = dict(subscription._items[place if had else -1])
    if not had:
        made |= {"id": call.new_id("si_", 14), "_billed": None, "_used": None}
    coupons = [as_asked(one) for one in wanted["discounts"]]
    made["discounts"] = discounting.resolve(
        call, coupons, time_of(call, subscription), subscription.currency, subscription.customer,
        subscription_item=made["id"],
    )  # fmt: skip
    made |= {name: wanted.get(name) for name in ("metadata", "billing_thresholds")}
    return {**made, "tax_rates": list(wanted["tax_rates"] or []), "metadata": made["metadata"] or {},
            "price": wanted["price"], "quantity": wanted.get("quantity", made["quantity"])}  # fmt: skip


def over(call: Call, schedule: Schedule, subscription: Subscription, at: int) -> Subscription:
    """The last phase is over: the subscription goes on alone, or ends."""
    if schedule.end_behavior == "cancel":
        return save(call, subscription, _phase_end=None, cancel_at=at)
    made = save(call, schedule, status="released", released_at=at, released_subscription=subscription.id,
                subscription=None, current_phase=None)  # fmt: skip
    call.emit("subscription_schedule.released", object=made)
    return save(call, subscription, schedule=None, _phase_end=None)


def ended(call: Call, subscription: Subscription) -> None:
    """A subscription ended: its schedule is completed, or canceled with it."""
    schedule = call.peek(Schedule, subscription.schedule)
    if schedule is None or schedule.status not in ("active", "not_started"):
        return
    at = time_of(call, subscription)
    done = all(phase["end_date"] <= at for phase in schedule.phases)
    word = "completed" if done else "canceled"
    changes: dict[str, Any] = {"status": word, f"{word}_at": at, "current_phase": None}
    made = save(call, schedule, **changes)
    call.emit(f"subscription_schedule.{word}", object=made)
