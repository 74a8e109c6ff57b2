"""Payments and the money that they move; https://docs.stripe.com/api/payment_intents."""

from __future__ import annotations

from typing import ClassVar

from .thing import Document, Thing


class PaymentMethod(Thing, kind="payment_method", indexes=["customer type"]):
    customer: str | None = None
    type: str = "card"
    card: Document | None = None
    billing_details: Document | None = None
    _test: str = "visa"
    _verified: bool = True


class Token(Thing, kind="token"):
    type: str = "card"
    used: bool = False
    _test: str = "visa"
    _fields: Document


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
    payment_method_options: Document | None = None
    payment_method_types: list[str]
    receipt_email: str | None = None
    setup_future_usage: str | None = None
    shipping: Document | None = None
    statement_descriptor: str | None = None
    status: str = "requires_payment_method"
    _applied: int = 0
    """What was taken of the customer's cash balance."""


class SetupIntent(Thing, kind="setup_intent", indexes=["customer", "payment_method"]):
    customer: str | None = None
    payment_method: str | None = None
    status: str = "requires_payment_method"
    usage: str = "off_session"
    next_action: Document | None = None
    last_setup_error: Document | None = None


class SetupAttempt(Thing, kind="setup_attempt", indexes=["setup_intent"]):
    payment_method: str = ""
    setup_intent: str = ""
    status: str = "succeeded"


class ConfirmationToken(Thing, kind="confirmation_token"):
    expires_at: int | None = None
    payment_intent: str | None = None
    setup_intent: str | None = None
    _given: Document


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
    transfer_group: str | None = None
    _test: str = "visa"


class Review(Thing, kind="review", indexes=["charge"]):
    charge: str | None = None
    open: bool = True
    payment_intent: str | None = None
    reason: str = "rule"


class Mandate(Thing, kind="mandate", indexes=["payment_method"]):
    payment_method: str = ""
    status: str = "active"


class Refund(Thing, kind="refund", indexes=["charge", "payment_intent"]):
    amount: int = 0
    balance_transaction: str | None = None
    charge: str | None = None
    currency: str = "usd"
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


class FraudWarning(Thing, kind="radar_early_fraud_warning", indexes=["charge", "payment_intent"]):
    OBJECT: ClassVar[str] = "radar.early_fraud_warning"
    actionable: bool = True
    charge: str | None = None
    payment_intent: str | None = None
