"""A customer pays a page, or is refused; https://docs.stripe.com/payments/checkout/how-checkout-works."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..billing import discounting, subscribing
from ..lookups import make, metadata, save
from ..payments import banks, confirming, intents, methods, setting_up
from ..records.billing import Invoice, Subscription
from ..records.checkout import CheckoutSession
from ..records.customers import Customer, Price
from ..records.payments import PaymentIntent, PaymentMethod, SetupIntent
from ..refusals import CARD, Refusal

if TYPE_CHECKING:
    from clonery.server.call import Call

_INTENT = ("application_fee_amount", "description", "metadata", "on_behalf_of", "receipt_email", "setup_future_usage",
           "shipping", "statement_descriptor", "statement_descriptor_suffix", "transfer_data", "transfer_group",
           "capture_method")  # fmt: skip


class Declined(Refusal):
    """The customer's bank says no: the page stays open."""


def pay(call: Call, session: CheckoutSession, method: PaymentMethod | None, told: dict[str, Any]) -> CheckoutSession:
    """What a customer typed in is tried; the page is complete, or waits for the bank. Raises Refusal, Declined.

    `told` has `email`, `name`, `phone`, `address` and `shipping` as far as the customer said them.
    """
    if session.status != "open":
        raise Refusal(f"This Checkout Session is {session.status}.", "checkout_session_not_open", "session")
    details = {**(session.get("customer_details") or {"tax_exempt": "none", "tax_ids": None}),
               **{name: told[name] for name in ("email", "name", "phone", "address") if told.get(name)}}  # fmt: skip
    session = save(
        call, session, customer_details=details, collected_information={"shipping_details": told.get("shipping")}
    )
    if session.mode == "subscription":
        return _subscribe(call, session, method)
    if session.mode == "setup":
        return _set_up(call, session, _needed(method))
    if not session.amount_total:
        return complete(call, session, customer=_customer(call, session))
    return _charge(call, session, _needed(method), told)


def _needed(method: PaymentMethod | None) -> PaymentMethod:
    if method is None:
        raise Refusal("A payment method is needed.", "parameter_missing", "payment_method")
    return method


def _customer(call: Call, session: CheckoutSession, always: bool = False) -> str | None:
    """The page's customer, made now where the page says so."""
    if session.customer:
        return session.customer
    future = (session._given.get("payment_intent_data") or {}).get("setup_future_usage")
    if not always and session.get("customer_creation") != "always" and not future:
        return None
    details = session.get("customer_details") or {}
    known = {name: details.get(name) for name in ("email", "name", "phone", "address")}
    made = make(call, Customer, "customer.created", invoice_prefix=call.new_id("", 8).upper(), **known)
    save(call, call.get(CheckoutSession, session.id), customer=made.id)
    return made.id


def _charge(call: Call, session: CheckoutSession, method: PaymentMethod, told: dict[str, Any]) -> CheckoutSession:
    data = dict(session._given.get("payment_intent_data") or {})
    intent, customer = call.peek(PaymentIntent, session.payment_intent), _customer(call, session)
    if intent is None:
        fields = {name: data[name] for name in _INTENT if name in data}
        fields |= {"metadata": metadata(data.get("metadata"))}
        fields.setdefault("shipping", told.get("shipping"))
        intent = intents.begin(
            call, session.amount_total or 0, session.currency or "usd", customer=customer, _checkout=session.id,
            payment_method_types=session.get("payment_method_types"), **fields,
        )  # fmt: skip
    save(call, call.get(CheckoutSession, session.id), payment_intent=intent.id)
    if intent.amount != session.amount_total:
        intent = save(call, intent, amount=session.amount_total)
    made = confirming.attempt(call, intent, method, return_url=f"{call.base}/c/pay/{session.id}")
    return after(call, call.get(CheckoutSession, session.id), made)


def after(call: Call, session: CheckoutSession, intent: PaymentIntent) -> CheckoutSession:
    """What a tried payment means for its page. Raises Declined where it was refused."""
    if intent.status in ("succeeded", "requires_capture", "processing"):
        return complete(call, session, customer=intent.customer, paid=intent.status == "succeeded")
    if intent.status == "requires_payment_method":
        error = intent.last_payment_error or {}
        raise Declined(str(error.get("message")), str(error.get("code")), status=402, type=CARD)
    return session


def _subscribe(call: Call, session: CheckoutSession, method: PaymentMethod | None) -> CheckoutSession:
    if method is None and session.amount_total:
        _needed(method)
    case = banks.case(method._test) if method else None
    if case is not None and case.code:
        raise Declined(case.message, case.code, status=402, type=CARD)
    customer = call.get(Customer, str(_customer(call, session, True)))
    if method is not None:
        method = methods.attach(call, method, customer.id)
    data = dict(session._given.get("subscription_data") or {})
    items: list[dict[str, Any]] = []
    once: list[dict[str, Any]] = []
    for line in session._lines:
        one = {"price": line["price"], "quantity": line["quantity"], "tax_rates": line["rates"]}
        price = call.get(Price, line["price"])
        if (price.recurring or {}).get("usage_type") == "metered":
            del one["quantity"]
        (items if price.recurring else once).append(one)
    discounts = [{"promotion_code": each["promotion_code"]} if each["promotion_code"] else {"coupon": each["coupon"]}
                 for each in session.get("discounts") or []]  # fmt: skip
    given = {**data, "items": items, "off_session": False, "currency": session.currency}
    given |= {"add_invoice_items": once} if once else {}
    given |= {"discounts": discounts} if discounts else {}
    given |= {"default_payment_method": method.id} if method else {}
    made = subscribing.create(call, customer, given, "allow_incomplete")
    assert isinstance(made, Subscription)
    session = save(call, call.get(CheckoutSession, session.id), subscription=made.id, invoice=made.latest_invoice)
    if made.status in ("active", "trialing"):
        return complete(call, session, customer=customer.id)
    invoice = call.get(Invoice, made.latest_invoice)
    intent = call.get(PaymentIntent, invoice._intent)
    save(call, intent, _checkout=session.id, _return_url=f"{call.base}/c/pay/{session.id}")
    return session


def _set_up(call: Call, session: CheckoutSession, method: PaymentMethod) -> CheckoutSession:
    data, id = dict(session._given.get("setup_intent_data") or {}), call.new_id("seti_")
    intent = call.peek(SetupIntent, session.setup_intent) or make(
        call, SetupIntent, "setup_intent.created", id=id, client_secret=f"{id}_secret_{call.new_id('', 25)}",
        customer=_customer(call, session), payment_method_types=session.get("payment_method_types"),
        _checkout=session.id,
        description=data.get("description"), metadata=metadata(data.get("metadata")), automatic_payment_methods=None,
    )  # fmt: skip
    save(call, call.get(CheckoutSession, session.id), setup_intent=intent.id)
    setting_up.attempt(call, intent, method, f"{call.base}/c/pay/{session.id}")
    intent, session = call.get(SetupIntent, intent.id), call.get(CheckoutSession, session.id)
    if intent.status == "requires_payment_method":
        error = intent.last_setup_error or {}
        raise Declined(str(error.get("message")), str(error.get("code")), status=402, type=CARD)
    return complete(call, session, customer=intent.customer) if intent.status == "succeeded" else session


def complete(call: Call, session: CheckoutSession, customer: str | None, paid: bool = True) -> CheckoutSession:
    """The page has done its work: coupons are used up, and those who listen are told."""
    if session.mode == "payment" and session.get("discounts"):
        asked = [{"promotion_code": each["promotion_code"]} if each["promotion_code"] else {"coupon": each["coupon"]}
                 for each in session.get("discounts") or []]  # fmt: skip
        discounting.resolve(call, asked, call.now, session.currency or "usd", customer, checkout_session=session.id)
    free = session.payment_status == "no_payment_required" or session.mode == "setup"
    return save(
        call, session, "checkout.session.completed", status="complete", customer=customer or session.customer,
        payment_status="no_payment_required" if free else "paid" if paid else "unpaid",
    )  # fmt: skip


@confirming.settles
def settled(call: Call, intent: PaymentIntent) -> None:
    """A payment went through later: its page is told, or is complete only now."""
    session = call.peek(CheckoutSession, intent.get("_checkout"))
    if session is None:
        return
    if session.status == "complete" and session.payment_status == "unpaid":
        event = "" if intent.capture_method == "manual" else "checkout.session.async_payment_succeeded"
        save(call, session, event, payment_status="paid")
    elif session.status == "open" and session.mode == "subscription":
        complete(call, session, session.customer)


@confirming.bounces
def bounced(call: Call, intent: PaymentIntent) -> None:
    """A debit was sent back."""
    session = call.peek(CheckoutSession, intent.get("_checkout"))
    if session is not None and session.status == "complete":
        call.emit("checkout.session.async_payment_failed", object=session)


def authenticated(call: Call, intent: PaymentIntent | SetupIntent, passed: bool) -> PaymentIntent | SetupIntent:
    """The customer comes back from the bank's page, which may complete a page of ours."""
    if isinstance(intent, SetupIntent):
        setting_up.authenticated(call, intent, passed)
        made: PaymentIntent | SetupIntent = call.get(SetupIntent, intent.id)
    else:
        made = confirming.authenticated(call, intent, passed)
    session = call.peek(CheckoutSession, intent.get("_checkout"))
    if session is None or session.status != "open":
        return made
    good = made.status in ("succeeded", "processing", "requires_capture")
    if good and session.mode != "subscription":
        complete(call, session, made.customer, made.status == "succeeded")
    return made
