"""Disputes: how they arrive, what they take, how they end; https://docs.stripe.com/disputes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import timing
from ..lookups import make, save
from ..money import amounts, ledger
from ..records.payments import Charge, Dispute
from ..shapes import shape
from . import banks, reviewing

if TYPE_CHECKING:
    from clonery.server.call import Call

EVIDENCE_DAYS = 9


def after(call: Call, charge: Charge) -> None:
    """What some test cards bring upon a charge that went through."""
    reason = banks.case(charge._test).dispute
    if reason:
        arrive(call, charge, "fraudulent" if reason == "inquiry" else reason, reason == "inquiry")


def arrive(call: Call, charge: Charge, reason: str, inquiry: bool = False, amount: int | None = None) -> Dispute:
    """The customer's bank disputes a charge: the money and a fee are taken unless it only asks."""
    at = timing.seconds(call, timing.of(charge))
    taken = amount or charge.amount_captured - charge.amount_refunded
    made = make(
        call, Dispute, amount=taken, charge=charge.id, currency=charge.currency, evidence={}, reason=reason,
        payment_intent=charge.payment_intent, balance_transactions=[], is_charge_refundable=inquiry,
        enhanced_eligibility_types=[], status="warning_needs_response" if inquiry else "needs_response", created=at,
        evidence_details={"due_by": at + EVIDENCE_DAYS * timing.DAY, "has_evidence": False, "past_due": False,
                          "submission_count": 0, "enhanced_eligibility": {}},
        payment_method_details=_details(charge, inquiry),
        _clock=timing.of(charge),
    )  # fmt: skip
    save(call, charge, disputed=True)
    reviewing.end(call, charge, "disputed")
    if not inquiry:
        booked = ledger.post(call, "adjustment", -taken, charge.currency, made.id, amounts.DISPUTE_FEE, 0,
                             timing.of(charge), description=f"Chargeback withdrawal for {charge.id}")  # fmt: skip
        made = save(call, made, balance_transactions=[shape(call, booked, True)])
    call.emit("charge.dispute.created", object=made)
    if not inquiry:
        call.emit("charge.dispute.funds_withdrawn", object=made)
    return made


def _details(charge: Charge, inquiry: bool) -> dict[str, Any]:
    if not charge.id.startswith("ch_"):
        return {"type": (charge.get("payment_method_details") or {}).get("type", "card")}
    case = "inquiry" if inquiry else "chargeback"
    return {"type": "card", "card": {"brand": banks.case(charge._test).brand, "case_type": case}}


def end(call: Call, dispute: Dispute, won: bool) -> Dispute:
    """The bank decides: a dispute that is won gives the money back, and the fee with it."""
    inquiry = dispute.status.startswith("warning")
    status = "warning_closed" if inquiry else "won" if won else "lost"
    booked: list[dict[str, Any]] = list(dispute.balance_transactions)
    if won and not inquiry:
        back = ledger.post(call, "adjustment", dispute.amount, dispute.currency, dispute.id, -amounts.DISPUTE_FEE, 0,
                           timing.of(dispute), "dispute_reversal",
                           f"Chargeback reversal for {dispute.charge}")  # fmt: skip
        booked.append(shape(call, back, True))
    made = save(call, dispute, "charge.dispute.closed", status=status, balance_transactions=booked)
    if won and not inquiry:
        call.emit("charge.dispute.funds_reinstated", object=made)
    return made
