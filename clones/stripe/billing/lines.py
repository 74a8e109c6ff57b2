"""The lines of invoices: of subscription items, usage, trials and invoice items; https://docs.stripe.com/api/invoice-line-item."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..money import amounts
from ..records.billing import InvoiceItem, Subscription
from ..records.customers import Price
from . import discounting, metering, pricing

if TYPE_CHECKING:
    from clonery.server.call import Call

Line = dict[str, Any]
Item = dict[str, Any]


def _line(call: Call, amount: int, currency: str, description: str | None, **fields: Any) -> Line:
    made: Line = {
        "id": call.new_id("il_"), "object": "line_item", "amount": amount, "currency": currency,
        "description": description,
        "discount_amounts": [], "discountable": True, "discounts": [], "invoice": None, "livemode": False,
        "metadata": {},
        "parent": None, "period": {}, "pretax_credit_amounts": [], "pricing": None, "quantity": None,
        "quantity_decimal": None,
        "subscription": None, "subtotal": amount, "taxes": [], "_rates": [], "_product": None, "_item": None,
    }  # fmt: skip
    made.update(fields)
    if made["quantity"] is not None and made["quantity_decimal"] is None:
        made["quantity_decimal"] = str(made["quantity"])
    return made


def _of_item(call: Call, subscription: Subscription, item: Item, price: Price, **fields: Any) -> Line:
    """A line that bills a subscription item."""
    parent = {
        "invoice_item_details": None, "type": "subscription_item_details",
        "subscription_item_details": {
            "invoice_item": None, "proration": False, "proration_details": {"credited_items": None},
            "subscription": subscription.id, "subscription_item": item["id"],
        },
    }  # fmt: skip
    return _line(
        call, currency=price.currency, parent=parent, subscription=subscription.id, pricing=details(price),
        discounts=list(item["discounts"]), metadata=dict(subscription.metadata), _rates=list(item["tax_rates"]),
        _product=price.product, _item=item["id"], **fields,
    )  # fmt: skip


def details(price: Price, unit: str | None = None) -> dict[str, Any]:
    """What a line says of its price."""
    shown = unit if unit is not None else price.unit_amount_decimal
    held = {"price": price.id, "product": price.product}
    return {"price_details": held, "type": "price_details", "unit_amount_decimal": shown}


def period(start: int, end: int) -> dict[str, int]:
    return {"end": end, "start": start}


def cycle(call: Call, subscription: Subscription, item: Item, start: int, end: int, share: Fraction) -> list[Line]:
    """A licensed item for the period that begins, or for that share of it; none for usage, which has yet to happen."""
    price = pricing.held(call, item["price"], subscription.currency)
    if pricing.metered(price):
        return []
    return _parts(call, subscription, item, price, Fraction(item["quantity"]), start, end, share)


def _parts(
    call: Call, subscription: Subscription, item: Item, price: Price, units: Fraction, start: int, end: int,
    share: Fraction = pricing.WHOLE, below: Fraction = pricing.NOTHING,
) -> list[Line]:  # fmt: skip
    """The lines of an item: one, or one for each tier and each flat amount."""
    made = []
    for part in pricing.parts(price, units, below):
        line = _of_item(
            call, subscription, item, price, amount=amounts.rounded(part.amount * share), quantity=int(part.units),
            period=period(start, end), description=pricing.wording(call, price, part),
        )  # fmt: skip
        line["pricing"]["unit_amount_decimal"] = part.unit
        line["quantity_decimal"] = pricing.number(part.units)
        made.append(line)
    return made


def trial(call: Call, subscription: Subscription, item: Item, start: int, end: int) -> Line | None:
    """A line for nothing, while a trial lasts."""
    price = pricing.held(call, item["price"], subscription.currency)
    if pricing.metered(price):
        return None
    quantity = item["quantity"]
    words = f"Trial period for {pricing.name_of(call, price)}"
    return _of_item(call, subscription, item, price, amount=0, quantity=quantity, period=period(start, end),
                    description=words, discountable=False)  # fmt: skip


def usage(call: Call, subscription: Subscription, item: Item, start: int, end: int) -> list[Line]:
    """What was used in the period that ends, and was not billed yet; none for licensed items."""
    price = pricing.held(call, item["price"], subscription.currency)
    if not pricing.metered(price):
        return []
    used = metering.used(call, price, subscription.customer, max(start, item.get("_since") or start), end)
    return _parts(call, subscription, item, price, used, start, end, below=Fraction(item.get("_used") or 0))


def once(call: Call, subscription: Subscription | None, price: Price, given: dict[str, Any], at: int) -> Line:
    """Something that is sold once."""
    quantity = given.get("quantity", 1)
    parent = {
        "invoice_item_details": {"invoice_item": call.new_id("ii_"), "proration": False,
                                 "proration_details": {"credited_items": None},
                                 "subscription": subscription.id if subscription else None},
        "subscription_item_details": None, "type": "invoice_item_details",
    }  # fmt: skip
    return _line(
        call, pricing.cost(price, quantity), price.currency, pricing.name_of(call, price), parent=parent,
        period=period(at, at), pricing=details(price), quantity=quantity, _rates=list(given.get("tax_rates") or []),
        subscription=subscription.id if subscription else None, metadata=dict(given.get("metadata") or {}),
        discountable=given.get("discountable", True), _product=price.product,
    )  # fmt: skip


def pending(call: Call, item: InvoiceItem) -> Line:
    """A line that takes up an invoice item."""
    subscription, of = item._subscription, item._item
    shared = {"proration": item.proration, "proration_details": {"credited_items": credited(item)}}
    if subscription and of and item.proration:
        details = {**shared, "invoice_item": item.id, "subscription": subscription, "subscription_item": of}
        parent = {
            "invoice_item_details": None,
            "subscription_item_details": details,
            "type": "subscription_item_details",
        }
    else:
        details = {**shared, "invoice_item": item.id, "subscription": subscription}
        parent = {"invoice_item_details": details, "subscription_item_details": None, "type": "invoice_item_details"}
    product = ((item.pricing or {}).get("price_details") or {}).get("product")
    return _line(
        call, item.amount, item.currency, item.description, discountable=item.discountable, parent=parent,
        discounts=discounting.alive(call, item.discounts, item.date), metadata=dict(item.metadata),
        period=dict(item.period),
        pricing=item.pricing, quantity=item.quantity, subscription=subscription, _rates=list(item.tax_rates),
        _product=product, _item=of, _invoice_item=item.id, _taxes=item.get("_taxes") or [],
        quantity_decimal=item.get("quantity_decimal") or str(item.quantity),
    )  # fmt: skip


def credited(item: InvoiceItem) -> dict[str, Any] | None:
    """The line that a credit gives back."""
    found = (item.get("proration_details") or {}).get("credited_items")
    return found.get("invoice_line_item_details") if found else None
