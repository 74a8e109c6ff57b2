"""The balances of a financial account: what is there, what is coming, what is leaving; https://docs.stripe.com/treasury."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from ..lookups import make, named, save
from ..records.treasury import Entry, FinancialAccount, Flow, Movement
from ..refusals import Refusal
from . import amounts

if TYPE_CHECKING:
    from clonery.server.call import Call

F = TypeVar("F", bound=Flow)
PARTS = ("cash", "inbound_pending", "outbound_pending")


def account_of(call: Call, id: str, param: str = "financial_account") -> FinancialAccount:
    """An open account that a parameter names. Raises NotFound, Refusal for one that is closed."""
    found = named(call, FinancialAccount, id, param)
    if found.status != "open":
        raise Refusal(f"The FinancialAccount {id} is closed.", param=param)
    return found


def cash(account: FinancialAccount, currency: str) -> int:
    """What can be spent."""
    return int(account.balance["cash"].get(currency, 0))


def check(account: FinancialAccount, amount: int, currency: str) -> None:
    """Whether so much can leave. Raises Refusal."""
    amounts.positive(amount)
    if currency not in account.supported_currencies:
        raise Refusal(f"The FinancialAccount does not support {currency}.", param="currency")
    if cash(account, currency) < amount:
        message = f"The FinancialAccount has insufficient funds: {amounts.written(cash(account, currency), currency)}."
        raise Refusal(message, "balance_insufficient", "amount")


def begin(call: Call, flow: F, kind: str, amount: int, impact: dict[str, int], status: str = "open") -> F:
    """The movement of a new flow; the flow points to it from then on."""
    made = make(
        call, Movement, id=None, amount=amount, currency=flow.currency, flow=flow.id,
        description=flow.get("description") or kind.replace("_", " ").capitalize(), flow_type=kind, status=status,
        financial_account=flow.financial_account, balance_impact=dict.fromkeys(PARTS, 0),
        flow_details={"type": kind}, status_transitions={"posted_at": call.now if status == "posted" else None,
                                                         "void_at": None},
    )  # fmt: skip
    step(call, made, kind, impact)
    return save(call, flow, transaction=made.id)


def step(call: Call, movement: Movement, type: str, impact: dict[str, int], status: str = "") -> Movement:
    """One entry: the account's balances change by `impact`, and the movement may be `posted` or `void` after it."""
    account, currency = call.get(FinancialAccount, movement.financial_account), movement.currency
    whole = {part: impact.get(part, 0) for part in PARTS}
    balance = {part: {**account.balance[part], currency: account.balance[part].get(currency, 0) + whole[part]}
               for part in PARTS}  # fmt: skip
    save(call, account, balance=balance)
    make(
        call, Entry, id=None, balance_impact=whole, currency=currency, effective_at=call.now, flow=movement.flow,
        financial_account=movement.financial_account, flow_type=movement.flow_type, transaction=movement.id, type=type,
        flow_details={"type": movement.flow_type},
    )  # fmt: skip
    changes: dict[str, Any] = {"balance_impact": {part: movement.balance_impact[part] + whole[part] for part in PARTS}}
    if status:
        times = movement.get("status_transitions")
        changes |= {"status": status, "status_transitions": {**times, f"{status}_at": call.now}}
    return save(call, movement, **changes)


def undo(call: Call, flow: Flow, type: str) -> None:
    """A movement that is open is taken back whole."""
    movement = call.get(Movement, flow.transaction)
    step(call, movement, type, {part: -value for part, value in movement.balance_impact.items()}, "void")
