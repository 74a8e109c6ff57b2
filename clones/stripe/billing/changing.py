"""Subscriptions change: items, quantities, anchor, trial, and what the change costs; https://docs.stripe.com/billing/subscriptions/change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..lookups import cleared, make, metadata, save
from ..records.billing import Invoice, InvoiceItem, Subscription
from ..records.customers import Customer
from ..refusals import Refusal
from . import (
    checking,
    cycles,
    discounting,
    invoicing,
    lines,
    paying,
    pricing,
    prorating,
    standing,
    subscribing,
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


def fields_of(call: Call, subscription: Subscription, given: dict[str, Any]) -> dict[str, Any]:
    """The fields that an update sets, items and periods aside. Raises Refusal, NotFound."""
    at = time_of(call, subscription)
    kept = {name: value for name, value in cleared(given).items() if name in subscribing.KEPT}
    if "metadata" in given:
        kept["metadata"] = metadata(given["metadata"], subscription.metadata)
    if "default_tax_rates" in given:
        kept["default_tax_rates"] = subscribing.rates(call, given["default_tax_rates"], "default_tax_rates")
    if kept.get("default_payment_method"):
        kept["default_payment_method"] = paying.usable(call, kept["default_payment_method"], subscription.customer)
    if "payment_settings" in given:
        kept["payment_settings"] = {**subscription.payment_settings, **cleared(given["payment_settings"] or {})}
    if "discounts" in given:
        kept["discounts"] = discounting.resolve(call, given["discounts"], at, subscription.currency,
                                                subscription.customer,
                                                subscription=subscription.id)  # fmt: skip
    tax = checking.automatic_tax(given, call.get(Customer, subscription.customer))
    if tax is not None:
        kept["automatic_tax"] = tax
    if "trial_settings" in given:
        kept["trial_settings"] = given["trial_settings"]
    if "pause_collection" in given:
        pause = given["pause_collection"]
        kept["pause_collection"] = {"resumes_at": None, **pause} if pause else None
    method = given.get("collection_method", subscription.collection_method)
    if method == "send_invoice" and given.get("days_until_due", subscription.days_until_due) is None:
        raise Refusal("If invoice collection method is 'send_invoice', you must specify 'days_until_due'.")
    return {**kept, **_cancellation(subscription, given, at)}


def _cancellation(subscription: Subscription, given: dict[str, Any], at: int) -> dict[str, Any]:
    """The fields that say when a subscription is to end."""
    details = dict(subscription.cancellation_details)
    details |= cleared(given.get("cancellation_details") or {})
    ends = given.get("cancel_at")
    if given.get("cancel_at_period_end") or (isinstance(ends, str) and ends):
        pick = min if ends == "min_period_end" else max
        end = pick(item["current_period_end"] for item in subscription._items)
    elif isinstance(ends, int):
        if ends <= at:
            raise Refusal("cancel_at must be a time in the future.", param="cancel_at")
        end = ends
    elif ends == "" or given.get("cancel_at_period_end") is False:
        cleared_details = {**details, "reason": None}
        return {
            "cancel_at": None,
            "cancel_at_period_end": False,
            "canceled_at": None,
            "cancellation_details": cleared_details,
        }
    else:
        return {"cancellation_details": details} if "cancellation_details" in given else {}
    return {"cancel_at": end, "cancel_at_period_end": bool(given.get("cancel_at_period_end")), "canceled_at": at,
            "cancellation_details": {**details, "reason": "cancellation_requested"}}  # fmt: skip


def extra(call: Call, subscription: Subscription, given: Any) -> list[InvoiceItem]:
    """Things that are sold once wait for the next invoice."""
    at = time_of(call, subscription)
    made = []
    for number, each in enumerate(given or []):
        price = pricing.priced(call, each, f"add_invoice_items[{number}]", False)
        quantity = each.get("quantity", 1)
        made.append(make(
            call, InvoiceItem, "invoiceitem.created", amount=pricing.cost(price, quantity), currency=price.currency,
            created=at,
            customer=subscription.customer, date=at, description=pricing.name_of(call, price), discountable=True,
            discounts=[], period=lines.period(at, at), pricing=lines.details(price), quantity=quantity, metadata={},
            quantity_decimal=str(quantity), tax_rates=list(each.get("tax_rates") or []), net_amount=0,
            parent={"subscription_details": {"subscription": subscription.id}, "type": "subscription_details"},
            test_clock=subscription.test_clock, _subscription=subscription.id, _unit=price.unit_amount_decimal,
        ))  # fmt: skip
    return made


def update(call: Call, subscription: Subscription, given: dict[str, Any]) -> Subscription:
    """An update as a caller asks for it. Raises Refusal, NotFound."""
    if subscription.status in standing.OVER:
        if set(given) - {"metadata", "cancellation_details"}:
            message = "A canceled subscription can only update its cancellation_details and metadata."
            raise Refusal(message)
        return save(call, subscription, "customer.subscription.updated", **fields_of(call, subscription, given))
    if subscription.status == "incomplete" and (late := sorted(set(given) - WHILE_INCOMPLETE)):
        message = (
            f"A subscription in the `incomplete` status can only update its metadata and default source, not {late[0]}."
        )
        raise Refusal(message, param=late[0])
    checking.unbilled(given, (*checking.SUBSCRIPTION, "trial_from_plan"))
    for number, item in enumerate(given.get("items") or []):
        checking.unbilled(item, checking.ITEM, f"items[{number}]")
    if given.get("payment_behavior") == "pending_if_incomplete":
        withholding.check(given)
    extra(call, subscription, given.get("add_invoice_items"))
    if isinstance(given.get("cancel_at"), int):
        prorates = given.get("proration_behavior") != "none"
        subscription = save(call, subscription, _ends_prorated=prorates)
    fields = fields_of(call, subscription, given)
    return apply(call, subscription, plan(call, altered(subscription, fields), given), given, fields)
