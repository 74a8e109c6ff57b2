"""The balance and the transactions that it is made of; https://docs.stripe.com/api/balance."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation

from ..lookups import find, listing, named
from ..money import ledger
from ..records.money import Payout
from ..records.payments import BalanceTransaction


@operation("GetBalance")
def get_balance(call: Call) -> dict[str, Any]:
    """GET /v1/balance"""
    return ledger.balance(call)


@operation("GetBalanceTransactions", "GetBalanceHistory")
def list_transactions(
    call: Call, currency: str | None = None, source: str | None = None, type: str | None = None,
    payout: str | None = None, created: Any = None,
) -> Page:  # fmt: skip
    """GET /v1/balance_transactions"""
    if payout is not None:
        named(call, Payout, payout, "payout")
    return listing(call, BalanceTransaction, {"currency": currency, "source": source or payout, "type": type}, created)


@operation("GetBalanceTransactionsId", "GetBalanceHistoryId")
def get_transaction(call: Call, id: str) -> BalanceTransaction:
    """GET /v1/balance_transactions/{id}"""
    return find(call, BalanceTransaction, id)
