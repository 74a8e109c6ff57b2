"""Where a subscription stands: its status as invoices are paid or not, and when it wakes next; https://docs.stripe.com/billing/subscriptions/overview."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import timing
from ..lookups import save
from ..records.billing import BillingSettings, Invoice, Subscription
from ..records.customers import Price
from . import entitling, periods

if TYPE_CHECKING:
    from clonery.server.call import Call

EXPIRES = 23 * timing.HOUR
"""Seconds until a first payment that never came ends a subscription."""
NOTICE, UPCOMING = 3 * timing.DAY, 7 * timing.DAY
"""How long before its time a trial's end, and a renewal, is told."""
OVER = ("canceled", "incomplete_expired")
LIVE = ("active", "past_due", "unpaid")


def time_of(call: Call, record: Any) -> int:
    """The time where an object lives."""
    return timing.seconds(call, timing.of(record))


def born(call: Call, subscription: Subscription) -> None:
    """From here on, what is told of it first is that it was created."""
    call.memo["born", subscription.id] = True


def tell(call: Call, subscription: Subscription, before: dict[str, Any]) -> None:
    """Tell of a change; of a new one, that it was created."""
    if call.memo.pop(("born", subscription.id), False):
        call.emit("customer.subscription.created", object=subscription)
    else:
        call.emit("customer.subscription.updated", object=subscription, before=before)


def change(call: Call, subscription: Subscription, **changes: Any) -> Subscription:
    """Store changes and tell of them; when it wakes next may have changed as well."""
    made = save(call, subscription, **changes)
    tell(call, made, subscription.doc)
    entitling.tell(call, made.customer)
    return arrange(call, made)


def paid(call: Call, invoice: Invoice) -> None:
    """An invoice of it is paid: what waited for that is active."""
    subscription = call.peek(Subscription, invoice._subscription)
    if subscription is None:
        return
    held = waits_for(subscription, invoice)
    if held is not None:
        made = change(call, subscription, **held["changes"], pending_update=None, _pending=None)
        call.emit("customer.subscription.pending_update_applied", object=made)
        return
    if subscription.status not in ("incomplete", "past_due", "unpaid"):
        return
    if latest(call, subscription).id == invoice.id:
        change(call, subscription, status="active")


def failed(call: Call, invoice: Invoice, last: bool) -> None:
    """A payment for it failed; after the last try it ends, or is as the account chose."""
    subscription = call.peek(Subscription, invoice._subscription)
    if subscription is None or subscription.status not in ("active", "past_due", "trialing"):
        return
    if waits_for(subscription, invoice) is not None:
        return
    outcome = settings(call).after_retries if last else "past_due"
    if outcome == "cancel":
        outcome = "past_due"
        timing.later(call, time_of(call, subscription), "fail_subscription", subscription.id, timing.of(subscription))
    if subscription.status != outcome:
        change(call, subscription, status=outcome)


def waits_for(subscription: Subscription, invoice: Invoice) -> dict[str, Any] | None:
    """The update that is held back until that invoice is paid."""
    held: dict[str, Any] | None = subscription.get("_pending")
    return held if held and held["invoice"] == invoice.id else None


def settings(call: Call) -> BillingSettings:
    """What the account chose."""
    found = call.peek(BillingSettings, "billing")
    return found or call.create(BillingSettings, id="billing", object="billing_settings", metadata={})


def latest(call: Call, subscription: Subscription) -> Invoice:
    """The last of its invoices that is no draft, or its last one."""
    where = {"_subscription": subscription.id}
    found = [one for one in call.all(Invoice, where, "-rid", 12) if one.status != "draft"]
    return found[0] if found else call.get(Invoice, subscription.latest_invoice)


def start_of(subscription: Subscription) -> int:
    """When its current period began: the latest of its items'."""
    return max(int(item["current_period_start"]) for item in subscription._items)


def end_of(subscription: Subscription) -> int:
    """When its current period ends: the first of its items'."""
    return min(int(item["current_period_end"]) for item in subscription._items)


def last_end(subscription: Subscription) -> int:
    """When the longest of its items' periods ends."""
    return max(int(item["current_period_end"]) for item in subscription._items)


def told(subscription: Subscription, what: str, at: int) -> bool:
    """Whether it was told of that moment before."""
    return f"{what} {at}" in subscription._told


def moments(call: Call, subscription: Subscription) -> list[int]:
    """When something is due."""
    status = subscription.status
    if status in OVER:
        return []
    if status == "incomplete":
        return [subscription.created + EXPIRES]
    found = [subscription.cancel_at] if subscription.cancel_at else []
    if status == "paused":
        return found
    end = end_of(subscription)
    found.append(end)
    if status == "trialing" and subscription.trial_end and not told(subscription, "trial", subscription.trial_end):
        found.append(subscription.trial_end - NOTICE)
    if upcoming(subscription) and not told(subscription, "upcoming", end):
        found.append(end - UPCOMING)
    if subscription.get("_phase_end"):
        found.append(subscription.get("_phase_end"))
    if subscription.get("next_pending_invoice_item_invoice"):
        found.append(subscription.get("next_pending_invoice_item_invoice"))
    pause = subscription.pause_collection
    if pause and pause.get("resumes_at"):
        found.append(pause["resumes_at"])
    return found


def upcoming(subscription: Subscription) -> bool:
    """Whether the next renewal is told before it comes: not where the period is as short as the notice."""
    ends = subscription.cancel_at is not None and subscription.cancel_at <= end_of(subscription)
    return not ends and end_of(subscription) - start_of(subscription) > UPCOMING


def arrange(call: Call, subscription: Subscription) -> Subscription:
    """See to it that it wakes when something is due."""
    found = moments(call, subscription)
    if not found:
        return subscription
    at = max(min(found), time_of(call, subscription))
    if at == subscription._wake:
        return subscription
    timing.later(call, at, "subscription", subscription.id, timing.of(subscription))
    return save(call, subscription, _wake=at)


def limit(call: Call, clock: str) -> int | None:
    """How far a test clock may go at once: two of the shortest periods on it; None where nobody subscribes."""
    found = [
        call.get(Price, item["price"]).recurring or {}
        for subscription in call.all(Subscription, {"test_clock": clock}) if subscription.status not in OVER
        for item in subscription._items
    ]  # fmt: skip
    at = timing.seconds(call, clock)
    return min((periods.boundary(at, recurring, 2) for recurring in found), default=None)
