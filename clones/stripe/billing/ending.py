"""How a subscription ends: now, at the end of a period, unpaid; https://docs.stripe.com/billing/subscriptions/cancel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import timing
from ..lookups import save
from ..records.billing import Invoice, InvoiceItem, Subscription
from ..records.customers import Customer
from . import entitling, invoicing, phasing, prorating, standing
from .lines import Line, pending, usage
from .standing import time_of

if TYPE_CHECKING:
    from clonery.server.call import Call


def expire(call: Call, subscription: Subscription) -> Subscription:
    """The first payment never came: the subscription is over and its invoice void."""
    invoice = call.peek(Invoice, subscription.latest_invoice)
    if invoice is not None and invoice.status == "open":
        invoicing.void(call, invoice)
    return standing.change(call, subscription, status="incomplete_expired", ended_at=time_of(call, subscription))


@timing.step("fail_subscription")
def fail(call: Call, id: str) -> None:
    """The last try to be paid failed."""
    subscription = call.peek(Subscription, id)
    if subscription is not None and subscription.status in standing.LIVE:
        end(call, subscription, "payment_failed")


def end(
    call: Call, subscription: Subscription, reason: str, invoice_now: bool = False, prorate: bool = False,
    details: dict[str, Any] | None = None,
) -> Subscription:  # fmt: skip
    """End a subscription now. What falls due by itself bills what is left; a call says whether it does."""
    at = time_of(call, subscription)
    by_itself = subscription.cancel_at is not None and subscription.cancel_at <= at
    early = by_itself and at < standing.last_end(subscription) and subscription.get("_ends_prorated", True)
    if prorate or early:
        prorating.write(call, subscription, prorating.credits(call, subscription, at), at)
    changes: dict[str, Any] = {"status": "canceled", "ended_at": at}
    if not (by_itself and subscription.canceled_at):
        changes["canceled_at"] = at
    changes["cancellation_details"] = {**subscription.cancellation_details, "reason": reason, **(details or {})}
    if invoice_now or by_itself:
        subscription = last_invoice(call, subscription, at, by_itself)
    elif not prorate:
        drop(call, subscription)
    stop(call, subscription)
    made = save(call, subscription, **changes)
    call.emit("customer.subscription.deleted", object=made)
    entitling.tell(call, made.customer)
    phasing.ended(call, made)
    return made


def all_of(call: Call, customer: Customer) -> None:
    """End all subscriptions of a customer who is deleted."""
    for subscription in call.all(Subscription, {"customer": customer.id}):
        if subscription.status not in standing.OVER:
            end(call, subscription, "cancellation_requested")


def last_invoice(call: Call, subscription: Subscription, at: int, by_itself: bool) -> Subscription:
    """Bill usage that nobody billed and what waited; what is less than nothing goes to the customer's balance."""
    customer = call.get(Customer, subscription.customer)
    waiting = invoicing.pending_items(call, customer, subscription.currency, subscription.id, by_itself)
    lines = last_lines(call, subscription, at, waiting)
    if not lines:
        return subscription
    begun = standing.start_of(subscription)
    fields = {**invoicing.of_subscription(subscription), "billing_reason": "subscription_cycle", "auto_advance": True}
    invoice = invoicing.draft(call, customer, lines, at, period_start=begun, period_end=at, **fields)
    return save(call, subscription, latest_invoice=invoice.id)


def last_lines(call: Call, subscription: Subscription, at: int, waiting: list[InvoiceItem]) -> list[Line]:
    """What waited, and usage until now."""
    lines = [pending(call, item) for item in waiting]
    for item in subscription._items:
        used = usage(call, subscription, item, item["current_period_start"], at)
        lines += used if any(line["amount"] for line in used) else []
    return lines


def drop(call: Call, subscription: Subscription) -> None:
    """Prorations that nobody billed go with the subscription."""
    for item in call.all(InvoiceItem, {"customer": subscription.customer, "invoice": None}):
        if item.proration and item._subscription == subscription.id:
            call.delete(item)


def stop(call: Call, subscription: Subscription) -> None:
    """Its open invoices are collected no more by themselves."""
    for invoice in call.all(Invoice, {"_subscription": subscription.id}):
        if invoice.status == "open" and invoice.auto_advance:
            save(call, invoice, auto_advance=False, next_payment_attempt=None)
