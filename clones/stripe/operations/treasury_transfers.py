"""Treasury: money moved in and out, and the test helpers that say what becomes of it; https://docs.stripe.com/api/treasury/outbound_payments."""

from __future__ import annotations

from typing import Any, TypeVar

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation

from ..lookups import cleared, find, listing, make, metadata, named, save
from ..money import amounts, treasury
from ..payments import methods
from ..records.customers import Customer
from ..records.treasury import Flow, InboundTransfer, Movement, OutboundPayment, OutboundTransfer
from ..refusals import Refusal, absent
from ..shapes import Shown, shows
from ..timing import DAY
from .treasury import bank_details

F = TypeVar("F", bound=Flow)
ARRIVES_DAYS = 2
TIMES = {"inbound_transfer": ("canceled_at", "failed_at", "succeeded_at"),
         "outbound": ("canceled_at", "failed_at", "posted_at", "returned_at")}  # fmt: skip


def _name(flow: Flow) -> str:
    return flow.object.removeprefix("treasury.")


def _open(flow: F) -> F:
    """A flow that is on its way. Raises Refusal for one that has ended."""
    if flow.status != "processing":
        raise Refusal(f"This {_name(flow)} can't be changed because it has a status of {flow.status}.")
    return flow


def _ended(call: Call, flow: F, status: str, **changes: Any) -> F:
    times = {**flow.get("status_transitions"), f"{status}_at": call.now}
    return save(call, flow, f"{flow.object}.{status}", status=status, status_transitions=times, **changes)


def _voided(call: Call, flow: F, status: str, word: str, **changes: Any) -> F:
    treasury.undo(call, _open(flow), f"{_name(flow)}_{word}" if word else _name(flow))
    return _ended(call, call.get(type(flow), flow.id), status, **changes)


@shows(InboundTransfer)
@shows(OutboundPayment)
@shows(OutboundTransfer)
def _flow(call: Call, record: Any, made: Shown) -> Shown:
    return {**made, "cancelable": record.status == "processing"}


@operation("PostTreasuryInboundTransfers")
def create_inbound(
    call: Call, amount: int, currency: str, financial_account: str, origin_payment_method: str, **given: Any
) -> InboundTransfer:
    """POST /v1/treasury/inbound_transfers: from a bank account of one's own."""
    amounts.positive(amount)
    account = treasury.account_of(call, financial_account)
    method = methods.resolved(call, origin_payment_method, "origin_payment_method")
    made = make(
        call, InboundTransfer, id=None, amount=amount, currency=currency.lower(), financial_account=account.id,
        origin_payment_method=method.id, status="processing", linked_flows={"received_debit": None}, returned=False,
        description=given.get("description") or None,
        statement_descriptor=given.get("statement_descriptor") or "transfer", failure_details=None,
        status_transitions=dict.fromkeys(TIMES["inbound_transfer"]), metadata=metadata(given.get("metadata")),
    )  # fmt: skip
    made = treasury.begin(call, made, "inbound_transfer", amount, {"inbound_pending": amount})
    call.emit("treasury.inbound_transfer.created", object=made)
    return made


@operation("GetTreasuryInboundTransfersId")
def get_inbound(call: Call, id: str) -> InboundTransfer:
    """GET /v1/treasury/inbound_transfers/{id}"""
    return find(call, InboundTransfer, id)


@operation("GetTreasuryInboundTransfers")
def list_inbound(call: Call, financial_account: str, status: str | None = None) -> Page:
    """GET /v1/treasury/inbound_transfers"""
    return listing(call, InboundTransfer, {"financial_account": financial_account, "status": status})


@operation("PostTreasuryInboundTransfersInboundTransferCancel")
def cancel_inbound(call: Call, inbound_transfer: str) -> InboundTransfer:
    """POST /v1/treasury/inbound_transfers/{inbound_transfer}/cancel"""
    return _voided(call, find(call, InboundTransfer, inbound_transfer, "inbound_transfer"), "canceled", "")


@operation("PostTestHelpersTreasuryInboundTransfersIdSucceed")
def succeed_inbound(call: Call, id: str) -> InboundTransfer:
    """POST /v1/test_helpers/treasury/inbound_transfers/{id}/succeed: the money is there."""
    found = _open(find(call, InboundTransfer, id))
    impact = {"cash": found.amount, "inbound_pending": -found.amount}
    treasury.step(call, call.get(Movement, found.transaction), "inbound_transfer", impact, "posted")
    return _ended(call, found, "succeeded")


@operation("PostTestHelpersTreasuryInboundTransfersIdFail")
def fail_inbound(call: Call, id: str, failure_details: dict[str, Any] | None = None) -> InboundTransfer:
    """POST /v1/test_helpers/treasury/inbound_transfers/{id}/fail: the bank does not send it."""
    code = (failure_details or {}).get("code") or "other"
    return _voided(call, find(call, InboundTransfer, id), "failed", "", failure_details={"code": code})


@operation("PostTestHelpersTreasuryInboundTransfersIdReturn")
def return_inbound(call: Call, id: str) -> InboundTransfer:
    """POST /v1/test_helpers/treasury/inbound_transfers/{id}/return: the bank takes it back after it was there."""
    found = find(call, InboundTransfer, id)
    if found.status != "succeeded" or found.get("returned"):
        raise Refusal("Only an inbound transfer that succeeded can be returned.")
    treasury.step(call, call.get(Movement, found.transaction), "inbound_transfer_return", {"cash": -found.amount})
    return save(call, found, "treasury.inbound_transfer.failed", returned=True)


def _leave(call: Call, kind: type[F], amount: int, currency: str, account: str, given: dict[str, Any]) -> F:
    """Money leaves: it is set aside until the bank has it. Raises Refusal where there is not enough."""
    found, currency = treasury.account_of(call, account), currency.lower()
    treasury.check(found, amount, currency)
    unkept = ("destination_payment_method_data", "destination_payment_method_options", "end_user_details")
    fields = {name: value for name, value in cleared(given).items() if name not in unkept}
    name = kind.KIND.name.removeprefix("treasury_")
    made = make(
        call, kind, id=None, amount=amount, currency=currency, financial_account=found.id, status="processing",
        expected_arrival_date=call.now + ARRIVES_DAYS * DAY, status_transitions=dict.fromkeys(TIMES["outbound"]),
        returned_details=None, destination_payment_method_details=_destination(given),
        **{**fields, "metadata": metadata(given.get("metadata")),
           "statement_descriptor": given.get("statement_descriptor") or name.split("_")[1]},
    )  # fmt: skip
    made = treasury.begin(call, made, name, -amount, {"cash": -amount, "outbound_pending": amount})
    call.emit(f"treasury.{name}.created", object=made)
    return made


def _destination(given: dict[str, Any]) -> dict[str, Any]:
    """The bank account that money goes to."""
    told = bank_details(given.get("destination_payment_method_data"))
    return {**told, "us_bank_account": {**told["us_bank_account"], "network": "ach"}}


def _posted(call: Call, found: F) -> F:
    """The bank has it."""
    _open(found)
    impact = {"outbound_pending": -found.amount}
    treasury.step(call, call.get(Movement, found.transaction), f"{_name(found)}_posting", impact, "posted")
    return _ended(call, found, "posted")


def _returned(call: Call, found: F, details: dict[str, Any] | None) -> F:
    """The bank sends it back after it was posted."""
    if found.status != "posted":
        raise Refusal(f"Only a {_name(found)} that is posted can be returned.")
    treasury.step(call, call.get(Movement, found.transaction), f"{_name(found)}_return", {"cash": found.amount})
    told = {"code": (details or {}).get("code") or "declined", "transaction": found.transaction}
    return _ended(call, found, "returned", returned_details=told)


@operation("PostTreasuryOutboundPayments")
def create_payment(
    call: Call, amount: int, currency: str, financial_account: str, customer: str | None = None, **given: Any
) -> OutboundPayment:
    """POST /v1/treasury/outbound_payments: to somebody else."""
    if customer is not None:
        named(call, Customer, customer, "customer")
    if not given.get("destination_payment_method") and not given.get("destination_payment_method_data"):
        raise absent("destination_payment_method")
    return _leave(call, OutboundPayment, amount, currency, financial_account, {**given, "customer": customer})


@operation("GetTreasuryOutboundPaymentsId")
def get_payment(call: Call, id: str) -> OutboundPayment:
    """GET /v1/treasury/outbound_payments/{id}"""
    return find(call, OutboundPayment, id)


@operation("GetTreasuryOutboundPayments")
def list_payments(
    call: Call, financial_account: str, customer: str | None = None, status: str | None = None, created: Any = None
) -> Page:
    """GET /v1/treasury/outbound_payments"""
    where = {"financial_account": financial_account, "customer": customer, "status": status}
    return listing(call, OutboundPayment, where, created)


@operation("PostTreasuryOutboundPaymentsIdCancel")
def cancel_payment(call: Call, id: str) -> OutboundPayment:
    """POST /v1/treasury/outbound_payments/{id}/cancel"""
    return _voided(call, find(call, OutboundPayment, id), "canceled", "cancellation")


@operation("PostTestHelpersTreasuryOutboundPaymentsIdFail")
def fail_payment(call: Call, id: str) -> OutboundPayment:
    """POST /v1/test_helpers/treasury/outbound_payments/{id}/fail"""
    return _voided(call, find(call, OutboundPayment, id), "failed", "failure")


@operation("PostTestHelpersTreasuryOutboundPaymentsIdPost")
def post_payment(call: Call, id: str) -> OutboundPayment:
    """POST /v1/test_helpers/treasury/outbound_payments/{id}/post"""
    return _posted(call, find(call, OutboundPayment, id))


@operation("PostTestHelpersTreasuryOutboundPaymentsIdReturn")
def return_payment(call: Call, id: str, returned_details: dict[str, Any] | None = None) -> OutboundPayment:
    """POST /v1/test_helpers/treasury/outbound_payments/{id}/return"""
    return _returned(call, find(call, OutboundPayment, id), returned_details)


@operation("PostTreasuryOutboundTransfers")
def create_transfer(call: Call, amount: int, currency: str, financial_account: str, **given: Any) -> OutboundTransfer:
    """POST /v1/treasury/outbound_transfers: to a bank account of one's own."""
    return _leave(call, OutboundTransfer, amount, currency, financial_account, given)


def _transfer(call: Call, id: str) -> OutboundTransfer:
    return find(call, OutboundTransfer, id, "outbound_transfer")


@operation("GetTreasuryOutboundTransfersOutboundTransfer")
def get_transfer(call: Call, outbound_transfer: str) -> OutboundTransfer:
    """GET /v1/treasury/outbound_transfers/{outbound_transfer}"""
    return _transfer(call, outbound_transfer)


@operation("GetTreasuryOutboundTransfers")
def list_transfers(call: Call, financial_account: str, status: str | None = None) -> Page:
    """GET /v1/treasury/outbound_transfers"""
    return listing(call, OutboundTransfer, {"financial_account": financial_account, "status": status})


@operation("PostTreasuryOutboundTransfersOutboundTransferCancel")
def cancel_transfer(call: Call, outbound_transfer: str) -> OutboundTransfer:
    """POST /v1/treasury/outbound_transfers/{outbound_transfer}/cancel"""
    return _voided(call, _transfer(call, outbound_transfer), "canceled", "cancellation")


@operation("PostTestHelpersTreasuryOutboundTransfersOutboundTransferFail")
def fail_transfer(call: Call, outbound_transfer: str) -> OutboundTransfer:
    """POST /v1/test_helpers/treasury/outbound_transfers/{outbound_transfer}/fail"""
    return _voided(call, _transfer(call, outbound_transfer), "failed", "failure")


@operation("PostTestHelpersTreasuryOutboundTransfersOutboundTransferPost")
def post_transfer(call: Call, outbound_transfer: str) -> OutboundTransfer:
    """POST /v1/test_helpers/treasury/outbound_transfers/{outbound_transfer}/post"""
    return _posted(call, _transfer(call, outbound_transfer))


@operation("PostTestHelpersTreasuryOutboundTransfersOutboundTransferReturn")
def return_transfer(
    call: Call, outbound_transfer: str, returned_details: dict[str, Any] | None = None
) -> OutboundTransfer:
    """POST /v1/test_helpers/treasury/outbound_transfers/{outbound_transfer}/return"""
    return _returned(call, _transfer(call, outbound_transfer), returned_details)
