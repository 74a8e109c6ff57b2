"""Coupons; https://docs.stripe.com/api/coupons."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation

from ..lookups import changed, cleared, find, listing, make, metadata, save
from ..records.customers import Coupon
from ..refusals import Refusal, absent
from ..shapes import included


@operation("PostCoupons")
def create_coupon(
    call: Call, id: str | None = None, amount_off: int | None = None, percent_off: float | None = None,
    currency: str | None = None, duration: str = "once", duration_in_months: int | None = None, **given: Any,
) -> Coupon:  # fmt: skip
    """POST /v1/coupons: an amount or a share off."""
    if (amount_off is None) == (percent_off is None):
        raise Refusal("You must pass either percent_off or amount_off.", param="percent_off")
    if percent_off is not None and not 0 < percent_off <= 100:
        raise Refusal("Invalid percent_off: must be greater than 0 and at most 100.", param="percent_off")
    if amount_off is not None:
        if amount_off < 1:
            raise Refusal("Invalid positive integer", "parameter_invalid_integer", "amount_off")
        if currency is None:
            raise Refusal("You must pass currency when passing amount_off.", "parameter_missing", "currency")
    if (duration == "repeating") != (duration_in_months is not None):
        if duration_in_months is None:
            raise absent("duration_in_months")
        raise Refusal("duration_in_months is for the duration repeating alone.", param="duration_in_months")
    if id is not None and call.peek(Coupon, id) is not None:
        raise Refusal(f"Coupon already exists: '{id}'", "resource_already_exists", "id")
    given["_currency_options"] = options(given.pop("currency_options", None))
    given["_applies_to"] = given.pop("applies_to", None)
    fields = {"name": None, **cleared(given), "metadata": metadata(given.get("metadata"))}
    return make(
        call, Coupon, "coupon.created", id=id, amount_off=amount_off, percent_off=percent_off, duration=duration,
        duration_in_months=duration_in_months, currency=currency.lower() if currency and amount_off else None, **fields,
    )  # fmt: skip


def options(given: dict[str, Any] | None) -> dict[str, Any]:
    """What a coupon takes off in other currencies."""
    return {currency.lower(): {"amount_off": int(each["amount_off"])} for currency, each in (given or {}).items()}


@included("coupon", "currency_options")
def _shown(call: Call, shown: dict[str, Any]) -> dict[str, Any]:
    found = call.get(Coupon, shown["id"])
    own = {found.currency: {"amount_off": found.amount_off}} if found.currency else {}
    return {**own, **(found.get("_currency_options") or {})}


@operation("GetCouponsCoupon")
def get_coupon(call: Call, coupon: str) -> Coupon:
    """GET /v1/coupons/{coupon}"""
    return find(call, Coupon, coupon, "coupon")


@operation("PostCouponsCoupon")
def update_coupon(call: Call, coupon: str, **given: Any) -> Coupon:
    """POST /v1/coupons/{coupon}: its name and metadata."""
    found = find(call, Coupon, coupon, "coupon")
    if "currency_options" in given:
        given["_currency_options"] = {
            **(found.get("_currency_options") or {}),
            **options(given.pop("currency_options")),
        }
    return save(call, found, "coupon.updated", **changed(found, given))


@operation("DeleteCouponsCoupon")
def delete_coupon(call: Call, coupon: str) -> dict[str, Any]:
    """DELETE /v1/coupons/{coupon}"""
    found = find(call, Coupon, coupon, "coupon")
    call.emit("coupon.deleted", object=found)
    call.delete(found)
    return {"id": coupon, "object": "coupon", "deleted": True}


@operation("GetCoupons")
def list_coupons(call: Call, created: Any = None) -> Page:
    """GET /v1/coupons"""
    return listing(call, Coupon, None, created)
