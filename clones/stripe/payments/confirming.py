"""What happens when a payment intent is confirmed; https://docs.stripe.com/payments/paymentintents/lifecycle."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import orjson

from clonery.server.request import Answer

from .. import timing
from ..lookups import save
from ..records.payments import Charge, PaymentIntent, PaymentMethod
from ..refusals import CARD, absent
from ..shapes import shape
from . import banks, charging, disputing, methods, reviewing
from .cards import Case

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
DEBIT_FAILED = "payment_intent_payment_attempt_failed"
MICRODEPOSIT_DAYS = 2
Then = Callable[["Call", PaymentIntent], None]
Payer = Callable[["Call", PaymentIntent, PaymentMethod], PaymentIntent]
THEN: dict[str, list[Then]] = {"settled": [], "bounced": [], "refused": []}
"""What follows when an intent is paid, whoever confirmed it, when a debit that was being processed is sent back, and
when any try to pay fails."""


def settles(function: Then) -> Then:
    """Mark a function (call, intent) as what follows when an intent is paid."""
    THEN["settled"].append(function)
    return function


def bounces(function: Then) -> Then:
    """Mark a function (call, intent) as what follows when a debit is sent back."""
    THEN["bounced"].append(function)
    return function


def refuses(function: Then) -> Then:
    """Mark a function (call, intent) as what follows when a try to pay fails."""
    THEN["refused"].append(function)
    return function


PAYERS: dict[str, Payer] = {}
"""How kinds of payment methods pay that no bank is asked for."""


def pays(kind: str) -> Callable[[Payer], Payer]:
    """Mark a function (call, intent, method) as what pays with payment methods of a kind."""

    def mark(function: Payer) -> Payer:
        PAYERS[kind] = function
        return function

    return mark


def asks(case: Case, intent: PaymentIntent, method: PaymentMethod, off_session: bool) -> bool:
    """Whether the customer's bank wants to see the customer."""
    if case.secure == "unless_setup":
        return not method.get("_set_up")
    if case.secure == "set_up":
        return not off_session
    if case.secure == "optional":
        return option(intent, "card", "request_three_d_secure") in ("any", "challenge") and not off_session
    return case.secure == "always"


def option(intent: PaymentIntent, kind: str, name: str) -> Any:
    """One of the intent's `payment_method_options`."""
    return ((intent.get("payment_method_options") or {}).get(kind) or {}).get(name)


def attempt(
    call: Call, intent: PaymentIntent, method: PaymentMethod, off_session: bool = False, refuse_action: bool = False,
    return_url: str | None = None, authenticated: bool = False,
) -> PaymentIntent:  # fmt: skip
    """Try to pay: the intent is paid, held, processed, waits for the customer, or needs another payment method."""
    methods.usable(method, intent.customer)
    case = banks.case(method._test)
    intent = save(call, intent, payment_method=method.id, last_payment_error=None, _off_session=off_session)
    if method.type in PAYERS:
        return PAYERS[method.type](call, intent, method)
    if not authenticated:
        if asks(case, intent, method, off_session):
            if off_session or refuse_action:
                return declined(call, intent, method, *AUTHENTICATION)
            return waiting(call, intent, _next_action(call, intent, return_url), return_url)
        if banks.redirects(method.type) and not off_session:
            if not return_url:
                raise absent("return_url")
            return waiting(call, intent, _next_action(call, intent, return_url), return_url)
        if method.type == "us_bank_account" and not method._verified:
            return waiting(call, intent, _microdeposits(call, intent), return_url)
    if case.settles:
        return processed(call, intent, method, case.settles)
    if case.code:
        return declined(call, intent, method, case.code, case.decline, case.message)
    return paid(call, intent, method)


def waiting(call: Call, intent: PaymentIntent, action: dict[str, Any], return_url: str | None) -> PaymentIntent:
    """The customer has to do something first."""
    return save(call, intent, "payment_intent.requires_action", status="requires_action", next_action=action,
                _return_url=return_url)  # fmt: skip


def _next_action(call: Call, intent: PaymentIntent, return_url: str | None) -> dict[str, Any]:
    if return_url:
        url = f"{call.base}/3d_secure_2/{intent.id}"
        return {"type": "redirect_to_url", "redirect_to_url": {"return_url": return_url, "url": url}}
    return {"type": "use_stripe_sdk", "use_stripe_sdk": {"type": "three_d_secure_redirect", "source": intent.id}}


def _microdeposits(call: Call, intent: Any) -> dict[str, Any]:
    arrives = timing.seconds(call, timing.of(intent)) + MICRODEPOSIT_DAYS * timing.DAY
    url = f"{call.base}/microdeposits/{intent.id}"
    details = {"arrival_date": arrives, "hosted_verification_url": url, "microdeposit_type": "descriptor_code"}
    return {"type": "verify_with_microdeposits", "verify_with_microdeposits": details}


def processed(call: Call, intent: PaymentIntent, method: PaymentMethod, seconds: int) -> PaymentIntent:
    """A debit is on its way: what becomes of it shows later."""
    charge = charging.pend(call, intent, method)
    clock = timing.of(intent)
    timing.later(call, timing.seconds(call, clock) + seconds, "settle", intent.id, clock)
    return save(call, intent, "payment_intent.processing", status="processing", next_action=None,
                latest_charge=charge.id)  # fmt: skip


@timing.step("settle")
def arrive(call: Call, id: str) -> None:
    """The time of a debit has come."""
    settle(call, id)


def settle(call: Call, id: str, outcome: str = "") -> PaymentIntent | None:
    """A debit settles as its account says, or as `outcome` does (succeeded, failed); None where none is processed."""
    intent = call.peek(PaymentIntent, id)
    if intent is None or intent.status != "processing":
        return None
    method = call.get(PaymentMethod, intent.payment_method)
    case, charge = banks.case(method._test), call.get(Charge, intent.latest_charge)
    if outcome == "failed" or (case.code and outcome != "succeeded"):
        code = case.code or "generic_could_not_process"
        charging.bounce(call, charge, code, case.message if case.code else "This payment could not be processed.")
        error = {"code": DEBIT_FAILED, "message": "The latest payment attempt of this PaymentIntent has failed."}
        made = unpaid(call, intent, method, {**error, "charge": charge.id, "type": "invalid_request_error"}, charge)
        _then(call, made, "bounced")
        return call.get(PaymentIntent, made.id)
    return kept(call, intent, method, charging.clear(call, charge))


def paid(call: Call, intent: PaymentIntent, method: PaymentMethod) -> PaymentIntent:
    """The bank lets it through: paid, or held to be captured."""
    holds = (option(intent, method.type, "capture_method") or intent.capture_method) == "manual"
    charge = charging.succeed(call, intent, method, not holds)
    if not holds:
        return kept(call, intent, method, charge)
    _remember(call, intent, method)
    at = timing.seconds(call, timing.of(intent)) + HELD_DAYS * timing.DAY
    timing.later(call, at, "release", intent.id, timing.of(intent))
    return save(call, intent, "payment_intent.amount_capturable_updated", status="requires_capture", next_action=None,
                latest_charge=charge.id, amount_capturable=intent.amount)  # fmt: skip


def kept(call: Call, intent: PaymentIntent, method: PaymentMethod, charge: Charge) -> PaymentIntent:
    """The money has come."""
    _remember(call, intent, method)
    landed(call, charge)
    intent = call.get(PaymentIntent, intent.id)
    made = save(call, intent, "payment_intent.succeeded", status="succeeded", next_action=None, latest_charge=charge.id,
                amount_received=charge.amount_captured)  # fmt: skip
    return follow(call, made)


def _then(call: Call, intent: PaymentIntent, what: str) -> None:
    for function in THEN[what]:
        function(call, call.get(PaymentIntent, intent.id))


def landed(call: Call, charge: Charge) -> None:
    """What some test cards bring upon a charge that has brought its money: before the intent is told to be paid."""
    reviewing.after(call, call.get(Charge, charge.id))
    disputing.after(call, call.get(Charge, charge.id))


def follow(call: Call, intent: PaymentIntent) -> PaymentIntent:
    """After the money has come: what waited for it."""
    _then(call, intent, "settled")
    return call.get(PaymentIntent, intent.id)


def _remember(call: Call, intent: PaymentIntent, method: PaymentMethod) -> None:
    """A method is saved for later where the intent says so, and used up where it belongs to nobody."""
    future = intent.setup_future_usage or option(intent, method.type, "setup_future_usage")
    if future in ("on_session", "off_session") and intent.customer and method.customer is None:
        method = methods.attach(call, method, intent.customer)
    if method.customer is None:
        save(call, method, _used=True)
    elif future and not method.get("_set_up"):
        save(call, method, _set_up=True)


def declined(
    call: Call, intent: PaymentIntent, method: PaymentMethod, code: str, decline: str, message: str
) -> PaymentIntent:
    """The bank refuses: the intent needs another payment method, and remembers why."""
    charge = charging.fail(call, intent, method, code, decline, message)
    error: dict[str, Any] = {"charge": charge.id, "code": code, "message": message, "type": CARD}
    if decline:
        error["decline_code"] = decline
    return unpaid(call, intent, method, error, charge)


def unpaid(
    call: Call, intent: PaymentIntent, method: PaymentMethod, error: dict[str, Any], charge: Charge
) -> PaymentIntent:
    """Back to where it needs a payment method."""
    error |= {"doc_url": DOCS + error["code"].replace("_", "-"), "payment_method": shape(call, method, True)}
    made = save(call, intent, "payment_intent.payment_failed", status="requires_payment_method", payment_method=None,
                last_payment_error=error, next_action=None, latest_charge=charge.id)  # fmt: skip
    _then(call, made, "refused")
    return call.get(PaymentIntent, made.id)


def authenticated(call: Call, intent: PaymentIntent, passed: bool) -> PaymentIntent:
    """The customer comes back from the bank's or the provider's page."""
    method = call.get(PaymentMethod, intent.payment_method)
    if not passed:
        return declined(call, intent, method, *FAILED_AUTHENTICATION)
    if intent.confirmation_method == "manual":
        return save(call, intent, status="requires_confirmation", next_action=None, _authenticated=True)
    return attempt(call, intent, method, authenticated=True)


def answer(call: Call, intent: PaymentIntent) -> PaymentIntent | Answer:
    """The intent, or 402 with it inside where it was refused: what happened is kept either way."""
    error = intent.last_payment_error
    if error is None:
        return intent
    body = {**error, "payment_intent": shape(call, intent, True)}
    return Answer(402, orjson.dumps({"error": dict(sorted(body.items()))}))
