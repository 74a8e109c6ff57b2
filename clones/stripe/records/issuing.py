"""Cards that the account gives out, and what is done with them; https://docs.stripe.com/api/issuing/cards."""

from __future__ import annotations

from typing import ClassVar

from .thing import Document, Thing


class Cardholder(Thing, kind="issuing_cardholder", indexes=["email"]):
    OBJECT: ClassVar[str] = "issuing.cardholder"
    email: str | None = None
    name: str = ""
    status: str = "active"
    spending_controls: Document | None = None
    type: str = "individual"


class IssuedCard(Thing, kind="issuing_card", indexes=["cardholder"]):
    OBJECT: ClassVar[str] = "issuing.card"
    cardholder: str = ""
    currency: str = "usd"
    last4: str = ""
    spending_controls: Document
    status: str = "inactive"
    type: str = "virtual"
    _number: str = ""


class Authorization(Thing, kind="issuing_authorization", indexes=["card", "cardholder"]):
    OBJECT: ClassVar[str] = "issuing.authorization"
    amount: int = 0
    approved: bool = False
    card: str = ""
    cardholder: str | None = None
    currency: str = "usd"
    merchant_data: Document
    pending_request: Document | None = None
    request_history: list[Document]
    status: str = "pending"


class IssuedTransaction(Thing, kind="issuing_transaction", indexes=["card", "authorization"]):
    OBJECT: ClassVar[str] = "issuing.transaction"
    amount: int = 0
    authorization: str | None = None
    card: str = ""
    currency: str = "usd"
    type: str = "capture"


class IssuedDispute(Thing, kind="issuing_dispute", indexes=["transaction"]):
    OBJECT: ClassVar[str] = "issuing.dispute"
    amount: int = 0
    currency: str = "usd"
    evidence: Document
    status: str = "unsubmitted"
    transaction: str = ""
