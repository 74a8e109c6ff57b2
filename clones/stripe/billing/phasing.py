"""Phases of subscription schedules as time goes by; https://docs.stripe.com/billing/subscriptions/subscription-schedules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import timing
from ..lookups import save
from ..records.billing import Schedule, Subscription
from . import standing
from .lines import Item
from .standing import time_of

if TYPE_CHECKING:
    from clonery.server.call import Call


def turn(call: Call, subscription: Subscription, at: int) -> Subscription:
    """Go on to the next phase where one is over: before the renewal that may fall on the same second."""
    end = subscription.get("_phase_end")
    schedule = call.peek(Schedule, subscription.schedule)
    if schedule is None or not end or end > at:
        return subscription
    following = [phase for phase in schedule.phases if phase["start_date"] >= end]
    if not following:
        return over(call, schedule, subscription, at)
    phase = following[0]
    save(call, schedule, "subscription_schedule.updated", current_phase=span(phase))
    if standing.end_of(subscription) > at:
        timing.later(call, at, "change_phase", schedule.id, timing.of(schedule))
        return save(call, subscription, _phase_end=phase["end_date"])
    items = [replaced(call, subscription, phase, place) for place in range(len(phase["items"]))]
    fields = phase_fields(phase)
    return standing.change(
        call,
        subscription,
        _items=items,
        _item_ids=[item["id"] for item in items],
        _phase_end=phase["end_date"],
        **fields,
    )


def phase_fields(phase: dict[str, Any]) -> dict[str, Any]:
    """What a phase sets on its subscription beside the items."""
    names = ("default_payment_method", "description", "collection_method")
    return {name: phase[name] for name in names if phase.get(name)}


def span(phase: dict[str, Any]) -> dict[str, int]:
    return {"start_date": phase["start_date"], "end_date": phase["end_date"]}


def replaced(call: Call, subscription: Subscription, phase: dict[str, Any], place: int) -> Item:
    """The item of a phase: the one that had its place, with the phase's price and quantity; or a new one."""
    wanted = phase["items"][place]
    had = place < len(subscription._items)
    made = dict(subscription._items[place if had else -1])
    if not had:
        made |= {"id": call.new_id("si_", 14), "discounts": [], "metadata": {}, "tax_rates": [], "_billed": None}
    return {**made, "price": wanted["price"], "quantity": wanted.get("quantity", made["quantity"])}


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
