"""Payment intents; https://docs.stripe.com/api/payment_intents."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import act, operation
from clonery.server.request import Answer

from .. import keys
from ..lookups import changed, cleared, find, listing, metadata, named, save
from ..money import amounts as money
from ..payments import confirming, connecting, intents, methods
from ..records.payments import Charge, PaymentIntent, PaymentMethod
from ..refusals import Refusal, unexpected
from ..searching import search
from ..shapes import shape
from .customers import customer_of

_ALWAYS = {"metadata", "description", "receipt_email"}
_UNKEPT = {*intents.ASKED, "confirm", "payment_method_data", "amount_details", "hooks", "payment_details",
           "client_secret",
           "excluded_payment_method_types", "payment_method_configuration"}  # fmt: skip
AUTHENTICATE = {
    "type": "object", "additionalProperties": False, "required": ["payment_intent"],
    "properties": {"payment_intent": {"type": "string"}, "outcome": {"enum": ["succeed", "fail"]}},
}  # fmt: skip

SETTLED = {
    "type": "object", "additionalProperties": False, "required": ["payment_intent"],
    "properties": {"payment_intent": {"type": "string"}, "outcome": {"enum": ["succeeded", "failed"]}},
}  # fmt: skip
GOOD_AMOUNTS, GOOD_CODE, SPENT_CODE = [32, 45], "SM11AA", "SM33CC"
"""What a test account's owner reads off the statement; the last one stands for too many wrong tries."""


def verify(call: Call, method: PaymentMethod, amounts: list[int] | None, code: str | None) -> PaymentMethod:
    """The account is its owner's where the small deposits are told right. Raises Refusal."""
    if amounts is None and code is None:
        raise Refusal("You must pass one of `amounts` or `descriptor_code`.", "parameter_missing", "amounts")
    if code == SPENT_CODE:
        message = "You have exceeded the number of allowed verification attempts."
        raise Refusal(message, "payment_method_microdeposit_verification_attempts_exceeded")
    if code is not None and code != GOOD_CODE:
        message = "The descriptor code provided does not match the one that was sent to the bank account."
        raise Refusal(message, "payment_method_microdeposit_verification_descriptor_code_mismatch", "descriptor_code")
    if amounts is not None and len(amounts) != len(GOOD_AMOUNTS):
        message = "You must provide exactly two amounts for microdeposit verification."
        raise Refusal(message, "payment_method_microdeposit_verification_amounts_invalid", "amounts")
    if amounts is not None and sorted(amounts) != GOOD_AMOUNTS:
        message = "The amounts provided do not match the amounts that were sent to the bank account."
        raise Refusal(message, "payment_method_microdeposit_verification_amounts_mismatch", "amounts")
    return save(call, method, _verified=True)


def _intent(call: Call, id: str) -> PaymentIntent:
    return find(call, PaymentIntent, id, "intent")


@operation("PostPaymentIntents")
def create_intent(
    call: Call, amount: int, currency: str, confirm: bool = False, customer: str | None = None,
    payment_method: str | None = None, **given: Any,
) -> PaymentIntent | Answer:  # fmt: skip
    """POST /v1/payment_intents"""
    for name in intents.ASKED[1:3]:
        if given.get(name) and not confirm:
            raise Refusal(f"`{name}` can only be used with `confirm` set to true.", param=name)
    if (given.get("automatic_payment_methods") or {}).get("enabled") and "payment_method_types" in given:
        names = "automatic_payment_methods, payment_method_types"
        raise Refusal(f"You may only specify one of these parameters: {names}.")
    if customer is not None:
        customer_of(call, customer)
    if "payment_method_data" in given and not confirm:
        payment_method = methods.created(call, given["payment_method_data"]).id
    elif payment_method is not None:
        method = methods.resolved(call, payment_method)
        methods.usable(method, customer)
        payment_method = method.id
    fields = {name: value for name, value in cleared(given).items() if name not in _UNKEPT}
    fields["metadata"] = metadata(given.get("metadata"))
    made = intents.begin(call, amount, currency, customer=customer, payment_method=payment_method, **fields)
    if confirm:
        return intents.confirm(call, made, {**given, **({"payment_method": payment_method} if payment_method else {})})
    return made


@operation("GetPaymentIntentsIntent")
def get_intent(call: Call, intent: str, client_secret: str | None = None) -> PaymentIntent:
    """GET /v1/payment_intents/{intent}"""
    found = _intent(call, intent)
    keys.secret(call, found, client_secret)
    return found


@operation("PostPaymentIntentsIntent")
def update_intent(call: Call, intent: str, **given: Any) -> PaymentIntent:
    """POST /v1/payment_intents/{intent}: money and method only until it is paid."""
    found = _intent(call, intent)
    if found.status not in intents.CONFIRMABLE and (late := sorted(set(given) - _ALWAYS)):
        more = {"payment_intent": shape(call, found, True), "param": late[0]}
        raise unexpected("payment_intent", "updated", found.status, intents.CONFIRMABLE, **more)
    changes = {name: value for name, value in changed(found, given).items() if name not in _UNKEPT}
    if changes.get("customer"):
        customer_of(call, changes["customer"])
    amount, currency = changes.get("amount", found.amount), changes.get("currency", found.currency).lower()
    if "amount" in changes or "currency" in changes:
        money.check(amount, currency)
        changes["currency"] = currency
    connecting.check(call, {**found.doc, **changes}, amount)
    for kind in changes.get("payment_method_types") or ():
        methods.currency_of(kind, currency)
    if "payment_method_options" in changes:
        changes["payment_method_options"] = intents.options(changes["payment_method_options"],
                                                            found.payment_method_options)  # fmt: skip
    if "payment_method_data" in given:
        changes["payment_method"] = methods.created(call, given["payment_method_data"]).id
    if changes.get("payment_method"):
        method = methods.resolved(call, changes["payment_method"])
        methods.usable(method, changes.get("customer", found.customer))
        changes |= {"payment_method": method.id, "status": "requires_confirmation", "next_action": None}
    return save(call, found, **changes)


@operation("PostPaymentIntentsIntentConfirm")
def confirm_intent(call: Call, intent: str, client_secret: str | None = None, **given: Any) -> PaymentIntent | Answer:
    """POST /v1/payment_intents/{intent}/confirm"""
    found = _intent(call, intent)
    keys.secret(call, found, client_secret)
    asked = ("receipt_email", "setup_future_usage", "shipping")
    kept: dict[str, Any] = {name: given[name] for name in asked if name in given}
    if kept and found.status in intents.CONFIRMABLE:
        found = save(call, found, **cleared(kept))
    return intents.confirm(call, found, given)


@operation("PostPaymentIntentsIntentCapture")
def capture_intent(call: Call, intent: str, amount_to_capture: int | None = None, **given: Any) -> PaymentIntent:
    """POST /v1/payment_intents/{intent}/capture"""
    found = _intent(call, intent)
    if given.get("final_capture") is False:
        message = "This PaymentIntent can be captured once: multicapture is not available for it."
        raise Refusal(message, "payment_intent_invalid_parameter", "final_capture")
    names = ("application_fee_amount", "transfer_data", "statement_descriptor", "statement_descriptor_suffix")
    changes = {name: value for name, value in cleared(given).items() if name in names}
    if "transfer_data" in changes:
        changes["transfer_data"] = {**(found.get("transfer_data") or {}), **(changes["transfer_data"] or {})}
    made = intents.capture(call, found, amount_to_capture, **changes)
    return save(call, made, metadata=metadata(given["metadata"], made.metadata)) if "metadata" in given else made


@operation("PostPaymentIntentsIntentCancel")
def cancel_intent(call: Call, intent: str, cancellation_reason: str | None = None) -> PaymentIntent:
    """POST /v1/payment_intents/{intent}/cancel"""
    return intents.cancel(call, _intent(call, intent), cancellation_reason)


@operation("GetPaymentIntents")
def list_intents(call: Call, customer: str | None = None, created: Any = None) -> Page:
    """GET /v1/payment_intents"""
    return listing(call, PaymentIntent, {"customer": customer}, created)


@act("authenticate", AUTHENTICATE, "A customer passes or fails what the bank asks of a payment that requires action.")
def authenticate(call: Call, payment_intent: str, outcome: str = "succeed") -> PaymentIntent:
    """The customer comes back from the bank's page. Raises Refusal where nothing was asked."""
    found = named(call, PaymentIntent, payment_intent, "payment_intent")
    if found.status != "requires_action":
        raise unexpected("payment_intent", "authenticated", found.status, ("requires_action",))
    keys.within(call, found)
    return confirming.authenticated(call, found, outcome == "succeed")


@act("settle-payment", SETTLED, "A bank debit that is being processed arrives, or is sent back.")
def settle_payment(call: Call, payment_intent: str, outcome: str = "succeeded") -> PaymentIntent:
    """What the bank says of a debit. Raises Refusal where none is being processed."""
    found = named(call, PaymentIntent, payment_intent, "payment_intent")
    keys.within(call, found)
    made = confirming.settle(call, found.id, outcome)
    if made is None:
        raise unexpected("payment_intent", "settled", found.status, ("processing",))
    return made


@operation("PostPaymentIntentsIntentVerifyMicrodeposits")
def verify_microdeposits(
    call: Call, intent: str, amounts: list[int] | None = None, descriptor_code: str | None = None,
    client_secret: str | None = None,
) -> PaymentIntent | Answer:  # fmt: skip
    """POST /v1/payment_intents/{intent}/verify_microdeposits"""
    found = _intent(call, intent)
    keys.secret(call, found, client_secret)
    action = found.next_action or {}
    if found.status != "requires_action" or action.get("type") != "verify_with_microdeposits":
        raise unexpected("payment_intent", "verified", found.status, payment_intent=shape(call, found, True))
    method = verify(call, call.get(PaymentMethod, found.payment_method), amounts, descriptor_code)
    return confirming.answer(call, confirming.attempt(call, found, method, return_url=found.get("_return_url")))


@operation("PostPaymentIntentsIntentIncrementAuthorization")
def increment_authorization(call: Call, intent: str, amount: int, **given: Any) -> PaymentIntent:
    """POST /v1/payment_intents/{intent}/increment_authorization: hold more."""
    found = _intent(call, intent)
    if found.status != "requires_capture":
        more = {"payment_intent": shape(call, found, True)}
        raise unexpected("payment_intent", "incremented", found.status, ("requires_capture",), **more)
    if amount <= found.amount:
        raise Refusal("The new amount must be greater than the amount that is authorized.", param="amount")
    money.check(amount, found.currency)
    save(call, call.get(Charge, found.latest_charge), "charge.updated", amount=amount)
    changes = {name: value for name, value in changed(found, given).items() if name in ("description", "metadata")}
    return save(call, found, "payment_intent.amount_capturable_updated", amount=amount, amount_capturable=amount,
                **changes)  # fmt: skip


@operation("GetPaymentIntentsSearch")
def search_intents(call: Call, query: str, page: str | None = None) -> dict[str, Any]:
    """GET /v1/payment_intents/search"""
    return search(call, PaymentIntent, query, page)
