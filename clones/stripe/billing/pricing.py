"""What a quantity of a price costs, and how an invoice words it; https://docs.stripe.com/products-prices/pricing-models."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from ..lookups import make, metadata, named
from ..money import amounts
from ..records.customers import Price, Product
from ..refusals import Refusal, absent

if TYPE_CHECKING:
    from clonery.server.call import Call

ONCE, RECURRING = "one_time", "recurring"
NOTHING, WHOLE = Fraction(0), Fraction(1)


def metered(price: Price) -> bool:
    """Whether usage is billed, at the end of a period."""
    return bool(price.recurring) and (price.recurring or {}).get("usage_type") == "metered"


class Part(NamedTuple):
    """What an invoice bills by one line: units of one tier, a tier's flat amount, or all units of a price."""

    units: Fraction
    amount: Fraction
    unit: str | None
    tier: int = 0
    flat: bool = False


def inside(price: Price, currency: str | None, param: str = "currency") -> Price:
    """A price as it is in that currency: its own, or one of its options. Raises Refusal."""
    if currency is None or currency == price.currency:
        return price
    options = price.get("_currency_options") or {}
    option = options.get(currency)
    if option is None:
        known = ", ".join(f"`{each}`" for each in (price.currency, *sorted(options)))
        message = f"The price specified only supports {known}. This doesn't match the expected currency: `{currency}`."
        raise Refusal(message, param=param)
    changes = {"currency": currency, "unit_amount": option["unit_amount"], "_tiers": option.get("tiers"),
               "unit_amount_decimal": option["unit_amount_decimal"]}  # fmt: skip
    return Price.load(price.rid, {**price.doc, **changes})


def held(call: Call, id: str, currency: str) -> Price:
    """The price of an item, in its subscription's currency."""
    return inside(call.get(Price, id), currency)


def transformed(price: Price, quantity: int | Fraction) -> Fraction:
    """Units as they are billed: in packages where a price is for one."""
    units, transform = Fraction(quantity), price.get("transform_quantity")
    if not transform:
        return units
    parts = units / transform["divide_by"]
    return Fraction(-(-parts // 1) if transform["round"] == "up" else parts // 1)


def parts(price: Price, quantity: int | Fraction, below: Fraction = NOTHING) -> list[Part]:
    """What a quantity is billed by; the units `below` were billed before."""
    units, before = transformed(price, quantity), transformed(price, below)
    tiers = price.get("_tiers") or []
    if price.billing_scheme != "tiered":
        unit = price.unit_amount_decimal
        return [Part(Fraction(quantity) - below, (units - before) * Fraction(unit or 0), unit)]
    return _volume(tiers, units, before) if price.get("tiers_mode") == "volume" else _graduated(tiers, units, before)


def exact(price: Price, quantity: int | Fraction, below: Fraction = NOTHING) -> Fraction:
    """What a quantity costs, before rounding."""
    return sum((part.amount for part in parts(price, quantity, below)), NOTHING)


def _tier(tiers: list[dict[str, Any]], units: Fraction) -> int:
    """The place of the tier that the last unit falls into."""
    found = (place for place, tier in enumerate(tiers) if tier["up_to"] is None or units <= tier["up_to"])
    return next(found, len(tiers) - 1)


def _volume(tiers: list[dict[str, Any]], units: Fraction, before: Fraction) -> list[Part]:
    """All units at the price of the tier that the last one falls into."""
    place = _tier(tiers, units)
    tier = tiers[place]
    paid = sum((part.amount for part in _volume(tiers, before, NOTHING)), NOTHING) if before else NOTHING
    made = [Part(units - before, units * Fraction(tier["unit_amount_decimal"] or 0) - paid,
                 tier["unit_amount_decimal"] or "0", place + 1)]  # fmt: skip
    return made + _flat(tier, place)


def _graduated(tiers: list[dict[str, Any]], units: Fraction, before: Fraction) -> list[Part]:
    """Each unit at the price of its own tier; a tier's flat amount once it is reached, the first one's always."""
    made: list[Part] = []
    begins = NOTHING
    for place, tier in enumerate(tiers):
        if place and units <= begins:
            break
        ends = units if tier["up_to"] is None else min(units, Fraction(tier["up_to"]))
        since = max(begins, before)
        if ends > since or (not before and not place):
            unit = tier["unit_amount_decimal"] or "0"
            made.append(Part(ends - since, (ends - since) * Fraction(unit), unit, place + 1))
        if not before or (place and before <= begins):
            made += _flat(tier, place)
        begins = Fraction(tier["up_to"]) if tier["up_to"] is not None else units
    return made


def _flat(tier: dict[str, Any], place: int) -> list[Part]:
    if tier["flat_amount_decimal"] is None:
        return []
    return [Part(NOTHING, Fraction(tier["flat_amount_decimal"]), None, place + 1, True)]


def cost(price: Price, quantity: int | Fraction, below: Fraction = NOTHING) -> int:
    """What a quantity costs, each of its parts to the nearest smallest unit, halves up."""
    return sum(amounts.rounded(part.amount) for part in parts(price, quantity, below))


def name_of(call: Call, price: Price) -> str:
    product = call.peek(Product, price.product)
    return product.name if product else price.product


def money(amount: int | Fraction, currency: str) -> str:
    """An amount as invoices write it: `$20.00`, or `$0.036` where it is a part of the smallest unit."""
    value = Fraction(amount)
    text = amounts.written(int(value), currency).split()[0]
    if value.denominator != 1:
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        text = amounts.SYMBOLS.get(currency, "") + f"{exact.scaleb(-amounts.digits(currency)).normalize():f}"
    return text if not text[0].isdigit() else f"{currency.upper()} {text}"


def wording(call: Call, price: Price, part: Part) -> str:
    """`2 × Pro shop (at €49.00 / month)`, with the tier and the product's unit where it has them."""
    recurring = price.recurring or {}
    count, interval = recurring.get("interval_count", 1), recurring.get("interval")
    every = str(interval) if count == 1 else f"every {count} {interval}s"
    product = call.peek(Product, price.product)
    name, label = name_of(call, price), product.get("unit_label") if product else None
    what = name if part.flat else f"{number(part.units)}{f' {label}' if label else ''} × {name}"
    each = money(part.amount if part.flat else Fraction(part.unit or 0), price.currency)
    package = price.get("transform_quantity")
    per = f" per {package['divide_by']} units" if package else ""
    return f"{what} ({f'Tier {part.tier} at' if part.tier else 'at'} {each}{per} / {every})"


def number(quantity: int | Fraction) -> str:
    value = Fraction(quantity)
    if value.denominator == 1:
        return str(value.numerator)
    return f"{(Decimal(value.numerator) / Decimal(value.denominator)).normalize():f}"


KEPT = "_kept"
"""Says that a price was accepted before, so that it need not be offered any more."""


def priced(call: Call, given: dict[str, Any], param: str, recurring: bool) -> Price:
    """The price that an item names or describes. Raises NotFound, Refusal."""
    if given.get("price_data"):
        return _described(call, given["price_data"], f"{param}[price_data]")
    id = given.get("price")
    if id is None:
        raise absent(f"{param}[price]")
    price = named(call, Price, id, f"{param}[price]")
    if not price.active and not given.get(KEPT):
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
