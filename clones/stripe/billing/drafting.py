"""Drafts of invoices as callers ask for them, edited, and made anew of final ones; https://docs.stripe.com/invoicing/invoice-edits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import timing
from ..checkout import lines as offers
from ..lookups import cleared, metadata, named, save
from ..payments import connecting
from ..records.billing import Invoice, Subscription
from ..records.checkout import ShippingRate
from ..records.customers import Customer
from ..refusals import Refusal
from . import checking, discounting, invoicing, lines, paying, terms
from .standing import time_of

if TYPE_CHECKING:
    from clonery.server.call import Call

FROZEN = "Finalized invoices can't be updated in this way"
DUE = ("due_date", "days_until_due")
LATE = ("metadata", "auto_advance", "default_payment_method", "default_source", "number", "payment_settings")
"""What may still change when an invoice is final."""
SIMPLE = ("description", "footer", "custom_fields", "statement_descriptor", "number", "effective_at",
          "default_payment_method", "default_source", "account_tax_ids", "issuer",
          "payment_settings", "collection_method", "rendering", "shipping_details", "on_behalf_of")  # fmt: skip
COPIED = ("currency", "collection_method", "default_payment_method", "default_tax_rates", "description", "discounts",
          "footer", "custom_fields", "statement_descriptor", "shipping_cost", "shipping_details", "parent", "rendering",
          "_subscription", "_transfer", "_fee", "_fee_percent", "period_start", "period_end",
          "billing_reason")  # fmt: skip
"""What a revision has from the invoice that it revises."""


def create(call: Call, owner: Customer, holder: Subscription | None, pending: bool, given: dict[str, Any]) -> Invoice:
    """A new draft; what waits joins it where that is asked for, or it is a subscription's. Raises Refusal, NotFound."""
    check(given)
    at = time_of(call, owner)
    currency = str(given.get("currency") or (holder.currency if holder else None) or owner.currency or "usd").lower()
    waiting = []
    if holder is not None or pending:
        waiting = invoicing.pending_items(call, owner, currency, holder.id if holder else None, holder is None)
    if holder is not None and not waiting:
        raise Refusal("Nothing to invoice for subscription", "invoice_no_subscription_line_items")
    base = invoicing.of_subscription(holder) if holder else {"currency": currency}
    fields = {**base, **simple(call, given, owner.id), "auto_advance": given["auto_advance"],
              "metadata": metadata(given.get("metadata")), "due_date": _due(given, at)}  # fmt: skip
    if given.get("default_tax_rates"):
        fields["default_tax_rates"] = terms.rates(call, given["default_tax_rates"], "default_tax_rates")
    if given.get("discounts"):
        fields["discounts"] = discounting.resolve(call, given["discounts"], at, currency, owner.id)
    tax = checking.automatic_tax(given, owner)
    if tax is not None:
        fields["automatic_tax"] = checking.of_invoice(tax)
    fields |= shared(call, given, currency)
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


def _due(given: dict[str, Any], at: int) -> int | None:
    days = given.get("days_until_due")
    return at + days * timing.DAY if days is not None else given.get("due_date")


def simple(call: Call, given: dict[str, Any], customer: str) -> dict[str, Any]:
    """The fields that parameters set as they are."""
    made = {name: value for name, value in cleared(given).items() if name in SIMPLE}
    if made.get("default_payment_method"):
        made["default_payment_method"] = paying.usable(call, made["default_payment_method"], customer)
    return made


def shared(call: Call, given: dict[str, Any], currency: str) -> dict[str, Any]:
    """What is added for shipping, and who shares in the money. Raises Refusal, NotFound."""
    made: dict[str, Any] = {}
    if "shipping_cost" in given:
        made["shipping_cost"] = _shipping(call, given["shipping_cost"], currency)
    if "transfer_data" in given or "application_fee_amount" in given:
        connecting.check(call, given, given.get("application_fee_amount") or 0)
        made |= {"_transfer": given.get("transfer_data") or None, "_fee": given.get("application_fee_amount")}
    return made


def _shipping(call: Call, given: Any, currency: str) -> dict[str, Any] | None:
    if not given:
        return None
    if given.get("shipping_rate_data"):
        rate = offers.new_rate(call, given["shipping_rate_data"])
    else:
        rate = named(call, ShippingRate, given.get("shipping_rate"), "shipping_cost[shipping_rate]")
    amount = offers.cost(rate, currency)
    return {"amount_subtotal": amount, "amount_tax": 0, "amount_total": amount, "shipping_rate": rate.id, "taxes": []}


def update(call: Call, found: Invoice, given: dict[str, Any]) -> Invoice:
    """Edit a draft; a final invoice changes little. Raises Refusal, NotFound."""
    changes = simple(call, given, found.customer)
    if "metadata" in given:
        changes["metadata"] = metadata(given["metadata"], found.metadata)
    if found.status != "draft":
        if late := sorted(set(given) - set(LATE)):
            raise Refusal(FROZEN, param=late[0])
        if "auto_advance" in given:
            changes["auto_advance"] = given["auto_advance"]
        return save(call, found, "invoice.updated", **changes)
    at = time_of(call, found)
    if any(name in given for name in DUE):
        check({"collection_method": found.collection_method, **given})
        changes["due_date"] = _due(given, found.created)
    if "default_tax_rates" in given:
        changes["default_tax_rates"] = terms.rates(call, given["default_tax_rates"], "default_tax_rates")
    if "discounts" in given:
        changes["discounts"] = discounting.resolve(call, given["discounts"], at, found.currency, found.customer)
    changes |= shared(call, given, found.currency)
    if "auto_advance" in given:
        changes |= _window(found, given["auto_advance"])
    if given.get("automatically_finalizes_at"):
        changes |= {"auto_advance": True, "automatically_finalizes_at": given["automatically_finalizes_at"]}
    made = invoicing.recompute(call, found, **changes)
    if "auto_advance" in given or "automatically_finalizes_at" in given:
        invoicing.await_window(call, made)
    return made


def _window(found: Invoice, advance: bool) -> dict[str, Any]:
    """When a draft goes on: told from when it was made."""
    automatic = found.collection_method == "charge_automatically"
    at = found.created + invoicing.WINDOW
    return {"auto_advance": advance, "automatically_finalizes_at": at + 1 if advance else None,
            "next_payment_attempt": at if advance and automatic else None}  # fmt: skip


def revise(call: Call, given: dict[str, Any]) -> Invoice:
    """A draft that takes the place of a final invoice when it is final itself. Raises Refusal, NotFound."""
    asked = given["from_invoice"]
    old = named(call, Invoice, asked["invoice"], "from_invoice[invoice]")
    if old.status not in ("open", "uncollectible"):
        message = f"You can only revise invoices that are open or uncollectible, and this one is {old.status}."
        raise Refusal(message, param="from_invoice[invoice]")
    customer = call.get(Customer, old.customer)
    fields = {name: old.get(name) for name in COPIED if old.get(name) is not None}
    fields |= {**simple(call, given, old.customer), "auto_advance": given["auto_advance"], "due_date": old.due_date}
    if any(given.get(name) is not None for name in DUE):
        fields["due_date"] = _due(given, time_of(call, old))
    fields["metadata"] = metadata(given.get("metadata"), old.metadata)
    fields["from_invoice"] = {"action": "revision", "invoice": old.id}
    copied = [{**line, "id": call.new_id("il_")} for line in old._lines]
    for line in copied:
        line.pop("_invoice_item", None)
    made = invoicing.draft(call, customer, copied, time_of(call, old), **fields)
    save(call, old, "invoice.updated", latest_revision=made.id)
    return made
