"""Why a card may not pay, and what happens when nobody answers."""

import pytest

from clonery.clones.stripe.lookups import make, save
from clonery.clones.stripe.payments import authorizing
from clonery.clones.stripe.records.hooks import WebhookEndpoint
from clonery.clones.stripe.records.issuing import Authorization, Cardholder, IssuedCard
from clonery.server.call import Call


@pytest.fixture
def card(call: Call) -> IssuedCard:
    holder = make(call, Cardholder, id=None, name="Ines")
    return make(call, IssuedCard, id=None, cardholder=holder.id, status="active", spending_controls={})


@pytest.mark.parametrize(("card_is", "holder_is", "why"), [
    ("active", "active", "card_active"), ("inactive", "active", "card_inactive"), ("canceled", "active",
                                                                                   "card_canceled"),
    ("active", "blocked", "cardholder_blocked"), ("active", "inactive", "cardholder_inactive"),
])  # fmt: skip
def test_a_card_pays_when_it_and_its_holder_may(
    call: Call, card: IssuedCard, card_is: str, holder_is: str, why: str
) -> None:
    card = save(call, card, status=card_is)
    holder = save(call, call.get(Cardholder, card.cardholder), status=holder_is)
    assert authorizing.reason(call, card, holder, 100, "bars") == why


def test_silence_is_a_refusal(call: Call, card: IssuedCard) -> None:
    make(call, WebhookEndpoint, id=None, url="http://127.0.0.1:9/", enabled_events=["issuing_authorization.request"])
    made = authorizing.begin(call, card, 500, "usd", {}, authorization_method="online")
    assert made.pending_request
    authorizing.timeout(call, made.id)
    ended = call.get(Authorization, made.id)
    assert (ended.status, ended.request_history[0]["reason"]) == ("closed", "webhook_timeout")
