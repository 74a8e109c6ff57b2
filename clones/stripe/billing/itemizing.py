"""Invoice items as callers describe them; https://docs.stripe.com/api/invoiceitems."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..lookups import make
from ..money import amounts
from ..records.billing import InvoiceItem, Subscription
from ..records.customers import Price, Product, TaxRate
from ..refusals import Refusal, absent
from . import discounting, lines, pricing, terms
from .standing import time_of

if TYPE_CHECKING:
    from clonery.server.call import Call


def described(call: Call, given: dict[str, Any], param: str, at: int) -> dict[str, Any]:
    """The fields of an invoice item: by a price, or an amount for which a price is made. Raises Refusal, NotFound."""
    named = (given.get("pricing") or {}).get("price") or given.get("price")
    prefix = f"{param}[" if param else ""
    end = "]" if param else ""
    if given.get("amount") is not None and (named or given.get("price_data") or given.get("unit_amount_decimal")):
        raise Refusal("You may only specify one of these parameters: amount, pricing.", param=f"{prefix}amount{end}")
    if given.get("currency") is None and given.get("amount") is not None:
        raise absent(f"{prefix}currency{end}")
    exact = fraction_of(given, prefix, end)
    quantity = int(exact)
    price: Price | None = None
    if named or given.get("price_data"):
        price = pricing.priced(call, {**given, "price": named}, param or "pricing", False)
        price = pricing.inside(price, str(given["currency"]).lower() if given.get("currency") else None)
        amount, unit = pricing.cost(price, exact), price.unit_amount_decimal
        currency = price.currency
    else:
        amount, unit, currency = _amount(given, exact, prefix, end)
    period = given.get("period") or {"start": at, "end": at}
    if period["end"] < period["start"]:
        raise Refusal("The period must end after it starts.", param="period[end]")
    description = given.get("description") or (pricing.name_of(call, price) if price else None)
    return {
        "amount": amount, "currency": currency, "created": at, "date": at, "description": description,
        "net_amount": amount,
        "discountable": given.get("discountable", amount >= 0), "period": lines.period(period["start"], period["end"]),
        "pricing": lines.details(price) if price else None, "proration": False, "quantity": quantity, "_unit": unit,
        "quantity_decimal": pricing.number(exact), "_taxes": told_taxes(call, given),
        "tax_rates": terms.rates(call, given.get("tax_rates"), "tax_rates"),
    }  # fmt: skip


def fraction_of(given: dict[str, Any], prefix: str = "", end: str = "") -> Fraction:
    """How many of something: a whole number, or a decimal. Raises Refusal."""
    if given.get("quantity_decimal") in (None, ""):
        return Fraction(given.get("quantity", 1))
    if given.get("quantity") is not None:
        message = "You may only specify one of these parameters: quantity, quantity_decimal."
        raise Refusal(message, param=f"{prefix}quantity_decimal{end}")
    return amounts.fraction(given["quantity_decimal"], f"{prefix}quantity_decimal{end}")


def told_taxes(call: Call, given: dict[str, Any]) -> list[dict[str, Any]]:
    """Taxes whose amounts the caller reckoned: each is a rate of its own."""
    made = []
    for each in given.get("tax_amounts") or []:
        data = each["tax_rate_data"]
        inclusive = bool(data["inclusive"])
        rate = make(call, TaxRate, "tax_rate.created", active=False, display_name=data["display_name"],
                    inclusive=inclusive, percentage=float(data["percentage"]), country=data.get("country"),
                    description=data.get("description"), jurisdiction=data.get("jurisdiction"),
                    state=data.get("state"), tax_type=data.get("tax_type"))  # fmt: skip
        made.append({
            "amount": each["amount"], "tax_behavior": "inclusive" if inclusive else "exclusive",
            "tax_rate_details": {"tax_rate": rate.id}, "taxable_amount": each["taxable_amount"],
            "taxability_reason": each.get("taxability_reason") or "not_available", "type": "tax_rate_details",
        })  # fmt: skip
    return made


def _amount(given: dict[str, Any], quantity: Fraction, prefix: str, end: str) -> tuple[int, str, str]:
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


def extra(call: Call, subscription: Subscription, given: Any) -> list[InvoiceItem]:
    """Things that are sold once wait for the next invoice."""
    at = time_of(call, subscription)
    made = []
    for number, each in enumerate(given or []):
        param = f"add_invoice_items[{number}]"
        price = pricing.inside(pricing.priced(call, each, param, False), subscription.currency, f"{param}[price]")
        used = discounting.resolve(call, each.get("discounts"), at, subscription.currency, subscription.customer)
        quantity = each.get("quantity", 1)
        made.append(make(
            call, InvoiceItem, "invoiceitem.created", amount=pricing.cost(price, quantity), currency=price.currency,
            created=at,
            customer=subscription.customer, date=at, description=pricing.name_of(call, price), discountable=True,
            discounts=used, period=lines.period(at, at), pricing=lines.details(price), quantity=quantity, metadata={},
            quantity_decimal=str(quantity), tax_rates=list(each.get("tax_rates") or []), net_amount=0,
            parent={"subscription_details": {"subscription": subscription.id}, "type": "subscription_details"},
            test_clock=subscription.test_clock, _subscription=subscription.id, _unit=price.unit_amount_decimal,
        ))  # fmt: skip
    return made
