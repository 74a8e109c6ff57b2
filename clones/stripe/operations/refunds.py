"""Refunds; https://docs.stripe.com/api/refunds."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation

from ..lookups import changed, find, listing, metadata, named, save
from ..payments import refunding
from ..records.payments import Charge, PaymentIntent, Refund
from ..refusals import Refusal


@operation("PostRefunds")
def create_refund(
    call: Call, charge: str | None = None, payment_intent: str | None = None, amount: int | None = None,
    reason: str | None = None, **given: Any,
) -> Refund:  # fmt: skip
    """POST /v1/refunds"""
    if charge is not None:
        of = named(call, Charge, charge, "charge")
    elif payment_intent is not None:
        of = refunding.charge_of(call, named(call, PaymentIntent, payment_intent, "payment_intent"))
    else:
        raise Refusal("One of the following params should be provided for this request: payment_intent or charge.")
    return refunding.refund(
        call, of, amount, reason or None, bool(given.get("reverse_transfer")),
        bool(given.get("refund_application_fee")),
        metadata=metadata(given.get("metadata")),
    )  # fmt: skip


@operation("GetRefundsRefund")
def get_refund(call: Call, refund: str) -> Refund:
    """GET /v1/refunds/{refund}"""
    return find(call, Refund, refund, "refund")


@operation("PostRefundsRefund")
def update_refund(call: Call, refund: str, **given: Any) -> Refund:
    """POST /v1/refunds/{refund}: metadata alone."""
    found = find(call, Refund, refund, "refund")
    return save(call, found, "refund.updated", **changed(found, given))


@operation("PostRefundsRefundCancel")
def cancel_refund(call: Call, refund: str) -> Refund:
    """POST /v1/refunds/{refund}/cancel: only one that waits."""
    found = find(call, Refund, refund, "refund")
    if found.status != "requires_action":
        raise Refusal(f"A refund with the status {found.status} can't be canceled.", "charge_not_refundable")
    return refunding.undo(call, found, "canceled", None)


@operation("GetRefunds")
def list_refunds(call: Call, charge: str | None = None, payment_intent: str | None = None, created: Any = None) -> Page:
    """GET /v1/refunds"""
    return listing(call, Refund, {"charge": charge, "payment_intent": payment_intent}, created)


@operation("GetChargesChargeRefunds")
def list_of_charge(call: Call, charge: str) -> Page:
    """GET /v1/charges/{charge}/refunds"""
    return listing(call, Refund, {"charge": find(call, Charge, charge).id})
