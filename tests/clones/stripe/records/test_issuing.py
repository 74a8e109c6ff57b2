"""Issued cards are found by their holder."""

from clonery.clones.stripe.lookups import make
from clonery.clones.stripe.records.issuing import Cardholder, IssuedCard
from clonery.server.call import Call


def test_cards_are_found_by_their_holder(call: Call) -> None:
    holder = make(call, Cardholder, id=None, name="Ines")
    card = make(call, IssuedCard, id=None, cardholder=holder.id, spending_controls={})
    assert (holder.object, card.object) == ("issuing.cardholder", "issuing.card")
    assert call.all(IssuedCard, {"cardholder": holder.id}) == [card]
