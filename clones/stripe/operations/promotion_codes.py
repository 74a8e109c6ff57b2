"""Promotion codes; https://docs.stripe.com/api/promotion_codes."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation

from .. import keys
from ..lookups import changed, cleared, find, listing, make, metadata, named, save
from ..records.customers import Coupon, PromotionCode
from ..refusals import Refusal, absent
from .customers import customer_of

RESTRICTIONS = {"first_time_transaction": False, "minimum_amount": None, "minimum_amount_currency": None}


@operation("PostPromotionCodes")
def create_code(
    call: Call, promotion: dict[str, Any], code: str | None = None, customer: str | None = None, **given: Any
) -> PromotionCode:
    """POST /v1/promotion_codes: among active ones a code is unique, whatever its case."""
    if "coupon" not in promotion:
        raise absent("promotion[coupon]")
    named(call, Coupon, promotion["coupon"], "promotion[coupon]")
    if customer is not None:
        customer_of(call, customer)
    if code is not None:
        _free(call, code)
    fields = cleared(given) | {"metadata": metadata(given.get("metadata"))}
    fields["restrictions"] = {**RESTRICTIONS, **(given.get("restrictions") or {})}
    return make(
        call, PromotionCode, "promotion_code.created", code=code or call.new_id("", 8).upper(), customer=customer,
        promotion=promotion, **fields,
    )  # fmt: skip


def _free(call: Call, code: str) -> None:
    for one in call.all(PromotionCode, {"active": True, **keys.where(call)}):
        if one.code.lower() == code.lower():
            raise Refusal("An active promotion code with `code: " + code + "` already exists.", param="code")


@operation("GetPromotionCodesPromotionCode")
def get_code(call: Call, promotion_code: str) -> PromotionCode:
    """GET /v1/promotion_codes/{promotion_code}"""
    return find(call, PromotionCode, promotion_code, "promotion_code")


@operation("PostPromotionCodesPromotionCode")
def update_code(call: Call, promotion_code: str, **given: Any) -> PromotionCode:
    """POST /v1/promotion_codes/{promotion_code}"""
    found = find(call, PromotionCode, promotion_code, "promotion_code")
    asked = given.pop("restrictions", None) or {}
    if asked.get("currency_options"):
        held = found.get("restrictions") or {}
        options = {**(held.get("currency_options") or {}), **asked["currency_options"]}
        given["restrictions"] = {**held, "currency_options": options}
    if given.get("active") and not found.active:
        _free(call, found.code)
    return save(call, found, "promotion_code.updated", **changed(found, given))


@operation("GetPromotionCodes")
def list_codes(
    call: Call, active: bool | None = None, code: str | None = None, coupon: str | None = None,
    customer: str | None = None, created: Any = None,
) -> Page:  # fmt: skip
    """GET /v1/promotion_codes"""
    where = {"active": active, "code": code, "customer": customer, "promotion.coupon": coupon}
    return listing(call, PromotionCode, where, created)
