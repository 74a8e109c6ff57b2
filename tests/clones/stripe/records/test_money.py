"""What moves money is found by where it goes, and parts go with their whole."""

from clonery.clones.stripe.lookups import make
from clonery.clones.stripe.records.money import ApplicationFee, FeeRefund, Transfer, TransferReversal
from clonery.server.call import Call


def test_transfers_are_found_by_group(call: Call) -> None:
    made = make(call, Transfer, id=None, transfer_group="order_1")
    assert call.all(Transfer, {"transfer_group": "order_1"}) == [made]


def test_parts_lie_below_their_whole(call: Call) -> None:
    transfer = make(call, Transfer, id=None)
    fee = make(call, ApplicationFee, id=None, account="acct_1", charge="ch_1")
    make(call, TransferReversal, id=None, transfer=transfer.id)
    make(call, FeeRefund, id=None, fee=fee.id)
    call.delete(transfer)
    call.delete(fee)
    assert (call.count(TransferReversal), call.count(FeeRefund)) == (0, 0)
