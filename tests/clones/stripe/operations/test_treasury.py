"""Financial accounts: opened, fed, looked into, closed."""

from typing import Any

import pytest
import stripe


def account(api: Any, **features: Any) -> Any:
    return api.treasury.financial_accounts.create({"supported_currencies": ["usd"], "features": features})


def receive(api: Any, id: str, amount: int = 5000) -> Any:
    given = {"amount": amount, "currency": "usd", "financial_account": id, "network": "ach"}
    return api.test_helpers.treasury.received_credits.create(given)


def balance(api: Any, id: str) -> dict[str, int]:
    held = api.treasury.financial_accounts.retrieve(id).balance
    return {name: held[name].usd for name in ("cash", "inbound_pending", "outbound_pending")}


def test_money_is_received_and_taken(api: Any) -> None:
    made = account(api).id
    credit = receive(api, made)
    debit = api.test_helpers.treasury.received_debits.create(
        {"amount": 1200, "currency": "usd", "financial_account": made, "network": "ach"}
    )
    much = api.test_helpers.treasury.received_debits.create(
        {"amount": 9999, "currency": "usd", "financial_account": made, "network": "ach"}
    )
    assert (credit.status, debit.status, much.status, much.failure_code) == (
        "succeeded", "succeeded", "failed", "insufficient_funds")  # fmt: skip
    assert balance(api, made) == {"cash": 3800, "inbound_pending": 0, "outbound_pending": 0}
    movements = api.treasury.transactions.list({"financial_account": made}).data
    assert [(one.amount, one.flow, one.status) for one in movements] == [
        (-1200, debit.id, "posted"), (5000, credit.id, "posted")]  # fmt: skip
    read = api.treasury.transactions.retrieve(credit.transaction, {"expand": ["entries"]})
    assert [one.balance_impact.cash for one in read.entries.data] == [5000]
    entries = api.treasury.transaction_entries.list({"financial_account": made, "transaction": debit.transaction}).data
    assert [(one.type, one.balance_impact.cash) for one in entries] == [("received_debit", -1200)]
    assert api.treasury.transaction_entries.retrieve(entries[0].id).transaction == debit.transaction
    failed = api.treasury.received_debits.list({"financial_account": made, "status": "failed"}).data
    assert [one.id for one in failed] == [much.id]
    assert api.treasury.received_credits.retrieve(credit.id).amount == 5000
    with pytest.raises(stripe.InvalidRequestError, match="balance of zero"):
        api.treasury.financial_accounts.close(made)


def test_features_are_asked_for(api: Any) -> None:
    made = account(api, financial_addresses={"aba": {"requested": True}}, card_issuing={"requested": False})
    assert (made.active_features, made.financial_addresses[0].type) == (["financial_addresses.aba"], "aba")
    api.treasury.financial_accounts.features.update(made.id, {"outbound_payments": {"ach": {"requested": True}}})
    told = api.treasury.financial_accounts.features.retrieve(made.id)
    assert (told.outbound_payments.ach.status, told.card_issuing.requested) == ("active", False)
    assert api.treasury.financial_accounts.update(made.id, {"nickname": "Till"}).nickname == "Till"
    closed = api.treasury.financial_accounts.close(made.id)
    assert (closed.status, closed.status_details.closed.reasons) == ("closed", ["closed_by_platform"])
    assert [one.id for one in api.treasury.financial_accounts.list({"status": "closed"}).data] == [made.id]
    with pytest.raises(stripe.InvalidRequestError, match="is closed"):
        receive(api, made.id)
