"""Prorations: credit for what was paid and is not used, a charge for what is left of a period; https://docs.stripe.com/billing/subscriptions/prorations."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..lookups import make
from ..records.billing import InvoiceItem, Subscription
from ..records.customers import Price
from . import discounting, lines, periods, pricing
from .lines import Item

if TYPE_CHECKING:
    from clonery.server.call import Call

Spec = dict[str, Any]
"""One proration: what an invoice item is to say. Amounts are rounded down, a credit so to the customer's favor."""


def credit(call: Call, subscription: Subscription, item: Item, at: int) -> Spec | None:
    """What an item's customer gets back: its share of what was charged, for the time from `at` on."""
    held = item.get("_billed")
    if not held or not held["amount"]:
        return None
    begun = max(at, held["start"])
    if begun >= held["end"]:
        return None
    share = Fraction(held["end"] - begun, held["end"] - held["start"])
    credited = None
    if held.get("line"):
        details = {"invoice": held["invoice"], "invoice_line_items": [held["line"]]}
        credited = {"type": "invoice_line_items", "invoice_line_item_details": details}
    elif held.get("item"):
        credited = {"type": "invoice_item", "invoice_item": held["item"]}
    price = call.get(Price, held.get("price") or item["price"])
    quantity, amount = int(held.get("quantity") or item["quantity"]), int(-held["amount"] * share // 1)
    return _spec(call, item, price, amount, quantity, "Unused", begun, held["end"], credited)


def debit(call: Call, subscription: Subscription, item: Item, at: int, anchor: int) -> Spec | None:
    """What an item costs for the rest of its period."""
    price = call.get(Price, item["price"])
    start, end = item["current_period_start"], item["current_period_end"]
    if pricing.metered(price) or at >= end:
        return None
    recurring = price.recurring or {}
    begin = periods.until(anchor, recurring, max(at, start))
    share = Fraction(end - max(at, start), periods.after(anchor, recurring, max(at, start)) - begin)
    for id in (*item["discounts"], *discounting.alive(call, subscription.discounts, at)):
        coupon = discounting.coupon_of(call, id)
        if coupon.percent_off is not None:
            share *= 1 - Fraction(str(coupon.percent_off)) / 100
    amount = int(pricing.exact(price, item["quantity"]) * share // 1)
    if not amount:
        return None
    return _spec(call, item, price, amount, item["quantity"], "Remaining", max(at, start), end, None)


def credits(call: Call, subscription: Subscription, at: int) -> list[Spec]:
    """What all items give back when they end."""
    found = (credit(call, subscription, item, at) for item in subscription._items)
    return [spec for spec in found if spec is not None]


def _spec(
    call: Call, item: Item, price: Price, amount: int, quantity: int, what: str, start: int, end: int, credited: Any
) -> Spec:
    times = f"{quantity} × " if quantity and quantity > 1 else ""
    return {
        "amount": amount, "currency": price.currency, "quantity": quantity, "period": lines.period(start, end),
        "description": f"{what} time on {times}{pricing.name_of(call, price)} after {periods.date(start)}",
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
