"""Hosted pages that take payments, and what they offer; https://docs.stripe.com/api/checkout/sessions."""

from __future__ import annotations

from typing import ClassVar

from .thing import Document, Thing


class CheckoutSession(Thing, kind="checkout_session", indexes=["customer", "payment_intent", "payment_link",
                                                               "subscription", "status"]):  # fmt: skip
    OBJECT: ClassVar[str] = "checkout.session"
    amount_subtotal: int | None = None
    amount_total: int | None = None
    currency: str | None = None
    customer: str | None = None
    expires_at: int = 0
    mode: str = "payment"
    payment_intent: str | None = None
    payment_link: str | None = None
    payment_status: str = "unpaid"
    setup_intent: str | None = None
    status: str | None = "open"
    subscription: str | None = None
    _given: Document
    _lines: list[Document]


class PaymentLink(Thing, kind="payment_link", indexes=["active"]):
    active: bool = True
    currency: str = "usd"
    url: str = ""
    _given: Document
    _lines: list[Document]


class ShippingRate(Thing, kind="shipping_rate", indexes=["active"]):
    active: bool = True
    display_name: str | None = None
    fixed_amount: Document | None = None
    type: str = "fixed_amount"


class PortalConfiguration(Thing, kind="billing_portal_configuration", indexes=["active"]):
    OBJECT: ClassVar[str] = "billing_portal.configuration"
    active: bool = True
    is_default: bool = False


class PortalSession(Thing, kind="billing_portal_session"):
    OBJECT: ClassVar[str] = "billing_portal.session"
    customer: str = ""
    url: str = ""


class CustomerSession(Thing, kind="customer_session"):
    customer: str = ""
    expires_at: int = 0
