"""Disputes inside: what is taken, what comes back."""

import pytest

from clonery.clones.stripe.money import ledger
from clonery.clones.stripe.payments import disputing, intents, methods
from clonery.clones.stripe.payments.confirming import attempt
from clonery.clones.stripe.records.payments import Charge, Dispute, FraudWarning
from clonery.server.call import Call


@pytest.mark.parametrize(("won", "status", "left"), [(True, "won", -1500), (False, "lost", -2500)])
def test_a_dispute_moves_its_amount_and_a_fee(call: Call, won: bool, status: str, left: int) -> None:
    paid = attempt(call, intents.begin(call, 1000, "usd"), methods.from_case(call, "visa"))
    charge = call.get(Charge, paid.latest_charge)
    made = disputing.arrive(call, charge, "duplicate")
    assert ledger.totals(call)["usd"]["available"] == -2500
    ended = disputing.end(call, made, won)
    assert (ended.status, ledger.totals(call)["usd"]["available"]) == (status, left)
    assert len(ended.balance_transactions) == 1 + won


def test_a_card_brings_two_disputes_that_are_the_charge_together(call: Call) -> None:
    paid = attempt(call, intents.begin(call, 1001, "usd"), methods.from_case(call, "createMultipleDisputes"))
    assert [one.amount for one in call.all(Dispute, {"charge": paid.latest_charge})] == [500, 501]


@pytest.mark.parametrize(("case", "reason", "eligible", "type"), [
    ("createCe3EligibleDispute", "fraudulent", "visa_compelling_evidence_3", "chargeback"),
    ("createComplianceDispute", "noncompliant", "visa_compliance", "compliance"),
])  # fmt: skip
def test_a_card_brings_a_dispute_of_a_network_programme(
    call: Call, case: str, reason: str, eligible: str, type: str
) -> None:
    paid = attempt(call, intents.begin(call, 900, "usd"), methods.from_case(call, case))
    (made,) = call.all(Dispute, {"charge": paid.latest_charge})
    assert (made.reason, made.get("enhanced_eligibility_types")) == (reason, [eligible])
    assert made.get("payment_method_details")["card"]["case_type"] == type


def test_a_bank_warns_of_fraud_and_takes_nothing(call: Call) -> None:
    paid = attempt(call, intents.begin(call, 900, "usd"), methods.from_case(call, "createIssuerFraudRecord"))
    (made,) = call.all(FraudWarning, {"payment_intent": paid.id})
    assert (made.charge, made.actionable, call.all(Dispute)) == (paid.latest_charge, True, [])


def test_an_inquiry_becomes_a_chargeback(call: Call) -> None:
    paid = attempt(call, intents.begin(call, 900, "usd"), methods.from_case(call, "createDisputeInquiry"))
    (made,) = call.all(Dispute, {"charge": paid.latest_charge})
    assert (made.balance_transactions, made.get("payment_method_details")["card"]["network_reason_code"]) == ([], "10")
    charged = disputing.escalate(call, made)
    assert (charged.status, ledger.totals(call)["usd"]["available"]) == ("needs_response", -2400)
