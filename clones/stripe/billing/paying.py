"""Invoices paid, or not: which payment method, what follows, when it is tried again; https://docs.stripe.com/invoicing/automatic-collection."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from clonery.server.request import Answer

from .. import timing
from ..lookups import save
from ..payments import confirming, intents, methods
from ..records.billing import Invoice, InvoicePayment, Subscription
from ..records.customers import Customer
from ..records.payments import PaymentIntent, PaymentMethod
from ..refusals import CARD, Refusal
from . import standing
from .standing import time_of

if TYPE_CHECKING:
    from clonery.server.call import Call

RETRIES = (3, 5, 7)
"""Days until a failed payment is tried again: after the first try, the second, the third; then no more."""
NO_METHOD = (
    "This customer has no attached payment source or default payment method. "
    "Please consider adding a default payment method. For more information, visit "
    "https://stripe.com/docs/billing/subscriptions/payment-methods-setting#payment-method-priority."
)


def method_of(call: Call, invoice: Invoice) -> PaymentMethod | None:
    """The payment method that is to pay: the invoice's, the subscription's, the customer's."""
    subscription = call.peek(Subscription, invoice._subscription)
    customer = call.get(Customer, invoice.customer)
    return default_of(call, customer, invoice, subscription)


def default_of(call: Call, customer: Customer, *holders: Any) -> PaymentMethod | None:
    """The first default payment method of those holders, then the customer's."""
    for holder in holders:
        id = holder is not None and (holder.get("default_payment_method") or holder.get("default_source"))
        if id and (found := call.peek(PaymentMethod, id)):
            return found
    id = (customer.invoice_settings or {}).get("default_payment_method") or customer.default_source
    return call.peek(PaymentMethod, id) if id else None


def no_method() -> Refusal:
    """Nothing is there to pay with."""
    return Refusal(NO_METHOD, "resource_missing")


def collect(
    call: Call, invoice: Invoice, method: PaymentMethod | None = None, off_session: bool = True, automatic: bool = False
) -> Invoice:
    """Try to pay an open invoice; what became of it is the invoice's and its subscription's status."""
    method = method or method_of(call, invoice)
    intent = call.get(PaymentIntent, invoice._intent)
    count, before = invoice.attempt_count + (1 if automatic or not invoice.attempt_count else 0), invoice.doc
    invoice = save(call, invoice, attempted=True, attempt_count=count)
    if method is None:
        return _failed(call, invoice, intent, automatic, before)
    call.memo["collecting"] = invoice.id
    intent = confirming.attempt(call, intent, method, off_session)
    del call.memo["collecting"]
    if intent.status in ("succeeded", "processing"):
        return call.get(Invoice, invoice.id)
    return _failed(call, call.get(Invoice, invoice.id), intent, automatic, before)


@confirming.settles
def settled(call: Call, intent: PaymentIntent) -> None:
    """A payment went through, whoever confirmed it: if it was an invoice's, that is paid."""
    invoice = call.peek(Invoice, intent.get("_invoice"))
    if invoice is not None and invoice.status in ("open", "uncollectible"):
        paid(call, save(call, invoice, attempted=True), intent)


@confirming.refuses
def refused_later(call: Call, intent: PaymentIntent) -> None:
    """A customer's own try failed, or a debit was sent back: if it was to pay an invoice, that is told."""
    invoice = call.peek(Invoice, intent.get("_invoice"))
    if invoice is not None and invoice.status == "open" and call.memo.get("collecting") != invoice.id:
        count = max(invoice.attempt_count, 1)
        tried = save(call, invoice, attempted=True, attempt_count=count)
        _failed(call, tried, intent, False, invoice.doc)


def paid(call: Call, invoice: Invoice, intent: PaymentIntent | None, out_of_band: bool = False) -> Invoice:
    """An invoice is settled, by a payment or because nothing is due."""
    at, amount = time_of(call, invoice), invoice.amount_due
    taken = amount if intent is not None or out_of_band else 0
    before = invoice.doc
    invoice = save(
        call, invoice, status="paid", amount_paid=taken, amount_remaining=0, auto_advance=False,
        amount_paid_off_stripe=taken if out_of_band else 0,
        next_payment_attempt=None,
        status_transitions={**invoice.status_transitions, "paid_at": at},
    )  # fmt: skip
    payment = _payment(call, invoice, intent, at)
    delinquent(call, invoice, False)
    _remember(call, invoice, intent)
    standing.paid(call, invoice)
    call.emit("invoice.updated", object=invoice, before=before)
    call.emit("invoice.paid", object=invoice)
    call.emit("invoice.payment_succeeded", object=invoice)
    if payment is not None:
        call.emit("invoice_payment.paid", object=payment)
    return invoice


def delinquent(call: Call, invoice: Invoice, late: bool) -> None:
    """Whether the customer is behind: told by what became of an invoice last."""
    customer = call.get(Customer, invoice.customer)
    if customer.delinquent != late:
        save(call, customer, "customer.updated", delinquent=late)


def _payment(call: Call, invoice: Invoice, intent: PaymentIntent | None, at: int) -> InvoicePayment | None:
    """The payment of the invoice that the intent stands for, paid; others are over."""
    made = None
    for one in call.all(InvoicePayment, {"invoice": invoice.id}):
        if intent is not None and one._intent == intent.id:
            moved = {**one.status_transitions, "paid_at": at}
            made = save(call, one, status="paid", amount_paid=intent.amount_received, status_transitions=moved)
        elif one.status == "open":
            save(call, one, status="canceled", status_transitions={**one.status_transitions, "canceled_at": at})
    return made


def _remember(call: Call, invoice: Invoice, intent: PaymentIntent | None) -> None:
    """A subscription may keep the payment method that paid for it."""
    subscription = call.peek(Subscription, invoice._subscription)
    if subscription is None or intent is None:
        return
    if subscription.payment_settings.get("save_default_payment_method") == "on_subscription":
        save(call, subscription, default_payment_method=intent.payment_method)


def _failed(call: Call, invoice: Invoice, intent: PaymentIntent, automatic: bool, before: dict[str, Any]) -> Invoice:
    """A try failed: it is told, and tried again later where the invoice goes on by itself."""
    error = intent.last_payment_error or {}
    subscription = call.peek(Subscription, invoice._subscription)
    goes_on = invoice.auto_advance and not (subscription is not None and subscription.status == "incomplete")
    at, count = time_of(call, invoice), invoice.attempt_count
    again = None if automatic else invoice.next_payment_attempt
    last = False
    if goes_on and again is None:
        last = count > len(RETRIES)
        again = None if last else at + RETRIES[count - 1] * timing.DAY
        if again is not None:
            timing.later(call, again, "retry_invoice", invoice.id, timing.of(invoice))
    invoice = save(call, invoice, next_payment_attempt=again, auto_advance=invoice.auto_advance and not last)
    call.emit("invoice.updated", object=invoice, before=before)
    call.emit("invoice.payment_failed", object=invoice)
    if automatic:
        delinquent(call, invoice, True)
    if intent.status == "requires_action" or error.get("code") == "authentication_required":
        call.emit("invoice.payment_action_required", object=invoice)
    standing.failed(call, invoice, last)
    return invoice


def declined(call: Call, invoice: Invoice) -> dict[str, Any] | None:
    """What went wrong when an invoice was last tried, as an error says it; None where nothing did."""
    intent = call.peek(PaymentIntent, invoice._intent)
    if intent is None or invoice.status == "paid":
        return None
    if intent.status == "requires_action":
        message = "This payment requires additional user action before it can be completed successfully."
        return {"type": "card_error", "code": "invoice_payment_intent_requires_action", "message": message}
    return intent.last_payment_error


def release(call: Call, invoice: Invoice, reason: str) -> None:
    """The payment that was to pay an invoice is needed no more."""
    at = time_of(call, invoice)
    intent = call.peek(PaymentIntent, invoice._intent)
    if intent is not None and intent.status in intents.CANCELABLE:
        intents.cancel(call, intent, reason)
    for one in call.all(InvoicePayment, {"invoice": invoice.id}):
        if one.status == "open":
            save(call, one, status="canceled", status_transitions={**one.status_transitions, "canceled_at": at})


def refused(call: Call, invoice: Invoice) -> Refusal:
    """The error of a payment that was not to fail: nothing is kept."""
    error = dict(declined(call, invoice) or {})
    message, code = error.pop("message", "Your card was declined."), error.pop("code", "card_declined")
    error.pop("charge", None)
    return Refusal(message, code, status=402, **{**error, "type": error.get("type", CARD)})


def answer(call: Call, invoice: Invoice) -> Invoice | Answer:
    """The invoice, or 402 where its payment was refused: what happened is kept either way."""
    error = declined(call, invoice)
    if error is None or invoice.status != "open":
        return invoice
    return Answer(402, orjson.dumps({"error": dict(sorted(error.items()))}))


def usable(call: Call, id: str, customer: str, param: str = "default_payment_method") -> str:
    """The id of a payment method that is the customer's. Raises NotFound, Refusal."""
    method = methods.resolved(call, id, param)
    methods.usable(method, customer)
    if method.customer is None:
        method = methods.attach(call, method, customer)
    return method.id
