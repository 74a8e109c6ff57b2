"""What an invoice comes to: discounts spread over its lines, taxes line by line; https://docs.stripe.com/invoicing/taxes."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..money import amounts
from ..records.customers import Coupon, TaxRate
from .discounting import amount_off, coupon_of

if TYPE_CHECKING:
    from clonery.server.call import Call

Line = dict[str, Any]


def total(
    call: Call, lines: list[Line], discounts: list[str], default_rates: list[str], exempt: str | None,
    shipping: dict[str, Any] | None = None,
) -> dict[str, Any]:  # fmt: skip
    """The fields of an invoice that its lines and its shipping make; the lines get their discounts and taxes."""
    sent = int(shipping["amount_subtotal"]) if shipping else 0
    left = [_own(call, line) for line in lines]
    subtotal = sum(left)
    for id in discounts:
        for place, amount in enumerate(_spread(call, id, lines, left)):
            if amount:
                left[place] -= amount
                _note(lines[place], id, amount)
    for place, line in enumerate(lines):
        for credit in line.get("_credits") or []:
            left[place] -= credit["amount"]
            line["pretax_credit_amounts"].append(credit)
    exclusive = inclusive = 0
    for line, net in zip(lines, left, strict=True):
        rates = line["_rates"] or default_rates
        line["taxes"] = line["_taxes"] if line.get("_taxes") else taxes(call, net, rates, exempt)
        for tax in line["taxes"]:
            if tax["tax_behavior"] == "exclusive":
                exclusive += tax["amount"]
            else:
                inclusive += tax["amount"]
    return {
        "subtotal": subtotal, "subtotal_excluding_tax": subtotal - inclusive, "amount_shipping": sent,
        "total": sum(left) + exclusive + sent, "total_excluding_tax": sum(left) - inclusive + sent,
        "total_taxes": summed(lines),
        "total_discount_amounts": _discounts(lines),
        "total_pretax_credit_amounts": _pretax(_discounts(lines)) + _credits(lines),
    }  # fmt: skip


def net(line: Line) -> int:
    """What a line costs after its discounts, before exclusive taxes."""
    return int(line["amount"]) - sum(int(each["amount"]) for each in line["discount_amounts"])


def _own(call: Call, line: Line) -> int:
    """What is left of a line after the discounts that are its own."""
    line["discount_amounts"], line["pretax_credit_amounts"] = [], []
    left = int(line["amount"])
    for id in line["discounts"]:
        if left > 0 and line["discountable"]:
            amount = _off(coupon_of(call, id), left, line.get("currency"))
            left -= amount
            _note(line, id, amount)
    return left


def _off(coupon: Coupon, base: int, currency: str | None) -> int:
    """What a coupon takes off an amount."""
    if coupon.percent_off is not None:
        return amounts.share(base, coupon.percent_off)
    return min(amount_off(coupon, currency) or 0, base)


def _spread(call: Call, id: str, lines: list[Line], left: list[int]) -> list[int]:
    """A discount of the whole invoice, spread over its lines by what they cost: rounded down, the rest to the first."""
    coupon = coupon_of(call, id)
    products = (coupon.get("_applies_to") or {}).get("products")
    places = [
        place for place, line in enumerate(lines)
        if line["discountable"] and left[place] > 0 and (not products or line["_product"] in products)
    ]  # fmt: skip
    base = sum(left[place] for place in places)
    made = [0] * len(lines)
    if not base:
        return made
    off = _off(coupon, base, lines[places[0]].get("currency"))
    for place in places:
        made[place] = off * left[place] // base
    rest = off - sum(made)
    for place in places:
        step = min(rest, left[place] - made[place], 1)
        made[place] += step
        rest -= step
    return made


def _note(line: Line, id: str, amount: int) -> None:
    line["discount_amounts"].append({"amount": amount, "discount": id})
    line["pretax_credit_amounts"].append({"amount": amount, "discount": id, "type": "discount"})


def taxes(call: Call, amount: int, rates: list[str], exempt: str | None) -> list[dict[str, Any]]:
    """The taxes of one line, each rounded to the nearest unit."""
    found = [call.get(TaxRate, id) for id in rates]
    share = sum((Fraction(str(rate.percentage)) for rate in found if rate.inclusive), Fraction(0)) / 100
    base = Fraction(amount) / (1 + share)
    made, inside = [], 0
    for rate in sorted(found, key=lambda rate: not rate.inclusive):
        part = Fraction(str(rate.percentage)) / 100
        taxable = base if rate.inclusive else Fraction(amount - inside)
        tax = 0 if exempt in ("exempt", "reverse") else amounts.rounded(taxable * part)
        inside += tax if rate.inclusive else 0
        reason = {"exempt": "customer_exempt", "reverse": "reverse_charge"}.get(exempt or "", "standard_rated")
        made.append({
            "amount": tax, "tax_behavior": "inclusive" if rate.inclusive else "exclusive",
            "tax_rate_details": {"tax_rate": rate.id}, "taxability_reason": reason,
            "taxable_amount": amounts.rounded(taxable), "type": "tax_rate_details",
        })  # fmt: skip
    return made


def summed(lines: list[Line]) -> list[dict[str, Any]]:
    """The taxes of all lines, by rate."""
    found: dict[str, dict[str, Any]] = {}
    for tax in (tax for line in lines for tax in line["taxes"]):
        held = found.setdefault(tax["tax_rate_details"]["tax_rate"], {**tax, "amount": 0, "taxable_amount": 0})
        held["amount"] += tax["amount"]
        held["taxable_amount"] += tax["taxable_amount"]
    return list(found.values())


def _discounts(lines: list[Line]) -> list[dict[str, Any]]:
    found: dict[str, int] = {}
    for each in (each for line in lines for each in line["discount_amounts"]):
        found[each["discount"]] = found.get(each["discount"], 0) + each["amount"]
    return [{"amount": amount, "discount": id} for id, amount in found.items()]


def _credits(lines: list[Line]) -> list[dict[str, Any]]:
    return [credit for line in lines for credit in line.get("_credits") or []]


def _pretax(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**each, "type": "discount"} for each in found]
