"""Payment intents: made, confirmed by a caller, captured, canceled; https://docs.stripe.com/api/payment_intents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.request import Answer

from .. import timing
from ..lookups import make, named, save
from ..money import amounts
from ..records.payments import Charge, ConfirmationToken, Mandate, PaymentIntent, PaymentMethod, SetupIntent
from ..refusals import Refusal, absent, unexpected
from ..shapes import shape
from . import banks, charging, confirming, connecting, methods

if TYPE_CHECKING:
    from clonery.server.call import Call

CONFIRMABLE = ("requires_payment_method", "requires_confirmation", "requires_action")
CANCELABLE = ("requires_payment_method", "requires_capture", "requires_confirmation", "requires_action", "processing")
ASKED = ("return_url", "off_session", "error_on_requires_action", "mandate", "mandate_data", "use_stripe_sdk",
         "confirmation_token", "radar_options")  # fmt: skip
"""Parameters that steer a confirmation and are no fields."""


def options(given: dict[str, Any] | None, before: dict[str, Any] | None = None) -> dict[str, Any]:
    """`payment_method_options` as an intent keeps them: a card's stand there always."""
    made: dict[str, Any] = {"card": {"request_three_d_secure": "automatic"}, **(before or {})}
    for kind, each in (given or {}).items():
        kept = {name: value for name, value in (each or {}).items() if isinstance(value, str) and value}
        made[kind] = {**made.get(kind, {}), **kept}
    return made


def begin(call: Call, amount: int, currency: str, clock: str | None = None, **fields: Any) -> PaymentIntent:
    """A new intent. Raises Refusal for an amount that can't be charged, or types that don't take the currency."""
    currency = currency.lower()
    amounts.check(amount, currency)
    connecting.check(call, fields, amount)
    for kind in fields.get("payment_method_types") or ():
        methods.currency_of(kind, currency)
    id = call.new_id("pi_")
    automatic = fields.get("automatic_payment_methods")
    if automatic is None and "payment_method_types" not in fields:
        automatic = {"enabled": True}
    if automatic is not None:
        automatic = {"allow_redirects": "always", **automatic}
    fields |= {"automatic_payment_methods": automatic}
    fields.setdefault("payment_method_types", ["card", "link"] if automatic else ["card"])
    fields["payment_method_options"] = options(fields.get("payment_method_options"))
    status = "requires_confirmation" if fields.get("payment_method") else "requires_payment_method"
    return make(
        call, PaymentIntent, "payment_intent.created", clock, id=id, amount=amount, currency=currency, status=status,
        client_secret=f"{id}_secret_{call.new_id('', 25)}", amount_details={"tip": {}}, _clock=clock, **fields,
    )  # fmt: skip


def confirm(call: Call, intent: PaymentIntent, given: dict[str, Any]) -> PaymentIntent | Answer:
    """Confirm as a caller asks. Raises Refusal where the status or the parameters don't allow it."""
    if intent.status not in CONFIRMABLE:
        raise unexpected("payment_intent", "confirmed", intent.status, payment_intent=shape(call, intent, True))
    if given.get("confirmation_token"):
        given = {**given, **told(call, given["confirmation_token"], intent)}
    automatic = intent.automatic_payment_methods
    redirects = automatic is not None and automatic.get("allow_redirects") == "always"
    if redirects and not given.get("return_url") and call.request.door not in ("clock", "seed"):
        message = (
            "This PaymentIntent is configured to accept payment methods enabled in your Dashboard, some of which "
            "redirect your customer: provide a `return_url`, or set `automatic_payment_methods[allow_redirects]` to "
            "`never`."
        )
        raise Refusal(message, param="return_url")
    method = _method(call, intent, given)
    if method.type not in intent.payment_method_types and (automatic is None or banks.redirects(method.type)):
        if automatic is None or not redirects:
            allowed = ", ".join(intent.payment_method_types)
            message = f"The PaymentMethod provided ({method.type}) is not allowed for this PaymentIntent: {allowed}."
            raise Refusal(message, "payment_intent_incompatible_payment_method", "payment_method")
    methods.currency_of(method.type, intent.currency)
    if given.get("payment_method_options"):
        intent = save(call, intent, payment_method_options=options(given["payment_method_options"],
                                                                   intent.payment_method_options))  # fmt: skip
    if given.get("mandate_data"):
        mandate(call, intent, method, given["mandate_data"])
    made = confirming.attempt(
        call, intent, method, bool(given.get("off_session")), bool(given.get("error_on_requires_action")),
        given.get("return_url"), bool(intent.get("_authenticated")),
    )  # fmt: skip
    return confirming.answer(call, made)


def _method(call: Call, intent: PaymentIntent, given: dict[str, Any]) -> PaymentMethod:
    """The method to pay with. Raises Refusal without one."""
    if given.get("payment_method_data"):
        return methods.created(call, given["payment_method_data"])
    if given.get("payment_method") or intent.payment_method:
        return methods.resolved(call, given.get("payment_method") or intent.payment_method)
    message = "You cannot confirm this PaymentIntent because it's missing a payment method. "
    if intent.customer:
        message += (f"To confirm the PaymentIntent with {intent.customer}, specify a payment method attached to this "
                    "customer along with the customer ID.")  # fmt: skip
    else:
        message += "Update it with a payment method and then confirm it, or confirm it with one."
    raise Refusal(message, "payment_intent_unexpected_state", payment_intent=shape(call, intent, True))


def told(call: Call, id: str, intent: PaymentIntent | SetupIntent) -> dict[str, Any]:
    """What a confirmation token says; it is good for one intent. Raises Refusal."""
    token = named(call, ConfirmationToken, id, "confirmation_token")
    if token.payment_intent or token.setup_intent:
        message = f"The confirmation token {id} was already used."
        raise Refusal(message, f"{intent.object}_confirmation_token_invalid", "confirmation_token")
    save(call, token, **{intent.object: intent.id})
    return dict(token._given)


def mandate(call: Call, intent: PaymentIntent | SetupIntent, method: PaymentMethod, given: dict[str, Any]) -> Mandate:
    """The customer's word that the method may be charged."""
    acceptance = dict(given.get("customer_acceptance") or {})
    kind = acceptance.get("type", "online")
    accepted = {"accepted_at": timing.seconds(call, timing.of(intent)), "type": kind, kind: acceptance.get(kind) or {}}
    return make(
        call, Mandate, customer_acceptance=accepted, multi_use={}, payment_method=method.id, status="active",
        type="multi_use", payment_method_details={"type": method.type, method.type: {}}, clock=timing.of(intent),
    )  # fmt: skip


def capture(call: Call, intent: PaymentIntent, amount: int | None, **changes: Any) -> PaymentIntent:
    """Take what is held, or a part of it; the rest is let go. Fees and transfers may change with it. Raises Refusal."""
    if intent.status != "requires_capture":
        more = {"payment_intent": shape(call, intent, True)}
        raise unexpected("payment_intent", "captured", intent.status, ("requires_capture",), **more)
    taken = intent.amount_capturable if amount is None else amount
    amounts.positive(taken, "amount_to_capture")
    if taken > intent.amount_capturable:
        message = f"The requested capture amount is greater than the authorized amount of {intent.amount_capturable}."
        raise Refusal(message, "amount_too_large", "amount_to_capture")
    connecting.check(call, {**intent.doc, **changes}, taken)
    intent = save(call, intent, **changes)
    charge = save(call, call.get(Charge, intent.latest_charge), **changes)
    before = charge.doc
    charge = charging.settle(call, charge, taken)
    call.emit("charge.captured", object=charge, before=before)
    confirming.landed(call, charge)
    intent = call.get(PaymentIntent, intent.id)
    made = save(
        call, intent, "payment_intent.succeeded", status="succeeded", amount_received=taken, amount_capturable=0
    )
    return confirming.follow(call, made)


def cancel(call: Call, intent: PaymentIntent, reason: str | None) -> PaymentIntent:
    """End an intent; what was held is let go. Raises Refusal."""
    if intent.status not in CANCELABLE:
        more = {"payment_intent": shape(call, intent, True)}
        raise unexpected("payment_intent", "canceled", intent.status, CANCELABLE, **more)
    if intent.status == "requires_capture":
        held = call.get(Charge, intent.latest_charge)
        expired = "expired_uncaptured_charge" if reason == "automatic" else None
        call.emit("charge.refunded", object=charging.let_go(call, held, held.amount, expired), before=held.doc)
    at = timing.seconds(call, timing.of(intent))
    return save(call, intent, "payment_intent.canceled", status="canceled", cancellation_reason=reason, canceled_at=at,
                amount_capturable=0, next_action=None)  # fmt: skip


@timing.step("release")
def release(call: Call, id: str) -> None:
    """What nobody captured in a week is let go."""
    intent = call.peek(PaymentIntent, id)
    if intent is not None and intent.status == "requires_capture":
        cancel(call, intent, "automatic")


def needed(given: dict[str, Any], *names: str) -> None:
    """Raises Refusal for the first of these parameters that is missing."""
    for name in names:
        if given.get(name) is None:
            raise absent(name)
