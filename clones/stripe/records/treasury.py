"""Accounts that hold money, and what moves through them; https://docs.stripe.com/api/treasury/financial_accounts."""

from __future__ import annotations

from typing import ClassVar

from .thing import Document, Thing


class FinancialAccount(Thing, kind="treasury_financial_account", indexes=["status"]):
    OBJECT: ClassVar[str] = "treasury.financial_account"
    balance: Document
    status: str = "open"
    supported_currencies: list[str]
    _features: Document


class Movement(Thing, kind="treasury_transaction", indexes=["financial_account", "flow"]):
    """What one flow does to the balances of an account, from its beginning to its end."""

    OBJECT: ClassVar[str] = "treasury.transaction"
    amount: int = 0
    balance_impact: Document
    currency: str = "usd"
    financial_account: str = ""
    flow: str | None = None
    flow_type: str = "other"
    status: str = "open"


class Entry(Thing, kind="treasury_transaction_entry", indexes=["financial_account", "transaction"]):
    """One step of a movement."""

    OBJECT: ClassVar[str] = "treasury.transaction_entry"
    balance_impact: Document
    financial_account: str = ""
    transaction: str = ""
    type: str = ""


class Flow(Thing):
    """Money that comes in or goes out."""

    amount: int = 0
    currency: str = "usd"
    financial_account: str | None = None
    status: str = "processing"
    transaction: str | None = None


class InboundTransfer(Flow, kind="treasury_inbound_transfer", indexes=["financial_account"]):
    OBJECT: ClassVar[str] = "treasury.inbound_transfer"


class OutboundPayment(Flow, kind="treasury_outbound_payment", indexes=["financial_account", "customer"]):
    OBJECT: ClassVar[str] = "treasury.outbound_payment"
    customer: str | None = None


class OutboundTransfer(Flow, kind="treasury_outbound_transfer", indexes=["financial_account"]):
    OBJECT: ClassVar[str] = "treasury.outbound_transfer"


class ReceivedCredit(Flow, kind="treasury_received_credit", indexes=["financial_account"]):
    OBJECT: ClassVar[str] = "treasury.received_credit"


class ReceivedDebit(Flow, kind="treasury_received_debit", indexes=["financial_account"]):
    OBJECT: ClassVar[str] = "treasury.received_debit"
