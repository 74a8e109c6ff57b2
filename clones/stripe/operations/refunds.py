"""Refunds; https://docs.stripe.com/api/refunds."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation

from ..lookups import changed, find, listing, metadata, named
from ..payments import refunding
from ..records.payments import Charge, PaymentIntent, Refund
from ..refusals import Refusal, missing


@operation("PostRefunds")
def create_refund(
    call: Call, charge: str | None = None, payment_intent: str | None = None, amount: int | None = None,
    reason: str | None = None, **given: Any,
) -> Refund:  # fmt: skip
    """POST /v1/refunds"""
    if charge is not None:
        of = find(call, Charge, charge)
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
    return refunding.change(call, found, "refund.updated", **changed(found, given))


@operation("PostRefundsRefundCancel")
def cancel_refund(call: Call, refund: str) -> Refund:
    """POST /v1/refunds/{refund}/cancel: only one that waits."""
    found = find(call, Refund, refund, "refund")
    if found.status not in ("requires_action", "pending"):
        raise Refusal("Canceling this refund is unsupported.")
    return refunding.undo(call, found, "canceled", None)


@operation("PostTestHelpersRefundsRefundExpire")
def expire_refund(call: Call, refund: str) -> Refund:
    """POST /v1/test_helpers/refunds/{refund}/expire: the customer did not say in time where the money should go."""
    found = find(call, Refund, refund, "refund")
    if found.status != "requires_action":
        raise Refusal("Only a refund that requires action can be expired; use the charge refund endpoint.")
    return refunding.undo(call, found, "failed", "expired_or_canceled_card")


def _of_charge(call: Call, charge: str, refund: str) -> Refund:
    found = find(call, Refund, refund, "refund")
    if found.charge != find(call, Charge, charge, "charge").id:
        raise missing("refund", refund, "refund")
    return found


@operation("GetChargesChargeRefundsRefund")
def get_of_charge(call: Call, charge: str, refund: str) -> Refund:
    """GET /v1/charges/{charge}/refunds/{refund}"""
    return _of_charge(call, charge, refund)


@operation("PostChargesChargeRefundsRefund")
def update_of_charge(call: Call, charge: str, refund: str, **given: Any) -> Refund:
    """POST /v1/charges/{charge}/refunds/{refund}: metadata alone."""
    return update_refund(call, _of_charge(call, charge, refund).id, **given)


@operation("GetRefunds")
def list_refunds(call: Call, charge: str | None = None, payment_intent: str | None = None, created: Any = None) -> Page:
    """GET /v1/refunds"""
    return listing(call, Refund, {"charge": charge, "payment_intent": payment_intent}, created)


@operation("GetChargesChargeRefunds")
def list_of_charge(call: Call, charge: str) -> Page:
    """GET /v1/charges/{charge}/refunds"""
    return listing(call, Refund, {"charge": find(call, Charge, charge).id})
