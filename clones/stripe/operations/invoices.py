"""Invoices; https://docs.stripe.com/api/invoices."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.request import Answer

from .. import timing
from ..billing import checking, discounting, invoicing, lines, paying, previewing, standing, subscribing
from ..lookups import cleared, find, listing, metadata, named, save, since
from ..records.billing import Invoice, InvoiceItem, InvoicePayment, Subscription
from ..records.payments import PaymentIntent, PaymentMethod
from ..refusals import Refusal, absent
from ..searching import search
from .customers import customer_of

FROZEN = "Finalized invoices can't be updated in this way"
DUE = ("due_date", "days_until_due")
LATE = ("metadata", "auto_advance", "default_payment_method", "default_source", "number", "payment_settings")
"""What may still change when an invoice is final."""
SIMPLE = ("description", "footer", "custom_fields", "statement_descriptor", "number", "effective_at",
          "default_payment_method",
          "payment_settings", "collection_method", "rendering", "shipping_details", "on_behalf_of")  # fmt: skip


@operation("PostInvoices")
def create_invoice(
    call: Call, customer: str | None = None, subscription: str | None = None, auto_advance: bool = False,
    pending_invoice_items_behavior: str = "exclude", **given: Any,
) -> Invoice:  # fmt: skip
    """POST /v1/invoices: a draft, with what waits where that is asked for."""
    holder = named(call, Subscription, subscription, "subscription") if subscription else None
    if customer is None and holder is None:
        raise absent("customer")
    owner = customer_of(call, customer or (holder.customer if holder else ""))
    check(given)
    at = standing.time_of(call, owner)
    currency = str(given.get("currency") or (holder.currency if holder else None) or owner.currency or "usd").lower()
    waiting = []
    if holder is not None or pending_invoice_items_behavior == "include":
        waiting = invoicing.pending_items(call, owner, currency, subscription, holder is None)
    if holder is not None and not waiting:
        raise Refusal("Nothing to invoice for subscription", "invoice_no_subscription_line_items")
    base = invoicing.of_subscription(holder) if holder else {"currency": currency}
    fields = {
        **base,
        **simple(call, given, owner.id),
        "auto_advance": auto_advance,
        "metadata": metadata(given.get("metadata")),
    }
    if given.get("default_tax_rates"):
        fields["default_tax_rates"] = subscribing.rates(call, given["default_tax_rates"], "default_tax_rates")
    if given.get("discounts"):
        fields["discounts"] = discounting.resolve(call, given["discounts"], at, currency, owner.id)
    fields["due_date"] = _due(given, at)
    tax = checking.automatic_tax(given, owner)
    if tax is not None:
        fields["automatic_tax"] = checking.of_invoice(tax)
    moment = given.get("automatically_finalizes_at")
    if moment is not None:
        automatic = fields.get("collection_method") != "send_invoice"
        fields |= {"auto_advance": True, "automatically_finalizes_at": moment,
                   "next_payment_attempt": moment if automatic else None}  # fmt: skip
    return invoicing.draft(call, owner, [lines.pending(call, item) for item in waiting], at, **fields)


def check(given: dict[str, Any]) -> None:
    """Whether a due date goes with the way of collecting. Raises Refusal."""
    sends = given.get("collection_method") == "send_invoice"
    dated = any(given.get(name) is not None for name in DUE)
    if sends and not dated:
        message = "If invoice collection method is 'send_invoice', you must specify 'due_date' or 'days_until_due'."
        raise Refusal(message)
    if dated and not sends:
        message = "You can only specify 'due_date' or 'days_until_due' if invoice collection method is 'send_invoice'."
        raise Refusal(message)
    checking.unbilled(given, checking.INVOICE)


def _due(given: dict[str, Any], at: int) -> int | None:
    days = given.get("days_until_due")
    return at + days * timing.DAY if days is not None else given.get("due_date")


def simple(call: Call, given: dict[str, Any], customer: str) -> dict[str, Any]:
    """The fields that parameters set as they are."""
    made = {name: value for name, value in cleared(given).items() if name in SIMPLE}
    if made.get("default_payment_method"):
        made["default_payment_method"] = paying.usable(call, made["default_payment_method"], customer)
    return made


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
    found = find(call, Invoice, invoice)
    changes = simple(call, given, found.customer)
    if "metadata" in given:
        changes["metadata"] = metadata(given["metadata"], found.metadata)
    if found.status != "draft":
        if late := sorted(set(given) - set(LATE)):
            raise Refusal(FROZEN, param=late[0])
        if "auto_advance" in given:
            changes["auto_advance"] = given["auto_advance"]
        return save(call, found, "invoice.updated", **changes)
    at = standing.time_of(call, found)
    if any(name in given for name in DUE):
        check({"collection_method": found.collection_method, **given})
        changes["due_date"] = _due(given, found.created)
    if "default_tax_rates" in given:
        changes["default_tax_rates"] = subscribing.rates(call, given["default_tax_rates"], "default_tax_rates")
    if "discounts" in given:
        changes["discounts"] = discounting.resolve(call, given["discounts"], at, found.currency, found.customer)
    if "auto_advance" in given:
        changes |= _window(found, given["auto_advance"])
    made = invoicing.recompute(call, found, **changes)
    if "auto_advance" in given:
        invoicing.await_window(call, made)
    return made


def _window(found: Invoice, advance: bool) -> dict[str, Any]:
    """When a draft goes on: told from when it was made."""
    automatic = found.collection_method == "charge_automatically"
    at = found.created + invoicing.WINDOW
    return {"auto_advance": advance, "automatically_finalizes_at": at + 1 if advance else None,
            "next_payment_attempt": at if advance and automatic else None}  # fmt: skip


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
