"""Refunds inside: those that end late."""

from clonery.clones.stripe.payments import intents, methods, refunding
from clonery.clones.stripe.payments.confirming import attempt
from clonery.clones.stripe.records.payments import Charge, Refund
from clonery.server.call import Call


def refunded(call: Call, card: str) -> Refund:
    paid = attempt(call, intents.begin(call, 1000, "usd"), methods.from_case(call, card))
    return refunding.refund(call, call.get(Charge, paid.latest_charge), 400, None)


def test_a_refund_that_comes_back_can_be_made_again(call: Call) -> None:
    made = refunded(call, "visa")
    refunding.fails(call, made.id)
    failed, charge = call.get(Refund, made.id), call.get(Charge, made.charge)
    assert (failed.status, failed.get("failure_reason"), charge.amount_refunded) == ("failed", "lost_or_stolen_card", 0)
    assert refunding.refund(call, charge, None, None).amount == 1000


def test_only_a_pending_one_arrives_and_a_failed_one_stays(call: Call) -> None:
    made = refunded(call, "pendingRefund")
    assert made.status == "pending"
    refunding.succeeds(call, made.id)
    assert call.get(Refund, made.id).status == "succeeded"
    refunding.fails(call, made.id)
    refunding.succeeds(call, made.id)
    assert call.get(Refund, made.id).status == "failed"
