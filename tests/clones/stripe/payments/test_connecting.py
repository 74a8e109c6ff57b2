"""What a charge passes on, and what comes back of it."""

from typing import Any

import pytest

from clonery.clones.stripe.keys import Scope
from clonery.clones.stripe.lookups import make
from clonery.clones.stripe.money import ledger
from clonery.clones.stripe.payments import connecting
from clonery.clones.stripe.records.accounts import Account
from clonery.clones.stripe.records.money import ApplicationFee
from clonery.clones.stripe.refusals import Refusal
from clonery.server.call import Call
from clonery.server.problems import NotFound

THERE = "acct_1Seller"


@pytest.fixture
def seller(call: Call) -> str:
    return make(call, Account, id=THERE, _connected=True, _requested={}).id


def net(call: Call, account: str | None = None) -> int:
    held = ledger.totals(call, Scope(False, account)).get("usd", {"available": 0, "pending": 0})
    return held["available"] + held["pending"]


def test_a_transfer_is_booked_on_both_sides_and_reversed_in_parts(call: Call, seller: str) -> None:
    made = connecting.transfer(call, 1000, "usd", seller, fee=100)
    assert (net(call), net(call, seller)) == (-1000, 900)
    connecting.reverse(call, made, 400)
    assert (net(call), net(call, seller)) == (-600, 500)
    again = call.get(type(made), made.id)
    with pytest.raises(Refusal):
        connecting.reverse(call, again, 601)
    connecting.reverse(call, again, None)
    assert (net(call), net(call, seller)) == (0, -100)
    assert call.get(type(made), made.id).reversed is True


@pytest.mark.parametrize(
    ("given", "param"),
    [
        ({"application_fee_amount": 10}, "application_fee_amount"),
        ({"application_fee_amount": 2000, "transfer_data": {"destination": THERE}}, "application_fee_amount"),
        ({"application_fee_amount": 1, "transfer_data": {"destination": THERE, "amount": 5}}, "application_fee_amount"),
        ({"transfer_data": {"destination": THERE, "amount": 1001}}, "transfer_data[amount]"),
    ],
)
def test_what_a_payment_can_not_pass_on_is_refused(call: Call, seller: str, given: dict[str, Any], param: str) -> None:
    with pytest.raises(Refusal) as caught:
        connecting.check(call, given, 1000)
    assert caught.value.more["param"] == param


def test_an_account_that_is_not_connected_takes_nothing(call: Call) -> None:
    make(call, Account, id="acct_1Own")
    with pytest.raises(Refusal):
        connecting.account_of(call, "acct_1Own", "destination")
    with pytest.raises(NotFound):
        connecting.account_of(call, "acct_1None", "destination")


def test_a_fee_goes_back_by_its_share(call: Call, seller: str) -> None:
    made = make(call, ApplicationFee, account=seller, amount=999, charge="ch_1", currency="usd")
    connecting.give_fee_back(call, "ch_1", 1, 3)
    assert call.get(ApplicationFee, made.id).amount_refunded == 333
    connecting.give_fee_back(call, "ch_1", 3, 3)
    assert call.get(ApplicationFee, made.id).refunded is True
    assert (net(call), net(call, seller)) == (-999, 999)
