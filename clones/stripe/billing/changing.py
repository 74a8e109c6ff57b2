"""Subscriptions change: items, quantities, anchor, trial, and what the change costs; https://docs.stripe.com/billing/subscriptions/change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..lookups import save
from ..records.billing import Invoice, InvoiceItem, Subscription
from ..records.customers import Customer
from ..refusals import Refusal
from . import (
    checking,
    cycles,
    discounting,
    invoicing,
    itemizing,
    lines,
    paying,
    prorating,
    settings,
    standing,
    withholding,
)
from .lines import Item
from .planning import Change, plan
from .standing import time_of

if TYPE_CHECKING:
    from clonery.server.call import Call


WHILE_INCOMPLETE = frozenset({"metadata", "default_source", "default_payment_method"})
"""What can change before the first payment."""


def apply(
    call: Call, subscription: Subscription, change: Change, given: dict[str, Any], fields: dict[str, Any]
) -> Subscription:
    """Store an update, and bill at once what does not wait for the next invoice. Raises Refusal."""
    customer, basis = call.get(Customer, subscription.customer), altered(subscription, fields)
    written = prorating.write(call, basis, change.specs, time_of(call, subscription))
    change.items = [_linked(item, written) for item in change.items]
    invoice = None
    if change.immediate or (given.get("proration_behavior") == "always_invoice" and change.specs):
        invoice = bill(call, basis, customer, change)
        if given.get("payment_behavior") == "pending_if_incomplete":
            return withholding.hold(call, subscription, change, invoice, bool(given.get("off_session")))
        change.items = cycles.billed(change.items, invoice)
        left = invoicing.use_discounts(call, basis, invoice)
        fields = {**fields, "latest_invoice": invoice.id, "discounts": left}
    ids = [item["id"] for item in change.items]
    changes = {**change.fields, **fields, "_items": change.items, "_item_ids": ids}
    made = standing.change(call, subscription, **changes)
    if invoice is not None and made.collection_method == "charge_automatically":
        settle(call, customer, invoice, made, given)
    return call.get(Subscription, made.id)


def altered(subscription: Subscription, fields: dict[str, Any]) -> Subscription:
    """A subscription as it will be with these fields: what it is billed by."""
    return Subscription.load(subscription.rid, {**subscription.doc, **fields})


def _linked(item: Item, written: list[InvoiceItem]) -> Item:
    """An item that knows the invoice item that charges for it."""
    found = next((one for one in written if one._item == item["id"] and one.amount > 0), None)
    if found is None or item["_billed"] is None:
        return item
    return {**item, "_billed": {**item["_billed"], "item": found.id}}


def bill(call: Call, subscription: Subscription, customer: Customer, change: Change) -> Invoice:
    """The invoice of an update: prorations, then periods that begin."""
    at = time_of(call, subscription)
    waiting = invoicing.pending_items(call, customer, subscription.currency, subscription.id, change.immediate)
    made = [lines.pending(call, item) for item in waiting] + change.lines
    return invoicing.draft(call, customer, made, at, **invoice_fields(call, subscription, change, at))


def invoice_fields(call: Call, subscription: Subscription, change: Change, at: int) -> dict[str, Any]:
    """The fields of the invoice of an update."""
    return {
        **invoicing.of_subscription(subscription), "billing_reason": "subscription_update", "auto_advance": True,
        "discounts": discounting.alive(call, subscription.discounts, at), "period_start": at, "period_end": at,
        "parent": invoicing.parent(subscription, change.at if change.specs else None),
    }  # fmt: skip


def settle(call: Call, customer: Customer, invoice: Invoice, subscription: Subscription, given: dict[str, Any]) -> None:
    """Pay the invoice of an update as the payment behavior says. Raises Refusal."""
    behavior = given.get("payment_behavior", "allow_incomplete")
    invoice = invoicing.finalize(call, invoice)
    if invoice.status != "open":
        return
    if behavior == "default_incomplete":
        standing.change(call, call.get(Subscription, subscription.id), status="past_due")
        return
    if paying.default_of(call, customer, subscription) is None:
        raise paying.no_method()
    invoice = paying.collect(call, invoice, None, bool(given.get("off_session")))
    if invoice.status == "open" and behavior == "error_if_incomplete":
        raise paying.refused(call, invoice)


def update(call: Call, subscription: Subscription, given: dict[str, Any]) -> Subscription:
    """An update as a caller asks for it. Raises Refusal, NotFound."""
    if subscription.status in standing.OVER:
        if set(given) - {"metadata", "cancellation_details"}:
            message = "A canceled subscription can only update its cancellation_details and metadata."
            raise Refusal(message)
        fields = settings.fields_of(call, subscription, given)
        return save(call, subscription, "customer.subscription.updated", **fields)
    if subscription.status == "incomplete" and (late := sorted(set(given) - WHILE_INCOMPLETE)):
        message = (
            f"A subscription in the `incomplete` status can only update its metadata and default source, not {late[0]}."
        )
        raise Refusal(message, param=late[0])
    checking.unbilled(given, (*checking.SUBSCRIPTION, "trial_from_plan"))
    if given.get("payment_behavior") == "pending_if_incomplete":
        withholding.check(given)
    itemizing.extra(call, subscription, given.get("add_invoice_items"))
    if isinstance(given.get("cancel_at"), int):
        prorates = given.get("proration_behavior") != "none"
        subscription = save(call, subscription, _ends_prorated=prorates)
    fields = settings.fields_of(call, subscription, given)
    return apply(call, subscription, plan(call, altered(subscription, fields), given), given, fields)
