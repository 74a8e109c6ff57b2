"""What happens when a payment intent is confirmed; https://docs.stripe.com/payments/paymentintents/lifecycle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from clonery.server.request import Answer

from .. import timing
from ..lookups import save
from ..records.payments import Charge, PaymentIntent, PaymentMethod
from ..refusals import CARD
from ..shapes import shape
from . import cards, charging, disputing, methods

if TYPE_CHECKING:
    from clonery.server.call import Call

DOCS = "https://stripe.com/docs/error-codes/"
HELD_DAYS = 7
AUTHENTICATION = (
    "authentication_required", "authentication_required",
    "Your card was declined. This transaction requires authentication.",
)  # fmt: skip
FAILED_AUTHENTICATION = (
    "payment_intent_authentication_failure", "",
    "The provided PaymentMethod has failed authentication; provide payment_method_data or another PaymentMethod.",
)  # fmt: skip


def asks(case: cards.Case, intent: PaymentIntent, method: PaymentMethod, off_session: bool) -> bool:
    """Whether the customer's bank wants to see the customer."""
    if case.secure == "unless_setup":
        return not method.get("_set_up")
    if case.secure == "set_up":
        return not off_session
    return case.secure == "always"


def attempt(
    call: Call, intent: PaymentIntent, method: PaymentMethod, off_session: bool = False, refuse_action: bool = False,
    return_url: str | None = None, authenticated: bool = False,
) -> PaymentIntent:  # fmt: skip
    """Try to pay: the intent is paid, held, waits for the customer, or is back to where it needs a payment method."""
    methods.usable(method, intent.customer)
    case = cards.CASES[method._test]
    intent = save(call, intent, payment_method=method.id, last_payment_error=None, _off_session=off_session)
    if not authenticated and asks(case, intent, method, off_session):
        if off_session or refuse_action:
            return declined(call, intent, method, *AUTHENTICATION)
        action = _next_action(call, intent, return_url)
        return save(call, intent, "payment_intent.requires_action", status="requires_action", next_action=action)
    if case.code:
        return declined(call, intent, method, case.code, case.decline, case.message)
    return paid(call, intent, method)


def _next_action(call: Call, intent: PaymentIntent, return_url: str | None) -> dict[str, Any]:
    if return_url:
        url = f"{call.base}/3d_secure_2/{intent.id}"
        return {"type": "redirect_to_url", "redirect_to_url": {"return_url": return_url, "url": url}}
    return {"type": "use_stripe_sdk", "use_stripe_sdk": {"type": "three_d_secure_redirect", "source": intent.id}}


def paid(call: Call, intent: PaymentIntent, method: PaymentMethod) -> PaymentIntent:
    """The bank lets it through: paid, or held to be captured."""
    holds = intent.capture_method == "manual"
    charge = charging.succeed(call, intent, method, not holds)
    if intent.setup_future_usage and intent.customer and method.customer is None:
        method = methods.attach(call, method, intent.customer)
    if method.customer is None:
        save(call, method, _used=True)
    elif intent.setup_future_usage and not method.get("_set_up"):
        save(call, method, _set_up=True)
    if holds:
        at = timing.now(call, timing.of(intent)) + HELD_DAYS * timing.DAY
        timing.later(call, at, "release", intent.id, timing.of(intent))
        return save(call, intent, "payment_intent.amount_capturable_updated", status="requires_capture", next_action=None,
                    latest_charge=charge.id, amount_capturable=intent.amount)  # fmt: skip
    made = save(call, intent, "payment_intent.succeeded", status="succeeded", next_action=None, latest_charge=charge.id,
                amount_received=intent.amount)  # fmt: skip
    disputing.after(call, call.get(Charge, charge.id))
    return made


def declined(
    call: Call, intent: PaymentIntent, method: PaymentMethod, code: str, decline: str, message: str
) -> PaymentIntent:
    """The bank refuses: the intent needs another payment method, and remembers why."""
    charge = charging.fail(call, intent, method, code, decline, message)
    error: dict[str, Any] = {
        "charge": charge.id, "code": code, "doc_url": DOCS + code.replace("_", "-"), "message": message,
        "payment_method": shape(call, method, True), "type": CARD,
    }  # fmt: skip
    if decline:
        error["decline_code"] = decline
    return save(call, intent, "payment_intent.payment_failed", status="requires_payment_method", payment_method=None,
                last_payment_error=error, next_action=None, latest_charge=charge.id)  # fmt: skip


def answer(call: Call, intent: PaymentIntent, created: bool = False) -> PaymentIntent | Answer:
    """The intent, or 402 with it inside where it was refused: what happened is kept either way."""
    error = intent.last_payment_error
    if error is None:
        return intent
    body = {**error, "payment_intent": shape(call, intent, True)}
    return Answer(402, orjson.dumps({"error": dict(sorted(body.items()))}))
