"""Prices; https://docs.stripe.com/api/prices."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.state.query import any_of

from .. import keys
from ..lookups import changed, cleared, find, listing, make, metadata, named, save
from ..money import amounts as money
from ..records.billing import Meter
from ..records.customers import Price, Product
from ..refusals import Refusal, absent
from ..searching import search
from ..shapes import included

INTERVALS = {"day": 1095, "week": 156, "month": 36, "year": 3}
"""How many of each make the longest period: three years."""
SHOWN = ("custom_unit_amount", "tax_behavior", "unit_amount", "unit_amount_decimal")


@operation("PostPrices")
def create_price(
    call: Call, currency: str, product: str | None = None, product_data: dict[str, Any] | None = None,
    unit_amount: int | None = None, unit_amount_decimal: str | None = None, recurring: dict[str, Any] | None = None,
    tiers: list[dict[str, Any]] | None = None, transfer_lookup_key: bool = False, **given: Any,
) -> Price:  # fmt: skip
    """POST /v1/prices"""
    money.known(currency.lower())
    if product is None and product_data is None:
        raise absent("product")
    if product is None:
        assert product_data is not None
        product = make(call, Product, "product.created", id=product_data.get("id"), name=product_data["name"],
                       updated=call.now, images=[], marketing_features=[],
                       metadata=metadata(product_data.get("metadata"))).id  # fmt: skip
    named(call, Product, product, "product")
    amounts = _amounts(unit_amount, unit_amount_decimal, tiers, given.get("custom_unit_amount"))
    if given.get("lookup_key"):
        _take_key(call, given["lookup_key"], transfer_lookup_key)
    given["_currency_options"] = options(given.pop("currency_options", None), tiers is not None)
    fields = cleared(given) | {"metadata": metadata(given.get("metadata"))}
    return make(
        call, Price, "price.created", currency=currency.lower(), product=product, recurring=_recurring(call, recurring),
        type="recurring" if recurring else "one_time", _tiers=_tiers(tiers), **amounts, **fields,
    )  # fmt: skip


def _amounts(amount: int | None, text: str | None, tiers: Any, custom: Any) -> dict[str, Any]:
    if tiers is not None or custom is not None:
        return {"unit_amount": None, "unit_amount_decimal": None}
    if amount is None and text is None:
        raise Refusal("Price needs one of `unit_amount`, `unit_amount_decimal`, `custom_unit_amount` or `tiers`.",
                      "parameter_missing", "unit_amount")  # fmt: skip
    try:
        value = Decimal(str(text)) if text is not None else Decimal(amount or 0)
    except InvalidOperation:
        raise Refusal(f"Invalid decimal: {text}", "parameter_invalid_string", "unit_amount_decimal") from None
    if value < 0:
        raise Refusal("Invalid non-negative integer", "parameter_invalid_integer", "unit_amount")
    whole = value == value.to_integral_value()
    return {"unit_amount": int(value) if whole else None, "unit_amount_decimal": f"{value.normalize():f}"}


def _recurring(call: Call, given: dict[str, Any] | None) -> dict[str, Any] | None:
    if not given:
        return None
    made = {"interval_count": 1, "meter": None, "trial_period_days": None, "usage_type": "licensed", **given}
    most = INTERVALS[made["interval"]]
    if made["usage_type"] == "metered" and not made["meter"]:
        message = "Metered prices need a meter: pass `recurring[meter]`."
        raise Refusal(message, "parameter_missing", "recurring[meter]")
    if made["meter"]:
        if made["usage_type"] != "metered":
            message = "A meter is for metered prices alone: pass `recurring[usage_type]=metered`."
            raise Refusal(message, param="recurring[meter]")
        named(call, Meter, made["meter"], "recurring[meter]")
    if not 1 <= made["interval_count"] <= most:
        raise Refusal(
            f"The longest period is three years: {most} of {made['interval']}.", param="recurring[interval_count]"
        )
    return made


def options(given: dict[str, Any] | None, tiered: bool) -> dict[str, Any]:
    """What a price is in other currencies. Raises Refusal."""
    made = {}
    for name, each in (given or {}).items():
        currency = name.lower()
        money.known(currency, f"currency_options[{name}]")
        if tiered != ("tiers" in each):
            message = "Currency options must be tiered where the price is, and only there."
            raise Refusal(message, param=f"currency_options[{name}]")
        sums = _amounts(each.get("unit_amount"), each.get("unit_amount_decimal"), each.get("tiers"),
                        each.get("custom_unit_amount"))  # fmt: skip
        made[currency] = {"custom_unit_amount": each.get("custom_unit_amount"),
                          "tax_behavior": each.get("tax_behavior", "unspecified"), **sums}  # fmt: skip
        if tiered:
            made[currency]["tiers"] = _tiers(each["tiers"])
    return made


def _merged(found: Price, given: Any) -> dict[str, Any]:
    """A price's options with some changed or, by an empty value, gone."""
    made = dict(found.get("_currency_options") or {})
    for name, each in (given or {}).items():
        made.pop(name.lower(), None)
        if each:
            made |= options({name: each}, found.billing_scheme == "tiered")
    return made


@included("price", "currency_options")
def _shown(call: Call, shown: dict[str, Any]) -> dict[str, Any]:
    found = call.get(Price, shown["id"])
    own: dict[str, Any] = {name: found.get(name) for name in SHOWN}
    if found.get("_tiers"):
        own["tiers"] = found.get("_tiers")
    return {found.currency: own, **(found.get("_currency_options") or {})}


def _tiers(given: list[dict[str, Any]] | None) -> list[dict[str, Any]] | None:
    if given is None:
        return None
    made = []
    for tier in given:
        made.append({**_tier_amount(tier, "flat_amount"), **_tier_amount(tier, "unit_amount"),
                     "up_to": None if tier["up_to"] == "inf" else int(tier["up_to"])})  # fmt: skip
    if made[-1]["up_to"] is not None:
        raise Refusal("The last tier must have `up_to=inf`.", param="tiers")
    return made


def _tier_amount(tier: dict[str, Any], name: str) -> dict[str, Any]:
    """An amount of a tier, whole and as a decimal."""
    if tier.get(name) is None and tier.get(f"{name}_decimal") is None:
        return {name: None, f"{name}_decimal": None}
    made = _amounts(tier.get(name), tier.get(f"{name}_decimal"), None, None)
    return {name: made["unit_amount"], f"{name}_decimal": made["unit_amount_decimal"]}


def _take_key(call: Call, key: str, transfer: bool) -> None:
    holder = call.first(Price, {"lookup_key": key, **keys.where(call)})
    if holder is None:
        return
    if not transfer:
        raise Refusal(f"A price (`{holder.id}`) already uses that lookup key.", param="lookup_key")
    save(call, holder, lookup_key=None)


@operation("GetPricesPrice")
def get_price(call: Call, price: str) -> Price:
    """GET /v1/prices/{price}"""
    return find(call, Price, price, "price")


@operation("PostPricesPrice")
def update_price(call: Call, price: str, transfer_lookup_key: bool = False, **given: Any) -> Price:
    """POST /v1/prices/{price}: its amount is for good."""
    found = find(call, Price, price, "price")
    if "currency_options" in given:
        given["_currency_options"] = _merged(found, given.pop("currency_options"))
    if given.get("lookup_key") and given["lookup_key"] != found.lookup_key:
        _take_key(call, given["lookup_key"], transfer_lookup_key)
    return save(call, found, "price.updated", **changed(found, given))


@operation("GetPrices")
def list_prices(
    call: Call, active: bool | None = None, currency: str | None = None, lookup_keys: list[str] | None = None,
    product: str | None = None, type: str | None = None, recurring: dict[str, Any] | None = None, created: Any = None,
) -> Page:  # fmt: skip
    """GET /v1/prices"""
    where: dict[str, Any] = {"active": active, "currency": currency, "product": product, "type": type}
    where["lookup_key"] = any_of(lookup_keys) if lookup_keys else None
    where |= {f"recurring.{name}": value for name, value in (recurring or {}).items()}
    return listing(call, Price, where, created)


@operation("GetPricesSearch")
def search_prices(call: Call, query: str, page: str | None = None) -> dict[str, Any]:
    """GET /v1/prices/search"""
    return search(call, Price, query, page)
