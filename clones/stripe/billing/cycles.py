"""What happens to a subscription as time goes by: trials end, periods begin, cancellations fall due; https://docs.stripe.com/billing/subscriptions/billing-cycle."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from .. import timing
from ..lookups import save
from ..records.billing import Invoice, InvoiceItem, Subscription
from ..records.customers import Customer, Price
from . import discounting, ending, granting, invoicing, paying, periods, phasing, standing
from .lines import Item, Line, cycle, pending, usage
from .standing import time_of
from .totals import net

if TYPE_CHECKING:
    from clonery.server.call import Call

WHOLE = Fraction(1)
"""The share of a period that is a whole one."""


def due_items(subscription: Subscription, at: int) -> list[Item]:
    """The items whose period is over."""
    return [item for item in subscription._items if item["current_period_end"] <= at]


def next_period(call: Call, subscription: Subscription, item: Item) -> tuple[int, int, Fraction]:
    """The start and the end of an item's next period, and the share of a whole one that it is."""
    recurring = call.get(Price, item["price"]).recurring or {}
    start = item["current_period_end"]
    end = periods.after(subscription.billing_cycle_anchor, recurring, start)
    begin = periods.until(subscription.billing_cycle_anchor, recurring, start)
    stop = min(end, subscription.cancel_at) if subscription.cancel_at and subscription.cancel_at > start else end
    return start, stop, Fraction(stop - start, end - begin)


def turned(call: Call, subscription: Subscription, at: int) -> list[Item]:
    """The items as they are in the period that begins."""
    made = []
    for item in subscription._items:
        if item["current_period_end"] <= at:
            start, end, _ = next_period(call, subscription, item)
            item = {**item, "current_period_start": start, "current_period_end": end, "_billed": None,
                    "_used": None, "_since": None}  # fmt: skip
        made.append(item)
    return made


def cycle_lines(call: Call, subscription: Subscription, at: int, waiting: list[InvoiceItem]) -> list[Line]:
    """The lines of the invoice of a renewal: what waited, then each item, usage for the period that ends."""
    made: list[Line] = [pending(call, item) for item in waiting]
    for item in due_items(subscription, at):
        start, end, share = next_period(call, subscription, item)
        begun = item["current_period_start"]
        trialed = subscription.trial_end is not None and begun < subscription.trial_end
        if not trialed:
            made += usage(call, subscription, item, begun, item["current_period_end"])
        made += cycle(call, subscription, item, start, end, share)
    return made


def renewal(
    call: Call, subscription: Subscription, customer: Customer, at: int, waiting: list[InvoiceItem]
) -> tuple[list[Line], dict[str, Any]]:
    """Lines and fields of the invoice of a renewal at that second."""
    lines = cycle_lines(call, subscription, at, waiting)
    held = subscription.pause_collection
    goes_on = subscription.status != "unpaid" and not (held and held["behavior"] == "keep_as_draft")
    begun = min((item["current_period_start"] for item in due_items(subscription, at)), default=at)
    fields = {
        **invoicing.of_subscription(subscription), "billing_reason": "subscription_cycle", "auto_advance": goes_on,
        "discounts": discounting.alive(call, subscription.discounts, at), "period_start": begun, "period_end": at,
    }  # fmt: skip
    return lines, fields


def renew(call: Call, subscription: Subscription, **changes: Any) -> Subscription:
    """Begin the next period of the items that are due, and bill it."""
    at, customer = time_of(call, subscription), call.get(Customer, subscription.customer)
    waiting = invoicing.pending_items(call, customer, subscription.currency, subscription.id, True)
    lines, fields = renewal(call, subscription, customer, at, waiting)
    items = turned(call, subscription, at)
    if not lines:
        return standing.change(call, subscription, _items=items, **changes)
    invoice = invoicing.draft(call, customer, lines, at, **fields)
    left = invoicing.use_discounts(call, subscription, invoice)
    return standing.change(
        call, subscription, _items=billed(items, invoice), latest_invoice=invoice.id, discounts=left, **changes
    )


def billed(items: list[Item], invoice: Invoice) -> list[Item]:
    """The items with what an invoice charged for their periods: what a later credit gives back."""
    made = []
    for item in items:
        found = [line for line in invoice._lines if line["_item"] == item["id"] and charges_for(line, item)]
        if found:
            held = {"amount": sum(net(line) for line in found), **found[0]["period"], "invoice": invoice.id,
                    "lines": [line["id"] for line in found], "price": item["price"],
                    "quantity": item["quantity"]}  # fmt: skip
            item = {**item, "_billed": held}
        made.append(item)
    return made


def charges_for(line: Line, item: Item) -> bool:
    """Whether a line charges for what an item has now: by its last proration, or by its period."""
    proration = (item["_billed"] or {}).get("item")
    if proration is not None:
        return bool(line.get("_invoice_item") == proration)
    details = (line["parent"] or {}).get("subscription_item_details") or {}
    return not details.get("proration") and bool(line["period"]["end"] == item["current_period_end"])


def sweep(call: Call, subscription: Subscription, at: int) -> Subscription:
    """Bill what waits between two renewals, at the pace that was set."""
    due = subscription.get("next_pending_invoice_item_invoice")
    if not due or due > at:
        return subscription
    customer, pace = call.get(Customer, subscription.customer), subscription.get("pending_invoice_item_interval")
    following: dict[str, Any] = {"next_pending_invoice_item_invoice": periods.boundary(due, pace, 1)}
    waiting = invoicing.pending_items(call, customer, subscription.currency, subscription.id, True)
    if not waiting or standing.end_of(subscription) <= at:
        return save(call, subscription, **following)
    fields = {**invoicing.of_subscription(subscription), "billing_reason": "subscription_cycle", "auto_advance": True,
              "discounts": discounting.alive(call, subscription.discounts, at)}  # fmt: skip
    begun = periods.boundary(due, pace, -1)
    lines = [pending(call, item) for item in waiting]
    invoice = invoicing.draft(call, customer, lines, at, period_start=begun, period_end=at, **fields)
    items, left = billed(subscription._items, invoice), invoicing.use_discounts(call, subscription, invoice)
    changes = {"_items": items, "latest_invoice": invoice.id, "discounts": left, **following}
    return standing.change(call, subscription, **changes)


@timing.step("subscription")
def wake(call: Call, id: str) -> None:
    """Something is due for a subscription."""
    subscription = call.peek(Subscription, id)
    if subscription is None or subscription.status in standing.OVER:
        return
    at = time_of(call, subscription)
    if subscription._wake != at:
        return
    if subscription.status == "incomplete":
        ending.expire(call, subscription)
        return
    subscription = notices(call, subscription, at)
    pause = subscription.pause_collection
    if pause and pause.get("resumes_at") and pause["resumes_at"] <= at:
        subscription = standing.change(call, subscription, pause_collection=None)
    subscription = sweep(call, phasing.turn(call, subscription, at), at)
    if subscription.cancel_at is not None and subscription.cancel_at <= at:
        ending.end(call, subscription, "cancellation_requested")
        return
    if subscription.status not in standing.OVER and standing.end_of(subscription) <= at:
        if subscription.status == "trialing":
            trial_over(call, subscription)
        elif subscription.status != "paused":
            renew(call, subscription)
    standing.arrange(call, call.get(Subscription, id))


def trial_over(call: Call, subscription: Subscription) -> None:
    """A trial ends: billing begins, or the subscription ends or pauses where nobody can pay."""
    behavior = subscription.trial_settings["end_behavior"]["missing_payment_method"]
    customer = call.get(Customer, subscription.customer)
    if behavior != "create_invoice" and paying.default_of(call, customer, subscription) is None:
        if behavior == "cancel":
            ending.end(call, subscription, "payment_failed")
            return
        made = standing.change(call, subscription, status="paused")
        call.emit("customer.subscription.paused", object=made)
        return
    renew(call, subscription, status="active")


def notices(call: Call, subscription: Subscription, at: int) -> Subscription:
    """Tell of a trial that will end, and of an invoice that will come."""
    trial, end = subscription.trial_end, standing.end_of(subscription)
    told = list(subscription._told)
    if subscription.status == "trialing" and trial and trial - standing.NOTICE <= at < trial:
        if not standing.told(subscription, "trial", trial):
            call.emit("customer.subscription.trial_will_end", object=subscription)
            told.append(f"trial {trial}")
    if standing.upcoming(subscription) and end - standing.UPCOMING <= at < end:
        if not standing.told(subscription, "upcoming", end):
            call.emit("invoice.upcoming", object=subscription, shown=foreseen(call, subscription))
            told.append(f"upcoming {end}")
    return save(call, subscription, _told=told[-2:]) if told != subscription._told else subscription


def foreseen(call: Call, subscription: Subscription) -> dict[str, Any]:
    """The invoice of the next renewal, as the API shows it: it has no id yet."""
    customer, at = call.get(Customer, subscription.customer), standing.end_of(subscription)
    subscription = phasing.ahead(call, subscription, at)
    waiting = invoicing.pending_items(call, customer, subscription.currency, subscription.id, True)
    lines, fields = renewal(call, subscription, customer, at, waiting)
    return preview(call, customer, lines, at, **fields)


def preview(call: Call, customer: Customer, lines: list[Line], at: int, **fields: Any) -> dict[str, Any]:
    """An invoice that is not stored, as the API shows it."""
    fields["auto_advance"] = True
    made = invoicing.compose(call, customer, lines, at, **fields)
    if granting.imagine(call, customer.id, str(fields["currency"]), lines, at):
        made = invoicing.compose(call, customer, lines, at, **fields)
    due, _ = invoicing.settled(made["total"], made["starting_balance"])
    made |= {"id": call.new_id("upcoming_in_"), "object": "invoice", "metadata": {}, "livemode": customer.livemode,
             "amount_due": due, "amount_remaining": due, "automatically_finalizes_at": None}  # fmt: skip
    dialect: Any = call.clone.dialect
    shown: dict[str, Any] = dialect.show(call, Invoice.load(0, dialect.completion.fields("invoice", made)))
    return {**shown, "lines": {**shown["lines"], "url": "/v1/invoices/upcoming/lines"}}


@timing.step("finalize_invoice")
def finalize(call: Call, id: str) -> None:
    """A draft's window is over: it is finalized and, where the customer pays automatically, paid."""
    invoice = call.peek(Invoice, id)
    if invoice is None or invoice.status != "draft" or not invoice.auto_advance:
        return
    subscription = call.peek(Subscription, invoice._subscription)
    pause = subscription.pause_collection if subscription else None
    invoice = invoicing.finalize(call, invoice)
    if invoice.status != "open":
        return
    if pause is not None and pause["behavior"] in ("void", "mark_uncollectible"):
        (invoicing.void if pause["behavior"] == "void" else invoicing.uncollectible)(call, invoice)
    elif invoice.collection_method == "send_invoice":
        call.emit("invoice.sent", object=invoice)
    else:
        paying.collect(call, invoice, automatic=True)


@timing.step("retry_invoice")
def retry(call: Call, id: str) -> None:
    """A payment that failed is tried again."""
    invoice = call.peek(Invoice, id)
    if invoice is None or invoice.status != "open" or not invoice.auto_advance:
        return
    if invoice.next_payment_attempt == time_of(call, invoice):
        paying.collect(call, invoice, automatic=True)


@timing.step("overdue_invoice")
def overdue(call: Call, id: str) -> None:
    """The customer was to have paid by now."""
    invoice = call.peek(Invoice, id)
    if invoice is not None and invoice.status == "open" and invoice.due_date == time_of(call, invoice):
        invoicing.overdue(call, invoice)
