"""Transfers to connected accounts and what platforms take of their payments; https://docs.stripe.com/api/transfers."""

from __future__ import annotations

from typing import Any, TypeVar

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation

from ..lookups import changed, find, listing, metadata, named, save
from ..money import amounts, ledger
from ..payments import connecting
from ..records.money import ApplicationFee, FeeRefund, Transfer, TransferReversal
from ..records.payments import Charge
from ..refusals import Refusal, absent, missing

T = TypeVar("T", TransferReversal, FeeRefund)


@operation("PostTransfers")
def create_transfer(
    call: Call, currency: str, destination: str, amount: int | None = None, source_transaction: str | None = None,
    **given: Any,
) -> Transfer:  # fmt: skip
    """POST /v1/transfers: of available money, or of a charge that is on its way."""
    currency = currency.lower()
    account = connecting.account_of(call, destination, "destination")
    if (account.capabilities or {}).get("transfers") != "active":
        message = (
            "Your destination account needs to have at least one of the following capabilities enabled: transfers, "
            "crypto_transfers, legacy_payments"
        )
        raise Refusal(message, "insufficient_capabilities_for_transfer")
    source = named(call, Charge, source_transaction, "source_transaction") if source_transaction else None
    if source is not None:
        amount = _from(call, source, currency, amount)
    elif amount is None:
        raise absent("amount")
    else:
        ledger.check(call, amount, currency)
    group = given.get("transfer_group") or (source.transfer_group or f"group_{source.id}" if source else None)
    return connecting.transfer(
        call, amount, currency, destination, source=source, transfer_group=group,
        description=given.get("description") or None, metadata=metadata(given.get("metadata")),
    )  # fmt: skip


def _from(call: Call, source: Charge, currency: str, amount: int | None) -> int:
    """How much of a charge is passed on. Raises Refusal for another currency, or more than is left."""
    if source.currency != currency or not source.captured:
        message = f"The currency of source_transaction's balance transaction ({source.currency}) must be {currency}."
        raise Refusal(message, param="source_transaction")
    passed = sum(one.amount for one in call.all(Transfer, {"source_transaction": source.id}))
    left = source.amount_captured - passed
    taken = source.amount_captured if amount is None else amount
    amounts.positive(taken)
    if taken > left:
        message = f"Transfer amount ({taken}) is greater than the amount left of the source transaction ({left})."
        raise Refusal(message, "transfer_source_balance_parameters_mismatch", "amount")
    return taken


@operation("GetTransfersTransfer")
def get_transfer(call: Call, transfer: str) -> Transfer:
    """GET /v1/transfers/{transfer}"""
    return find(call, Transfer, transfer, "transfer")


@operation("PostTransfersTransfer")
def update_transfer(call: Call, transfer: str, **given: Any) -> Transfer:
    """POST /v1/transfers/{transfer}"""
    found = find(call, Transfer, transfer, "transfer")
    return save(call, found, "transfer.updated", **changed(found, given))


@operation("GetTransfers")
def list_transfers(
    call: Call, destination: str | None = None, transfer_group: str | None = None, created: Any = None
) -> Page:
    """GET /v1/transfers"""
    return listing(call, Transfer, {"destination": destination, "transfer_group": transfer_group}, created)


@operation("PostTransfersIdReversals")
def create_reversal(
    call: Call, id: str, amount: int | None = None, refund_application_fee: bool = False, **given: Any
) -> TransferReversal:
    """POST /v1/transfers/{id}/reversals"""
    found = find(call, Transfer, id)
    return connecting.reverse(call, found, amount, refund_application_fee, metadata=metadata(given.get("metadata")))


def _below(call: Call, kind: type[T], parent: str, id: str) -> T:
    """What was given back, of the transfer or fee that the path names. Raises NotFound."""
    found = find(call, kind, id)
    if found.get("transfer" if kind is TransferReversal else "fee") != parent:
        raise missing(kind.KIND.name, id)
    return found


@operation("GetTransfersTransferReversalsId")
def get_reversal(call: Call, transfer: str, id: str) -> TransferReversal:
    """GET /v1/transfers/{transfer}/reversals/{id}"""
    return _below(call, TransferReversal, transfer, id)


@operation("PostTransfersTransferReversalsId")
def update_reversal(call: Call, transfer: str, id: str, **given: Any) -> TransferReversal:
    """POST /v1/transfers/{transfer}/reversals/{id}"""
    found = _below(call, TransferReversal, transfer, id)
    return save(call, found, **changed(found, given))


@operation("GetTransfersIdReversals")
def list_reversals(call: Call, id: str) -> Page:
    """GET /v1/transfers/{id}/reversals"""
    return listing(call, TransferReversal, {"transfer": find(call, Transfer, id).id})


@operation("GetApplicationFeesId")
def get_fee(call: Call, id: str) -> ApplicationFee:
    """GET /v1/application_fees/{id}"""
    return find(call, ApplicationFee, id)


@operation("GetApplicationFees")
def list_fees(call: Call, charge: str | None = None, created: Any = None) -> Page:
    """GET /v1/application_fees"""
    return listing(call, ApplicationFee, {"charge": charge}, created)


@operation("PostApplicationFeesIdRefunds")
def create_refund(call: Call, id: str, amount: int | None = None, **given: Any) -> FeeRefund:
    """POST /v1/application_fees/{id}/refunds"""
    fee = find(call, ApplicationFee, id)
    return connecting.refund_fee(call, fee, amount, metadata=metadata(given.get("metadata")))


@operation("PostApplicationFeesIdRefund")
def refund_fee(call: Call, id: str, amount: int | None = None, directive: str | None = None) -> ApplicationFee:
    """POST /v1/application_fees/{id}/refund: the older way."""
    connecting.refund_fee(call, find(call, ApplicationFee, id), amount)
    return call.get(ApplicationFee, id)


@operation("GetApplicationFeesFeeRefundsId")
def get_refund(call: Call, fee: str, id: str) -> FeeRefund:
    """GET /v1/application_fees/{fee}/refunds/{id}"""
    return _below(call, FeeRefund, fee, id)


@operation("PostApplicationFeesFeeRefundsId")
def update_refund(call: Call, fee: str, id: str, **given: Any) -> FeeRefund:
    """POST /v1/application_fees/{fee}/refunds/{id}"""
    found = _below(call, FeeRefund, fee, id)
    return save(call, found, **changed(found, given))


@operation("GetApplicationFeesIdRefunds")
def list_refunds(call: Call, id: str) -> Page:
    """GET /v1/application_fees/{id}/refunds"""
    return listing(call, FeeRefund, {"fee": find(call, ApplicationFee, id).id})
