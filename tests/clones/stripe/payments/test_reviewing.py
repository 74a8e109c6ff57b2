"""Reviews open after risky charges and end with what ends them."""

from clonery.clones.stripe.lookups import make
from clonery.clones.stripe.payments import reviewing
from clonery.clones.stripe.records.payments import Charge, Review
from clonery.server.call import Call


def test_one_review_for_a_risky_charge(call: Call) -> None:
    risky = make(call, Charge, id="ch_1", _test="riskLevelElevated")
    reviewing.after(call, risky)
    reviewing.after(call, call.get(Charge, "ch_1"))
    reviewing.after(call, make(call, Charge, id="ch_2", _test="visa"))
    (review,) = call.all(Review)
    assert (review.charge, review.open) == ("ch_1", True)
    reviewing.end(call, call.get(Charge, "ch_1"), "disputed")
    ended = call.get(Review, review.id)
    assert (ended.open, ended.get("closed_reason"), call.get(Charge, "ch_1").get("review")) == (False, "disputed", None)
