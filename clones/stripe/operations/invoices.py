"""Invoices; https://docs.stripe.com/api/invoices."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.request import Answer

from .. import timing
from ..billing import drafting, invoicing, paying, previewing, standing
from ..lookups import find, listing, named, save, since
from ..records.billing import Invoice, InvoiceItem, InvoicePayment, Subscription
from ..records.payments import PaymentIntent, PaymentMethod
from ..refusals import Refusal, absent
from ..searching import search
from .customers import customer_of


@operation("PostInvoices")
def create_invoice(
    call: Call, customer: str | None = None, subscription: str | None = None, auto_advance: bool = False,
    pending_invoice_items_behavior: str = "exclude", **given: Any,
) -> Invoice:  # fmt: skip
    """POST /v1/invoices: a draft, with what waits where that is asked for; or a revision of a final one."""
    if given.get("from_invoice"):
        return drafting.revise(call, {**given, "auto_advance": auto_advance})
    holder = named(call, Subscription, subscription, "subscription") if subscription else None
    if customer is None and holder is None:
        raise absent("customer")
    owner = customer_of(call, customer or (holder.customer if holder else ""))
    given |= {"auto_advance": auto_advance}
    return drafting.create(call, owner, holder, pending_invoice_items_behavior == "include", given)


@operation("PostInvoicesCreatePreview")
def preview_invoice(call: Call, **given: Any) -> dict[str, Any]:
    """POST /v1/invoices/create_preview: what comes next, or would come; nothing is stored."""
    return previewing.create(call, given)


@operation("GetInvoicesInvoice")
def get_invoice(call: Call, invoice: str) -> Invoice:
    """GET /v1/invoices/{invoice}"""
    return find(call, Invoice, invoice, "invoice")


@operation("PostInvoicesInvoice")
def update_invoice(call: Call, invoice: str, **given: Any) -> Invoice:
    """POST /v1/invoices/{invoice}: a draft; later little more than its metadata."""
    return drafting.update(call, find(call, Invoice, invoice), given)


@operation("DeleteInvoicesInvoice")
def delete_invoice(call: Call, invoice: str) -> dict[str, Any]:
    """DELETE /v1/invoices/{invoice}: a draft that no subscription made; its items stay with it."""
    found = find(call, Invoice, invoice, "invoice")
    if found.status != "draft":
        raise Refusal("You can only delete draft invoices.")
    if found._subscription is not None and found.billing_reason != "manual":
        raise Refusal("You can't delete invoices created by subscriptions.")
    for line in found._lines:
        if "_invoice_item" in line:
            item = call.peek(InvoiceItem, line["_invoice_item"])
            if item is not None:
                save(call, item, _deleted=True)
    call.emit("invoice.deleted", object=found)
    call.delete(found)
    return {"id": invoice, "object": "invoice", "deleted": True}


@operation("PostInvoicesInvoiceFinalize")
def finalize_invoice(call: Call, invoice: str, auto_advance: bool | None = None) -> Invoice:
    """POST /v1/invoices/{invoice}/finalize: it is open; with `auto_advance` it is collected within the hour."""
    found = find(call, Invoice, invoice)
    changes = {} if auto_advance is None else {"auto_advance": auto_advance}
    made = invoicing.finalize(call, found, **changes)
    if made.status == "open" and made.auto_advance and made.collection_method == "charge_automatically":
        at = standing.time_of(call, made) + invoicing.WINDOW
        timing.later(call, at, "retry_invoice", made.id, timing.of(made))
        made = save(call, made, next_payment_attempt=at)
    return made


@operation("PostInvoicesInvoicePay")
def pay_invoice(
    call: Call, invoice: str, paid_out_of_band: bool = False, payment_method: str | None = None,
    source: str | None = None,
    off_session: bool = True, forgive: bool = False, **given: Any,
) -> Invoice | Answer:  # fmt: skip
    """POST /v1/invoices/{invoice}/pay: 402 where the payment is refused; that is kept."""
    found = find(call, Invoice, invoice)
    if found.status == "draft":
        found = invoicing.finalize(call, found)
        if found.status == "paid":
            return found
    if found.status == "paid":
        raise Refusal("Invoice is already paid")
    if found.status not in ("open", "uncollectible"):
        raise Refusal(invoicing.NOT_OPEN)
    if paid_out_of_band:
        paying.release(call, found, "void_invoice")
        return paying.paid(call, found, None, out_of_band=True)
    named_method = payment_method or source
    method = call.get(PaymentMethod, paying.usable(call, named_method, found.customer)) if named_method else None
    if method is None and paying.method_of(call, found) is None:
        raise paying.no_method()
    return paying.answer(call, paying.collect(call, found, method, off_session))


@operation("PostInvoicesInvoiceVoid")
def void_invoice(call: Call, invoice: str) -> Invoice:
    """POST /v1/invoices/{invoice}/void: an open one was a mistake."""
    found = find(call, Invoice, invoice)
    if found.status == "paid":
        raise Refusal("Invoices with `paid` payments cannot be voided.")
    if found.status not in ("open", "uncollectible"):
        raise Refusal(invoicing.NOT_OPEN)
    return invoicing.void(call, found)


@operation("PostInvoicesInvoiceMarkUncollectible")
def mark_uncollectible(call: Call, invoice: str) -> Invoice:
    """POST /v1/invoices/{invoice}/mark_uncollectible: nobody expects the money any more."""
    found = find(call, Invoice, invoice)
    if found.status == "uncollectible":
        raise Refusal("This invoice has already been marked uncollectible.")
    if found.status != "open":
        raise Refusal(invoicing.NOT_OPEN)
    return invoicing.uncollectible(call, found)


@operation("PostInvoicesInvoiceSend")
def send_invoice(call: Call, invoice: str) -> Invoice:
    """POST /v1/invoices/{invoice}/send: a draft is finalized first."""
    found = find(call, Invoice, invoice, "invoice")
    if found.status == "draft":
        found = invoicing.finalize(call, found)
    elif found.status != "open":
        message = (
            "This invoice cannot be sent right now. Please contact us via https://support.stripe.com/contact with "
            "details, so we can help."
        )
        raise Refusal(message)
    call.emit("invoice.sent", object=found)
    return found


@operation("PostInvoicesInvoiceAttachPayment")
def attach_payment(call: Call, invoice: str, payment_intent: str | None = None, **given: Any) -> Invoice:
    """POST /v1/invoices/{invoice}/attach_payment: a payment made elsewhere settles it."""
    found = find(call, Invoice, invoice)
    if found.status != "open":
        raise Refusal(invoicing.NOT_OPEN)
    if payment_intent is None:
        raise absent("payment_intent")
    intent = named(call, PaymentIntent, payment_intent, "payment_intent")
    if (
        intent.status != "succeeded"
        or intent.amount_received < found.amount_remaining
        or intent.currency != found.currency
    ):
        raise Refusal("The payment has not succeeded for what the invoice is due.", param="payment_intent")
    paying.release(call, found, "void_invoice")
    invoicing.add_payment(call, found, intent)
    save(call, intent, _invoice=found.id)
    return paying.paid(call, save(call, found, _intent=intent.id, attempted=True), intent)


@operation("GetInvoices")
def list_invoices(
    call: Call, customer: str | None = None, status: str | None = None, subscription: str | None = None,
    collection_method: str | None = None, created: Any = None, due_date: Any = None, **given: Any,
) -> Page:  # fmt: skip
    """GET /v1/invoices"""
    where: dict[str, Any] = {"customer": customer, "status": status, "_subscription": subscription,
                             "collection_method": collection_method, "due_date": since(due_date)}  # fmt: skip
    return listing(call, Invoice, where, created)


@operation("GetInvoicesSearch")
def search_invoices(call: Call, query: str, page: str | None = None) -> dict[str, Any]:
    """GET /v1/invoices/search"""
    return search(call, Invoice, query, page)


@operation("GetInvoicePayments")
def list_payments(
    call: Call, invoice: str | None = None, status: str | None = None, payment: dict[str, Any] | None = None,
    created: Any = None,
) -> Page:  # fmt: skip
    """GET /v1/invoice_payments"""
    where = {"invoice": invoice, "status": status, "_intent": (payment or {}).get("payment_intent")}
    return listing(call, InvoicePayment, where, created)


@operation("GetInvoicePaymentsInvoicePayment")
def get_payment(call: Call, invoice_payment: str) -> InvoicePayment:
    """GET /v1/invoice_payments/{invoice_payment}"""
    return find(call, InvoicePayment, invoice_payment, "invoice_payment")
