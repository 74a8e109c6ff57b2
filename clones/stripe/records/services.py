"""Taxes, identities, and the cash that customers send ahead; https://docs.stripe.com/api/tax/calculations."""

from __future__ import annotations

from typing import ClassVar

from .thing import Document, Thing


class Calculation(Thing, kind="tax_calculation", indexes=["customer"]):
    OBJECT: ClassVar[str] = "tax.calculation"
    currency: str = "usd"
    customer: str | None = None
    expires_at: int | None = None
    _lines: list[Document]
    _used: str | None = None
    """The transaction that was made of it."""


class TaxTransaction(Thing, kind="tax_transaction", indexes=["reference"]):
    OBJECT: ClassVar[str] = "tax.transaction"
    currency: str = "usd"
    reference: str = ""
    type: str = "transaction"
    _lines: list[Document]


class Registration(Thing, kind="tax_registration"):
    OBJECT: ClassVar[str] = "tax.registration"
    active_from: int = 0
    country: str = ""
    country_options: Document
    expires_at: int | None = None


class TaxSettings(Thing, kind="tax_settings"):
    OBJECT: ClassVar[str] = "tax.settings"
    defaults: Document
    head_office: Document | None = None


class VerificationSession(Thing, kind="identity_verification_session", indexes=["status"]):
    OBJECT: ClassVar[str] = "identity.verification_session"
    last_error: Document | None = None
    last_verification_report: str | None = None
    status: str = "requires_input"
    type: str = "document"


class VerificationReport(Thing, kind="identity_verification_report", indexes=["verification_session"]):
    OBJECT: ClassVar[str] = "identity.verification_report"
    type: str = "document"
    verification_session: str | None = None


class CashBalance(Thing, kind="customer_cash_balance"):
    """What a customer has sent ahead, by currency; its id is the customer's."""

    OBJECT: ClassVar[str] = "cash_balance"
    available: Document | None = None
    customer: str = ""
    settings: Document


class CashTransaction(Thing, kind="customer_cash_balance_transaction", indexes=["customer"]):
    currency: str = "usd"
    customer: str = ""
    ending_balance: int = 0
    net_amount: int = 0
    type: str = "funded"
