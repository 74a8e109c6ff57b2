"""Subscriptions, invoices and the clocks that they run on; https://docs.stripe.com/api/subscriptions."""

from __future__ import annotations

from typing import ClassVar

from .thing import Document, Thing


class Subscription(Thing, kind="subscription", indexes=["customer", "status", "test_clock"]):
    billing_cycle_anchor: int = 0
    cancel_at: int | None = None
    cancel_at_period_end: bool = False
    canceled_at: int | None = None
    collection_method: str = "charge_automatically"
    currency: str = "usd"
    customer: str = ""
    days_until_due: int | None = None
    default_payment_method: str | None = None
    default_tax_rates: list[str]
    discounts: list[str]
    ended_at: int | None = None
    latest_invoice: str | None = None
    pause_collection: Document | None = None
    status: str = "active"
    test_clock: str | None = None
    trial_end: int | None = None
    trial_start: int | None = None
    _coupons: list[Document]


class SubscriptionItem(Thing, kind="subscription_item", indexes=["subscription"], parent="subscription"):
    current_period_end: int = 0
    current_period_start: int = 0
    price: str = ""
    quantity: int = 1
    subscription: str = ""


class Invoice(Thing, kind="invoice", indexes=["customer", "_subscription", "status"]):
    amount_due: int = 0
    amount_paid: int = 0
    amount_remaining: int = 0
    attempt_count: int = 0
    attempted: bool = False
    auto_advance: bool = False
    billing_reason: str | None = None
    collection_method: str = "charge_automatically"
    currency: str = "usd"
    customer: str = ""
    default_payment_method: str | None = None
    due_date: int | None = None
    ending_balance: int | None = None
    number: str | None = None
    period_end: int = 0
    period_start: int = 0
    post_payment_credit_notes_amount: int = 0
    pre_payment_credit_notes_amount: int = 0
    starting_balance: int = 0
    status: str = "draft"
    status_transitions: Document
    subtotal: int = 0
    total: int = 0
    _coupons: list[Document]
    _subscription: str | None = None
    _intent: str | None = None
    _tax_rates: list[str]


class InvoiceItem(Thing, kind="invoiceitem", indexes=["customer", "invoice"]):
    amount: int = 0
    currency: str = "usd"
    customer: str = ""
    invoice: str | None = None
    proration: bool = False
    quantity: int = 1
    _subscription: str | None = None
    _price: str | None = None


class InvoiceLine(Thing, kind="invoice_line", indexes=["invoice"], parent="invoice"):
    OBJECT: ClassVar[str] = "line_item"
    amount: int = 0
    invoice: str = ""
    _item: str | None = None


class InvoicePayment(Thing, kind="invoice_payment", indexes=["invoice"], parent="invoice"):
    amount_paid: int | None = None
    invoice: str = ""
    payment: Document
    status: str = "open"


class CreditNote(Thing, kind="credit_note", indexes=["invoice", "customer"]):
    amount: int = 0
    customer: str = ""
    invoice: str = ""
    status: str = "issued"
    _lines: list[Document]


class Clock(Thing, kind="test_helpers_test_clock"):
    OBJECT: ClassVar[str] = "test_helpers.test_clock"
    frozen_time: int = 0
    status: str = "ready"


class Timer(Thing, kind="timer", indexes=["clock at"]):
    """What is to happen on a test clock; without one, the session's own clock runs it."""

    clock: str = ""
    at: int = 0
    step: str = ""
    subject: str = ""
