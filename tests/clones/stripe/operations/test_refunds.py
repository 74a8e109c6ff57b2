"""Refunds: whole, in part, too much, late, sent back."""

from typing import Any

import httpx
import pytest
import stripe
from tests.clones.stripe.conftest import Served

from .test_payment_intents import pay


def test_parts_add_up_to_the_whole(api: Any) -> None:
    made = pay(api, amount=1000)
    first = api.refunds.create({"payment_intent": made.id, "amount": 300, "reason": "requested_by_customer"})
    charge = api.charges.retrieve(made.latest_charge)
    assert (first.status, charge.amount_refunded, charge.refunded) == ("succeeded", 300, False)
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.refunds.create({"charge": charge.id, "amount": 701})
    assert "($7.01) is greater than unrefunded amount on charge ($7.00)" in str(caught.value)
    rest = api.refunds.create({"charge": charge.id})
    assert (rest.amount, api.charges.retrieve(charge.id).refunded) == (700, True)
    with pytest.raises(stripe.InvalidRequestError) as again:
        api.refunds.create({"charge": charge.id})
    assert again.value.code == "charge_already_refunded"
    assert [one.id for one in api.refunds.list({"charge": charge.id}).data] == [rest.id, first.id]
    booked = api.balance_transactions.retrieve(api.refunds.retrieve(first.id).balance_transaction)
    assert (booked.amount, booked.fee, booked.net, booked.type, booked.source) == (-300, 0, -300, "refund", first.id)


def test_only_what_was_paid_is_given_back(api: Any) -> None:
    held = pay(api, capture_method="manual")
    for sent, code in (({"payment_intent": held.id}, "charge_not_captured"), ({"charge": "ch_no"}, "resource_missing")):
        with pytest.raises(stripe.InvalidRequestError) as caught:
            api.refunds.create(sent)
        assert caught.value.code == code
    assert api.refunds.list().data == []


@pytest.mark.parametrize(("method", "before", "after", "net"), [
    ("pm_card_pendingRefund", "pending", "succeeded", -2000), ("pm_card_refundFail", "succeeded", "failed", 0),
])  # fmt: skip
def test_some_refunds_end_later(
    served: Served, base: str, api: Any, method: str, before: str, after: str, net: int
) -> None:
    made = pay(api, method=method)
    refund = api.refunds.create({"payment_intent": made.id, "metadata": {"a": "1"}})
    assert refund.status == before
    clock = f"{served.url}/_clonery/sessions/{base.split('/')[4]}/clock"
    httpx.post(clock, json={"advance": "2h"}).raise_for_status()
    assert api.refunds.update(refund.id, {"metadata": {"b": "2"}}).metadata.to_dict() == {"a": "1", "b": "2"}
    assert api.refunds.retrieve(refund.id).status == after
    moved = api.balance_transactions.list({"source": refund.id}).data
    assert sum(one.net for one in moved) == net
    assert api.charges.retrieve(made.latest_charge).amount_refunded == -net
