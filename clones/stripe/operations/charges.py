"""Charges; https://docs.stripe.com/api/charges."""

from __future__ import annotations

from typing import Any

import orjson

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.request import Answer

from ..lookups import changed, cleared, find, listing, metadata, save
from ..money import amounts
from ..payments import banks, charging, confirming, connecting, disputing, methods, refunding, reviewing
from ..payments.keeping import as_kept
from ..records.payments import Charge, PaymentIntent, PaymentMethod, Refund
from ..refusals import CARD, Refusal, absent, missing
from ..searching import search
from .customers import customer_of


@operation("GetChargesCharge")
def get_charge(call: Call, charge: str) -> Charge:
    """GET /v1/charges/{charge}"""
    return find(call, Charge, charge, "charge")


@operation("PostChargesCharge")
def update_charge(call: Call, charge: str, **given: Any) -> Charge:
    """POST /v1/charges/{charge}"""
    found = find(call, Charge, charge, "charge")
    return save(call, found, "charge.updated", **changed(found, given))


@operation("PostCharges")
def create_charge(
    call: Call, amount: int | None = None, currency: str | None = None, source: Any = None, customer: str | None = None,
    capture: bool = True, application_fee: int | None = None, destination: dict[str, Any] | None = None, **given: Any,
) -> Charge | Answer:  # fmt: skip
    """POST /v1/charges: without an intent, from a token or from what a customer keeps."""
    for name, value in (("amount", amount), ("currency", currency)):
        if value is None:
            raise absent(name)
    assert amount is not None
    assert currency is not None
    amounts.check(amount, currency.lower())
    method = _source(call, source, customer)
    given.setdefault("application_fee_amount", application_fee)
    if destination:
        given["transfer_data"] = {"destination": destination.get("account"), "amount": destination.get("amount")}
    connecting.check(call, given, amount)
    fields = {name: value for name, value in cleared(given).items() if name not in ("card", "radar_options")}
    fields["metadata"] = metadata(given.get("metadata"))
    bare = PaymentIntent.load(0, {
        **PaymentIntent.DEFAULTS, "id": None, "object": "payment_intent", "amount": amount,
        "currency": currency.lower(),
        "customer": customer, "_source": as_kept(call, method), **fields,
    })  # fmt: skip
    case = banks.case(method._test)
    code, decline, message = case.code, case.decline, case.message
    if case.secure in ("always", "unless_setup"):
        code, decline, message = confirming.AUTHENTICATION
    if code:
        failed = charging.fail(call, bare, method, code, decline, message)
        error = {"charge": failed.id, "code": code, "message": message, "type": CARD,
                 "doc_url": confirming.DOCS + code.replace("_", "-")}  # fmt: skip
        return Answer(402, orjson.dumps({"error": {**error, **({"decline_code": decline} if decline else {})}}))
    made = charging.succeed(call, bare, method, capture)
    if method.customer is None:
        save(call, method, _used=True)
    if capture:
        reviewing.after(call, made)
        disputing.after(call, call.get(Charge, made.id))
    return call.get(Charge, made.id)


def _source(call: Call, source: Any, customer: str | None) -> PaymentMethod:
    """What is charged. Raises Refusal without one."""
    if customer is not None:
        found = customer_of(call, customer)
        id = source or found.default_source
        if not id:
            raise Refusal("Cannot charge a customer that has no active card", "missing", "card", 402, type=CARD)
        kept = call.peek(PaymentMethod, id)
        if kept is None or kept.customer != found.id:
            raise missing("source", id, "source", 400)
        return kept
    if not source:
        raise Refusal("Must provide source or customer.", "parameter_missing")
    if isinstance(source, dict):
        return methods.from_case(call, **methods.typed_in(call, source, "source[number]"))
    return methods.resolved(call, source, "source")


@operation("PostChargesChargeCapture")
def capture_charge(call: Call, charge: str, amount: int | None = None, **given: Any) -> Charge:
    """POST /v1/charges/{charge}/capture"""
    found = find(call, Charge, charge, "charge")
    if found.captured:
        raise Refusal(f"Charge {charge} has already been captured.", "charge_already_captured")
    if found.status != "succeeded" or found.refunded:
        raise Refusal(f"Charge {charge} can't be captured.", "charge_invalid_parameter", "charge")
    if found.payment_intent:
        message = (
            f"This uncaptured Charge was created by a PaymentIntent ({found.payment_intent}). You must capture the "
            "PaymentIntent instead. For more information, see "
            "https://stripe.com/docs/payments/place-a-hold-on-a-payment-method"
        )
        raise Refusal(message)
    taken = found.amount if amount is None else amount
    if not 1 <= taken <= found.amount:
        raise Refusal(f"The amount to capture must be at most {found.amount}.", "amount_too_large", "amount")
    made = charging.settle(call, found, taken)
    call.emit("charge.captured", object=made, before=found.doc)
    disputing.after(call, made)
    return call.get(Charge, charge)


@operation("PostChargesChargeRefund")
def refund_charge(
    call: Call, charge: str, amount: int | None = None, reason: str | None = None, **given: Any
) -> Charge:
    """POST /v1/charges/{charge}/refund: the older way, which answers the charge."""
    found = find(call, Charge, charge, "charge")
    refunding.refund(call, found, amount, reason or None, bool(given.get("reverse_transfer")),
                     bool(given.get("refund_application_fee")), metadata=metadata(given.get("metadata")))  # fmt: skip
    return call.get(Charge, charge)


@operation("PostChargesChargeRefunds")
def create_refund(
    call: Call, charge: str, amount: int | None = None, reason: str | None = None, **given: Any
) -> Refund:
    """POST /v1/charges/{charge}/refunds"""
    found = find(call, Charge, charge, "charge")
    return refunding.refund(call, found, amount, reason or None, bool(given.get("reverse_transfer")),
                            bool(given.get("refund_application_fee")),
                            metadata=metadata(given.get("metadata")))  # fmt: skip


@operation("GetCharges")
def list_charges(
    call: Call, customer: str | None = None, payment_intent: str | None = None, transfer_group: str | None = None,
    created: Any = None,
) -> Page:  # fmt: skip
    """GET /v1/charges"""
    where = {"customer": customer, "payment_intent": payment_intent, "transfer_group": transfer_group}
    return listing(call, Charge, where, created)


@operation("GetChargesSearch")
def search_charges(call: Call, query: str, page: str | None = None) -> dict[str, Any]:
    """GET /v1/charges/search"""
    return search(call, Charge, query, page)
