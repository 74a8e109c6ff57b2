"""The pages of invoices that a customer's browser sees, where one can be paid; https://docs.stripe.com/invoicing/hosted-invoice-page."""

from __future__ import annotations

from html import escape

from clonery.server.call import Call
from clonery.server.operation import operation
from clonery.server.request import Answer

from .. import keys
from ..billing import paper, paying, quoting
from ..checkout import pages
from ..lookups import find
from ..money.amounts import written
from ..payments import methods
from ..records.billing import CreditNote, Invoice, Quote
from ..records.payments import PaymentIntent
from ..refusals import Refusal

GONE = "This page is no longer available."


def _final(call: Call, id: str) -> Invoice | None:
    """An invoice that a customer may see."""
    found = call.peek(Invoice, id)
    return found if found is not None and found.status != "draft" else None


def shown(call: Call, invoice: Invoice, error: str = "") -> Answer:
    """What is owed, and the form to pay it."""
    cells = "".join(
        f"<tr><td>{escape(text)}</td><td>{escape(written(amount, invoice.currency))}</td></tr>"
        for text, amount in [*paper.rows(invoice, invoice._lines), ("Amount due", invoice.amount_remaining)]
    )
    body = f"<p>Invoice {escape(str(invoice.number))}: {invoice.status}</p><table>{cells}</table>"
    if invoice.status in ("open", "uncollectible"):
        fields = "".join(
            f'<label for="{name}">{label}</label><input id="{name}" name="{name}" placeholder="{hint}">'
            for name, label, hint in pages.FIELDS
        )
        alert = f'<p class="error" role="alert">{escape(error)}</p>' if error else ""
        body += f'{alert}<form method="post">{fields}<button type="submit">Pay</button></form>'
    body += f'<p><a href="{call.base}/i/{invoice.id}/pdf">Download invoice</a></p>'
    return pages.page(pages.business(call), body, 402 if error else 200)


@operation("pages/invoice")
def show_invoice(call: Call, invoice: str) -> Answer:
    """GET /i/{invoice}: where `hosted_invoice_url` leads."""
    found = _final(call, invoice)
    return shown(call, found) if found is not None else pages.page("Invoice", GONE, 404)


@operation("pages/pay_invoice")
def pay_invoice(call: Call, invoice: str) -> Answer:
    """POST /i/{invoice}: the card that the customer typed in is tried."""
    found = _final(call, invoice)
    if found is None:
        return pages.page("Invoice", GONE, 404)
    if found.status not in ("open", "uncollectible"):
        return shown(call, found)
    keys.within(call, found)
    given = pages.typed(call)
    try:
        card = methods.typed_in(call, pages.card_of(given), "card[number]")
    except Refusal as refusal:
        return shown(call, found, refusal.message)
    method = methods.from_case(call, **card, billing_details={"name": given.get("billingName") or None})
    made = paying.collect(call, found, method, off_session=False)
    intent = call.peek(PaymentIntent, made._intent)
    if intent is not None and intent.status == "requires_action":
        return pages.redirect(f"{call.base}/3d_secure_2/{intent.id}")
    error = paying.declined(call, made) if made.status == "open" else None
    return shown(call, made, str((error or {}).get("message") or "")) if error else shown(call, made)


@operation("pages/invoice_pdf")
def download_invoice(call: Call, invoice: str) -> Answer:
    """GET /i/{invoice}/pdf: where `invoice_pdf` leads."""
    found = _final(call, invoice)
    return paper.of_invoice(call, found) if found is not None else pages.page("Invoice", GONE, 404)


@operation("pages/note_pdf")
def download_note(call: Call, credit_note: str) -> Answer:
    """GET /credit_notes/{credit_note}/pdf: where `pdf` of a credit note leads."""
    found = call.peek(CreditNote, credit_note)
    return paper.of_note(call, found) if found is not None else pages.page("Credit note", GONE, 404)


@operation("GetQuotesQuotePdf")
def download_quote(call: Call, quote: str) -> Answer:
    """GET /v1/quotes/{quote}/pdf"""
    found = find(call, Quote, quote, "quote")
    return paper.of_quote(call, found, quoting.shown_items(call, found, found._items))
