"""Invoices made, finalized, numbered, settled, voided; https://docs.stripe.com/invoicing/integration/workflow-transitions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import keys, timing
from ..lookups import make, save
from ..money import amounts
from ..payments import intents
from ..records.billing import Invoice, InvoiceItem, InvoicePayment, Subscription
from ..records.customers import Customer, CustomerTransaction
from ..records.payments import PaymentIntent
from ..refusals import Refusal
from . import checking, discounting, granting, paying, settings, standing, totals
from .lines import Line, pending
from .standing import time_of

if TYPE_CHECKING:
    from clonery.server.call import Call

WINDOW = timing.HOUR
"""Seconds that a draft stays one."""
NOT_OPEN = "You can only pass in open invoices. This invoice isn't open."
TRANSITIONS = {"finalized_at": None, "marked_uncollectible_at": None, "paid_at": None, "voided_at": None}
NOBODY = {"type": "self"}


def compose(call: Call, customer: Customer, lines: list[Line], at: int, **fields: Any) -> dict[str, Any]:
    """The fields of a draft with these lines: nothing is stored, so that a preview is what comes later."""
    discounts = fields.setdefault("discounts", [])
    rates = fields.setdefault("default_tax_rates", [])
    made = totals.total(call, lines, discounts, rates, customer.tax_exempt, fields.get("shipping_cost"))
    advance, automatic = fields.get("auto_advance", False), fields.get("collection_method") != "send_invoice"
    account = keys.platform(call)
    seen = {f"customer_{name}": customer.get(name) for name in ("address", "email", "name", "phone", "shipping")}
    due = max(made["total"], 0)
    return {
        **made, **seen, "amount_due": due, "amount_remaining": due, "amount_paid": 0,
        "amount_overpaid": 0, "amount_paid_off_stripe": 0, "attempt_count": 0, "attempted": False, "created": at,
        "account_country": account.get("country") if account else "US",
        "account_name": (account.get("business_profile") or {}).get("name") if account else None,
        "automatically_finalizes_at": at + WINDOW + 1 if advance else None,
        "next_payment_attempt": at + WINDOW if advance and automatic else None,
        "automatic_tax": checking.of_invoice(None), "billing_reason": "manual",
        "collection_method": "charge_automatically",
        "customer": customer.id, "customer_tax_exempt": customer.tax_exempt, "customer_tax_ids": [],
        "default_payment_method": None, "issuer": dict(NOBODY), "payment_settings": {}, "period_start": at,
        "period_end": at,
        "starting_balance": balance_of(customer, str(fields.get("currency") or "")), "status": "draft",
        "status_transitions": dict(TRANSITIONS),
        "webhooks_delivered_at": at, "test_clock": customer.test_clock, "_lines": lines, **fields,
    }  # fmt: skip


def parent(subscription: Subscription, proration_date: int | None = None) -> dict[str, Any]:
    """What an invoice says of its subscription."""
    details: dict[str, Any] = {"metadata": dict(subscription.metadata), "subscription": subscription.id}
    if proration_date is not None:
        details["subscription_proration_date"] = proration_date
    return {"quote_details": None, "subscription_details": details, "type": "subscription_details"}


def of_subscription(subscription: Subscription) -> dict[str, Any]:
    """The fields that an invoice has from its subscription."""
    return {
        "currency": subscription.currency, "collection_method": subscription.collection_method,
        "default_payment_method": None, "default_tax_rates": list(subscription.default_tax_rates),
        "automatic_tax": checking.of_invoice(subscription.get("automatic_tax")),
        "description": subscription.get("description"), "parent": parent(subscription),
        "_subscription": subscription.id, "_days_until_due": subscription.days_until_due,
        **settings.shared(subscription),
    }  # fmt: skip


def draft(call: Call, customer: Customer, lines: list[Line], at: int, **fields: Any) -> Invoice:
    """Store a draft, with what its lines take up, and tell of it."""
    made = make(call, Invoice, **{"metadata": {}, **compose(call, customer, lines, at, **fields)})
    for line in lines:
        line |= {"invoice": made.id, "livemode": made.livemode}
        if "_invoice_item" in line:
            save(call, call.get(InvoiceItem, line["_invoice_item"]), invoice=made.id)
    made = save(call, made, _lines=lines)
    days = made._days_until_due
    if made.collection_method == "send_invoice" and days is not None and made.due_date is None:
        made = save(call, made, due_date=at + days * timing.DAY)
    call.emit("invoice.created", object=made)
    await_window(call, made)
    return made


def await_window(call: Call, invoice: Invoice) -> None:
    """A draft that goes on by itself is finalized when its time has come."""
    if invoice.status == "draft" and invoice.automatically_finalizes_at:
        at = invoice.next_payment_attempt or invoice.automatically_finalizes_at
        timing.later(call, at, "finalize_invoice", invoice.id, timing.of(invoice))


def pending_items(
    call: Call, customer: Customer, currency: str, subscription: str | None, loose: bool
) -> list[InvoiceItem]:
    """The invoice items that wait, newest first: a subscription's own, and with `loose` those of none."""
    return [
        item for item in call.all(InvoiceItem, {"customer": customer.id, "invoice": None}, "-rid")
        if item.currency == currency and not item._deleted
        and (item._subscription == subscription or (loose and item._subscription is None))
    ]  # fmt: skip


def recompute(call: Call, invoice: Invoice, event: str = "invoice.updated", **changes: Any) -> Invoice:
    """Add up a draft anew."""
    customer = call.get(Customer, invoice.customer)
    lines = [dict(line) for line in changes.pop("_lines", invoice._lines)]
    discounts = changes.get("discounts", invoice.discounts)
    rates = changes.get("default_tax_rates", invoice.default_tax_rates)
    shipping = changes.get("shipping_cost", invoice.get("shipping_cost"))
    made = totals.total(call, lines, discounts, rates, customer.tax_exempt, shipping)
    due = max(made["total"], 0)
    return save(
        call, invoice, event, **{**made, **changes, "_lines": lines, "amount_due": due, "amount_remaining": due}
    )


def take(call: Call, invoice: Invoice, item: InvoiceItem) -> Invoice:
    """Put an invoice item on a draft: it comes first."""
    line = pending(call, save(call, item, invoice=invoice.id))
    line["invoice"] = invoice.id
    return recompute(call, invoice, _lines=[line, *invoice._lines])


def finalize(call: Call, invoice: Invoice, **changes: Any) -> Invoice:
    """A draft becomes what the customer owes: numbered, the customer's balance applied. What owes nothing is paid."""
    if invoice.status != "draft":
        raise Refusal("This invoice is already finalized, you can't re-finalize a non-draft invoice.")
    at, customer = time_of(call, invoice), call.get(Customer, invoice.customer)
    credited = granting.apply(call, invoice)
    if credited is not None:
        invoice = recompute(call, invoice, "", _lines=credited)
    start = balance_of(customer, invoice.currency)
    due, ending = settled(invoice.total, start)
    small = 0 < due < least(invoice.currency)
    customer = _book(call, customer, invoice, ending - start, "applied_to_invoice")
    if small:
        customer = _book(call, customer, invoice, due, "invoice_too_small")
        due, ending = 0, customer.balance
    elif due > amounts.MAXIMUM:
        customer = _book(call, customer, invoice, due - amounts.MAXIMUM, "invoice_too_large")
        due, ending = amounts.MAXIMUM, customer.balance
    prefix, number = customer.invoice_prefix or call.new_id("", 8).upper(), customer.next_invoice_sequence
    save(call, customer, invoice_prefix=prefix, next_invoice_sequence=number + 1)
    due_date = invoice.due_date
    if invoice._subscription and invoice._days_until_due is not None:
        due_date = at + invoice._days_until_due * timing.DAY
    made = save(
        call, invoice, status="open", number=invoice.number or f"{prefix}-{number:04d}", amount_due=due,
        amount_remaining=due, effective_at=invoice.get("effective_at") or at, ending_balance=ending,
        starting_balance=start, automatically_finalizes_at=None,
        next_payment_attempt=None, due_date=due_date,
        status_transitions={**invoice.status_transitions, "finalized_at": at}, **changes,
    )  # fmt: skip
    if due:
        made = _intent(call, made)
    call.emit("invoice.finalized", object=made)
    old = call.peek(Invoice, (made.get("from_invoice") or {}).get("invoice"))
    if old is not None and old.status in ("open", "uncollectible"):
        void(call, old)
    if not due:
        return paying.paid(call, save(call, made, attempted=True), None)
    if made.due_date is not None:
        timing.later(call, made.due_date, "overdue_invoice", made.id, timing.of(made))
    return made


def least(currency: str) -> int:
    """The smallest amount that is charged."""
    return amounts.MINIMUM.get(currency, 1 if currency in amounts.ZERO_DECIMAL else 50)


def balance_of(customer: Customer, currency: str) -> int:
    """A customer's balance, which is for invoices in its own currency alone."""
    return customer.balance if customer.currency in (None, currency) else 0


def settled(total: int, balance: int) -> tuple[int, int]:
    """What is due of a total, and the customer's balance afterwards; a balance below zero is credit."""
    both = total + balance
    return max(both, 0), min(both, 0)


def _book(call: Call, customer: Customer, invoice: Invoice, amount: int, type: str) -> Customer:
    """Move a customer's balance."""
    if not amount or customer.currency not in (None, invoice.currency):
        return customer
    ending = customer.balance + amount
    make(call, CustomerTransaction, amount=amount, currency=invoice.currency, customer=customer.id,
         ending_balance=ending,
         type=type, invoice=invoice.id, created=time_of(call, invoice), description=None)  # fmt: skip
    return save(call, customer, "customer.updated", balance=ending, currency=customer.currency or invoice.currency)


def _intent(call: Call, invoice: Invoice) -> Invoice:
    """The payment intent that is to pay an invoice."""
    words = {"subscription_create": "Subscription creation", "subscription_update": "Subscription update",
             "subscription_cycle": "Subscription update"}  # fmt: skip
    method = paying.method_of(call, invoice)
    first = invoice.billing_reason == "subscription_create"
    made = intents.begin(
        call, invoice.amount_due, invoice.currency, timing.of(invoice), customer=invoice.customer,
        description=words.get(invoice.billing_reason or "", "Payment for Invoice"), payment_method_types=["card"],
        payment_method=method.id if method else None, setup_future_usage="off_session" if first else None,
        metadata={}, _invoice=invoice.id, **settings.passed_on(invoice, invoice.amount_due),
    )  # fmt: skip
    add_payment(call, invoice, made)
    return save(call, invoice, _intent=made.id)


def add_payment(call: Call, invoice: Invoice, made: PaymentIntent) -> None:
    """Say that a payment intent is to pay an invoice."""
    at = time_of(call, invoice)
    make(call, InvoicePayment, amount_paid=None, amount_requested=invoice.amount_due, created=at,
         currency=invoice.currency,
         invoice=invoice.id, is_default=True, payment={"payment_intent": made.id, "type": "payment_intent"},
         status="open",
         status_transitions={"canceled_at": None, "paid_at": None}, _intent=made.id,
         _clock=timing.of(invoice))  # fmt: skip


def void(call: Call, invoice: Invoice) -> Invoice:
    """An open invoice was a mistake, or is owed no more."""
    at = time_of(call, invoice)
    paying.release(call, invoice, "void_invoice")
    granting.restore(call, invoice)
    _unapply(call, invoice)
    return save(call, invoice, "invoice.voided", status="void", auto_advance=False, next_payment_attempt=None,
                status_transitions={**invoice.status_transitions, "voided_at": at})  # fmt: skip


def _unapply(call: Call, invoice: Invoice) -> None:
    """Credit that an invoice used comes back when it is void."""
    customer = call.get(Customer, invoice.customer)
    used = (invoice.ending_balance or 0) - invoice.starting_balance
    _book(call, customer, invoice, -used, "unapplied_from_invoice")


def uncollectible(call: Call, invoice: Invoice) -> Invoice:
    """Nobody expects the money any more; it may still be paid."""
    at = time_of(call, invoice)
    return save(call, invoice, "invoice.marked_uncollectible", status="uncollectible", auto_advance=False,
                next_payment_attempt=None,
                status_transitions={**invoice.status_transitions, "marked_uncollectible_at": at})  # fmt: skip


def use_discounts(call: Call, subscription: Subscription, invoice: Invoice) -> list[str]:
    """The discounts that a subscription has left: what lasts once is gone when an invoice was the cheaper for it."""
    used = [each["discount"] for each in invoice.get("total_discount_amounts") or []]
    gone = set(used) - set(discounting.lasting(call, used))
    return [id for id in subscription.discounts if id not in gone]


def overdue(call: Call, invoice: Invoice) -> None:
    """The day has passed by which the customer was to pay."""
    call.emit("invoice.overdue", object=invoice)
    paying.delinquent(call, invoice, True)
    standing.failed(call, invoice, False)
