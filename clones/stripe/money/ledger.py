"""The ledger: every movement of money is a balance transaction; https://docs.stripe.com/api/balance_transactions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import timing
from ..lookups import make
from ..records.payments import BalanceTransaction

if TYPE_CHECKING:
    from clonery.server.call import Call

SETTLING_DAYS = 2
_CATEGORIES = {
    "charge": "charge", "refund": "refund", "refund_failure": "refund_failure", "adjustment": "dispute", "payout": "payout",
}  # fmt: skip


def post(
    call: Call, type: str, amount: int, currency: str, source: str, fee: int = 0, days: int = SETTLING_DAYS,
    clock: str | None = None, category: str = "", description: str | None = None,
) -> BalanceTransaction:  # fmt: skip
    """Book `amount` for the object with the id `source`; a fee is taken off."""
    at = timing.now(call, clock)
    details = [{"amount": fee, "application": None, "currency": currency, "description": "Stripe processing fees",
                "type": "stripe_fee"}]  # fmt: skip
    return make(
        call, BalanceTransaction, amount=amount, available_on=at + days * timing.DAY if days else at, created=at,
        balance_type="payments", currency=currency, description=description, exchange_rate=None, fee=fee,
        fee_details=details if fee else [], net=amount - fee, reporting_category=category or _CATEGORIES[type],
        source=source, status="pending", type=type,
    )  # fmt: skip


def totals(call: Call) -> dict[str, dict[str, int]]:
    """Available and pending money by currency."""
    found: dict[str, dict[str, int]] = {}
    for one in call.all(BalanceTransaction):
        held = found.setdefault(one.currency, {"available": 0, "pending": 0})
        held["available" if one.available_on <= call.now else "pending"] += one.net
    return found


def balance(call: Call) -> dict[str, Any]:
    """The account's balance as the API shows it."""
    money = totals(call) or {"usd": {"available": 0, "pending": 0}}
    made: dict[str, Any] = {"object": "balance", "livemode": False}
    for state in ("available", "pending"):
        made[state] = [
            {"amount": held[state], "currency": currency, "source_types": {"card": held[state]}}
            for currency, held in sorted(money.items())
        ]
    return made
