"""Cash balances: what customers sent ahead by bank transfer; https://docs.stripe.com/api/cash_balance."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.request import Answer

from ..keys import scope
from ..lookups import find, listing, make, save
from ..money import amounts
from ..payments import cash
from ..records.customers import Customer
from ..records.payments import PaymentIntent
from ..records.services import CashBalance, CashTransaction
from ..refusals import Refusal, absent, missing
from ..shapes import Shown, shows


@shows(CashBalance)
def _shown(call: Call, record: Any, made: Shown) -> Shown:
    return {name: value for name, value in made.items() if name not in ("id", "created", "metadata")}


def _customer(call: Call, id: str) -> str:
    found = find(call, Customer, id, "customer")
    if found.get("deleted"):
        raise missing("customer", id, "customer")
    return found.id


@operation("GetCustomersCustomerCashBalance")
def get_balance(call: Call, customer: str) -> CashBalance:
    """GET /v1/customers/{customer}/cash_balance"""
    return cash.balance_of(call, _customer(call, customer))


@operation("PostCustomersCustomerCashBalance")
def update_balance(call: Call, customer: str, settings: dict[str, Any] | None = None) -> CashBalance:
    """POST /v1/customers/{customer}/cash_balance: how money is put toward payments."""
    found = cash.balance_of(call, _customer(call, customer))
    mode = (settings or {}).get("reconciliation_mode")
    kept = found.settings if mode is None else {
        "reconciliation_mode": "automatic" if mode == "merchant_default" else mode,
        "using_merchant_default": mode == "merchant_default"}  # fmt: skip
    if found.rid:
        return save(call, found, settings=kept)
    return make(call, CashBalance, id=customer, customer=customer, available=None, settings=kept)


@operation("PostTestHelpersCustomersCustomerFundCashBalance")
def fund(call: Call, customer: str, amount: int, currency: str, reference: str | None = None) -> CashTransaction:
    """POST /v1/test_helpers/customers/{customer}/fund_cash_balance: a transfer arrives."""
    amounts.positive(amount)
    if currency.lower() not in cash.TRANSFERS:
        raise Refusal(f"Invalid currency: {currency}", param="currency")
    made = cash.fund(call, _customer(call, customer), amount, currency.lower(), reference)
    return call.get(CashTransaction, made.id)


@operation("GetCustomersCustomerCashBalanceTransactions")
def list_transactions(call: Call, customer: str) -> Page:
    """GET /v1/customers/{customer}/cash_balance_transactions"""
    return listing(call, CashTransaction, {"customer": _customer(call, customer)})


@operation("GetCustomersCustomerCashBalanceTransactionsTransaction")
def get_transaction(call: Call, customer: str, transaction: str) -> CashTransaction:
    """GET /v1/customers/{customer}/cash_balance_transactions/{transaction}"""
    found = find(call, CashTransaction, transaction, "transaction")
    if found.customer != _customer(call, customer):
        raise missing("customer_cash_balance_transaction", transaction, "transaction")
    return found


@operation("PostCustomersCustomerFundingInstructions")
def funding_instructions(
    call: Call, customer: str, bank_transfer: dict[str, Any], currency: str, funding_type: str
) -> dict[str, Any]:
    """POST /v1/customers/{customer}/funding_instructions: the account to pay into, the same one each time."""
    currency, kind = currency.lower(), bank_transfer["type"]
    if cash.TRANSFERS.get(currency) != kind:
        raise Refusal(f"The currency {currency} can't be sent by {kind}.", param="bank_transfer[type]")
    country = (bank_transfer.get("eu_bank_transfer") or {}).get("country")
    if kind == "eu_bank_transfer" and not country:
        raise absent("bank_transfer[eu_bank_transfer][country]")
    told = cash.instructions(call, _customer(call, customer), currency, country or "DE")
    return {"object": "funding_instructions", "bank_transfer": told, "currency": currency,
            "funding_type": funding_type, "livemode": scope(call).live}  # fmt: skip


@operation("PostPaymentIntentsIntentApplyCustomerBalance")
def apply(call: Call, intent: str, amount: int | None = None, currency: str | None = None) -> PaymentIntent | Answer:
    """POST /v1/payment_intents/{intent}/apply_customer_balance: what was sent is put toward a payment."""
    if amount is not None:
        amounts.positive(amount)
    return cash.apply(call, find(call, PaymentIntent, intent, "intent"), amount, currency)
