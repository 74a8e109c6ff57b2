"""Coupons and promotion codes put to work, and how long they last; https://docs.stripe.com/billing/subscriptions/coupons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..lookups import make, named, save
from ..records.billing import Discount
from ..records.customers import Coupon, PromotionCode
from ..records.payments import Charge
from ..refusals import Refusal, missing
from . import periods

if TYPE_CHECKING:
    from clonery.server.call import Call


def resolve(
    call: Call, given: Any, at: int, currency: str, customer: str | None, param: str = "discounts", **place: Any
) -> list[str]:
    """The ids of the discounts that parameters ask for; `place` says what they lie on. Raises NotFound, Refusal.

    Inside a preview (`imagine`) they live as long as the call.
    """
    if not given:
        return []
    return [_one(call, each, at, currency, customer, f"{param}[{number}]", place) for number, each in enumerate(given)]


def _one(
    call: Call, given: dict[str, Any], at: int, currency: str, customer: str | None, param: str, place: dict[str, Any]
) -> str:
    if given.get("discount"):
        return named(call, Discount, given["discount"], f"{param}[discount]").id
    code = _code(call, given, at, customer, param)
    if code is None and not given.get("coupon"):
        raise Refusal("You must pass one of `coupon`, `discount` or `promotion_code`.", "parameter_missing", param)
    id = code.promotion["coupon"] if code else given["coupon"]
    coupon = named(call, Coupon, id, f"{param}[coupon]")
    spent = coupon.max_redemptions is not None and coupon.times_redeemed >= coupon.max_redemptions
    if spent or (coupon.redeem_by is not None and coupon.redeem_by < at):
        raise Refusal(f"Coupon expired: {coupon.id}", "coupon_expired", f"{param}[coupon]")
    if coupon.amount_off is not None and amount_off(coupon, currency) is None:
        message = f"The coupon {coupon.id} takes off {coupon.currency}, and this is in {currency}."
        raise Refusal(message, param=f"{param}[coupon]")
    end = None
    if coupon.duration == "repeating":
        end = periods.shifted(at, coupon.duration_in_months or 0)
    fields = {
        "id": call.new_id("di_"), "created": at, "customer": customer, "start": at, "end": end,
        "checkout_session": None,
        "promotion_code": code.id if code else None, "source": {"coupon": coupon.id, "type": "coupon"}, **place,
    }  # fmt: skip
    if call.memo.get("imagined"):
        call.memo["discount", fields["id"]] = Discount.load(0, {**Discount.DEFAULTS, "object": "discount", **fields})
        return str(fields["id"])
    save(call, coupon, times_redeemed=coupon.times_redeemed + 1)
    if code is not None:
        save(call, code, times_redeemed=code.times_redeemed + 1)
    return make(call, Discount, "customer.discount.created" if place.get("subscription") else "", **fields).id


def imagine(call: Call) -> None:
    """From here on, no coupon is used up: the call only looks ahead."""
    call.memo["imagined"] = True


def found(call: Call, id: str) -> Discount:
    """The discount of that id, an imagined one too."""
    return call.memo.get(("discount", id)) or call.get(Discount, id)


def _code(call: Call, given: dict[str, Any], at: int, customer: str | None, param: str) -> PromotionCode | None:
    id = given.get("promotion_code")
    if not id:
        return None
    code = call.peek(PromotionCode, id)
    if code is None:
        raise missing("promotion_code", id, f"{param}[promotion_code]", 400)
    over = code.expires_at is not None and code.expires_at < at
    spent = code.max_redemptions is not None and code.times_redeemed >= code.max_redemptions
    if not code.active or over or spent:
        raise Refusal(
            "This promotion code cannot be redeemed because it is not active.", param=f"{param}[promotion_code]"
        )
    if code.customer is not None and code.customer != customer:
        message = "This promotion code cannot be redeemed because it belongs to another customer."
        raise Refusal(message, param=f"{param}[promotion_code]")
    if (
        (code.get("restrictions") or {}).get("first_time_transaction")
        and customer is not None
        and _bought(call, customer)
    ):
        message = "This promotion code cannot be redeemed because the associated customer has prior transactions."
        raise Refusal(message, param=f"{param}[promotion_code]")
    return code


def _bought(call: Call, customer: str) -> bool:
    """Whether a customer has paid before."""
    return call.first(Charge, {"customer": customer, "paid": True}) is not None


def enough(call: Call, given: Any, subtotal: int, currency: str, param: str = "discounts") -> None:
    """Whether an order comes to what its promotion codes ask for at least. Raises Refusal."""
    for number, each in enumerate(given or []):
        code = call.peek(PromotionCode, each.get("promotion_code")) if each.get("promotion_code") else None
        asked = (code.get("restrictions") if code is not None else None) or {}
        least, of = asked.get("minimum_amount"), asked.get("minimum_amount_currency")
        option = (asked.get("currency_options") or {}).get(currency)
        least, of = (option["minimum_amount"], currency) if option else (least, of)
        if least is not None and (of != currency or subtotal < least):
            message = "This promotion code cannot be redeemed because the order does not meet its minimum amount."
            raise Refusal(message, param=f"{param}[{number}][promotion_code]")


def alive(call: Call, ids: list[str], at: int) -> list[str]:
    """Those discounts that still last at that second."""
    return [id for id in ids if (end := found(call, id).end) is None or at < end]


def lasting(call: Call, ids: list[str]) -> list[str]:
    """Those that are left when an invoice has used them: what lasts once is gone."""
    return [id for id in ids if coupon_of(call, id).duration != "once"]


def amount_off(coupon: Coupon, currency: str | None) -> int | None:
    """What a coupon takes off in that currency, None where it takes off nothing there."""
    if currency in (None, coupon.currency):
        return coupon.amount_off
    option = (coupon.get("_currency_options") or {}).get(currency)
    return option["amount_off"] if option else None


def coupon_of(call: Call, id: str) -> Coupon:
    return call.get(Coupon, found(call, id).source["coupon"])


def shown(call: Call, record: Discount, made: dict[str, Any]) -> dict[str, Any]:
    """A discount as the API shows it: it has neither metadata nor a mode."""
    return {name: value for name, value in made.items() if name not in ("metadata", "livemode", "created")}
