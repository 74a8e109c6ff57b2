"""Shapes: nothing of the clone's own is shown, and what time decides is decided when it is shown."""

from clonery.clones.stripe.lookups import make
from clonery.clones.stripe.money import ledger
from clonery.clones.stripe.payments import methods
from clonery.clones.stripe.records.customers import Coupon, Customer
from clonery.clones.stripe.shapes import shape, sublist
from clonery.server.call import Call


def test_fields_of_our_own_are_not_shown(call: Call) -> None:
    method = methods.from_case(call, "visa")
    shown = shape(call, method, True)
    assert method._test == "visa"
    assert not [name for name in shown if name.startswith("_")]


def test_a_seeded_customer_is_shown_whole(call: Call) -> None:
    shown = shape(call, call.get(Customer, "cus_Acme0000000001"), True)
    assert (shown["name"], shown["phone"], shown["invoice_settings"]["footer"]) == ("Maison Verte", None, None)


def test_a_coupon_that_is_used_up_is_not_valid(call: Call) -> None:
    fresh = make(call, Coupon, percent_off=5.0, max_redemptions=1)
    assert shape(call, fresh, True)["valid"] is True
    assert shape(call, call.update(fresh, times_redeemed=1), True)["valid"] is False


def test_money_is_pending_until_its_day(call: Call) -> None:
    states = [shape(call, ledger.post(call, "charge", 5, "usd", "ch_1", days=days), True)["status"] for days in (0, 2)]
    assert states == ["available", "pending"]


def test_a_list_inside_says_whether_there_is_more(call: Call) -> None:
    assert sublist(call, "/v1/x", [{"id": 1}, {"id": 2}], 1) == {
        "object": "list", "data": [{"id": 1}], "has_more": True, "url": "/v1/x"}  # fmt: skip
