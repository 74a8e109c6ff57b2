"""Discounts: resolved, used up, lasting, imagined."""

from typing import Any

import pytest
import stripe
from tests.clones.stripe.business import DAY, at, sell, welcome

from clonery.clones.stripe.billing import discounting
from clonery.clones.stripe.lookups import make
from clonery.clones.stripe.records.billing import Discount
from clonery.clones.stripe.records.customers import Coupon, PromotionCode
from clonery.clones.stripe.refusals import Refusal
from clonery.server.call import Call
from clonery.server.problems import NotFound

NOW = at(2026, 1, 31)


def test_durations(call: Call) -> None:
    coupons = [make(call, Coupon, percent_off=10, duration=duration, duration_in_months=months, name=None)
               for duration, months in (("once", None), ("repeating", 1), ("forever", None))]  # fmt: skip
    ids = discounting.resolve(call, [{"coupon": one.id} for one in coupons], NOW, "usd", "cus_1", subscription="sub_1")
    assert [call.get(Discount, id).end for id in ids] == [None, at(2026, 2, 28), None]
    assert discounting.alive(call, ids, at(2026, 2, 28)) == [ids[0], ids[2]]
    assert discounting.lasting(call, ids) == ids[1:]
    assert [call.get(Coupon, one.id).times_redeemed for one in coupons] == [1, 1, 1]


def test_imagined_discounts_use_nothing_up(call: Call) -> None:
    coupon = make(call, Coupon, percent_off=10, name=None)
    discounting.imagine(call)
    (id,) = discounting.resolve(call, [{"coupon": coupon.id}], NOW, "usd", None)
    assert (discounting.coupon_of(call, id).id, call.peek(Discount, id)) == (coupon.id, None)
    assert call.get(Coupon, coupon.id).times_redeemed == 0


def test_what_is_refused(call: Call) -> None:
    spent = make(call, Coupon, percent_off=10, max_redemptions=1, times_redeemed=1, name=None)
    over = make(call, Coupon, percent_off=10, redeem_by=NOW - DAY, name=None)
    euro = make(call, Coupon, amount_off=10, currency="eur", name=None)
    code = make(call, PromotionCode, code="A", promotion={"coupon": euro.id}, customer="cus_2", active=True)
    asleep = make(call, PromotionCode, code="B", promotion={"coupon": euro.id}, active=False)
    for given in ({"coupon": spent.id}, {"coupon": over.id}, {"coupon": euro.id}, {"promotion_code": code.id},
                  {"promotion_code": asleep.id}, {}):  # fmt: skip
        with pytest.raises(Refusal):
            discounting.resolve(call, [given], NOW, "usd", "cus_1")
    for given in ({"coupon": "none"}, {"promotion_code": "none"}, {"discount": "none"}):
        with pytest.raises(NotFound):
            discounting.resolve(call, [given], NOW, "usd", "cus_1")


def test_a_code_may_be_for_new_customers_and_large_orders(api: Any) -> None:
    coupon = api.coupons.create({"percent_off": 50, "duration": "once"}).id
    price = sell(api, 1000)

    def code(name: str, **restrictions: Any) -> str:
        promotion = {"type": "coupon", "coupon": coupon}
        return str(api.promotion_codes.create({"promotion": promotion, "code": name, "restrictions": restrictions}).id)

    def buy(customer: str, code: str, quantity: int = 1) -> Any:
        return api.subscriptions.create({
            "customer": customer, "items": [{"price": price, "quantity": quantity}],
            "discounts": [{"promotion_code": code}], "expand": ["latest_invoice"],
        })  # fmt: skip

    new, large = (
        code("NEW", first_time_transaction=True),
        code("LARGE", minimum_amount=3000, minimum_amount_currency="usd"),
    )
    customer = welcome(api).id
    assert buy(customer, new).latest_invoice.amount_paid == 500
    for refused in ((customer, new), (customer, large, 2)):
        with pytest.raises(stripe.InvalidRequestError) as caught:
            buy(*refused)
        assert caught.value.param == "discounts[0][promotion_code]"
    assert buy(customer, large, 3).latest_invoice.amount_paid == 1500
    assert api.promotion_codes.retrieve(new).times_redeemed == 1


def test_a_discount_is_told_of(api: Any) -> None:
    coupon, customer = api.coupons.create({"percent_off": 10, "duration": "forever"}).id, welcome(api).id
    items = [{"price": sell(api, 1000)}]
    made = api.subscriptions.create({"customer": customer, "items": items, "discounts": [{"coupon": coupon}]})
    [told] = api.events.list({"type": "customer.discount.created"}).data
    assert (told.data.object.subscription, told.data.object.source.coupon) == (made.id, coupon)
