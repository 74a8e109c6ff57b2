"""What is stored: one kind for each of Stripe's objects, as the API shows it; https://docs.stripe.com/api.

fields that begin with an underscore are the clone's own and never shown.
"""

from __future__ import annotations

from typing import Any, ClassVar

from clonery.server.state.record import Record

Document = dict[str, Any]


class Thing(Record):
    """Any object: the document is what the API shows; a kind declares the fields that the clone reads itself."""

    OPEN: ClassVar[bool] = True
    OBJECT: ClassVar[str] = ""
    """What the API calls it, where that is not the kind's own name."""
    id: str
    object: str
    created: int = 0
    livemode: bool = False
    metadata: dict[str, str]


class Customer(Thing, kind="customer", indexes=["email", "test_clock"], text=["name", "email"]):
    balance: int = 0
    currency: str | None = None
    delinquent: bool = False
    email: str | None = None
    invoice_settings: Document | None = None
    next_invoice_sequence: int = 1
    invoice_prefix: str | None = None
    default_source: str | None = None
    discount: Document | None = None
    tax_exempt: str = "none"
    test_clock: str | None = None


class Product(Thing, kind="product", indexes=["active"]):
    active: bool = True
    name: str = ""
    default_price: str | None = None
    type: str = "service"
    updated: int = 0


class Price(Thing, kind="price", indexes=["product", "lookup_key", "active"], also=["plan"]):
    active: bool = True
    billing_scheme: str = "per_unit"
    currency: str = "usd"
    lookup_key: str | None = None
    product: str = ""
    recurring: Document | None = None
    tax_behavior: str | None = "unspecified"
    type: str = "one_time"
    unit_amount: int | None = None
    unit_amount_decimal: str | None = None


class PaymentMethod(Thing, kind="payment_method", indexes=["customer type"]):
    customer: str | None = None
    type: str = "card"
    card: Document | None = None
    billing_details: Document | None = None
    _test: str = "visa"


class PaymentIntent(Thing, kind="payment_intent", indexes=["customer"]):
    amount: int = 0
    amount_capturable: int = 0
    amount_received: int = 0
    automatic_payment_methods: Document | None = None
    cancellation_reason: str | None = None
    canceled_at: int | None = None
    capture_method: str = "automatic_async"
    confirmation_method: str = "automatic"
    currency: str = "usd"
    customer: str | None = None
    description: str | None = None
    last_payment_error: Document | None = None
    latest_charge: str | None = None
    next_action: Document | None = None
    payment_method: str | None = None
    payment_method_types: list[str]
    receipt_email: str | None = None
    setup_future_usage: str | None = None
    shipping: Document | None = None
    statement_descriptor: str | None = None
    status: str = "requires_payment_method"
    _invoice: str | None = None


class SetupIntent(Thing, kind="setup_intent", indexes=["customer", "payment_method"]):
    customer: str | None = None
    payment_method: str | None = None
    status: str = "requires_payment_method"
    usage: str = "off_session"
    next_action: Document | None = None
    last_setup_error: Document | None = None


class Charge(Thing, kind="charge", indexes=["customer", "payment_intent"]):
    amount: int = 0
    amount_captured: int = 0
    amount_refunded: int = 0
    balance_transaction: str | None = None
    captured: bool = False
    currency: str = "usd"
    customer: str | None = None
    disputed: bool = False
    paid: bool = False
    payment_intent: str | None = None
    payment_method: str | None = None
    refunded: bool = False
    status: str = "succeeded"
    _test: str = "visa"


class Refund(Thing, kind="refund", indexes=["charge", "payment_intent"]):
    amount: int = 0
    balance_transaction: str | None = None
    charge: str | None = None
    currency: str = "usd"
    failure_balance_transaction: str | None = None
    payment_intent: str | None = None
    status: str | None = "succeeded"


class BalanceTransaction(Thing, kind="balance_transaction", indexes=["source", "type", "currency"]):
    amount: int = 0
    available_on: int = 0
    currency: str = "usd"
    fee: int = 0
    net: int = 0
    source: str | None = None
    type: str = "charge"


class Dispute(Thing, kind="dispute", indexes=["charge", "payment_intent"]):
    amount: int = 0
    balance_transactions: list[Document]
    charge: str = ""
    currency: str = "usd"
    evidence: Document
    payment_intent: str | None = None
    reason: str = "fraudulent"
    status: str = "needs_response"


class Event(Thing, kind="event", indexes=["type"]):
    type: str = ""
    data: Document


class WebhookEndpoint(Thing, kind="webhook_endpoint"):
    enabled_events: list[str]
    status: str = "enabled"
    url: str = ""
    _secret: str = ""


class Coupon(Thing, kind="coupon"):
    amount_off: int | None = None
    currency: str | None = None
    duration: str = "once"
    duration_in_months: int | None = None
    max_redemptions: int | None = None
    percent_off: float | None = None
    redeem_by: int | None = None
    times_redeemed: int = 0
    valid: bool = True


class PromotionCode(Thing, kind="promotion_code", indexes=["code"]):
    active: bool = True
    code: str = ""
    customer: str | None = None
    expires_at: int | None = None
    max_redemptions: int | None = None
    promotion: Document
    times_redeemed: int = 0


class TaxRate(Thing, kind="tax_rate"):
    active: bool = True
    inclusive: bool = False
    percentage: float = 0.0
    display_name: str = ""


class TestClock(Thing, kind="test_helpers_test_clock"):
    OBJECT: ClassVar[str] = "test_helpers.test_clock"
    frozen_time: int = 0
    status: str = "ready"


class Timer(Thing, kind="timer", indexes=["clock at"]):
    """What is to happen on a test clock; without one, the session's own clock runs it."""

    clock: str = ""
    at: int = 0
    step: str = ""
    subject: str = ""


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


class CustomerTransaction(Thing, kind="customer_balance_transaction", indexes=["customer"], parent="customer"):
    amount: int = 0
    currency: str = "usd"
    customer: str = ""
    ending_balance: int = 0
    type: str = "adjustment"


class CheckoutSession(Thing, kind="checkout_session", indexes=["customer", "payment_intent", "payment_link"]):
    OBJECT: ClassVar[str] = "checkout.session"
    amount_total: int | None = None
    currency: str | None = None
    customer: str | None = None
    expires_at: int = 0
    mode: str = "payment"
    payment_intent: str | None = None
    payment_status: str = "unpaid"
    status: str | None = "open"
    _given: Document
    _lines: list[Document]


class PaymentLink(Thing, kind="payment_link", indexes=["active"]):
    active: bool = True
    currency: str = "usd"
    _given: Document
    _lines: list[Document]


class IdempotentAnswer(Thing, kind="idempotent_answer"):
    """What was answered to an idempotency key: the digest of what was asked, status and body."""

    digest: str = ""
    status: int = 200
    body: str = ""
    at: int = 0
