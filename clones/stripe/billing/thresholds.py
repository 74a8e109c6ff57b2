"""Usage billed before a period ends, once it comes to enough; https://docs.stripe.com/billing/subscriptions/usage-based/thresholds."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from .. import timing
from ..records.billing import Subscription
from ..records.customers import Customer, Price
from . import changing, discounting, invoicing, metering, planning, pricing, prorating, standing, totals
from .lines import Item, Line, pending, usage
from .standing import time_of

if TYPE_CHECKING:
    from clonery.server.call import Call

QUIET = timing.DAY
"""Seconds before a period's end in which nothing is billed early."""


def check(call: Call, customer: str) -> None:
    """Bill the subscriptions of a customer whose usage has come to enough."""
    for subscription in call.all(Subscription, {"customer": customer}):
        at = time_of(call, subscription)
        if subscription.status in ("active", "past_due") and at < standing.end_of(subscription) - QUIET:
            reason = _reached(call, subscription, at)
            if reason is not None:
                _bill(call, subscription, at, reason)


def _reached(call: Call, subscription: Subscription, at: int) -> dict[str, Any] | None:
    """Which thresholds are reached, as the invoice tells it: items whose lines are still to be named."""
    items = [item for item in subscription._items if _enough(call, subscription, item, at)]
    asked = (subscription.get("billing_thresholds") or {}).get("amount_gte")
    reached = asked is not None and _accrued(call, subscription, at) >= asked
    if not items and not reached:
        return None
    reasons = [{"_item": item["id"], "line_item_ids": [], "usage_gte": item["billing_thresholds"]["usage_gte"]}
               for item in items]  # fmt: skip
    return {"amount_gte": asked if reached else None, "item_reasons": reasons}


def _enough(call: Call, subscription: Subscription, item: Item, at: int) -> bool:
    """Whether an item has come to its own threshold, since it was billed last."""
    asked = item.get("billing_thresholds")
    if not asked:
        return False
    return bool(_units(call, subscription, item, at) - Fraction(item.get("_used") or 0) >= asked["usage_gte"])


def _units(call: Call, subscription: Subscription, item: Item, at: int) -> Fraction:
    """What was used of an item until now."""
    price = call.get(Price, item["price"])
    begun = max(item["current_period_start"], item.get("_since") or 0)
    return metering.used(call, price, subscription.customer, begun, at + 1)


def _lines(call: Call, subscription: Subscription, at: int) -> list[Line]:
    """What would be billed now: what waits, and usage until now."""
    customer = call.get(Customer, subscription.customer)
    waiting = invoicing.pending_items(call, customer, subscription.currency, subscription.id, True)
    made = [pending(call, item) for item in waiting]
    for item in subscription._items:
        made += usage(call, subscription, item, item["current_period_start"], at + 1)
    return made


def _accrued(call: Call, subscription: Subscription, at: int) -> int:
    """What it would come to, without taxes."""
    discounts = discounting.alive(call, subscription.discounts, at)
    made = totals.total(call, _lines(call, subscription, at), discounts, [], None)
    return int(made["total_excluding_tax"])


def _bill(call: Call, subscription: Subscription, at: int, reason: dict[str, Any]) -> None:
    """The invoice of a threshold; a period may begin with it."""
    customer = call.get(Customer, subscription.customer)
    items, begun, more = subscription._items, [], {}
    if (subscription.get("billing_thresholds") or {}).get("reset_billing_cycle_anchor"):
        change = planning.plan(call, subscription, {"billing_cycle_anchor": "now"})
        prorating.write(call, subscription, change.specs, at)
        begun = [line for line in change.lines if line["period"]["start"] == at]
        items, more = change.items, change.fields
    made = _lines(call, subscription, at) + begun
    items = [{**item, "_used": str(_units(call, subscription, item, at))} if _metered(call, item) else item
             for item in items]  # fmt: skip
    for each in reason["item_reasons"]:
        id = each.pop("_item")
        each["line_item_ids"] = [line["id"] for line in made if line["_item"] == id]
    fields = changing.invoice_fields(call, subscription, planning.Change(items, at), at)
    fields |= {"billing_reason": "subscription_threshold", "threshold_reason": reason,
               "period_start": standing.start_of(subscription)}  # fmt: skip
    invoice = invoicing.draft(call, customer, made, at, **fields)
    left = invoicing.use_discounts(call, subscription, invoice)
    standing.change(call, subscription, _items=items, latest_invoice=invoice.id, discounts=left, **more)


def _metered(call: Call, item: Item) -> bool:
    return pricing.metered(call.get(Price, item["price"]))
