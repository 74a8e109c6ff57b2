"""Invoice items as callers describe them; https://docs.stripe.com/api/invoiceitems."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..lookups import make
from ..money import amounts
from ..records.customers import Price, Product
from ..refusals import Refusal, absent
from . import checking, lines, pricing, subscribing

if TYPE_CHECKING:
    from clonery.server.call import Call


def described(call: Call, given: dict[str, Any], param: str, at: int) -> dict[str, Any]:
    """The fields of an invoice item: by a price, or an amount for which a price is made. Raises Refusal, NotFound."""
    checking.unbilled(given, checking.INVOICE_ITEM, param)
    named = (given.get("pricing") or {}).get("price") or given.get("price")
    prefix = f"{param}[" if param else ""
    end = "]" if param else ""
    if given.get("amount") is not None and (named or given.get("price_data") or given.get("unit_amount_decimal")):
        raise Refusal("You may only specify one of these parameters: amount, pricing.", param=f"{prefix}amount{end}")
    if given.get("currency") is None and given.get("amount") is not None:
        raise absent(f"{prefix}currency{end}")
    quantity = given.get("quantity", 1)
    price: Price | None = None
    if named or given.get("price_data"):
        price = pricing.priced(call, {**given, "price": named}, param or "pricing", False)
        amount, unit = pricing.cost(price, Fraction(quantity)), price.unit_amount_decimal
        currency = price.currency
    else:
        amount, unit, currency = _amount(given, quantity, prefix, end)
    period = given.get("period") or {"start": at, "end": at}
    if period["end"] < period["start"]:
        raise Refusal("The period must end after it starts.", param="period[end]")
    description = given.get("description") or (pricing.name_of(call, price) if price else None)
    return {
        "amount": amount, "currency": currency, "created": at, "date": at, "description": description,
        "net_amount": amount,
        "discountable": given.get("discountable", amount >= 0), "period": lines.period(period["start"], period["end"]),
        "pricing": lines.details(price) if price else None, "proration": False, "quantity": quantity, "_unit": unit,
        "quantity_decimal": str(quantity), "tax_rates": subscribing.rates(call, given.get("tax_rates"), "tax_rates"),
    }  # fmt: skip


def _amount(given: dict[str, Any], quantity: int, prefix: str, end: str) -> tuple[int, str, str]:
    """Amount, unit amount and currency of an item without a price."""
    unit = given.get("unit_amount_decimal", given.get("unit_amount"))
    amount = given.get("amount")
    if amount is None and unit is None:
        raise absent(f"{prefix}amount{end}")
    if amount is None:
        amount = amounts.rounded(amounts.fraction(unit, f"{prefix}unit_amount_decimal{end}") * quantity)
    if given.get("currency") is None:
        raise absent(f"{prefix}currency{end}")
    return amount, str(unit if unit is not None else amount), str(given["currency"]).lower()


def priced(call: Call, fields: dict[str, Any]) -> dict[str, Any]:
    """The fields with a price of their own, made for this one use, where they name none."""
    if fields["pricing"] is not None:
        return fields
    product = make(call, Product, "product.created", name=fields["description"] or "Invoice item", updated=call.now,
                   images=[],
                   marketing_features=[], active=False)  # fmt: skip
    price = pricing.once(call, fields["currency"], fields["_unit"], product.id)
    return {**fields, "pricing": lines.details(price)}
