"""Issuing: what a card paid is disputed, a card travels, money moves without a question."""

from collections.abc import Callable
from typing import Any

import pytest
import stripe

from .test_issuing import BILLING, card

__all__ = ["card"]


def paid(api: Any, card: Any, amount: int = 900) -> Any:
    given = {"card": card.id, "amount": amount, "currency": "usd", "merchant_data": {"name": "Paper and Co"}}
    return api.test_helpers.issuing.transactions.create_force_capture(given)


def test_a_dispute_is_won(api: Any, card: Any) -> None:
    transaction = paid(api, card)
    assert (transaction.amount, transaction.type, transaction.authorization) == (-900, "capture", None)
    made = api.issuing.disputes.create({"transaction": transaction.id, "amount": 500})
    assert (made.status, api.issuing.transactions.retrieve(transaction.id).dispute) == ("unsubmitted", made.id)
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.issuing.disputes.submit(made.id)
    assert caught.value.param == "evidence[other][explanation]"
    evidence = {"reason": "fraudulent", "fraudulent": {"explanation": "winning_evidence"}}
    assert api.issuing.disputes.update(made.id, {"evidence": evidence}).evidence.reason == "fraudulent"
    assert api.issuing.disputes.submit(made.id).status == "won"
    back = api.issuing.transactions.list({"card": card.id}).data[0]
    assert (back.type, back.amount) == ("refund", 500)
    assert [one.id for one in api.issuing.disputes.list({"status": "won"}).data] == [made.id]
    told = [one.type for one in api.events.list({"type": "issuing_dispute.*"}).data][::-1]
    assert told == ["issuing_dispute.created", "issuing_dispute.updated", "issuing_dispute.submitted",
                    "issuing_dispute.funds_reinstated", "issuing_dispute.closed"]  # fmt: skip
    for again in (lambda: api.issuing.disputes.submit(made.id),
                  lambda: api.issuing.disputes.update(made.id, {"amount": 1}),
                  lambda: api.issuing.disputes.create({"transaction": transaction.id}),
                  lambda: api.issuing.disputes.create({"transaction": paid(api, card).id, "amount": 901})):  # fmt: skip
        with pytest.raises(stripe.InvalidRequestError):
            again()


def test_the_network_decides(api: Any, card: Any, act: Callable[..., Any]) -> None:
    evidence = {"reason": "other", "other": {"explanation": "They sent nothing"}}
    made = api.issuing.disputes.create({"transaction": paid(api, card).id, "evidence": evidence})
    assert api.issuing.disputes.submit(made.id).status == "submitted"
    act("decide-issuing-dispute", dispute=made.id, outcome="lost")
    assert api.issuing.disputes.retrieve(made.id).status == "lost"
    given = {"card": card.id, "amount": 300, "currency": "usd"}
    assert api.test_helpers.issuing.transactions.create_unlinked_refund(given).amount == 300


def test_a_card_travels(api: Any) -> None:
    holder = api.issuing.cardholders.create({"name": "Ines Silva", "billing": BILLING, "type": "individual"}).id
    given = {"cardholder": holder, "currency": "usd", "type": "physical",
             "shipping": {"name": "Ines", "address": BILLING["address"]}}  # fmt: skip
    made, helper = api.issuing.cards.create(given), api.test_helpers.issuing.cards
    assert made.shipping.status == "pending"
    for step, status in (("submit_card", "submitted"), ("ship_card", "shipped"), ("deliver_card", "delivered")):
        assert getattr(helper, step)(made.id).shipping.status == status
    assert api.issuing.cards.retrieve(made.id).shipping.status == "delivered"
    with pytest.raises(stripe.InvalidRequestError, match="can't become returned"):
        helper.return_card(made.id)
    for step, status in (("fail_card", "failure"), ("return_card", "returned")):
        other = api.issuing.cards.create(given).id
        helper.ship_card(other)
        assert getattr(helper, step)(other).shipping.status == status
    virtual = api.issuing.cards.create({"cardholder": holder, "currency": "usd", "type": "virtual"})
    with pytest.raises(stripe.InvalidRequestError, match="physical"):
        helper.ship_card(virtual.id)
