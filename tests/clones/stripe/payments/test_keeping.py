"""Payment methods shown as cards and bank accounts."""

from clonery.clones.stripe.lookups import make
from clonery.clones.stripe.payments import keeping
from clonery.clones.stripe.records.customers import Customer
from clonery.server.call import Call


def test_what_is_kept_has_the_older_shape(call: Call) -> None:
    customer = make(call, Customer, id=None)
    card = keeping.keep(call, customer, "tok_visa")
    bank = keeping.keep(call, call.get(Customer, customer.id), "btok_us_verified")
    assert (card.id[:5], bank.id[:3]) == ("card_", "ba_")
    assert [one["object"] for one in keeping.listed(call, customer.id)] == ["bank_account", "card"]
    assert [one["id"] for one in keeping.listed(call, customer.id, "card")] == [card.id]
    assert (keeping.as_kept(call, bank)["status"], keeping.as_kept(call, card)["customer"]) == ("verified", customer.id)
    assert call.get(Customer, customer.id).default_source == card.id
