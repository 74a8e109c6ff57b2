"""The balances of a financial account, without an operation."""

import pytest

from clonery.clones.stripe.lookups import make
from clonery.clones.stripe.money import treasury
from clonery.clones.stripe.records.treasury import FinancialAccount, Movement, OutboundTransfer
from clonery.clones.stripe.refusals import Refusal
from clonery.server.call import Call


def test_a_movement_is_the_sum_of_its_steps(call: Call) -> None:
    account = make(call, FinancialAccount, id=None, supported_currencies=["usd"],
                   balance={part: {"usd": 900} for part in treasury.PARTS})  # fmt: skip
    flow = make(call, OutboundTransfer, id=None, financial_account=account.id, amount=400)
    flow = treasury.begin(call, flow, "outbound_transfer", -400, {"cash": -400, "outbound_pending": 400})
    assert treasury.cash(call.get(FinancialAccount, account.id), "usd") == 500
    treasury.undo(call, flow, "outbound_transfer_failure")
    made = call.get(Movement, flow.transaction)
    assert (made.status, set(made.balance_impact.values())) == ("void", {0})
    assert treasury.cash(call.get(FinancialAccount, account.id), "usd") == 900
    with pytest.raises(Refusal) as caught:
        treasury.check(account, 901, "usd")
    assert caught.value.code == "balance_insufficient"
