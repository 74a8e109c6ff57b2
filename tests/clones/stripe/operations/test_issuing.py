"""Issuing: cards that the account gives out, limits, an endpoint that is asked, money back."""

from typing import Any

import pytest
import stripe

BILLING = {"address": {"line1": "1 Main Street", "city": "Boston", "country": "US", "postal_code": "02110"}}


@pytest.fixture
def card(api: Any) -> Any:
    holder = api.issuing.cardholders.create({"name": "Ines Silva", "billing": BILLING, "type": "individual",
                                             "email": "ines@acme.example"})  # fmt: skip
    return api.issuing.cards.create({"cardholder": holder.id, "currency": "usd", "type": "virtual", "status": "active"})


def ask(api: Any, card: Any, amount: int = 1000, **more: Any) -> Any:
    return api.test_helpers.issuing.authorizations.create(
        {"card": card.id, "amount": amount, "currency": "usd", **more}
    )


def test_a_card_pays_and_gets_money_back(api: Any, card: Any) -> None:
    assert "number" not in card
    shown = api.issuing.cards.retrieve(card.id, {"expand": ["number", "cvc"]})
    assert (shown.number[-4:], len(shown.number), len(shown.cvc)) == (card.last4, 16, 3)
    made = ask(api, card, merchant_data={"name": "Paper and Co"})
    assert (made.approved, made.status, made.request_history[0].reason) == (True, "pending", "card_active")
    helper = api.test_helpers.issuing
    assert helper.authorizations.increment(made.id, {"increment_amount": 200}).amount == 1200
    closed = helper.authorizations.capture(made.id, {"capture_amount": 900})
    assert (closed.status, closed.amount, closed.transactions[0].amount) == ("closed", 0, -900)
    (spent,) = api.issuing.transactions.list({"card": card.id}).data
    assert (spent.type, spent.authorization, spent.merchant_data.name) == ("capture", made.id, "Paper and Co")
    assert helper.transactions.refund(spent.id, {"refund_amount": 400}).amount == 400
    with pytest.raises(stripe.InvalidRequestError):
        helper.authorizations.capture(made.id)
    kinds = [event.type for event in api.events.list({"limit": 4}).data]
    assert kinds == ["issuing_transaction.created", "issuing_authorization.updated", "issuing_transaction.created",
                     "issuing_authorization.updated"]  # fmt: skip


def test_limits_hold(api: Any, card: Any) -> None:
    limits = {
        "spending_limits": [{"amount": 1500, "interval": "daily"}],
        "blocked_categories": ["drinking_places"],
    }
    api.issuing.cards.update(card.id, {"spending_controls": limits})
    assert ask(api, card, 1000).approved is True
    over = ask(api, card, 600)
    assert (over.approved, over.status, over.request_history[0].reason) == (False, "closed", "spending_controls")
    assert ask(api, card, 100, merchant_data={"category": "drinking_places"}).approved is False
    api.issuing.cards.update(card.id, {"status": "canceled", "cancellation_reason": "lost"})
    assert ask(api, card, 1).request_history[0].reason == "card_canceled"
    with pytest.raises(stripe.InvalidRequestError):
        api.issuing.cards.update(card.id, {"status": "active"})


def test_an_endpoint_is_asked(api: Any, card: Any) -> None:
    api.webhook_endpoints.create({"url": "http://127.0.0.1:9/", "enabled_events": ["issuing_authorization.request"]})
    first, second = ask(api, card), ask(api, card)
    assert (first.approved, first.pending_request.amount, first.amount) == (False, 1000, 0)
    told = api.issuing.authorizations.approve(first.id)
    assert (told.approved, told.amount, told.pending_request) == (True, 1000, None)
    assert api.issuing.authorizations.decline(second.id).request_history[0].reason == "webhook_declined"
    with pytest.raises(stripe.InvalidRequestError):
        api.issuing.authorizations.approve(second.id)
    assert api.events.list({"type": "issuing_authorization.request"}).data[0].data.object.id == second.id


def test_what_is_held_is_let_go(api: Any, card: Any) -> None:
    helper = api.test_helpers.issuing.authorizations
    part = helper.reverse(ask(api, card).id, {"reverse_amount": 300})
    assert (part.amount, part.status) == (700, "pending")
    assert helper.reverse(part.id).status == "reversed"
    assert helper.expire(ask(api, card).id).status == "expired"
    assert len(api.issuing.authorizations.list({"card": card.id, "status": "reversed"}).data) == 1
