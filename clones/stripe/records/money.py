"""Money that moves between accounts and banks; https://docs.stripe.com/api/payouts."""

from __future__ import annotations

from .thing import Thing


class Payout(Thing, kind="payout", indexes=["status", "destination"]):
    amount: int = 0
    arrival_date: int = 0
    balance_transaction: str | None = None
    currency: str = "usd"
    destination: str | None = None
    original_payout: str | None = None
    reversed_by: str | None = None
    status: str = "pending"


class Topup(Thing, kind="topup", indexes=["status"]):
    amount: int = 0
    balance_transaction: str | None = None
    currency: str = "usd"
    status: str = "pending"


class Transfer(Thing, kind="transfer", indexes=["destination", "transfer_group", "source_transaction"]):
    amount: int = 0
    amount_reversed: int = 0
    balance_transaction: str | None = None
    currency: str = "usd"
    destination: str | None = None
    destination_payment: str | None = None
    reversed: bool = False
    source_transaction: str | None = None
    transfer_group: str | None = None


class TransferReversal(Thing, kind="transfer_reversal", indexes=["transfer"], parent="transfer"):
    amount: int = 0
    balance_transaction: str | None = None
    currency: str = "usd"
    transfer: str = ""


class ApplicationFee(Thing, kind="application_fee", indexes=["charge"]):
    account: str = ""
    amount: int = 0
    amount_refunded: int = 0
    balance_transaction: str | None = None
    charge: str = ""
    currency: str = "usd"
    refunded: bool = False


class FeeRefund(Thing, kind="fee_refund", indexes=["fee"], parent="fee=application_fee"):
    amount: int = 0
    balance_transaction: str | None = None
    currency: str = "usd"
    fee: str = ""
