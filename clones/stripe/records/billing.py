"""Subscriptions, invoices, credit notes, meters, quotes and what they are made of; https://docs.stripe.com/api/subscriptions."""

from __future__ import annotations

from typing import ClassVar

from .thing import Document, Thing


class Discount(Thing, kind="discount"):
    """A coupon at work on a subscription, an invoice or an item."""

    customer: str | None = None
    end: int | None = None
    invoice: str | None = None
    invoice_item: str | None = None
    promotion_code: str | None = None
    source: Document
    start: int = 0
    subscription: str | None = None
    subscription_item: str | None = None


class Subscription(Thing, kind="subscription", indexes=["customer", "status", "test_clock", "_item_ids[]"]):
    """Its items lie inside it, each with the price's id and, in `_billed`, what was charged for its period."""

    billing_cycle_anchor: int = 0
    billing_mode: Document
    cancel_at: int | None = None
    cancel_at_period_end: bool = False
    canceled_at: int | None = None
    cancellation_details: Document
    collection_method: str = "charge_automatically"
    currency: str = "usd"
    customer: str = ""
    days_until_due: int | None = None
    default_payment_method: str | None = None
    default_source: str | None = None
    default_tax_rates: list[str]
    discounts: list[str]
    ended_at: int | None = None
    latest_invoice: str | None = None
    pause_collection: Document | None = None
    payment_settings: Document
    pending_setup_intent: str | None = None
    pending_update: Document | None = None
    schedule: str | None = None
    start_date: int = 0
    status: str = "active"
    test_clock: str | None = None
    trial_end: int | None = None
    trial_settings: Document
    trial_start: int | None = None
    _items: list[Document]
    _item_ids: list[str]
    _wake: int = 0
    _told: list[str]


class Invoice(Thing, kind="invoice", indexes=["customer", "_subscription", "status"]):
    """Its lines lie inside it."""

    amount_due: int = 0
    amount_paid: int = 0
    amount_remaining: int = 0
    attempt_count: int = 0
    attempted: bool = False
    auto_advance: bool = False
    automatically_finalizes_at: int | None = None
    billing_reason: str | None = None
    collection_method: str = "charge_automatically"
    currency: str = "usd"
    customer: str = ""
    default_payment_method: str | None = None
    default_tax_rates: list[str]
    discounts: list[str]
    due_date: int | None = None
    ending_balance: int | None = None
    next_payment_attempt: int | None = None
    number: str | None = None
    period_end: int = 0
    period_start: int = 0
    post_payment_credit_notes_amount: int = 0
    pre_payment_credit_notes_amount: int = 0
    starting_balance: int = 0
    status: str = "draft"
    status_transitions: Document
    subtotal: int = 0
    test_clock: str | None = None
    total: int = 0
    _days_until_due: int | None = None
    _intent: str | None = None
    _lines: list[Document]
    _subscription: str | None = None


class InvoiceItem(Thing, kind="invoiceitem", indexes=["customer", "invoice"]):
    """Waits for an invoice, or stands on one."""

    amount: int = 0
    currency: str = "usd"
    customer: str = ""
    date: int = 0
    description: str | None = None
    discountable: bool = True
    discounts: list[str]
    invoice: str | None = None
    parent: Document | None = None
    period: Document
    pricing: Document | None = None
    proration: bool = False
    quantity: int = 1
    tax_rates: list[str]
    test_clock: str | None = None
    _deleted: bool = False
    _item: str | None = None
    _subscription: str | None = None
    _unit: str | None = None


class InvoicePayment(Thing, kind="invoice_payment", indexes=["invoice", "_intent"]):
    amount_paid: int | None = None
    amount_requested: int = 0
    currency: str = "usd"
    invoice: str = ""
    is_default: bool = True
    payment: Document
    status: str = "open"
    status_transitions: Document
    _clock: str | None = None
    _intent: str | None = None


class CreditNote(Thing, kind="credit_note", indexes=["invoice", "customer"]):
    amount: int = 0
    currency: str = "usd"
    customer: str = ""
    invoice: str = ""
    post_payment_amount: int = 0
    pre_payment_amount: int = 0
    status: str = "issued"
    total: int = 0
    _balance: int = 0
    _lines: list[Document]


class Meter(Thing, kind="billing_meter", indexes=["event_name", "status"]):
    OBJECT: ClassVar[str] = "billing.meter"
    customer_mapping: Document
    default_aggregation: Document
    display_name: str = ""
    event_name: str = ""
    status: str = "active"
    updated: int = 0
    value_settings: Document


class MeterEvent(Thing, kind="billing_meter_event", indexes=["_meter _customer timestamp", "identifier"]):
    OBJECT: ClassVar[str] = "billing.meter_event"
    event_name: str = ""
    identifier: str = ""
    payload: dict[str, str]
    timestamp: int = 0
    _customer: str = ""
    _meter: str = ""
    _value: str = "0"


class Alert(Thing, kind="billing_alert", indexes=["_meter status"]):
    """Usage to be told of; `_told` names the customers for whom it was."""

    OBJECT: ClassVar[str] = "billing.alert"
    alert_type: str = "usage_threshold"
    status: str | None = "active"
    title: str = ""
    usage_threshold: Document
    _meter: str = ""
    _told: list[str]


class CreditGrant(Thing, kind="billing_credit_grant", indexes=["customer"]):
    """Credit for usage; `_left` is what of it nobody used yet."""

    OBJECT: ClassVar[str] = "billing.credit_grant"
    amount: Document
    applicability_config: Document
    category: str = "paid"
    customer: str = ""
    effective_at: int | None = None
    expires_at: int | None = None
    priority: int | None = None
    test_clock: str | None = None
    voided_at: int | None = None
    _left: int = 0


class CreditMove(Thing, kind="billing_credit_balance_transaction", indexes=["_customer", "credit_grant", "_invoice"]):
    OBJECT: ClassVar[str] = "billing.credit_balance_transaction"
    credit: Document | None = None
    credit_grant: str = ""
    debit: Document | None = None
    effective_at: int = 0
    test_clock: str | None = None
    type: str | None = None
    _customer: str = ""
    _invoice: str | None = None


class Schedule(Thing, kind="subscription_schedule", indexes=["customer"]):
    billing_mode: Document
    canceled_at: int | None = None
    completed_at: int | None = None
    current_phase: Document | None = None
    customer: str = ""
    default_settings: Document
    end_behavior: str = "release"
    phases: list[Document]
    released_at: int | None = None
    released_subscription: str | None = None
    status: str = "not_started"
    subscription: str | None = None
    test_clock: str | None = None


class Quote(Thing, kind="quote", indexes=["customer", "status"]):
    amount_subtotal: int = 0
    amount_total: int = 0
    collection_method: str = "charge_automatically"
    currency: str | None = None
    customer: str | None = None
    default_tax_rates: list[str]
    discounts: list[str]
    expires_at: int = 0
    invoice: str | None = None
    number: str | None = None
    status: str = "draft"
    status_transitions: Document
    subscription: str | None = None
    subscription_data: Document
    test_clock: str | None = None
    _days_until_due: int | None = None
    _items: list[Document]


class Feature(Thing, kind="entitlements_feature", indexes=["lookup_key"]):
    OBJECT: ClassVar[str] = "entitlements.feature"
    active: bool = True
    lookup_key: str = ""
    name: str = ""


class ProductFeature(Thing, kind="product_feature", indexes=["_product"]):
    """A feature that a product gives to whoever subscribes to it."""

    entitlement_feature: str = ""
    _product: str = ""


class BillingSettings(Thing, kind="billing_settings"):
    """What the account chose for payments that keep failing: "cancel", "unpaid" or "past_due"."""

    after_retries: str = "cancel"
