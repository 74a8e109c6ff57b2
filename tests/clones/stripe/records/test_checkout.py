"""Pages have the names of the API, and are found by the link that opened them."""

from clonery.clones.stripe.lookups import make
from clonery.clones.stripe.records.checkout import CheckoutSession, PaymentLink
from clonery.server.call import Call


def test_pages_are_found_by_their_link(call: Call) -> None:
    link = make(call, PaymentLink, id=None, automatic_tax={"enabled": False})
    made = make(call, CheckoutSession, id=None, payment_link=link.id)
    assert call.all(CheckoutSession, {"payment_link": link.id}) == [made]
    assert (made.object, made.status, made.payment_status) == ("checkout.session", "open", "unpaid")
    assert made.id.startswith("cs_test_")
