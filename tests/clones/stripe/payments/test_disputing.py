"""Disputes inside: what is taken, what comes back."""

import pytest

from clonery.clones.stripe.money import ledger
from clonery.clones.stripe.payments import disputing, intents, methods
from clonery.clones.stripe.payments.confirming import attempt
from clonery.clones.stripe.records.payments import Charge
from clonery.server.call import Call


@pytest.mark.parametrize(("won", "status", "left"), [(True, "won", 0), (False, "lost", -2500)])
def test_a_dispute_moves_its_amount_and_a_fee(call: Call, won: bool, status: str, left: int) -> None:
    paid = attempt(call, intents.begin(call, 1000, "usd"), methods.from_case(call, "visa"))
    charge = call.get(Charge, paid.latest_charge)
    made = disputing.arrive(call, charge, "duplicate")
    assert ledger.totals(call)["usd"]["available"] == -2500
    ended = disputing.end(call, made, won)
    assert (ended.status, ledger.totals(call)["usd"]["available"]) == (status, left)
    assert len(ended.balance_transactions) == 1 + won
