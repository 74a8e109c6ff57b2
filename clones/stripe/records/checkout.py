"""Hosted pages that take payments; https://docs.stripe.com/api/checkout/sessions."""

from __future__ import annotations

from typing import ClassVar

from .thing import Document, Thing


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
