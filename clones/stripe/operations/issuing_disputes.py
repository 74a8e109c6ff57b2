"""Issuing: disputes of what a card paid, the ways of cards that are sent, payments that nobody authorized; https://docs.stripe.com/api/issuing/disputes."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import act, operation

from .. import keys
from ..lookups import cleared, find, listing, make, metadata, named, save
from ..money import amounts
from ..payments import authorizing
from ..records.issuing import IssuedCard, IssuedDispute, IssuedTransaction
from ..refusals import Refusal, absent

SHIPPING = {"submitted": ("pending",), "shipped": ("pending", "submitted"), "delivered": ("shipped",),
            "returned": ("shipped",), "failure": ("shipped",)}  # fmt: skip
"""What a card that is sent can become, and out of what."""
WORDS = {"winning_evidence": "won", "losing_evidence": "lost"}
"""What an explanation says to have the network decide at once."""
DECIDED = {
    "type": "object", "additionalProperties": False, "required": ["dispute", "outcome"],
    "properties": {"dispute": {"type": "string"}, "outcome": {"enum": ["won", "lost"]}},
}  # fmt: skip


def _dispute(call: Call, id: str) -> IssuedDispute:
    return find(call, IssuedDispute, id, "dispute")


@operation("PostIssuingDisputes")
def create_dispute(
    call: Call, transaction: str | None = None, amount: int | None = None, evidence: dict[str, Any] | None = None,
    **given: Any,
) -> IssuedDispute:  # fmt: skip
    """POST /v1/issuing/disputes: of what was captured, all of it or a part."""
    if transaction is None:
        raise absent("transaction")
    paid = named(call, IssuedTransaction, transaction, "transaction")
    if paid.type != "capture":
        raise Refusal("Only a transaction of the type capture can be disputed.", param="transaction")
    if call.first(IssuedDispute, {"transaction": paid.id}) is not None:
        raise Refusal(f"The transaction {paid.id} is disputed already.", param="transaction")
    taken = -paid.amount if amount is None else amount
    amounts.positive(taken)
    if taken > -paid.amount:
        raise Refusal(f"The amount must be at most {-paid.amount}.", param="amount")
    made = make(
        call, IssuedDispute, "issuing_dispute.created", id=None, amount=taken, currency=paid.currency,
        evidence=_told({"reason": "other"}, evidence), status="unsubmitted", transaction=paid.id,
        metadata=metadata(given.get("metadata")),
    )  # fmt: skip
    save(call, paid, dispute=made.id)
    return made


def _told(before: dict[str, Any], given: dict[str, Any] | None) -> dict[str, Any]:
    """Evidence with what is told now; only what belongs to its reason is kept."""
    told = cleared(given or {})
    reason = told.get("reason") or before.get("reason") or "other"
    held = before.get(reason) if isinstance(before.get(reason), dict) else {}
    return {"reason": reason, reason: {**(held or {}), **cleared(told.get(reason) or {})}}


@operation("GetIssuingDisputesDispute")
def get_dispute(call: Call, dispute: str) -> IssuedDispute:
    """GET /v1/issuing/disputes/{dispute}"""
    return _dispute(call, dispute)


@operation("GetIssuingDisputes")
def list_disputes(call: Call, status: str | None = None, transaction: str | None = None, created: Any = None) -> Page:
    """GET /v1/issuing/disputes"""
    return listing(call, IssuedDispute, {"status": status, "transaction": transaction}, created)


def _unsubmitted(found: IssuedDispute) -> IssuedDispute:
    if found.status != "unsubmitted":
        raise Refusal(f"This dispute has a status of {found.status}: only an unsubmitted one can be changed.")
    return found


@operation("PostIssuingDisputesDispute")
def update_dispute(
    call: Call, dispute: str, amount: int | None = None, evidence: dict[str, Any] | None = None, **given: Any
) -> IssuedDispute:
    """POST /v1/issuing/disputes/{dispute}: until it is submitted."""
    found = _unsubmitted(_dispute(call, dispute))
    changes: dict[str, Any] = {"evidence": _told(found.evidence, evidence)} if evidence else {}
    if amount is not None:
        amounts.positive(amount)
        changes["amount"] = amount
    if "metadata" in given:
        changes["metadata"] = metadata(given["metadata"], found.metadata)
    return save(call, found, "issuing_dispute.updated", **changes)


@operation("PostIssuingDisputesDisputeSubmit")
def submit_dispute(call: Call, dispute: str, **given: Any) -> IssuedDispute:
    """POST /v1/issuing/disputes/{dispute}/submit: with evidence; certain words have it decided at once."""
    found = _unsubmitted(_dispute(call, dispute))
    told = found.evidence.get(found.evidence["reason"]) or {}
    if not told.get("explanation"):
        name = f"evidence[{found.evidence['reason']}][explanation]"
        raise Refusal(f"Missing required param: {name}.", "parameter_missing", name)
    changes = {"metadata": metadata(given["metadata"], found.metadata)} if "metadata" in given else {}
    made = save(call, found, "issuing_dispute.submitted", status="submitted", **changes)
    word = WORDS.get(told["explanation"])
    return _decide(call, made, word) if word else made


def _decide(call: Call, found: IssuedDispute, outcome: str) -> IssuedDispute:
    made = save(call, found, status=outcome)
    if outcome == "won":
        paid = call.get(IssuedTransaction, made.transaction)
        authorizing.transact(call, call.get(IssuedCard, paid.card), "refund", made.amount, paid.get("merchant_data"))
        call.emit("issuing_dispute.funds_reinstated", object=made)
    call.emit("issuing_dispute.closed", object=made)
    return made


@act("decide-issuing-dispute", DECIDED, "The network decides a dispute of what a card of ours paid.")
def decide(call: Call, dispute: str, outcome: str) -> IssuedDispute:
    """Raises Refusal for one that was not submitted, or is closed."""
    found = named(call, IssuedDispute, dispute, "dispute")
    if found.status != "submitted":
        raise Refusal(f"The dispute is {found.status}.", param="dispute")
    keys.within(call, found)
    return _decide(call, found, outcome)


def _shipped(call: Call, card: str, status: str) -> IssuedCard:
    """A card goes on its way. Raises Refusal where it is not sent at all, or is not that far."""
    found = find(call, IssuedCard, card, "card")
    shipping = found.get("shipping")
    if not shipping:
        raise Refusal("Only a physical card has a shipment.", param="card")
    if shipping["status"] not in SHIPPING[status]:
        raise Refusal(f"A shipment that is {shipping['status']} can't become {status}.", param="card")
    return save(call, found, "issuing_card.updated", shipping={**shipping, "status": status})


@operation("PostTestHelpersIssuingCardsCardShippingSubmit")
def submit_card(call: Call, card: str) -> IssuedCard:
    """POST /v1/test_helpers/issuing/cards/{card}/shipping/submit"""
    return _shipped(call, card, "submitted")


@operation("PostTestHelpersIssuingCardsCardShippingShip")
def ship_card(call: Call, card: str) -> IssuedCard:
    """POST /v1/test_helpers/issuing/cards/{card}/shipping/ship"""
    return _shipped(call, card, "shipped")


@operation("PostTestHelpersIssuingCardsCardShippingDeliver")
def deliver_card(call: Call, card: str) -> IssuedCard:
    """POST /v1/test_helpers/issuing/cards/{card}/shipping/deliver"""
    return _shipped(call, card, "delivered")


@operation("PostTestHelpersIssuingCardsCardShippingReturn")
def return_card(call: Call, card: str) -> IssuedCard:
    """POST /v1/test_helpers/issuing/cards/{card}/shipping/return"""
    return _shipped(call, card, "returned")


@operation("PostTestHelpersIssuingCardsCardShippingFail")
def fail_card(call: Call, card: str) -> IssuedCard:
    """POST /v1/test_helpers/issuing/cards/{card}/shipping/fail"""
    return _shipped(call, card, "failure")


def _unasked(call: Call, card: str, type: str, amount: int, merchant: dict[str, Any] | None) -> IssuedTransaction:
    amounts.positive(abs(amount))
    return authorizing.transact(call, named(call, IssuedCard, card, "card"), type, amount, merchant or {})


@operation("PostTestHelpersIssuingTransactionsCreateForceCapture")
def force_capture(
    call: Call, amount: int, card: str, merchant_data: dict[str, Any] | None = None, **given: Any
) -> IssuedTransaction:
    """POST /v1/test_helpers/issuing/transactions/create_force_capture: money that is taken without being asked for."""
    return _unasked(call, card, "capture", -amount, merchant_data)


@operation("PostTestHelpersIssuingTransactionsCreateUnlinkedRefund")
def unlinked_refund(
    call: Call, amount: int, card: str, merchant_data: dict[str, Any] | None = None, **given: Any
) -> IssuedTransaction:
    """POST /v1/test_helpers/issuing/transactions/create_unlinked_refund: money back for no payment."""
    return _unasked(call, card, "refund", amount, merchant_data)
