"""Invoice items; https://docs.stripe.com/api/invoiceitems."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.state.query import Op, ne

from ..billing import discounting, invoicing, itemizing, lines, standing
from ..lookups import changed, find, listing, make, metadata, named, save, since
from ..records.billing import Invoice, InvoiceItem, Subscription
from ..refusals import Refusal, absent
from .customers import customer_of

COSTS = ("amount", "pricing", "price_data", "quantity", "quantity_decimal", "unit_amount_decimal")
GONE = "This invoice item has been deleted."
CLOSED = "Can't delete an invoice item that is attached to an invoice that is no longer editable"


def _item(call: Call, id: str) -> InvoiceItem:
    return find(call, InvoiceItem, id)


@operation("PostInvoiceitems")
def create_item(
    call: Call, customer: str | None = None, invoice: str | None = None, subscription: str | None = None, **given: Any
) -> InvoiceItem:
    """POST /v1/invoiceitems: it waits for the next invoice, or joins a draft."""
    onto = named(call, Invoice, invoice, "invoice") if invoice else None
    holder = named(call, Subscription, subscription, "subscription") if subscription else None
    customer = customer or (onto.customer if onto else holder.customer if holder else None)
    if customer is None:
        raise absent("customer")
    owner = customer_of(call, customer)
    if onto is not None:
        _editable(onto)
        if onto.customer != owner.id:
            raise Refusal("The invoice belongs to another customer.", param="invoice")
    at = standing.time_of(call, owner)
    fields = itemizing.priced(call, itemizing.described(call, given, "", at))
    if onto is not None and onto.currency != fields["currency"]:
        message = (
            f"The currency of the invoice item ({fields['currency']}) is not that of the invoice ({onto.currency})."
        )
        raise Refusal(message, param="currency")
    used = discounting.resolve(call, given.get("discounts"), at, fields["currency"], owner.id)
    held = (
        {"subscription_details": {"subscription": subscription}, "type": "subscription_details"}
        if subscription
        else None
    )
    made = make(
        call, InvoiceItem, "invoiceitem.created", **fields, customer=owner.id, discounts=used, parent=held,
        invoice=None,
        metadata=metadata(given.get("metadata")), test_clock=owner.test_clock, _subscription=subscription,
    )  # fmt: skip
    if onto is not None:
        invoicing.take(call, onto, made)
        made = call.get(InvoiceItem, made.id)
    return made


def _editable(invoice: Invoice) -> None:
    if invoice.status != "draft":
        raise Refusal("Invalid invoice: This invoice is no longer editable", "invoice_not_editable", "invoice")


@operation("GetInvoiceitemsInvoiceitem")
def get_item(call: Call, invoiceitem: str) -> InvoiceItem:
    """GET /v1/invoiceitems/{invoiceitem}"""
    return _item(call, invoiceitem)


@operation("PostInvoiceitemsInvoiceitem")
def update_item(call: Call, invoiceitem: str, **given: Any) -> InvoiceItem:
    """POST /v1/invoiceitems/{invoiceitem}: until its invoice is final."""
    found = _item(call, invoiceitem)
    if found._deleted:
        raise Refusal(GONE)
    holder = call.peek(Invoice, found.invoice)
    if holder is not None:
        _editable(holder)
    if found.proration and set(given) & {"amount", "pricing", "price_data", "quantity", "discounts"}:
        raise Refusal("You can't change the amount of a proration.", param="amount")
    made = save(call, found, **altered(call, found, given))
    if holder is not None:
        line = next(line for line in holder._lines if line.get("_invoice_item") == found.id)
        fresh = {**lines.pending(call, made), "id": line["id"], "invoice": holder.id}
        invoicing.recompute(call, holder, _lines=[fresh if one["id"] == line["id"] else one for one in holder._lines])
    return made


def altered(call: Call, found: InvoiceItem, given: dict[str, Any]) -> dict[str, Any]:
    """The fields of an item that an update sets."""
    at = found.date
    plain: dict[str, Any] = {
        name: given[name] for name in ("description", "metadata", "discountable", "period") if name in given
    }
    changes = changed(found, plain)
    if "tax_rates" in given:
        changes["tax_rates"] = list(given["tax_rates"] or [])
    if "tax_amounts" in given:
        changes["_taxes"] = itemizing.told_taxes(call, given)
    if "discounts" in given:
        changes["discounts"] = discounting.resolve(call, given["discounts"], at, found.currency, found.customer)
    costs: dict[str, Any] = {name: given[name] for name in COSTS if name in given}
    if costs:
        base = {"currency": found.currency, "description": found.description, "quantity": found.quantity}
        if "quantity_decimal" in costs:
            base.pop("quantity")
        if not set(costs) - {"quantity", "quantity_decimal"}:
            base["unit_amount_decimal"] = found._unit
        fields = itemizing.priced(call, itemizing.described(call, {**base, **costs}, "", at))
        names = ("amount", "net_amount", "quantity", "quantity_decimal", "pricing", "_unit")
        changes |= {name: fields[name] for name in names}
    return changes


@operation("DeleteInvoiceitemsInvoiceitem")
def delete_item(call: Call, invoiceitem: str) -> dict[str, Any]:
    """DELETE /v1/invoiceitems/{invoiceitem}: while nothing final holds it."""
    found = _item(call, invoiceitem)
    holder = call.peek(Invoice, found.invoice)
    if found._deleted or (holder is not None and holder.status != "draft"):
        raise Refusal(CLOSED)
    if holder is not None:
        invoicing.recompute(call, holder, _lines=[one for one in holder._lines if one.get("_invoice_item") != found.id])
    call.emit("invoiceitem.deleted", object=found)
    call.delete(found)
    return {"id": invoiceitem, "object": "invoiceitem", "deleted": True}


@operation("GetInvoiceitems")
def list_items(
    call: Call,
    customer: str | None = None,
    invoice: str | None = None,
    pending: bool | None = None,
    created: Any = None,
) -> Page:
    """GET /v1/invoiceitems"""
    where: dict[str, Any] = {"customer": customer, "invoice": invoice, "date": since(created)}
    if pending is not None and invoice is None:
        where["invoice"] = Op("{} IS NULL") if pending else ne(None)
    return listing(call, InvoiceItem, where)
