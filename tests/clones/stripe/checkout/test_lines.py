"""Line items: what they come to, and that looking uses nothing up."""

from typing import Any

import pytest

from clonery.clones.stripe.checkout import lines
from clonery.clones.stripe.lookups import make
from clonery.clones.stripe.records.billing import Discount
from clonery.clones.stripe.records.checkout import ShippingRate
from clonery.clones.stripe.records.customers import Coupon, Price, Product
from clonery.clones.stripe.refusals import Refusal
from clonery.server.call import Call


@pytest.fixture
def price(call: Call) -> str:
    product = make(call, Product, id="prod_1", name="Mug", updated=0)
    return make(call, Price, id="price_1", product=product.id, currency="usd", unit_amount=333,
                unit_amount_decimal="333").id  # fmt: skip


def test_discounts_are_taken_off_line_by_line(call: Call, price: str) -> None:
    coupon = make(call, Coupon, id="TEN", percent_off=10.0)
    held = lines.read(call, [{"price": price, "quantity": 1}, {"price": price, "quantity": 2}], "payment")
    made, summed = lines.reckoned(call, held, lines.discounts(call, [{"coupon": coupon.id}]), None)
    assert summed == {"subtotal": 999, "discount": 100, "tax": 0, "total": 899}
    assert sum(line["amount_discount"] for line in made) == 100
    assert [line["amount_total"] + line["amount_discount"] for line in made] == [333, 666]
    assert (call.count(Discount), call.get(Coupon, "TEN").times_redeemed) == (0, 0)
    assert lines.item(call, made[0])["price"]["id"] == price


@pytest.mark.parametrize(
    ("given", "mode", "param"),
    [
        ({"price": "price_1"}, "payment", "line_items[0][quantity]"),
        ({"price": "price_1", "quantity": 0}, "payment", "line_items[0][quantity]"),
        ({"quantity": 1}, "payment", "line_items[0][price]"),
        ({"price": "price_1", "quantity": 1}, "subscription", "line_items"),
    ],
)
def test_what_can_not_be_sold_is_refused(call: Call, price: str, given: dict[str, Any], mode: str, param: str) -> None:
    with pytest.raises(Refusal) as caught:
        lines.read(call, [given], mode)
    assert caught.value.more["param"] == param


def test_shipping_costs_in_its_own_currency(call: Call) -> None:
    rate = lines.new_rate(call, {"display_name": "Post", "fixed_amount": {"amount": 500, "currency": "USD"}})
    assert lines.cost(call.get(ShippingRate, rate.id), "usd") == 500
    with pytest.raises(Refusal):
        lines.cost(rate, "eur")
    assert lines.shipping(call, [{"shipping_rate": rate.id}], "usd") == [
        {"shipping_amount": 500, "shipping_rate": rate.id}
    ]
