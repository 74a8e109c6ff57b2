"""The ledger: every movement of money is a balance transaction; https://docs.stripe.com/api/balance_transactions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import timing
from ..keys import Scope, scope
from ..lookups import make
from ..records.payments import BalanceTransaction, Charge
from ..refusals import Refusal
from . import amounts

if TYPE_CHECKING:
    from clonery.server.call import Call

SETTLING_DAYS = 2
CATEGORIES = {
    "adjustment": "dispute", "application_fee": "platform_earning", "application_fee_refund": "platform_earning_refund",
    "charge": "charge", "payment": "charge", "payment_refund": "refund", "payout": "payout",
    "payout_cancel": "payout_reversal", "payout_failure": "payout_reversal", "refund": "refund",
    "refund_failure": "refund_failure", "topup": "topup", "topup_reversal": "topup_reversal", "transfer": "transfer",
    "transfer_refund": "transfer_reversal",
}  # fmt: skip
"""What reports call each type."""


def post(
    call: Call, type: str, amount: int, currency: str, source: str, fee: int = 0, days: int = SETTLING_DAYS,
    clock: str | None = None, category: str = "", description: str | None = None, application_fee: int = 0,
    within: Scope | None = None, fee_description: str = "Stripe processing fees",
) -> BalanceTransaction:  # fmt: skip
    """Book `amount` for the object with the id `source`, in the account of the call or `within` another.

    Stripe's own `fee` and a platform's `application_fee` are taken off.
    """
    at, seen = timing.seconds(call, clock), within or scope(call)
    details = [
        {"amount": taken, "application": application, "currency": currency, "description": text, "type": name}
        for taken, name, text, application in (
            (fee, "stripe_fee", fee_description, None),
            (application_fee, "application_fee", "Application fee", "ca_Clonery0000000000000000000000"),
        )
        if taken
    ]
    return make(
        call, BalanceTransaction, amount=amount, available_on=at + days * timing.DAY, created=at, _clock=clock,
        balance_type="payments", currency=currency, description=description, exchange_rate=None,
        fee=fee + application_fee, fee_details=details, net=amount - fee - application_fee,
        reporting_category=category or CATEGORIES[type], source=source, status="pending", type=type,
        livemode=seen.live, _account=seen.account,
    )  # fmt: skip


def days_until(call: Call, charge: Charge, clock: str | None) -> int:
    """Whole days until the money of a charge can be spent."""
    booked = call.get(BalanceTransaction, charge.balance_transaction)
    return max(0, -(-(booked.available_on - timing.seconds(call, clock)) // timing.DAY))


def totals(call: Call, within: Scope | None = None) -> dict[str, dict[str, int]]:
    """Available and pending money by currency, of the account of the call or `within` another."""
    found: dict[str, dict[str, int]] = {}
    seen = within or scope(call)
    for one in call.all(BalanceTransaction, {"_account": seen.account, "livemode": seen.live}):
        held = found.setdefault(one.currency, {"available": 0, "pending": 0})
        held["available" if one.available_on <= timing.seconds(call, timing.of(one)) else "pending"] += one.net
    return found


def spendable(call: Call, currency: str) -> int:
    """What can be paid out or transferred."""
    return totals(call).get(currency, {}).get("available", 0)


def check(call: Call, amount: int, currency: str) -> None:
    """Whether so much can be spent. Raises Refusal."""
    amounts.positive(amount)
    if spendable(call, currency) < amount:
        message = (
            "You have insufficient available funds in your Stripe account. Try adding funds directly to your available "
            "balance by creating Charges using the 4000000000000077 test card."
        )
        raise Refusal(message, "balance_insufficient", "amount")


def balance(call: Call) -> dict[str, Any]:
    """The account's balance as the API shows it."""
    money = totals(call) or {"usd": {"available": 0, "pending": 0}}
    made: dict[str, Any] = {"object": "balance", "livemode": scope(call).live}
    for state in ("available", "pending"):
        made[state] = [
            {"amount": held[state], "currency": currency, "source_types": {"card": held[state]}}
            for currency, held in sorted(money.items())
        ]
    if scope(call).account is None:
        made["connect_reserved"] = [{"amount": 0, "currency": currency} for currency in sorted(money)]
    return made
