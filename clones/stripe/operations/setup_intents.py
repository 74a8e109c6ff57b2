"""Setup intents: payment methods made ready for later; https://docs.stripe.com/api/setup_intents."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import act, operation
from clonery.server.request import Answer

from .. import keys
from ..lookups import changed, cleared, find, listing, make, metadata, named, save
from ..payments import intents, methods, setting_up
from ..records.payments import PaymentMethod, SetupAttempt, SetupIntent
from ..refusals import Refusal, unexpected
from ..shapes import shape
from .customers import customer_of
from .payment_intents import verify

OPEN = ("requires_payment_method", "requires_confirmation", "requires_action")
_UNKEPT = {"confirm", "confirmation_token", "mandate_data", "payment_method_data", "payment_method_options",
           "return_url",
           "single_use", "use_stripe_sdk", "payment_method_configuration"}  # fmt: skip

AUTHENTICATE = {
    "type": "object", "additionalProperties": False, "required": ["setup_intent"],
    "properties": {"setup_intent": {"type": "string"}, "outcome": {"enum": ["succeed", "fail"]}},
}  # fmt: skip


@operation("PostSetupIntents")
def create_intent(
    call: Call, confirm: bool = False, customer: str | None = None, payment_method: str | None = None, **given: Any
) -> SetupIntent | Answer:
    """POST /v1/setup_intents"""
    if customer is not None:
        customer_of(call, customer)
    if payment_method is not None:
        method = methods.resolved(call, payment_method)
        methods.usable(method, customer)
        payment_method = method.id
    fields = {name: value for name, value in cleared(given).items() if name not in _UNKEPT}
    automatic = fields.get("automatic_payment_methods")
    if automatic is None and "payment_method_types" not in fields:
        automatic = {"enabled": True}
    fields["automatic_payment_methods"] = {"allow_redirects": "always", **automatic} if automatic else None
    fields.setdefault("payment_method_types", ["card", "link"] if automatic else ["card"])
    id = call.new_id("seti_")
    made = make(
        call, SetupIntent, "setup_intent.created", id=id, client_secret=f"{id}_secret_{call.new_id('', 25)}",
        customer=customer, payment_method=payment_method, **{**fields, "metadata": metadata(given.get("metadata"))},
        status="requires_confirmation" if payment_method else "requires_payment_method",
    )  # fmt: skip
    return confirm_intent(call, made.id, **{**given, "client_secret": made.get("client_secret")}) if confirm else made


@operation("GetSetupIntentsIntent")
def get_intent(call: Call, intent: str, client_secret: str | None = None) -> SetupIntent:
    """GET /v1/setup_intents/{intent}"""
    found = find(call, SetupIntent, intent, "intent")
    keys.secret(call, found, client_secret)
    return found


@operation("PostSetupIntentsIntent")
def update_intent(call: Call, intent: str, **given: Any) -> SetupIntent:
    """POST /v1/setup_intents/{intent}"""
    found = find(call, SetupIntent, intent, "intent")
    if found.status not in OPEN and set(given) - {"metadata", "description"}:
        raise unexpected("setup_intent", "updated", found.status, OPEN, setup_intent=shape(call, found, True))
    changes = {name: value for name, value in changed(found, given).items() if name not in _UNKEPT}
    if changes.get("payment_method"):
        method = methods.resolved(call, changes["payment_method"])
        methods.usable(method, changes.get("customer", found.customer))
        changes |= {"payment_method": method.id, "status": "requires_confirmation"}
    return save(call, found, **changes)


@operation("PostSetupIntentsIntentConfirm")
def confirm_intent(
    call: Call, intent: str, payment_method: str | None = None, payment_method_data: dict[str, Any] | None = None,
    return_url: str | None = None, client_secret: str | None = None, **given: Any,
) -> SetupIntent | Answer:  # fmt: skip
    """POST /v1/setup_intents/{intent}/confirm"""
    found = find(call, SetupIntent, intent, "intent")
    keys.secret(call, found, client_secret)
    if found.status not in OPEN:
        raise unexpected("setup_intent", "confirmed", found.status, OPEN, setup_intent=shape(call, found, True))
    if given.get("confirmation_token"):
        said = intents.told(call, given["confirmation_token"], found)
        payment_method, return_url = said.get("payment_method"), return_url or said.get("return_url")
        payment_method_data = said.get("payment_method_data")
    automatic = found.get("automatic_payment_methods")
    if automatic and automatic.get("allow_redirects") == "always" and not return_url and call.request.door == "rest":
        message = "Provide a `return_url`, or set `automatic_payment_methods[allow_redirects]` to `never`."
        raise Refusal(message, param="return_url")
    if payment_method_data is not None:
        method = methods.created(call, payment_method_data)
    elif payment_method or found.payment_method:
        method = methods.resolved(call, payment_method or found.payment_method)
    else:
        message = "You cannot confirm this SetupIntent because it's missing a payment method."
        raise Refusal(message, "setup_intent_unexpected_state", setup_intent=shape(call, found, True))
    methods.usable(method, found.customer)
    if given.get("mandate_data"):
        mandate = intents.mandate(call, found, method, given["mandate_data"])
        found = save(call, found, mandate=mandate.id)
    return setting_up.attempt(call, found, method, return_url)


@operation("PostSetupIntentsIntentVerifyMicrodeposits")
def verify_microdeposits(
    call: Call, intent: str, amounts: list[int] | None = None, descriptor_code: str | None = None,
    client_secret: str | None = None,
) -> SetupIntent | Answer:  # fmt: skip
    """POST /v1/setup_intents/{intent}/verify_microdeposits"""
    found = find(call, SetupIntent, intent, "intent")
    keys.secret(call, found, client_secret)
    if found.status != "requires_action":
        message = f"This SetupIntent could not be verified because it has a status of {found.status}."
        raise Refusal(message, "intent_invalid_state", setup_intent=shape(call, found, True))
    method = verify(call, call.get(PaymentMethod, found.payment_method), amounts, descriptor_code)
    return setting_up.attempt(call, found, method, None)


@act("authenticate-setup", AUTHENTICATE, "A customer passes or fails what the bank asks of a setup intent.")
def authenticate_setup(call: Call, setup_intent: str, outcome: str = "succeed") -> SetupIntent | Answer:
    """The customer comes back from the bank's page. Raises Refusal where nothing was asked."""
    found = named(call, SetupIntent, setup_intent, "setup_intent")
    if found.status != "requires_action":
        raise unexpected("setup_intent", "authenticated", found.status, ("requires_action",))
    keys.within(call, found)
    return setting_up.authenticated(call, found, outcome == "succeed")


@operation("GetSetupAttempts")
def list_attempts(call: Call, setup_intent: str, created: Any = None) -> Page:
    """GET /v1/setup_attempts"""
    return listing(call, SetupAttempt, {"setup_intent": setup_intent}, created)


@operation("PostSetupIntentsIntentCancel")
def cancel_intent(call: Call, intent: str, cancellation_reason: str | None = None) -> SetupIntent:
    """POST /v1/setup_intents/{intent}/cancel"""
    found = find(call, SetupIntent, intent, "intent")
    if found.status not in OPEN:
        raise unexpected("setup_intent", "canceled", found.status, OPEN, setup_intent=shape(call, found, True))
    return save(call, found, "setup_intent.canceled", status="canceled", cancellation_reason=cancellation_reason,
                next_action=None)  # fmt: skip


@operation("GetSetupIntents")
def list_intents(
    call: Call, customer: str | None = None, payment_method: str | None = None, created: Any = None
) -> Page:
    """GET /v1/setup_intents"""
    return listing(call, SetupIntent, {"customer": customer, "payment_method": payment_method}, created)
