"""Charges: made, captured, failed; https://docs.stripe.com/api/charges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import timing
from ..lookups import make, save
from ..money import amounts, ledger
from ..records.payments import Charge, PaymentIntent, PaymentMethod
from . import cards

if TYPE_CHECKING:
    from clonery.server.call import Call


def _fields(call: Call, intent: PaymentIntent, method: PaymentMethod) -> dict[str, Any]:
    card = method.card or {}
    details: dict[str, Any] = {"type": method.type}
    if method.type == "card":
        shown = ("brand", "country", "exp_month", "exp_year", "fingerprint", "funding", "last4", "wallet")
        details["card"] = {name: card.get(name) for name in shown} | {
            "amount_authorized": intent.amount, "checks": card.get("checks"), "network": card.get("brand"),
            "authorization_code": f"{call.random(1_000_000):06d}",
        }  # fmt: skip
    else:
        details[method.type] = {}
    id = call.new_id("ch_")
    return {
        "id": id, "amount": intent.amount, "currency": intent.currency, "customer": intent.customer,
        "payment_intent": intent.id, "payment_method": method.id, "payment_method_details": details,
        "billing_details": method.billing_details or {"address": {}}, "description": intent.description,
        "metadata": dict(intent.get("metadata") or {}), "receipt_email": intent.receipt_email, "shipping": intent.shipping,
        "statement_descriptor": intent.statement_descriptor, "fraud_details": {}, "_test": method._test,
        "calculated_statement_descriptor": intent.statement_descriptor or "ACME",
        "created": timing.now(call, timing.of(intent)), "_clock": timing.of(intent),
        "transfer_group": intent.get("transfer_group"),
        "application_fee_amount": intent.get("application_fee_amount"),
    }  # fmt: skip


def succeed(call: Call, intent: PaymentIntent, method: PaymentMethod, capture: bool) -> Charge:
    """A charge that the bank lets through."""
    case = cards.CASES[method._test]
    fields = _fields(call, intent, method)
    score = {"normal": 20, "elevated": 70, "highest": 90}[case.risk]
    made = make(
        call, Charge, **fields, paid=True, captured=False, status="succeeded",
        receipt_url=f"{call.base}/receipts/{fields['id']}",
        outcome={"network_status": "approved_by_network", "reason": None, "risk_level": case.risk, "risk_score": score,
                 "seller_message": "Payment complete.", "type": "authorized"},
    )  # fmt: skip
    if capture:
        made = settle(call, made, made.amount)
    call.emit("charge.succeeded", object=made)
    return made


def settle(call: Call, charge: Charge, amount: int) -> Charge:
    """Capture `amount` of a charge: the money is booked."""
    case = cards.CASES[charge._test]
    cost = amounts.fee(amount, charge.currency)
    booked = ledger.post(call, "charge", amount, charge.currency, charge.id, cost, case.days, timing.of(charge),
                         description=charge.get("description"))  # fmt: skip
    return save(call, charge, captured=True, amount_captured=amount, balance_transaction=booked.id)


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
