"""Confirming inside: when a bank asks for its customer."""

import pytest

from clonery.clones.stripe.payments import cards, confirming, intents, methods
from clonery.server.call import Call
from clonery.server.request import Answer


@pytest.mark.parametrize(
    ("name", "set_up", "away", "asked"),
    [
        ("visa", False, False, False), ("authenticationRequired", True, True, True),
        ("authenticationRequiredOnSetup", False, False, True), ("authenticationRequiredOnSetup", True, True, False),
        ("authenticationRequiredSetupForOffSession", False, True, False), ("threeDSecureOptional", False, False, False),
        ("authenticationRequiredSetupForOffSession", False, False, True),
    ],
)  # fmt: skip
def test_banks_ask_by_card_and_by_what_was_set_up(call: Call, name: str, set_up: bool, away: bool, asked: bool) -> None:
    method = call.update(methods.from_case(call, name), _set_up=set_up)
    intent = intents.begin(call, 500, "usd")
    assert confirming.asks(cards.CASES[name], intent, method, away) is asked


def test_a_refusal_answers_402_with_the_intent_inside(call: Call) -> None:
    made = confirming.attempt(call, intents.begin(call, 500, "usd"), methods.from_case(call, "chargeDeclinedLostCard"))
    answer = confirming.answer(call, made)
    assert isinstance(answer, Answer)
    error = answer.data["error"]
    assert (answer.status, error["decline_code"], error["payment_intent"]["id"]) == (402, "lost_card", made.id)


def test_an_action_leads_back_where_the_caller_said(call: Call) -> None:
    method = methods.from_case(call, "threeDSecureRequired")
    made = confirming.attempt(call, intents.begin(call, 500, "usd"), method, return_url="https://acme.example/")
    assert made.next_action is not None
    assert made.next_action["redirect_to_url"]["return_url"] == "https://acme.example/"
