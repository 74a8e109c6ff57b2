"""Prorations: credit for what was paid and is not used, a charge for what is left of a period; https://docs.stripe.com/billing/subscriptions/prorations."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..lookups import make
from ..money import amounts
from ..records.billing import InvoiceItem, Subscription
from ..records.customers import Price
from . import discounting, lines, periods, pricing
from .lines import Item

if TYPE_CHECKING:
    from clonery.server.call import Call

CLASSIC = "classic"
Spec = dict[str, Any]
"""One proration: what an invoice item is to say. Amounts are rounded to the nearest unit."""


def credit(call: Call, subscription: Subscription, item: Item, at: int) -> Spec | None:
    """What an item's customer gets back: its share of what was charged, for the time from `at` on."""
    held = item.get("_billed")
    if subscription.billing_mode.get("type") == CLASSIC and subscription.status != "trialing":
        return _classic(call, subscription, item, at)
    if not held or not held["amount"]:
        return None
    begun = max(at, held["start"])
    if begun >= held["end"]:
        return None
    share = Fraction(held["end"] - begun, held["end"] - held["start"])
    credited = None
    if held.get("lines"):
        details = {"invoice": held["invoice"], "invoice_line_items": list(held["lines"])}
        credited = {"type": "invoice_line_items", "invoice_line_item_details": details}
    elif held.get("item"):
        credited = {"type": "invoice_item", "invoice_item": held["item"]}
    price = pricing.held(call, held.get("price") or item["price"], subscription.currency)
    quantity, amount = int(held.get("quantity") or item["quantity"]), amounts.rounded(-held["amount"] * share)
    off = percent_off(call, subscription, item, at)
    return _spec(call, item, price, amount, quantity, "Unused", begun, held["end"], credited, off)


def _classic(call: Call, subscription: Subscription, item: Item, at: int) -> Spec | None:
    """In the classic billing mode a credit is told by what an item costs now, whatever was charged for it."""
    made = debit(call, subscription, item, at, subscription.billing_cycle_anchor)
    if made is None:
        return None
    return {**made, "amount": -made["amount"], "description": made["description"].replace("Remaining", "Unused", 1)}


def debit(call: Call, subscription: Subscription, item: Item, at: int, anchor: int) -> Spec | None:
    """What an item costs for the rest of its period."""
    price = pricing.held(call, item["price"], subscription.currency)
    start, end = item["current_period_start"], item["current_period_end"]
    if pricing.metered(price) or at >= end:
        return None
    recurring = price.recurring or {}
    begin = periods.until(anchor, recurring, max(at, start))
    share = Fraction(end - max(at, start), periods.after(anchor, recurring, max(at, start)) - begin)
    off = percent_off(call, subscription, item, at)
    amount = amounts.rounded(pricing.exact(price, item["quantity"]) * share * (1 - off / 100))
    if not amount:
        return None
    return _spec(call, item, price, amount, item["quantity"], "Remaining", max(at, start), end, None, off)


def used(call: Call, subscription: Subscription, item: Item, at: int) -> Spec | None:
    """What was used of a metered item that goes away; None for others, and where nothing was."""
    found = lines.usage(call, subscription, item, item["current_period_start"], at)
    amount = sum(line["amount"] for line in found)
    if not amount:
        return None
    price = pricing.held(call, item["price"], subscription.currency)
    quantity = sum(int(line["quantity"] or 0) for line in found)
    made = _spec(call, item, price, amount, quantity, "", found[0]["period"]["start"], at, None, Fraction(0))
    return {**made, "description": found[0]["description"]}


def percent_off(call: Call, subscription: Subscription, item: Item, at: int) -> Fraction:
    """The share in a hundred that an item's coupons, and then its subscription's, take off."""
    left = Fraction(1)
    for id in (*item["discounts"], *discounting.alive(call, subscription.discounts, at)):
        coupon = discounting.coupon_of(call, id)
        if coupon.percent_off is not None:
            left *= 1 - Fraction(str(coupon.percent_off)) / 100
    return (1 - left) * 100


def credits(call: Call, subscription: Subscription, at: int) -> list[Spec]:
    """What all items give back when they end."""
    found = (credit(call, subscription, item, at) for item in subscription._items)
    return [spec for spec in found if spec is not None]


def _spec(
    call: Call, item: Item, price: Price, amount: int, quantity: int, what: str, start: int, end: int, credited: Any,
    off: Fraction,
) -> Spec:  # fmt: skip
    times = f"{quantity} × " if quantity and quantity > 1 else ""
    less = f" (with {float(off)}% off)" if off else ""
    return {
        "amount": amount, "currency": price.currency, "quantity": quantity, "period": lines.period(start, end),
        "description": f"{what} time on {times}{pricing.name_of(call, price)}{less} after {periods.date(start)}",
        "pricing": {**lines.details(price), "unit_amount_decimal": None}, "tax_rates": list(item["tax_rates"]),
        "proration_details": {"credited_items": credited, "discount_amounts": []}, "_item": item["id"],
    }  # fmt: skip


def fields(subscription: Subscription, spec: Spec, at: int) -> dict[str, Any]:
    """A proration as an invoice item."""
    held = {"subscription": subscription.id, "subscription_item": spec["_item"]}
    return {
        **spec, "customer": subscription.customer, "created": at, "date": at, "discountable": False, "discounts": [],
        "invoice": None, "metadata": dict(subscription.metadata), "net_amount": spec["amount"], "proration": True,
        "parent": {"subscription_details": held, "type": "subscription_details"},
        "quantity_decimal": str(spec["quantity"]),
        "test_clock": subscription.test_clock, "_subscription": subscription.id,
    }  # fmt: skip


def write(call: Call, subscription: Subscription, specs: Iterable[Spec], at: int) -> list[InvoiceItem]:
    """Store prorations, charges first: newest first, as invoices list them, credits lead."""
    made = []
    for spec in sorted(specs, key=lambda spec: spec["amount"] < 0):
        made.append(make(call, InvoiceItem, "invoiceitem.created", **fields(subscription, spec, at)))
    return made


def imagined(subscription: Subscription, specs: Iterable[Spec], at: int) -> list[InvoiceItem]:
    """The same, not stored, in the order of an invoice: for previews."""
    ordered = sorted(specs, key=lambda spec: spec["amount"] >= 0)
    given = ({**InvoiceItem.DEFAULTS, **fields(subscription, spec, at)} for spec in ordered)
    return [InvoiceItem.load(0, {**each, "id": f"ii_preview{place}"}) for place, each in enumerate(given)]
