"""What a quantity of a price costs, and how an invoice words it; https://docs.stripe.com/products-prices/pricing-models."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..lookups import make, metadata, named
from ..money import amounts
from ..records.customers import Price, Product
from ..refusals import Refusal, absent

if TYPE_CHECKING:
    from clonery.server.call import Call

ONCE, RECURRING = "one_time", "recurring"
_EVERY = {1: "{}", 2: "every {} {}s"}


def metered(price: Price) -> bool:
    """Whether usage is billed, at the end of a period."""
    return bool(price.recurring) and (price.recurring or {}).get("usage_type") == "metered"


def exact(price: Price, quantity: int | Fraction) -> Fraction:
    """What a quantity costs, before rounding."""
    units = Fraction(quantity)
    transform = price.get("transform_quantity")
    if transform:
        parts = units / transform["divide_by"]
        units = Fraction(-(-parts // 1) if transform["round"] == "up" else parts // 1)
    if price.billing_scheme == "tiered":
        tiers = price.get("_tiers") or []
        return _volume(tiers, units) if price.get("tiers_mode") == "volume" else _graduated(tiers, units)
    return units * Fraction(price.unit_amount_decimal or 0)


def _volume(tiers: list[dict[str, Any]], units: Fraction) -> Fraction:
    """All units at the price of the tier that the last one falls into."""
    tier = next((tier for tier in tiers if tier["up_to"] is None or units <= tier["up_to"]), tiers[-1])
    return units * Fraction(tier["unit_amount_decimal"] or 0) + Fraction(tier["flat_amount_decimal"] or 0)


def _graduated(tiers: list[dict[str, Any]], units: Fraction) -> Fraction:
    """Each unit at the price of its own tier; a tier's flat amount once it is reached, the first one's always."""
    total, below = Fraction(0), Fraction(0)
    for place, tier in enumerate(tiers):
        if place and units <= below:
            break
        top = units if tier["up_to"] is None else min(units, Fraction(tier["up_to"]))
        total += (top - below) * Fraction(tier["unit_amount_decimal"] or 0) + Fraction(tier["flat_amount_decimal"] or 0)
        below = Fraction(tier["up_to"]) if tier["up_to"] is not None else units
    return total


def cost(price: Price, quantity: int | Fraction) -> int:
    """What a quantity costs, to the nearest smallest unit, halves up."""
    return amounts.rounded(exact(price, quantity))


def name_of(call: Call, price: Price) -> str:
    product = call.peek(Product, price.product)
    return product.name if product else price.product


def money(amount: int, currency: str) -> str:
    """An amount as invoices write it: `$20.00`."""
    text = amounts.written(amount, currency).split()[0]
    return text if not text[0].isdigit() else f"{currency.upper()} {text}"


def wording(call: Call, price: Price, quantity: int | Fraction) -> str:
    """`2 × Pro shop (at €49.00 / month)`."""
    recurring = price.recurring or {}
    count = recurring.get("interval_count", 1)
    every = _EVERY[min(count, 2)].format(
        *((recurring.get("interval"),) if count == 1 else (count, recurring.get("interval")))
    )
    if price.billing_scheme == "tiered":
        return f"{number(quantity)} × {name_of(call, price)} (tiered / {every})"
    unit = (
        price.unit_amount
        if price.unit_amount is not None
        else amounts.rounded(Fraction(price.unit_amount_decimal or 0))
    )
    return f"{number(quantity)} × {name_of(call, price)} (at {money(unit, price.currency)} / {every})"


def number(quantity: int | Fraction) -> str:
    value = Fraction(quantity)
    return str(value.numerator) if value.denominator == 1 else f"{float(value):g}"


def priced(call: Call, given: dict[str, Any], param: str, recurring: bool) -> Price:
    """The price that an item names or describes. Raises NotFound, Refusal."""
    if given.get("price_data"):
        return _described(call, given["price_data"], f"{param}[price_data]")
    id = given.get("price")
    if id is None:
        raise absent(f"{param}[price]")
    price = named(call, Price, id, f"{param}[price]")
    if not price.active:
        raise Refusal(
            "The price specified is inactive. This field only accepts active prices.", param=f"{param}[price]"
        )
    if recurring and price.type != RECURRING:
        message = (
            "The price specified is set to `type=one_time` but this field only accepts prices with `type=recurring`."
        )
        raise Refusal(message, param=f"{param}[price]")
    if not recurring and price.type == RECURRING:
        message = (
            "The price specified is set to `type=recurring` but this field only accepts prices with `type=one_time`."
        )
        raise Refusal(message, param=f"{param}[price]")
    return price


def _described(call: Call, data: dict[str, Any], param: str) -> Price:
    """A price for one use: it is kept, but not offered again."""
    product = data.get("product")
    if product is None:
        if not data.get("product_data"):
            raise absent(f"{param}[product]")
        product = make(call, Product, "product.created", name=data["product_data"]["name"], updated=call.now, images=[],
                       marketing_features=[], metadata=metadata(data["product_data"].get("metadata"))).id  # fmt: skip
    named(call, Product, product, f"{param}[product]")
    amount = data.get("unit_amount_decimal", data.get("unit_amount"))
    if amount is None:
        raise absent(f"{param}[unit_amount]")
    return once(call, data["currency"], str(amount), product, data.get("recurring"), data.get("tax_behavior"))


def once(
    call: Call,
    currency: str,
    amount: str,
    product: str,
    recurring: dict[str, Any] | None = None,
    tax: str | None = None,
) -> Price:
    """A price made for one use."""
    value = amounts.fraction(amount, "unit_amount_decimal")
    if recurring is not None:
        recurring = {
            "interval_count": 1,
            "meter": None,
            "trial_period_days": None,
            "usage_type": "licensed",
            **recurring,
        }
    return make(
        call, Price, "price.created", active=False, currency=currency.lower(), product=product, recurring=recurring,
        type=RECURRING if recurring else ONCE, unit_amount=int(value) if value.denominator == 1 else None,
        unit_amount_decimal=amount, billing_scheme="per_unit", tax_behavior=tax or "unspecified", _tiers=None,
    )  # fmt: skip
