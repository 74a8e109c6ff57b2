"""Payouts to a bank, and top-ups from one; https://docs.stripe.com/api/payouts."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import act, operation

from .. import keys, timing
from ..lookups import changed, find, listing, make, metadata, named, save, since
from ..money import amounts, ledger
from ..payments import banks
from ..records.accounts import ExternalAccount
from ..records.money import Payout, Topup
from ..refusals import Refusal

ARRIVAL_DAYS, INSTANT_SECONDS = 2, 1800
FAILURES = {
    "account_closed": "The bank account has been closed", "no_account": "The bank account could not be found",
    "insufficient_funds": "The account has insufficient funds",
    "invalid_currency": "The bank could not take the currency",
    "debit_not_authorized": "Debits of the account are not authorized",
    "could_not_process": "The bank could not process this payout",
}  # fmt: skip
LANDS = {
    "type": "object", "additionalProperties": False, "required": ["payout"],
    "properties": {"payout": {"type": "string"}, "outcome": {"enum": ["paid", "failed"]}},
}  # fmt: skip
ARRIVES = {
    "type": "object", "additionalProperties": False, "required": ["topup"],
    "properties": {"topup": {"type": "string"}, "outcome": {"enum": ["succeeded", "failed"]}},
}  # fmt: skip


def _bank(call: Call, currency: str, id: str | None) -> ExternalAccount:
    """Where a payout goes. Raises Refusal without a bank in that currency."""
    own = keys.scope(call).account
    home = keys.platform(call)
    holder = own or (home.id if home else None)
    if id is not None:
        found = call.peek(ExternalAccount, id)
        if found is None or found._holder != holder:
            raise Refusal(f"No such external account: '{id}'", "resource_missing", "destination")
        return found
    where = {"_holder": holder, "currency": currency, "default_for_currency": True}
    default = call.first(ExternalAccount, where)
    if default is None:
        message = f"Sorry, you don't have any external accounts in that currency ({currency})"
        raise Refusal(message, param="currency")
    return default


@operation("PostPayouts")
def create_payout(
    call: Call, amount: int, currency: str, destination: str | None = None, method: str = "standard", **given: Any
) -> Payout:
    """POST /v1/payouts: of money that is available."""
    currency = currency.lower()
    bank = _bank(call, currency, destination)
    ledger.check(call, amount, currency)
    now = timing.seconds(call)
    arrives = now + INSTANT_SECONDS if method == "instant" else (now // timing.DAY + ARRIVAL_DAYS) * timing.DAY
    fields: dict[str, Any] = {
        name: value or None for name, value in given.items() if name in ("description", "statement_descriptor")
    }
    made = make(
        call, Payout, amount=amount, arrival_date=arrives, automatic=False, currency=currency, destination=bank.id,
        method=method, reconciliation_status="not_applicable", source_type=given.get("source_type", "card"),
        type="card" if bank.object == "card" else "bank_account", metadata=metadata(given.get("metadata")), **fields,
    )  # fmt: skip
    booked = ledger.post(call, "payout", -amount, currency, made.id, days=0, description=fields.get("description"))
    made = save(call, made, "payout.created", balance_transaction=booked.id)
    timing.later(call, min(now + timing.DAY, arrives), "payout_leaves", made.id, None)
    timing.later(call, arrives, "payout_lands", made.id, None)
    return made


@timing.step("payout_leaves")
def leaves(call: Call, id: str) -> None:
    """A payout is on its way: it can't be stopped any more."""
    made = call.peek(Payout, id)
    if made is not None and made.status == "pending":
        save(call, made, "payout.updated", status="in_transit")


@timing.step("payout_lands")
def lands(call: Call, id: str) -> None:
    """A payout reaches the bank, or comes back."""
    made = call.peek(Payout, id)
    if made is not None and made.status in ("pending", "in_transit"):
        _end(call, made, _code(call, made))


def _code(call: Call, made: Payout) -> str:
    bank = call.peek(ExternalAccount, made.destination)
    return bank._test if bank else ""


def _end(call: Call, made: Payout, code: str) -> Payout:
    if not code:
        return save(call, made, "payout.paid", status="paid")
    back = ledger.post(call, "payout_failure", made.amount, made.currency, made.id, days=0)
    return save(call, made, "payout.failed", status="failed", failure_code=code, failure_message=FAILURES[code],
                failure_balance_transaction=back.id)  # fmt: skip


@operation("GetPayoutsPayout")
def get_payout(call: Call, payout: str) -> Payout:
    """GET /v1/payouts/{payout}"""
    return find(call, Payout, payout, "payout")


@operation("PostPayoutsPayout")
def update_payout(call: Call, payout: str, **given: Any) -> Payout:
    """POST /v1/payouts/{payout}: metadata alone."""
    found = find(call, Payout, payout, "payout")
    return save(call, found, "payout.updated", **changed(found, given))


@operation("PostPayoutsPayoutCancel")
def cancel_payout(call: Call, payout: str) -> Payout:
    """POST /v1/payouts/{payout}/cancel: while it is pending."""
    found = find(call, Payout, payout, "payout")
    if found.status != "pending":
        raise Refusal("Payouts can only be canceled while they are pending.", "payouts_not_allowed", "payout")
    back = ledger.post(call, "payout_cancel", found.amount, found.currency, found.id, days=0)
    return save(call, found, "payout.canceled", status="canceled", failure_balance_transaction=back.id)


@operation("PostPayoutsPayoutReverse")
def reverse_payout(call: Call, payout: str, **given: Any) -> Payout:
    """POST /v1/payouts/{payout}/reverse: the money comes back by another payout, below zero."""
    found = find(call, Payout, payout, "payout")
    if found.status != "paid" or found.reversed_by or found.original_payout:
        raise Refusal("Only a paid payout that was not reversed can be reversed.", "payouts_not_allowed", "payout")
    now = timing.seconds(call)
    made = make(
        call, Payout, amount=-found.amount, arrival_date=now, automatic=False, currency=found.currency, status="paid",
        destination=found.destination, method=found.get("method"), original_payout=found.id,
        reconciliation_status="not_applicable", source_type="card", type=found.get("type"),
        metadata=metadata(given.get("metadata")),
    )  # fmt: skip
    booked = ledger.post(call, "payout", found.amount, found.currency, made.id, days=0)
    made = save(call, made, "payout.created", balance_transaction=booked.id)
    save(call, found, "payout.updated", reversed_by=made.id)
    return made


@operation("GetPayouts")
def list_payouts(
    call: Call, status: str | None = None, destination: str | None = None, arrival_date: Any = None, created: Any = None
) -> Page:
    """GET /v1/payouts"""
    where = {"status": status, "destination": destination, "arrival_date": since(arrival_date)}
    return listing(call, Payout, where, created)


@act("land-payout", LANDS, "A payout reaches the bank, or comes back.")
def land_payout(call: Call, payout: str, outcome: str = "paid") -> Payout:
    """What the bank says. Raises Refusal for a payout that has ended."""
    found = named(call, Payout, payout, "payout")
    if found.status not in ("pending", "in_transit"):
        raise Refusal(f"The payout is {found.status}.", param="payout")
    keys.within(call, found)
    return _end(call, found, "" if outcome == "paid" else _code(call, found) or "could_not_process")


@operation("PostTopups")
def create_topup(call: Call, amount: int, currency: str, **given: Any) -> Topup:
    """POST /v1/topups: it arrives in a moment."""
    amounts.positive(amount)
    now = timing.seconds(call)
    fields = {name: given.get(name) or None for name in ("description", "statement_descriptor", "transfer_group")}
    made = make(
        call, Topup, "topup.created", amount=amount, currency=currency.lower(), expected_availability_date=now,
        source=None, status="pending", metadata=metadata(given.get("metadata")), **fields,
    )  # fmt: skip
    timing.later(call, now + banks.SOON, "topup_arrives", made.id, None)
    return made


@timing.step("topup_arrives")
def arrives(call: Call, id: str) -> None:
    """A top-up comes from the bank."""
    made = call.peek(Topup, id)
    if made is not None and made.status == "pending":
        _arrived(call, made)


def _arrived(call: Call, made: Topup) -> Topup:
    booked = ledger.post(
        call, "topup", made.amount, made.currency, made.id, days=0, description=made.get("description")
    )
    return save(call, made, "topup.succeeded", status="succeeded", balance_transaction=booked.id)


@act("topup-arrives", ARRIVES, "A top-up comes from the bank, or the bank refuses it.")
def topup_arrives(call: Call, topup: str, outcome: str = "succeeded") -> Topup:
    """What the bank says. Raises Refusal for a top-up that has ended."""
    found = named(call, Topup, topup, "topup")
    if found.status != "pending":
        raise Refusal(f"The top-up is {found.status}.", param="topup")
    keys.within(call, found)
    if outcome == "succeeded":
        return _arrived(call, found)
    return save(call, found, "topup.failed", status="failed", failure_code="insufficient_funds",
                failure_message=FAILURES["insufficient_funds"])  # fmt: skip


@operation("GetTopupsTopup")
def get_topup(call: Call, topup: str) -> Topup:
    """GET /v1/topups/{topup}"""
    return find(call, Topup, topup, "topup")


@operation("PostTopupsTopup")
def update_topup(call: Call, topup: str, **given: Any) -> Topup:
    """POST /v1/topups/{topup}"""
    found = find(call, Topup, topup, "topup")
    return save(call, found, **changed(found, given))


@operation("PostTopupsTopupCancel")
def cancel_topup(call: Call, topup: str) -> Topup:
    """POST /v1/topups/{topup}/cancel: while it is pending."""
    found = find(call, Topup, topup, "topup")
    if found.status != "pending":
        raise Refusal("You can only cancel a top-up that is pending.", param="topup")
    return save(call, found, "topup.canceled", status="canceled")


@operation("GetTopups")
def list_topups(call: Call, status: str | None = None, amount: Any = None, created: Any = None) -> Page:
    """GET /v1/topups"""
    return listing(call, Topup, {"status": status, "amount": since(amount)}, created)
