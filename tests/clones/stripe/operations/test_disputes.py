"""Disputes: they arrive by card or by act, take money and a fee, and end."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
import stripe
from tests.clones.stripe.conftest import Served

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
    assert moved(api, dispute.id) == [-9500, 8000]
    assert [one.type for one in api.events.list({"limit": 100}).data][::-1] == [
        "payment_intent.created", "charge.succeeded", "charge.dispute.created", "charge.dispute.funds_withdrawn",
        "payment_intent.succeeded", "charge.dispute.updated", "charge.dispute.updated",
        "charge.dispute.funds_reinstated", "charge.dispute.closed"]  # fmt: skip
    assert api.refunds.create({"charge": dispute.charge, "amount": 100}).status == "succeeded"
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.disputes.close(dispute.id)
    assert "already closed" in str(caught.value)


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
    assert api.refunds.create({"charge": made.latest_charge, "amount": 100}).status == "succeeded"
    assert api.disputes.close(dispute.id).status == "warning_closed"


def test_evidence_escalates_an_inquiry(api: Any) -> None:
    made = pay(api, method="pm_card_createDisputeInquiry")
    (dispute,) = api.disputes.list({"charge": made.latest_charge}).data
    charged = api.disputes.update(dispute.id, {"evidence": {"uncategorized_text": "escalate_inquiry_evidence"}})
    assert (charged.status, charged.is_charge_refundable, moved(api, dispute.id)) == ("needs_response", False, [-3500])
    assert charged.balance_transactions[0].fee_details[0].description == "Dispute fee"


def test_nobody_answers_in_time(served: Served, base: str, api: Any) -> None:
    made = pay(api, method="pm_card_createDispute")
    (dispute,) = api.disputes.list({"charge": made.latest_charge}).data
    assert (dispute.evidence_details.due_by + 1) % 86_400 == 0
    clock = f"{served.url}/_clonery/sessions/{base.split('/')[4]}/clock"
    httpx.post(clock, json={"advance": "9d"}).raise_for_status()
    lost = api.disputes.retrieve(dispute.id)
    assert (lost.status, lost.evidence_details.past_due, moved(api, dispute.id)) == ("lost", True, [-3500])


def test_a_dispute_by_its_charge(api: Any, http: httpx.Client) -> None:
    made = pay(api, method="pm_card_createDispute")
    path = f"/v1/charges/{made.latest_charge}/dispute"
    found = http.get(path).json()
    assert http.post(path, data={"metadata[a]": "1"}).json()["id"] == found["id"]
    assert http.post(f"{path}/close").json()["status"] == "lost"
    assert api.disputes.retrieve(found["id"]).metadata.to_dict() == {"a": "1"}
    whole = pay(api).latest_charge
    answer = http.get(f"/v1/charges/{whole}/dispute")
    assert (answer.status_code, answer.json()["error"]["message"]) == (404, f"No dispute for charge: {whole}")


def test_a_warning_of_fraud_is_read(api: Any) -> None:
    made = pay(api, method="pm_card_createIssuerFraudRecord")
    (warning,) = api.radar.early_fraud_warnings.list({"payment_intent": made.id}).data
    read = api.radar.early_fraud_warnings.retrieve(warning.id, {"expand": ["charge"]})
    assert (read.id[:6], read.charge.id, read.actionable) == ("issfr_", made.latest_charge, True)
    assert api.events.list({"type": "radar.early_fraud_warning.created"}).data[0].data.object.id == warning.id
