"""Treasury: financial accounts, what they received, and every movement of theirs; https://docs.stripe.com/api/treasury/financial_accounts."""

from __future__ import annotations

from typing import Any, TypeVar

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation

from ..lookups import changed, cleared, find, listing, make, metadata, save, since
from ..money import amounts, treasury
from ..records.treasury import Entry, FinancialAccount, Flow, Movement, ReceivedCredit, ReceivedDebit
from ..refusals import Refusal
from ..shapes import Shown, included, shows, sublist

F = TypeVar("F", bound=Flow)
FLAT = ("card_issuing", "deposit_insurance", "intra_stripe_flows")
WAYS = ("ach", "us_domestic_wire")
NESTED = {"financial_addresses": ("aba",), "inbound_transfers": ("ach",), "outbound_payments": WAYS,
          "outbound_transfers": WAYS}  # fmt: skip
"""What an account can be let do: by itself, and by network."""


@operation("PostTreasuryFinancialAccounts")
def create_account(call: Call, supported_currencies: list[str], **given: Any) -> FinancialAccount:
    """POST /v1/treasury/financial_accounts"""
    currencies = [currency.lower() for currency in supported_currencies]
    for currency in currencies:
        amounts.known(currency, "supported_currencies")
    fields = {name: value for name, value in cleared(given).items() if name != "features"}
    return make(
        call, FinancialAccount, "treasury.financial_account.created", id=None, supported_currencies=currencies,
        country="US", balance={part: dict.fromkeys(currencies, 0) for part in treasury.PARTS}, financial_addresses=[],
        status="open", status_details={"closed": None}, _features=_wished({}, given.get("features") or {}),
        **{**fields, "metadata": metadata(given.get("metadata"))},
    )  # fmt: skip


def _wished(before: dict[str, bool], given: dict[str, Any]) -> dict[str, bool]:
    """The features that are asked for, by their dotted names."""
    made = dict(before)
    for name, told in given.items():
        for network, asked in ({"": told} if name in FLAT else told or {}).items():
            made[f"{name}.{network}".rstrip(".")] = bool((asked or {}).get("requested"))
    return made


def _toggle(features: dict[str, bool], name: str) -> dict[str, Any]:
    asked = features.get(name, False)
    return {"requested": asked, "status": "active" if asked else "restricted", "status_details": []}


def _features(account: FinancialAccount) -> dict[str, Any]:
    held = account.get("_features") or {}
    shown: dict[str, Any] = {name: _toggle(held, name) for name in FLAT if name in held}
    for name, networks in NESTED.items():
        below = {network: _toggle(held, f"{name}.{network}") for network in networks if f"{name}.{network}" in held}
        if below:
            shown[name] = below
    return {"object": "treasury.financial_account_features", **shown}


@shows(FinancialAccount)
def _account(call: Call, record: Any, made: Shown) -> Shown:
    active = sorted(name for name, asked in (record.get("_features") or {}).items() if asked)
    addresses = []
    if "financial_addresses.aba" in active:
        number = f"{sum(record.id.encode()) * 7919 % 10**12:012d}"
        aba = {"account_holder_name": "Acme", "account_number_last4": number[-4:], "bank_name": "STRIPE TEST BANK",
               "routing_number": "110000000"}  # fmt: skip
        addresses = [{"type": "aba", "aba": aba, "supported_networks": ["ach", "us_domestic_wire"]}]
    return {**made, "active_features": active, "pending_features": [], "restricted_features": [],
            "financial_addresses": addresses}  # fmt: skip


@included("treasury.financial_account", "features")
def _included_features(call: Call, shown: Shown) -> Any:
    return _features(call.get(FinancialAccount, shown["id"]))


@operation("GetTreasuryFinancialAccountsFinancialAccount")
def get_account(call: Call, financial_account: str) -> FinancialAccount:
    """GET /v1/treasury/financial_accounts/{financial_account}"""
    return find(call, FinancialAccount, financial_account, "financial_account")


@operation("PostTreasuryFinancialAccountsFinancialAccount")
def update_account(call: Call, financial_account: str, **given: Any) -> FinancialAccount:
    """POST /v1/treasury/financial_accounts/{financial_account}"""
    found = find(call, FinancialAccount, financial_account, "financial_account")
    kept = {name: value for name, value in given.items() if name not in ("features", "forwarding_settings")}
    changes = changed(found, kept)
    if given.get("features"):
        changes["_features"] = _wished(found.get("_features") or {}, given["features"])
    return save(call, found, **changes)


@operation("GetTreasuryFinancialAccounts")
def list_accounts(call: Call, status: str | None = None, created: Any = None) -> Page:
    """GET /v1/treasury/financial_accounts"""
    return listing(call, FinancialAccount, {"status": status}, created)


@operation("PostTreasuryFinancialAccountsFinancialAccountClose")
def close_account(call: Call, financial_account: str, forwarding_settings: Any = None) -> FinancialAccount:
    """POST /v1/treasury/financial_accounts/{financial_account}/close: once it is empty."""
    found = treasury.account_of(call, financial_account)
    if any(value for held in found.balance.values() for value in held.values()):
        raise Refusal("You can only close a FinancialAccount with a balance of zero.", param="financial_account")
    details = {"closed": {"reasons": ["closed_by_platform"]}}
    return save(call, found, "treasury.financial_account.closed", status="closed", status_details=details)


@operation("GetTreasuryFinancialAccountsFinancialAccountFeatures")
def get_features(call: Call, financial_account: str) -> dict[str, Any]:
    """GET /v1/treasury/financial_accounts/{financial_account}/features"""
    return _features(find(call, FinancialAccount, financial_account, "financial_account"))


@operation("PostTreasuryFinancialAccountsFinancialAccountFeatures")
def update_features(call: Call, financial_account: str, **given: Any) -> dict[str, Any]:
    """POST /v1/treasury/financial_accounts/{financial_account}/features"""
    found = find(call, FinancialAccount, financial_account, "financial_account")
    event = "treasury.financial_account.features_status_updated"
    return _features(save(call, found, event, _features=_wished(found.get("_features") or {}, given)))


def _received(
    call: Call, kind: type[F], amount: int, currency: str, account: FinancialAccount, given: dict[str, Any], **more: Any
) -> F:
    """A flow that somebody else began."""
    return make(
        call, kind, id=None, amount=amount, currency=currency, financial_account=account.id, network=given["network"],
        description=given.get("description") or kind.KIND.name.removeprefix("treasury_").replace("_", " "),
        initiating_payment_method_details=bank_details(given.get("initiating_payment_method_details")),
        linked_flows={}, **more,
    )  # fmt: skip


@operation("PostTestHelpersTreasuryReceivedCredits")
def receive_credit(call: Call, amount: int, currency: str, financial_account: str, **given: Any) -> ReceivedCredit:
    """POST /v1/test_helpers/treasury/received_credits: somebody sends money."""
    amounts.positive(amount)
    account = treasury.account_of(call, financial_account)
    made = _received(call, ReceivedCredit, amount, currency.lower(), account, given, status="succeeded")
    made = treasury.begin(call, made, "received_credit", amount, {"cash": amount}, "posted")
    for event in ("created", "succeeded"):
        call.emit(f"treasury.received_credit.{event}", object=made)
    return made


def bank_details(given: dict[str, Any] | None) -> dict[str, Any]:
    """The bank account at the other end, as far as it was described."""
    bank = {"bank_name": "STRIPE TEST BANK", "last4": "6789", "routing_number": "110000000"}
    told = (given or {}).get("us_bank_account") or {}
    if told.get("account_number"):
        bank["last4"] = str(told["account_number"])[-4:]
    holder = told.get("account_holder_name") or "Jenny Rosen"
    return {"type": "us_bank_account", "us_bank_account": bank,
            "billing_details": {"address": {}, "email": None, "name": holder}}  # fmt: skip


@operation("PostTestHelpersTreasuryReceivedDebits")
def receive_debit(call: Call, amount: int, currency: str, financial_account: str, **given: Any) -> ReceivedDebit:
    """POST /v1/test_helpers/treasury/received_debits: somebody takes money; too much of it fails."""
    amounts.positive(amount)
    account = treasury.account_of(call, financial_account)
    enough = treasury.cash(account, currency.lower()) >= amount
    state = {"status": "succeeded" if enough else "failed", "failure_code": None if enough else "insufficient_funds"}
    made = _received(call, ReceivedDebit, amount, currency.lower(), account, given, **state)
    if enough:
        made = treasury.begin(call, made, "received_debit", -amount, {"cash": -amount}, "posted")
    call.emit("treasury.received_debit.created", object=made)
    return made


@operation("GetTreasuryReceivedCreditsId")
def get_credit(call: Call, id: str) -> ReceivedCredit:
    """GET /v1/treasury/received_credits/{id}"""
    return find(call, ReceivedCredit, id)


@operation("GetTreasuryReceivedCredits")
def list_credits(call: Call, financial_account: str, status: str | None = None, linked_flows: Any = None) -> Page:
    """GET /v1/treasury/received_credits"""
    return listing(call, ReceivedCredit, {"financial_account": financial_account, "status": status})


@operation("GetTreasuryReceivedDebitsId")
def get_debit(call: Call, id: str) -> ReceivedDebit:
    """GET /v1/treasury/received_debits/{id}"""
    return find(call, ReceivedDebit, id)


@operation("GetTreasuryReceivedDebits")
def list_debits(call: Call, financial_account: str, status: str | None = None) -> Page:
    """GET /v1/treasury/received_debits"""
    return listing(call, ReceivedDebit, {"financial_account": financial_account, "status": status})


@included("treasury.transaction", "entries")
def _entries(call: Call, shown: Shown) -> Shown:
    found = call.all(Entry, {"transaction": shown["id"]}, "-rid")
    return sublist(call, "/v1/treasury/transaction_entries", found)


@operation("GetTreasuryTransactionsId")
def get_movement(call: Call, id: str) -> Movement:
    """GET /v1/treasury/transactions/{id}"""
    return find(call, Movement, id)


@operation("GetTreasuryTransactions")
def list_movements(call: Call, financial_account: str, status: str | None = None, created: Any = None) -> Page:
    """GET /v1/treasury/transactions"""
    return listing(call, Movement, {"financial_account": financial_account, "status": status}, created)


@operation("GetTreasuryTransactionEntriesId")
def get_entry(call: Call, id: str) -> Entry:
    """GET /v1/treasury/transaction_entries/{id}"""
    return find(call, Entry, id)


@operation("GetTreasuryTransactionEntries")
def list_entries(
    call: Call, financial_account: str, transaction: str | None = None, effective_at: Any = None, created: Any = None
) -> Page:
    """GET /v1/treasury/transaction_entries"""
    where = {"financial_account": financial_account, "transaction": transaction, "effective_at": since(effective_at)}
    return listing(call, Entry, where, created)
