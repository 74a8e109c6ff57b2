"""Any field may be stored, since what the API shows is what is kept."""

from clonery.clones.stripe.records.customers import Customer
from clonery.clones.stripe.records.thing import Thing
from clonery.server.call import Call


def test_a_thing_keeps_what_it_is_given(call: Call) -> None:
    made = call.create(Customer, id="cus_1", object="customer", metadata={}, anything=[1])
    assert isinstance(made, Thing)
    assert (made.get("anything"), made.livemode, made.created) == ([1], False, 0)
