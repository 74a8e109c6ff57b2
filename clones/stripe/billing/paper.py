"""Invoices, credit notes and quotes as PDF: plain lines of text on one page; https://docs.stripe.com/invoicing/customize."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.request import Answer

from ..money.amounts import written
from ..records.billing import CreditNote, Invoice, Quote
from . import periods

if TYPE_CHECKING:
    from clonery.server.call import Call

Rows = list[tuple[str, int]]
LINES = 48
"""How many lines a page holds."""


def pdf(lines: list[str]) -> bytes:
    """A PDF of one page with these lines of text; what its font lacks is a question mark."""
    shown = [line.translate({40: r"\(", 41: r"\)", 92: r"\\"}) for line in lines[:LINES]]
    text = "BT /F1 11 Tf 15 TL 50 790 Td " + " ".join(f"({line}) Tj T*" for line in shown) + " ET"
    stream = text.encode("cp1252", "replace")
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]  # fmt: skip
    made, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, len(made))
    return made + b"xref\n0 %d\n0000000000 65535 f \n%s%s" % (len(parts) + 1, table, end)


def answer(lines: list[str], name: str) -> Answer:
    """A PDF to download."""
    kind, way = ("Content-Type", "application/pdf"), ("Content-Disposition", f'inline; filename="{name}.pdf"')
    return Answer(200, pdf(lines), [kind, way], json=False)


def rows(document: Any, lines: list[dict[str, Any]]) -> Rows:
    """What a document lists, and its sums."""
    made = [(str(line.get("description") or ""), int(line["amount"])) for line in lines]
    made.append(("Subtotal", int(document.get("subtotal") or 0)))
    off = sum(each["amount"] for each in document.get("total_discount_amounts") or [])
    tax = sum(each["amount"] for each in document.get("total_taxes") or [])
    sums = (("Discount", -off), ("Shipping", int(document.get("amount_shipping") or 0)), ("Tax", tax))
    return made + [each for each in sums if each[1]] + [("Total", int(document.get("total") or 0))]


def told(listed: Rows, currency: str) -> list[str]:
    return [f"{text}: {written(amount, currency)}" for text, amount in listed]


def of_invoice(call: Call, invoice: Invoice) -> Answer:
    """An invoice that is final."""
    head = [f"Invoice {invoice.number}", f"Date of issue: {periods.date(invoice.created)}"]
    head += [f"Date due: {periods.date(invoice.due_date)}"] if invoice.due_date else []
    head += [f"Bill to: {invoice.get('customer_name') or invoice.get('customer_email') or invoice.customer}", ""]
    listed = [*rows(invoice, invoice._lines), ("Amount due", invoice.amount_due), ("Amount paid", invoice.amount_paid)]
    return answer(head + told(listed, invoice.currency), f"Invoice-{invoice.number}")


def of_note(call: Call, note: CreditNote) -> Answer:
    head = [f"Credit note {note.get('number')}", f"Date of issue: {periods.date(note.created)}", ""]
    return answer(head + told(rows(note, note._lines), note.currency), f"Credit-note-{note.get('number')}")


def of_quote(call: Call, quote: Quote, lines: list[dict[str, Any]]) -> Answer:
    """A quote; a draft has no number yet."""
    head = [f"Quote {quote.number or ''}".strip(), f"Expires: {periods.date(quote.expires_at)}", ""]
    listed = [(f"{line['quantity']} × {line['description']}", int(line["amount_subtotal"])) for line in lines]
    listed.append(("Total", quote.amount_total))
    return answer(head + told(listed, quote.currency or "usd"), f"Quote-{quote.number or quote.id}")
