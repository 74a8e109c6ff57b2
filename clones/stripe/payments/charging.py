"""Charges: made, captured, failed; https://docs.stripe.com/api/charges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import timing
from ..lookups import make, save
from ..money import amounts, ledger
from ..records.payments import Charge, PaymentIntent, PaymentMethod, Refund
from . import banks, connecting

if TYPE_CHECKING:
    from clonery.server.call import Call

SCORES = {"normal": 20, "elevated": 70, "highest": 90}
_CARD = ("brand", "country", "exp_month", "exp_year", "fingerprint", "funding", "last4", "wallet", "checks")


def paid_with(call: Call, method: PaymentMethod, amount: int) -> dict[str, Any]:
    """The `payment_method_details` of a charge."""
    details: dict[str, Any] = {"type": method.type}
    if method.type == "card":
        card = method.card or {}
        details["card"] = {name: card.get(name) for name in _CARD} | {
            "amount_authorized": amount, "authorization_code": f"{call.random(1_000_000):06d}",
            "network": card.get("brand"),
        }  # fmt: skip
    else:
        details[method.type] = dict(method.get(method.type) or {})
    return details


def _fields(call: Call, intent: PaymentIntent, method: PaymentMethod) -> dict[str, Any]:
    return {
        "id": call.new_id("ch_" if method.type in banks.CARDS else "py_"), "amount": intent.amount,
        "currency": intent.currency, "customer": intent.customer, "payment_intent": intent.id,
        "payment_method": method.id, "payment_method_details": paid_with(call, method, intent.amount),
        "billing_details": method.billing_details or {"address": {}}, "description": intent.description,
        "metadata": dict(intent.get("metadata") or {}), "receipt_email": intent.receipt_email,
        "shipping": intent.shipping, "statement_descriptor": intent.statement_descriptor, "fraud_details": {},
        "statement_descriptor_suffix": intent.get("statement_descriptor_suffix"), "_test": method._test,
        "calculated_statement_descriptor": intent.statement_descriptor or "ACME",
        "created": timing.seconds(call, timing.of(intent)), "_clock": timing.of(intent),
        "transfer_group": intent.get("transfer_group"), "transfer_data": intent.get("transfer_data"),
        "application_fee_amount": intent.get("application_fee_amount"), "on_behalf_of": intent.get("on_behalf_of"),
        **({"source": intent.get("_source")} if intent.get("_source") else {}),
    }  # fmt: skip


def _passed(risk: str) -> dict[str, Any]:
    return {"network_status": "approved_by_network", "reason": None, "risk_level": risk, "risk_score": SCORES[risk],
            "seller_message": "Payment complete.", "type": "authorized"}  # fmt: skip


def succeed(call: Call, intent: PaymentIntent, method: PaymentMethod, capture: bool) -> Charge:
    """A charge that the bank lets through."""
    fields = _fields(call, intent, method)
    made = make(
        call, Charge, **fields, paid=True, captured=False, status="succeeded",
        outcome=_passed(banks.case(method._test).risk),
        receipt_url=f"{call.base}/receipts/{fields['id']}",
    )  # fmt: skip
    if capture:
        made = settle(call, made, made.amount)
    call.emit("charge.succeeded", object=made)
    return made


def settle(call: Call, charge: Charge, amount: int) -> Charge:
    """Capture `amount` of a charge: the money is booked, and what a platform takes or passes on."""
    case = banks.case(charge._test)
    kind = (charge.get("payment_method_details") or {}).get("type", "card")
    cost, clock = amounts.fee(amount, charge.currency, kind), timing.of(charge)
    share = connecting.share_of(charge, amount)
    booked = ledger.post(
        call, "charge" if kind in banks.CARDS else "payment", amount, charge.currency, charge.id, cost, case.days,
        clock,
        description=charge.get("description"), application_fee=share,
    )  # fmt: skip
    charge = save(call, charge, captured=True, amount_captured=amount, balance_transaction=booked.id)
    if amount < charge.amount:
        charge = let_go(call, charge, charge.amount - amount)
    return connecting.follow(call, charge, share)


def let_go(call: Call, charge: Charge, amount: int, reason: str | None = None) -> Charge:
    """What was held and is not taken goes back: a refund by name, which moves no money."""
    made = make(
        call, Refund, clock=timing.of(charge), id=None, amount=amount, charge=charge.id, currency=charge.currency,
        payment_intent=charge.payment_intent, reason=reason, _clock=timing.of(charge),
    )  # fmt: skip
    return save(call, charge, amount_refunded=amount, refunded=made.amount == charge.amount)


def pend(call: Call, intent: PaymentIntent, method: PaymentMethod) -> Charge:
    """A debit that is on its way."""
    return make(call, Charge, "charge.pending", **_fields(call, intent, method), paid=False, captured=False,
                status="pending", outcome=_passed("normal"))  # fmt: skip


def clear(call: Call, charge: Charge) -> Charge:
    """A debit arrives."""
    charge = save(call, charge, status="succeeded", paid=True, receipt_url=f"{call.base}/receipts/{charge.id}")
    charge = settle(call, charge, charge.amount)
    call.emit("charge.succeeded", object=charge)
    return charge


def bounce(call: Call, charge: Charge, code: str, message: str) -> Charge:
    """A debit is sent back."""
    outcome = {"network_status": "declined_by_network", "reason": code, "risk_level": "not_assessed",
               "seller_message": "The bank did not return any further details with this decline.",
               "type": "issuer_declined"}  # fmt: skip
    return save(call, charge, "charge.failed", status="failed", failure_code=code, failure_message=message,
                outcome=outcome)  # fmt: skip


def fail(call: Call, intent: PaymentIntent, method: PaymentMethod, code: str, decline: str, message: str) -> Charge:
    """A charge that the bank refuses; it is kept."""
    blocked = decline == "fraudulent"
    return make(
        call, Charge, "charge.failed", **_fields(call, intent, method), paid=False, captured=False, status="failed",
        failure_code=code, failure_message=message,
        outcome={"network_status": "not_sent_to_network" if blocked else "declined_by_network",
                 "reason": "highest_risk_level" if blocked else decline or code,
                 "risk_level": "highest" if blocked else "normal", "risk_score": 90 if blocked else 20,
                 "seller_message": "The bank did not return any further details with this decline.",
                 "type": "blocked" if blocked else "issuer_declined"},
    )  # fmt: skip
