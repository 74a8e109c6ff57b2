"""Disputes, and the acts of a customer's bank; https://docs.stripe.com/api/disputes."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import act, operation

from .. import keys
from ..lookups import changed, find, listing, named, save
from ..payments import disputing
from ..records.payments import Charge, Dispute, FraudWarning
from ..refusals import Refusal

OPEN = ("needs_response", "under_review", "warning_needs_response", "warning_under_review")
WORDS = {"winning_evidence": True, "losing_evidence": False}
"""What `evidence[uncategorized_text]` says to have the bank decide at once."""
ESCALATES = "escalate_inquiry_evidence"
"""What it says to have an inquiry charged back."""
ARRIVES = {
    "type": "object", "additionalProperties": False, "required": ["charge"],
    "properties": {"charge": {"type": "string"}, "reason": {"type": "string"}, "amount": {"type": "integer"},
                   "inquiry": {"type": "boolean"}},
}  # fmt: skip
DECIDED = {
    "type": "object", "additionalProperties": False, "required": ["dispute", "outcome"],
    "properties": {"dispute": {"type": "string"}, "outcome": {"enum": ["won", "lost"]}},
}  # fmt: skip


@operation("GetDisputesDispute")
def get_dispute(call: Call, dispute: str) -> Dispute:
    """GET /v1/disputes/{dispute}"""
    return find(call, Dispute, dispute, "dispute")


@operation("PostDisputesDispute")
def update_dispute(call: Call, dispute: str, submit: bool | None = None, **given: Any) -> Dispute:
    """POST /v1/disputes/{dispute}: evidence is submitted unless `submit` is false."""
    found = _open(find(call, Dispute, dispute, "dispute"))
    changes = changed(found, given)
    evidence = changes.get("evidence", found.evidence)
    if "evidence" in given:
        details = {**found.get("evidence_details"), "has_evidence": any(evidence.values())}
        if submit is not False:
            details["submission_count"] += 1
            changes["status"] = "warning_under_review" if found.status.startswith("warning") else "under_review"
        changes["evidence_details"] = details
    found = save(call, found, "charge.dispute.updated", **changes)
    word = "" if submit is False else str((given.get("evidence") or {}).get("uncategorized_text", ""))
    if word == ESCALATES and found.status.startswith("warning"):
        return disputing.escalate(call, found)
    return disputing.end(call, found, WORDS[word]) if word in WORDS else found


def _open(found: Dispute) -> Dispute:
    if found.status not in OPEN:
        raise Refusal("This dispute is already closed")
    return found


@operation("PostDisputesDisputeClose")
def close_dispute(call: Call, dispute: str) -> Dispute:
    """POST /v1/disputes/{dispute}/close: to accept it as lost."""
    return disputing.end(call, _open(find(call, Dispute, dispute, "dispute")), False)


def _of_charge(call: Call, id: str) -> Dispute:
    """The dispute of a charge. Raises NotFound, Refusal without one."""
    charge = find(call, Charge, id, "charge")
    found = call.first(Dispute, {"charge": charge.id}, "-rid")
    if found is None:
        raise Refusal(f"No dispute for charge: {id}", status=404)
    return found


@operation("GetChargesChargeDispute")
def get_of_charge(call: Call, charge: str) -> Dispute:
    """GET /v1/charges/{charge}/dispute"""
    return _of_charge(call, charge)


@operation("PostChargesChargeDispute")
def update_of_charge(call: Call, charge: str, submit: bool | None = None, **given: Any) -> Dispute:
    """POST /v1/charges/{charge}/dispute: the older way."""
    return update_dispute(call, _of_charge(call, charge).id, submit, **given)


@operation("PostChargesChargeDisputeClose")
def close_of_charge(call: Call, charge: str) -> Dispute:
    """POST /v1/charges/{charge}/dispute/close: the older way."""
    return close_dispute(call, _of_charge(call, charge).id)


@operation("GetRadarEarlyFraudWarnings")
def list_warnings(
    call: Call, charge: str | None = None, payment_intent: str | None = None, created: Any = None
) -> Page:
    """GET /v1/radar/early_fraud_warnings"""
    return listing(call, FraudWarning, {"charge": charge, "payment_intent": payment_intent}, created)


@operation("GetRadarEarlyFraudWarningsEarlyFraudWarning")
def get_warning(call: Call, early_fraud_warning: str) -> FraudWarning:
    """GET /v1/radar/early_fraud_warnings/{early_fraud_warning}"""
    return find(call, FraudWarning, early_fraud_warning, "early_fraud_warning")


@operation("GetDisputes")
def list_disputes(
    call: Call, charge: str | None = None, payment_intent: str | None = None, created: Any = None
) -> Page:
    """GET /v1/disputes"""
    return listing(call, Dispute, {"charge": charge, "payment_intent": payment_intent}, created)


@act("dispute", ARRIVES, "A customer disputes a charge with their bank.")
def dispute_arrives(
    call: Call, charge: str, reason: str = "fraudulent", amount: int | None = None, inquiry: bool = False
) -> Dispute:
    """Raises Refusal where there is nothing to dispute."""
    found = named(call, Charge, charge, "charge")
    keys.within(call, found)
    left = found.amount - found.amount_refunded
    if not found.captured or left < 1 or found.disputed or (amount or 1) > left or (amount is not None and amount < 1):
        raise Refusal("This charge can't be disputed for that amount.", param="charge")
    return disputing.arrive(call, found, reason, inquiry, amount)


@act("decide-dispute", DECIDED, "The bank decides a dispute.")
def dispute_decided(call: Call, dispute: str, outcome: str) -> Dispute:
    """Raises Refusal for one that is closed."""
    found = _open(named(call, Dispute, dispute, "dispute"))
    keys.within(call, found)
    return disputing.end(call, found, outcome == "won")
