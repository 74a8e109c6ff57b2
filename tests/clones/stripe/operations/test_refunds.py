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
    ended = api.payment_intents.cancel(pay(api, capture_method="manual").id)
    before = len(api.refunds.list().data)
    for sent, status, words in (
        ({"payment_intent": held.id}, 400, "You must cancel the PaymentIntent"),
        ({"charge": "ch_no"}, 404, "No such charge: 'ch_no'"),
        ({"payment_intent": ended.id}, 400, "does not have a successful charge to refund"),
        ({"payment_intent": ""}, 400, "You passed an empty string for 'payment_intent'"),
    ):  # fmt: skip
        with pytest.raises(stripe.InvalidRequestError) as caught:
            api.refunds.create(sent)
        assert (caught.value.http_status, words in str(caught.value)) == (status, True), str(caught.value)
    assert len(api.refunds.list().data) == before == 1


def test_a_refund_that_has_arrived_stays(api: Any, http: httpx.Client) -> None:
    made = pay(api)
    refund = api.refunds.create({"payment_intent": made.id, "amount": 500})
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.refunds.cancel(refund.id)
    assert (str(caught.value.user_message), caught.value.code) == ("Canceling this refund is unsupported.", None)
    for amount in (0, -5):
        with pytest.raises(stripe.InvalidRequestError) as caught:
            api.refunds.create({"payment_intent": made.id, "amount": amount})
        assert (caught.value.code, caught.value.param) == ("parameter_invalid_integer", "amount")
    other = pay(api).latest_charge
    answer = http.get(f"/v1/charges/{other}/refunds/{refund.id}")
    assert (answer.status_code, answer.json()["error"]["param"]) == (404, "refund")
    path = f"/v1/charges/{made.latest_charge}/refunds/{refund.id}"
    assert (
        http.post(path, data={"metadata[a]": "1"}).json()["metadata"] == {"a": "1"} == http.get(path).json()["metadata"]
    )


def test_a_refund_on_its_way_is_called_back(api: Any) -> None:
    made = pay(api, method="pm_card_pendingRefund")
    refund = api.refunds.create({"payment_intent": made.id})
    assert (refund.status, api.refunds.cancel(refund.id).status) == ("pending", "canceled")
    assert api.charges.retrieve(made.latest_charge).amount_refunded == 0


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
