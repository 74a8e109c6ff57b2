"""Line items of hosted pages: what is offered, and what it comes to; https://docs.stripe.com/api/checkout/sessions/line_items."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..billing import discounting, pricing, totals
from ..lookups import make, named
from ..records.checkout import ShippingRate
from ..records.customers import Coupon, Price, PromotionCode, TaxRate
from ..refusals import Refusal, absent
from ..shapes import shape

if TYPE_CHECKING:
    from clonery.server.call import Call

Line = dict[str, Any]
CONFLICT = (
    "You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use one-time "
    "prices."
)


def read(call: Call, given: list[dict[str, Any]], mode: str, currency: str | None = None) -> list[Line]:
    """The lines that parameters describe, in a currency that all prices have. Raises NotFound, Refusal."""
    made = []
    for place, each in enumerate(given):
        param = f"line_items[{place}]"
        price = _price(call, each, param)
        quantity = each.get("quantity")
        if quantity is None and pricing.metered(price):
            quantity = 1
        if quantity is None:
            raise Refusal(
                f"Quantity is required. Add `quantity` to `{param}`", "parameter_missing", f"{param}[quantity]"
            )
        if quantity < 1:
            raise Refusal(
                "This value must be greater than or equal to 1.", "parameter_invalid_integer", f"{param}[quantity]"
            )
        rates = [named(call, TaxRate, id, f"{param}[tax_rates]").id for id in each.get("tax_rates") or []]
        made.append({
            "id": call.new_id("li_"), "price": price.id, "quantity": quantity,
            "adjustable": each.get("adjustable_quantity"),
            "rates": rates, "metadata": each.get("metadata") or {},
        })  # fmt: skip
    _fit(call, made, mode, currency)
    return made


def _price(call: Call, given: dict[str, Any], param: str) -> Price:
    if given.get("price_data"):
        data = given["price_data"]
        if not data.get("product") and not data.get("product_data"):
            raise absent(f"{param}[price_data][product]")
        return pricing.priced(call, {"price_data": data}, param, bool(data.get("recurring")))
    if not given.get("price"):
        raise absent(f"{param}[price]")
    price = named(call, Price, given["price"], f"{param}[price]")
    if not price.active:
        message = "The price specified is inactive. This field only accepts active prices."
        raise Refusal(message, param=f"{param}[price]")
    return price


def _fit(call: Call, lines: list[Line], mode: str, currency: str | None) -> None:
    prices = [pricing.inside(call.get(Price, line["price"]), currency, "line_items") for line in lines]
    currencies = sorted({price.currency for price in prices})
    if len(currencies) > 1:
        message = f"All prices on a Checkout session must have the same currency. Found: {', '.join(currencies)}"
        raise Refusal(message, param="line_items")
    recurring = any(price.recurring for price in prices)
    if mode == "payment" and recurring:
        raise Refusal(CONFLICT, param="line_items")
    if mode == "subscription" and not recurring:
        message = "You must provide at least one recurring price in `subscription` mode when using prices."
        raise Refusal(message, param="line_items")


def discounts(call: Call, given: list[dict[str, Any]] | None) -> list[dict[str, str | None]]:
    """The coupons and codes that a page begins with. Raises NotFound, Refusal."""
    made: list[dict[str, str | None]] = []
    for place, each in enumerate(given or []):
        if each.get("promotion_code"):
            code = named(call, PromotionCode, each["promotion_code"], f"discounts[{place}][promotion_code]")
            made.append({"coupon": code.promotion["coupon"], "promotion_code": code.id})
        else:
            coupon = named(call, Coupon, each.get("coupon"), f"discounts[{place}][coupon]")
            made.append({"coupon": coupon.id, "promotion_code": None})
    return made


def reckoned(
    call: Call, lines: list[Line], discounts: list[dict[str, Any]], customer: str | None, exempt: str | None = None,
    currency: str | None = None,
) -> tuple[list[Line], dict[str, int]]:  # fmt: skip
    """The lines with their amounts, and what they come to: subtotal, discount, tax, total. Nothing is used up."""
    prices = [pricing.inside(call.get(Price, line["price"]), currency) for line in lines]
    currency = prices[0].currency
    reckoning: list[dict[str, Any]] = [
        {"amount": 0 if pricing.metered(price) else pricing.cost(price, line["quantity"]), "discountable": True,
         "discounts": [], "_rates": line["rates"], "_product": price.product}
        for line, price in zip(lines, prices, strict=True)
    ]  # fmt: skip
    asked = [{"promotion_code": each["promotion_code"]} if each["promotion_code"] else {"coupon": each["coupon"]}
             for each in discounts]  # fmt: skip
    before = call.memo.get("imagined")
    discounting.imagine(call)
    try:
        ids = discounting.resolve(call, asked, call.now, currency, customer)
        totals.total(call, reckoning, ids, [], exempt)
    finally:
        call.memo["imagined"] = before
    made = []
    for line, price, each in zip(lines, prices, reckoning, strict=True):
        off = sum(one["amount"] for one in each["discount_amounts"])
        tax = sum(one["amount"] for one in each["taxes"])
        added = sum(one["amount"] for one in each["taxes"] if one["tax_behavior"] == "exclusive")
        made.append({
            **line, "currency": price.currency, "description": pricing.name_of(call, price),
            "amount_subtotal": each["amount"], "amount_discount": off, "amount_tax": tax,
            "amount_total": each["amount"] - off + added,
        })  # fmt: skip
    summed = {name: sum(line[f"amount_{name}"] for line in made) for name in ("subtotal", "discount", "tax", "total")}
    return made, summed


def item(call: Call, line: Line) -> dict[str, Any]:
    """A line as the API shows it."""
    price = call.peek(Price, line["price"])
    shown = (
        "id",
        "amount_discount",
        "amount_subtotal",
        "amount_tax",
        "amount_total",
        "currency",
        "description",
        "quantity",
    )
    return {
        "object": "item", **{name: line[name] for name in shown}, "metadata": line["metadata"],
        "adjustable_quantity": line["adjustable"], "price": shape(call, price, False) if price else None,
    }  # fmt: skip


def shipping(call: Call, given: list[dict[str, Any]] | None, currency: str) -> list[dict[str, Any]]:
    """The ways of shipping that a page offers. Raises NotFound."""
    made = []
    for place, each in enumerate(given or []):
        if each.get("shipping_rate_data"):
            rate = new_rate(call, each["shipping_rate_data"])
        else:
            rate = named(call, ShippingRate, each.get("shipping_rate"), f"shipping_options[{place}][shipping_rate]")
        made.append({"shipping_amount": cost(rate, currency), "shipping_rate": rate.id})
    return made


def cost(rate: ShippingRate, currency: str) -> int:
    """What a way of shipping costs. Raises Refusal for another currency."""
    fixed = rate.fixed_amount or {}
    if fixed.get("currency") == currency:
        return int(fixed["amount"])
    option = (fixed.get("currency_options") or {}).get(currency)
    if option is None:
        message = f"The shipping rate {rate.id} is in {fixed.get('currency')}, and this is in {currency}."
        raise Refusal(message, param="shipping_options")
    return int(option["amount"])


def new_rate(call: Call, given: dict[str, Any]) -> ShippingRate:
    """A way of shipping. Raises Refusal without an amount."""
    fixed = given.get("fixed_amount")
    if not fixed:
        raise absent("fixed_amount")
    options = {
        each: {"tax_behavior": "unspecified", **told} for each, told in (fixed.get("currency_options") or {}).items()
    }
    fixed = {**fixed, "currency": fixed["currency"].lower(), "currency_options": options}
    unkept = ("fixed_amount", "metadata", "type")
    fields: dict[str, Any] = {name: value or None for name, value in given.items() if name not in unkept}
    return make(call, ShippingRate, type="fixed_amount", fixed_amount=fixed, metadata=given.get("metadata") or {},
                **fields)  # fmt: skip
