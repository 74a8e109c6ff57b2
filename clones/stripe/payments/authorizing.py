"""Whether a card that the account gave out may pay; https://docs.stripe.com/issuing/controls/spending-controls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import events, keys, timing
from ..lookups import make, save
from ..records.hooks import WebhookEndpoint
from ..records.issuing import Authorization, Cardholder, IssuedCard, IssuedTransaction
from ..refusals import Refusal

if TYPE_CHECKING:
    from clonery.server.call import Call

ASKED = "issuing_authorization.request"
TIMEOUT_SECONDS = 2
"""How long an endpoint has to say what it thinks of a payment."""
SPANS = {"daily": 1, "weekly": 7, "monthly": 30, "yearly": 365}
MERCHANT = {"category": "computer_software_stores", "category_code": "5734", "city": None, "country": None,
            "name": None,
            "network_id": "1234567890", "postal_code": None, "state": None, "tax_id": None, "terminal_id": None,
            "url": None}  # fmt: skip


def begin(
    call: Call, card: IssuedCard, amount: int, currency: str, merchant: dict[str, Any], **fields: Any
) -> Authorization:
    """A merchant asks: approved or refused at once, or left to an endpoint that wants to be asked."""
    holder, merchant = call.get(Cardholder, card.cardholder), {**MERCHANT, **merchant}
    why = reason(call, card, holder, amount, merchant["category"])
    asks = why == "card_active" and any(
        events.listens(hook, ASKED, keys.of(card)) for hook in call.all(WebhookEndpoint)
    )
    request = {"amount": amount, "currency": currency, "merchant_amount": amount, "merchant_currency": currency}
    pending = {**request, "amount_details": None, "is_amount_controllable": False, "network_risk_score": None}
    made = make(
        call, Authorization, id=None, amount=0 if asks else amount, approved=False, card=card.id, cardholder=holder.id,
        currency=currency, merchant_amount=amount, merchant_currency=currency, merchant_data=merchant, status="pending",
        pending_request=pending if asks else None, request_history=[], balance_transactions=[], _held=0,
        verification_data={"address_line1_check": "not_provided", "address_postal_code_check": "not_provided",
                           "cvc_check": "match", "expiry_check": "match", "authentication_exemption": None,
                           "postal_code": None, "three_d_secure": None},
        **fields,
    )  # fmt: skip
    if asks:
        call.emit(ASKED, object=made)
        timing.later(call, call.now + TIMEOUT_SECONDS, "authorization_timeout", made.id, None)
        return made
    made = decide(call, made, why == "card_active", why, amount)
    call.emit("issuing_authorization.created", object=made)
    return made


def reason(call: Call, card: IssuedCard, holder: Cardholder, amount: int, category: str) -> str:
    """`card_active` where it may pay, else why not."""
    if card.status != "active":
        return "card_canceled" if card.status == "canceled" else "card_inactive"
    if holder.status != "active":
        return "cardholder_blocked" if holder.status == "blocked" else "cardholder_inactive"
    for controls in (card.spending_controls or {}, holder.spending_controls or {}):
        allowed, blocked = controls.get("allowed_categories"), controls.get("blocked_categories") or []
        if (allowed and category not in allowed) or category in blocked:
            return "spending_controls"
        for limit in controls.get("spending_limits") or []:
            if limit.get("categories") and category not in limit["categories"]:
                continue
            if amount + _spent(call, card, limit["interval"]) > limit["amount"]:
                return "spending_controls"
    return "card_active"


def _spent(call: Call, card: IssuedCard, interval: str) -> int:
    """What the card has paid in the interval that is running."""
    if interval == "per_authorization":
        return 0
    since = call.now - SPANS[interval] * timing.DAY if interval in SPANS else 0
    return sum(one.amount for one in call.all(Authorization, {"card": card.id}) if one.approved and one.created > since)


def decide(call: Call, made: Authorization, approved: bool, why: str, amount: int) -> Authorization:
    """Approve or refuse; a refused authorization is closed."""
    entry = {
        "amount": amount, "amount_details": None, "approved": approved, "authorization_code": None, "created": call.now,
        "currency": made.currency, "merchant_amount": amount, "merchant_currency": made.currency,
        "network_risk_score": None, "reason": why, "reason_message": None, "requested_at": made.created,
    }  # fmt: skip
    return save(
        call, made, approved=approved, amount=amount if approved else 0, pending_request=None,
        status="pending" if approved else "closed", request_history=[*made.request_history, entry],
    )  # fmt: skip


@timing.step("authorization_timeout")
def timeout(call: Call, id: str) -> None:
    """Nobody said what they think in time."""
    made = call.peek(Authorization, id)
    if made is not None and made.pending_request:
        answer(call, made, False, "webhook_timeout", None)


def answer(call: Call, made: Authorization, approved: bool, why: str, amount: int | None) -> Authorization:
    """What was asked is answered. Raises Refusal where nothing was asked."""
    if not made.pending_request:
        raise Refusal(
            "This authorization is not pending: it can't be approved or declined any more.", param="authorization"
        )
    asked = made.pending_request["amount"]
    decided = decide(call, made, approved, why, asked if amount is None else amount)
    call.emit("issuing_authorization.created", object=decided)
    return decided


def capture(call: Call, made: Authorization, amount: int | None, close: bool) -> Authorization:
    """The merchant takes the money. Raises Refusal where there is nothing to take."""
    if not made.approved or made.status != "pending":
        raise Refusal(f"An authorization that is {made.status} can't be captured.", param="authorization")
    taken = made.amount if amount is None else amount
    if taken < 1:
        raise Refusal("This value must be greater than or equal to 1.", "parameter_invalid_integer", "capture_amount")
    transact(call, call.get(IssuedCard, made.card), "capture", -taken, made.merchant_data, made.id)
    left = max(made.amount - taken, 0)
    closed = close or left == 0
    return save(call, made, "issuing_authorization.updated", amount=0 if closed else left,
                status="closed" if closed else "pending")  # fmt: skip


def transact(
    call: Call, card: IssuedCard, type: str, amount: int, merchant: dict[str, Any], authorization: str | None = None
) -> IssuedTransaction:
    """Money that a card has spent (below zero) or got back."""
    return make(
        call, IssuedTransaction, "issuing_transaction.created", id=None, amount=amount, authorization=authorization,
        card=card.id, cardholder=card.cardholder, currency=card.currency, merchant_amount=amount, type=type,
        merchant_currency=card.currency, merchant_data={**MERCHANT, **merchant}, balance_transaction=None,
    )  # fmt: skip
