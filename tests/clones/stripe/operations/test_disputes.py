"""Disputes: they arrive by card or by act, take money and a fee, and end."""

from collections.abc import Callable
from typing import Any

import pytest
import stripe

from .test_payment_intents import pay


def moved(api: Any, dispute: str) -> list[int]:
    """What a dispute moved, oldest first."""
    return [one.net for one in api.balance_transactions.list({"source": dispute}).data][::-1]


def test_a_test_card_brings_a_dispute_that_evidence_wins(api: Any) -> None:
    made = pay(api, amount=8000, method="pm_card_createDispute")
    (dispute,) = api.disputes.list({"payment_intent": made.id}).data
    assert (dispute.status, dispute.reason, dispute.amount) == ("needs_response", "fraudulent", 8000)
    assert api.charges.retrieve(made.latest_charge).disputed is True
    assert moved(api, dispute.id) == [-9500]
    kept = api.disputes.update(dispute.id, {"evidence": {"customer_name": "Ann"}, "submit": False})
    assert (kept.status, kept.evidence.customer_name, kept.evidence_details.submission_count) == (
        "needs_response",
        "Ann",
        0,
    )
    won = api.disputes.update(dispute.id, {"evidence": {"uncategorized_text": "winning_evidence"}})
    assert (won.status, won.evidence.customer_name) == ("won", "Ann")
    assert moved(api, dispute.id) == [-9500, 9500]
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.disputes.close(dispute.id)
    assert caught.value.code == "dispute_already_closed"


def test_a_dispute_arrives_by_act_and_is_accepted(api: Any, act: Callable[..., Any]) -> None:
    made = pay(api, amount=8000)
    dispute = act("dispute", charge=made.latest_charge, reason="duplicate", amount=3000)
    assert (api.disputes.retrieve(dispute["id"]).reason, moved(api, dispute["id"])) == ("duplicate", [-4500])
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.refunds.create({"charge": made.latest_charge})
    assert caught.value.code == "charge_disputed"
    assert api.disputes.close(dispute["id"]).status == "lost"
    assert moved(api, dispute["id"]) == [-4500]
    assert [one.type for one in api.events.list({"type": "charge.dispute.*"}).data][::-1] == [
        "charge.dispute.created", "charge.dispute.funds_withdrawn", "charge.dispute.closed"]  # fmt: skip


def test_a_bank_decides_by_act(api: Any, act: Callable[..., Any]) -> None:
    made = pay(api)
    dispute = act("dispute", charge=made.latest_charge)
    api.disputes.update(dispute["id"], {"evidence": {"product_description": "Beans"}})
    assert api.disputes.retrieve(dispute["id"]).status == "under_review"
    assert act("decide-dispute", dispute=dispute["id"], outcome="won")["status"] == "won"


def test_an_inquiry_takes_nothing(api: Any) -> None:
    made = pay(api, method="pm_card_createDisputeInquiry")
    (dispute,) = api.disputes.list({"charge": made.latest_charge}).data
    assert (dispute.status, moved(api, dispute.id)) == ("warning_needs_response", [])
    assert api.disputes.close(dispute.id).status == "warning_closed"
