"""Disputes: how they arrive, what they take, how they end; https://docs.stripe.com/disputes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import keys, timing
from ..lookups import make, save
from ..money import amounts, ledger
from ..records.payments import Charge, Dispute, FraudWarning
from ..shapes import shape
from . import banks, reviewing

if TYPE_CHECKING:
    from clonery.server.call import Call

RESPONSE_DAYS = 8
"""How long an answer may take: until the end of that day."""
NETWORK_CODES = {"fraudulent": "10.4", "product_not_received": "13.1"}
INQUIRY_CODE = "10"
SPECIAL = {"visa_compelling_evidence_3": "fraudulent", "visa_compliance": "noncompliant"}
"""What some test cards make a dispute eligible for, and its reason."""


def after(call: Call, charge: Charge) -> None:
    """What some test cards bring upon a charge that went through."""
    case = banks.case(charge._test)
    if case.warns:
        warn(call, charge)
    if case.dispute == "multiple":
        first = charge.amount_captured // 2
        arrive(call, charge, "fraudulent", amount=first)
        arrive(call, call.get(Charge, charge.id), "fraudulent", amount=charge.amount_captured - first)
    elif case.dispute in SPECIAL:
        arrive(call, charge, SPECIAL[case.dispute], eligible=[case.dispute])
    elif case.dispute:
        inquiry = case.dispute == "inquiry"
        arrive(call, charge, "fraudulent" if inquiry else case.dispute, inquiry)


def warn(call: Call, charge: Charge) -> FraudWarning:
    """The card's bank tells that the charge may be fraud; nothing is taken yet."""
    return make(
        call, FraudWarning, "radar.early_fraud_warning.created", clock=timing.of(charge), id=None, charge=charge.id,
        payment_intent=charge.payment_intent, fraud_type="made_with_stolen_card", _clock=timing.of(charge),
    )  # fmt: skip


def arrive(
    call: Call, charge: Charge, reason: str, inquiry: bool = False, amount: int | None = None,
    eligible: list[str] | None = None,
) -> Dispute:  # fmt: skip
    """The customer's bank disputes a charge: the money and a fee are taken unless it only asks."""
    clock = timing.of(charge)
    at = timing.seconds(call, clock)
    due = (at // timing.DAY + RESPONSE_DAYS + 1) * timing.DAY - 1
    made = make(
        call, Dispute, amount=amount or charge.amount - charge.amount_refunded, charge=charge.id,
        currency=charge.currency, evidence={}, reason=reason, payment_intent=charge.payment_intent,
        balance_transactions=[], is_charge_refundable=inquiry, enhanced_eligibility_types=eligible or [],
        status="warning_needs_response" if inquiry else "needs_response", created=at,
        evidence_details={"due_by": due, "has_evidence": False, "past_due": False, "submission_count": 0,
                          "enhanced_eligibility": {}},
        payment_method_details=_details(charge, reason, inquiry), _clock=clock,
    )  # fmt: skip
    save(call, charge, disputed=True)
    reviewing.end(call, charge, "disputed")
    timing.later(call, due, "dispute_due", made.id, clock)
    if not inquiry:
        made = _withdraw(call, made)
    call.emit("charge.dispute.created", object=made)
    if not inquiry:
        call.emit("charge.dispute.funds_withdrawn", object=made)
    return made


def _withdraw(call: Call, made: Dispute) -> Dispute:
    """The disputed money and a fee leave the balance."""
    booked = ledger.post(call, "adjustment", -made.amount, made.currency, made.id, amounts.DISPUTE_FEE, 0,
                         timing.of(made), description=f"Chargeback withdrawal for {made.charge}",
                         fee_description="Dispute fee")  # fmt: skip
    return save(call, made, balance_transactions=[shape(call, booked, True)])


def _details(charge: Charge, reason: str, inquiry: bool) -> dict[str, Any]:
    if not charge.id.startswith("ch_"):
        return {"type": (charge.get("payment_method_details") or {}).get("type", "card")}
    case = "inquiry" if inquiry else "compliance" if reason == "noncompliant" else "chargeback"
    code = INQUIRY_CODE if inquiry else NETWORK_CODES.get(reason)
    card = {"brand": banks.case(charge._test).brand, "case_type": case, "network_reason_code": code}
    return {"type": "card", "card": card}


def escalate(call: Call, dispute: Dispute) -> Dispute:
    """What was only asked about is charged back."""
    charge = call.get(Charge, dispute.charge)
    made = _withdraw(call, save(
        call, dispute, "charge.dispute.updated", status="needs_response", is_charge_refundable=False,
        payment_method_details=_details(charge, dispute.reason, False),
    ))  # fmt: skip
    call.emit("charge.dispute.funds_withdrawn", object=made)
    return made


@timing.step("dispute_due")
def overdue(call: Call, id: str) -> None:
    """Nobody answered in time: a dispute is lost, an inquiry is closed."""
    made = call.peek(Dispute, id)
    if made is not None and made.status in ("needs_response", "warning_needs_response"):
        keys.within(call, made)
        end(call, save(call, made, evidence_details={**made.get("evidence_details"), "past_due": True}), False)


def end(call: Call, dispute: Dispute, won: bool) -> Dispute:
    """The bank decides: a dispute that is won gives the money back, but not the fee."""
    inquiry = dispute.status.startswith("warning")
    status = "warning_closed" if inquiry else "won" if won else "lost"
    booked: list[dict[str, Any]] = list(dispute.balance_transactions)
    if won and not inquiry:
        back = ledger.post(call, "adjustment", dispute.amount, dispute.currency, dispute.id, 0, 0, timing.of(dispute),
                           "dispute_reversal", f"Chargeback reversal for {dispute.charge}")  # fmt: skip
        booked.append(shape(call, back, True))
    made = save(call, dispute, status=status, balance_transactions=booked, is_charge_refundable=won or inquiry)
    if won and not inquiry:
        call.emit("charge.dispute.funds_reinstated", object=made)
    call.emit("charge.dispute.closed", object=made)
    return made
