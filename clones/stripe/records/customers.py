"""Customers and what they can buy: products, prices, coupons, tax rates; https://docs.stripe.com/api/customers."""

from __future__ import annotations

from typing import ClassVar

from .thing import Document, Thing


class Customer(Thing, kind="customer", indexes=["email", "test_clock", "_terms[]"]):
    SEARCHED: ClassVar[tuple[str, ...]] = ("email", "name", "phone")
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
    _terms: list[str]


class CustomerTransaction(Thing, kind="customer_balance_transaction", indexes=["customer"], parent="customer"):
    amount: int = 0
    currency: str = "usd"
    customer: str = ""
    ending_balance: int = 0
    type: str = "adjustment"


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
