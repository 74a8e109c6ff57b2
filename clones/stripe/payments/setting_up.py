"""What happens when a setup intent is confirmed; https://docs.stripe.com/payments/setupintents/lifecycle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from clonery.server.request import Answer

from ..lookups import make, save
from ..records.payments import PaymentMethod, SetupAttempt, SetupIntent
from ..refusals import CARD, Refusal
from ..shapes import shape
from . import banks, methods

if TYPE_CHECKING:
    from clonery.server.call import Call


def attempt(
    call: Call, intent: SetupIntent, method: PaymentMethod, return_url: str | None, passed: bool = False
) -> SetupIntent | Answer:
    """Try to make a method ready for later: it is, the customer is asked first, or it is refused."""
    case = banks.case(method._test)
    asks = case.secure in ("always", "unless_setup", "set_up") or banks.redirects(method.type)
    if asks and not passed:
        return _waiting(call, intent, method, _action(call, intent, return_url))
    if method.type == "us_bank_account" and not method._verified:
        url = f"{call.base}/microdeposits/{intent.id}"
        details = {"arrival_date": call.now, "hosted_verification_url": url, "microdeposit_type": "descriptor_code"}
        action = {"type": "verify_with_microdeposits", "verify_with_microdeposits": details}
        return _waiting(call, intent, method, action)
    if not case.attaches:
        return _refused(call, intent, method, case.code, case.decline, case.message)
    if intent.customer is not None:
        try:
            method = methods.attach(call, method, intent.customer)
        except Refusal as refusal:
            return _refused(call, intent, method, refusal.code, "", refusal.message)
    save(call, method, _set_up=True)
    tried = _tried(call, intent, method, "succeeded")
    return save(call, intent, "setup_intent.succeeded", status="succeeded", payment_method=method.id, next_action=None,
                last_setup_error=None, latest_attempt=tried.id)  # fmt: skip


def _action(call: Call, intent: SetupIntent, return_url: str | None) -> dict[str, Any]:
    if not return_url:
        return {"type": "use_stripe_sdk", "use_stripe_sdk": {"source": intent.id}}
    url = f"{call.base}/3d_secure_2/{intent.id}"
    return {"type": "redirect_to_url", "redirect_to_url": {"return_url": return_url, "url": url}}


def _waiting(call: Call, intent: SetupIntent, method: PaymentMethod, action: dict[str, Any]) -> SetupIntent:
    tried = _tried(call, intent, method, "requires_action")
    return save(call, intent, "setup_intent.requires_action", status="requires_action", next_action=action,
                payment_method=method.id, latest_attempt=tried.id)  # fmt: skip


def authenticated(call: Call, intent: SetupIntent, passed: bool) -> SetupIntent | Answer:
    """The customer comes back from the bank's page."""
    method = call.get(PaymentMethod, intent.payment_method)
    if passed:
        return attempt(call, intent, method, None, True)
    message = "The provided PaymentMethod has failed authentication; provide another one."
    return _refused(call, intent, method, "setup_intent_authentication_failure", "", message)


def _refused(
    call: Call, intent: SetupIntent, method: PaymentMethod, code: str, decline: str, message: str
) -> SetupIntent | Answer:
    error: dict[str, Any] = {
        "code": code,
        "message": message,
        "type": CARD,
        "payment_method": shape(call, method, True),
    }
    error |= {"decline_code": decline} if decline else {}
    tried = _tried(call, intent, method, "failed", error)
    made = save(call, intent, "setup_intent.setup_failed", status="requires_payment_method", last_setup_error=error,
                payment_method=None, next_action=None, latest_attempt=tried.id)  # fmt: skip
    if call.request.door != "rest":
        return made
    return Answer(402, orjson.dumps({"error": {**error, "setup_intent": shape(call, made, True)}}))


def _tried(
    call: Call, intent: SetupIntent, method: PaymentMethod, status: str, error: dict[str, Any] | None = None
) -> SetupAttempt:
    return make(
        call, SetupAttempt, customer=intent.customer, payment_method=method.id, setup_intent=intent.id, status=status,
        payment_method_details={"type": method.type, method.type: {}}, setup_error=error, usage=intent.usage,
    )  # fmt: skip
