"""Lines of invoices, listed and edited while they are drafts; https://docs.stripe.com/api/invoice-line-item."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation

from ..billing import discounting, invoicing, itemizing, shown, standing
from ..billing.lines import Line, pending
from ..lookups import find, make, metadata, part, save
from ..records.billing import Invoice, InvoiceItem
from ..refusals import Refusal, missing
from .invoice_items import altered


def _draft(call: Call, id: str) -> Invoice:
    found = find(call, Invoice, id, "invoice")
    if found.status != "draft":
        raise Refusal("Invalid invoice: This invoice is no longer editable", "invoice_not_editable", "invoice")
    return found


def _line(found: Invoice, id: str) -> Line:
    line = next((line for line in found._lines if line["id"] == id), None)
    if line is None:
        raise missing("line_item", id, "line_item_id")
    return line


@operation("GetInvoicesInvoiceLines")
def list_lines(call: Call, invoice: str) -> Page:
    """GET /v1/invoices/{invoice}/lines"""
    return part(call, [shown.line(line) for line in find(call, Invoice, invoice, "invoice")._lines])


@operation("PostInvoicesInvoiceAddLines")
def add_lines(call: Call, invoice: str, lines: list[dict[str, Any]], **given: Any) -> Invoice:
    """POST /v1/invoices/{invoice}/add_lines: each is a new invoice item, or one that waits."""
    found = _draft(call, invoice)
    at = standing.time_of(call, found)
    for number, each in enumerate(lines):
        if each.get("invoice_item"):
            item = find(call, InvoiceItem, each["invoice_item"])
        else:
            if "amount" in each and ("quantity" in each or "quantity_decimal" in each):
                message = "You may only specify one of these parameters: amount, quantity."
                raise Refusal(message, param=f"lines[{number}][amount]")
            fields = itemizing.described(call, {"currency": found.currency, **each}, f"lines[{number}]", at)
            item = make(
                call, InvoiceItem, "invoiceitem.created", **itemizing.priced(call, fields), customer=found.customer,
                discounts=discounting.resolve(call, each.get("discounts"), at, found.currency, found.customer),
                invoice=None, parent=None, metadata=metadata(each.get("metadata")),
                test_clock=found.test_clock,
            )  # fmt: skip
        found = invoicing.take(call, found, item)
    return _with_metadata(call, found, given)


def _with_metadata(call: Call, found: Invoice, given: dict[str, Any]) -> Invoice:
    if "invoice_metadata" not in given:
        return found
    return save(call, found, metadata=metadata(given["invoice_metadata"], found.metadata))


def _changed(call: Call, found: Invoice, id: str, given: dict[str, Any]) -> Invoice:
    """A draft with one line edited."""
    line = _line(found, id)
    at = standing.time_of(call, found)
    if "_invoice_item" in line:
        item = find(call, InvoiceItem, line["_invoice_item"])
        item = save(call, item, **altered(call, item, given))
        fresh = {**pending(call, item), "id": id, "invoice": found.id}
    else:
        fresh = {**line, **{name: given[name] for name in ("description", "period", "discountable") if name in given}}
        if "metadata" in given:
            fresh["metadata"] = metadata(given["metadata"], line["metadata"])
        if set(given) & {"amount", "quantity", "quantity_decimal", "price_data", "pricing"}:
            base = {"currency": found.currency}
            if "quantity_decimal" not in given:
                base["quantity"] = line["quantity"]
            made = itemizing.priced(call, itemizing.described(call, {**base, **given}, "", at))
            fresh |= {name: made[name] for name in ("amount", "quantity", "quantity_decimal", "pricing")}
            fresh["subtotal"] = fresh["amount"]
        if "tax_amounts" in given:
            fresh["_taxes"] = itemizing.told_taxes(call, given)
        if "tax_rates" in given:
            fresh["_rates"] = list(given["tax_rates"] or [])
    return invoicing.recompute(call, found, _lines=[fresh if one["id"] == id else one for one in found._lines])


@operation("PostInvoicesInvoiceUpdateLines")
def update_lines(call: Call, invoice: str, lines: list[dict[str, Any]], **given: Any) -> Invoice:
    """POST /v1/invoices/{invoice}/update_lines"""
    found = _draft(call, invoice)
    for each in lines:
        found = _changed(call, found, each["id"], {name: value for name, value in each.items() if name != "id"})
    return _with_metadata(call, found, given)


@operation("PostInvoicesInvoiceLinesLineItemId")
def update_line(call: Call, invoice: str, line_item_id: str, **given: Any) -> dict[str, Any]:
    """POST /v1/invoices/{invoice}/lines/{line_item_id}: the answer is the line."""
    given.pop("expand", None)
    return shown.line(_line(_changed(call, _draft(call, invoice), line_item_id, given), line_item_id))


@operation("PostInvoicesInvoiceRemoveLines")
def remove_lines(call: Call, invoice: str, lines: list[dict[str, Any]], **given: Any) -> Invoice:
    """POST /v1/invoices/{invoice}/remove_lines: their items are deleted, or wait again."""
    found = _draft(call, invoice)
    for each in lines:
        line = _line(found, each["id"])
        item = call.peek(InvoiceItem, line.get("_invoice_item"))
        if item is not None and each["behavior"] == "unassign":
            save(call, item, invoice=None)
        elif item is not None:
            call.delete(item)
        found = invoicing.recompute(call, found, _lines=[one for one in found._lines if one["id"] != each["id"]])
    return _with_metadata(call, found, given)
