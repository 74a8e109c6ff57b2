"""Sessions begin with what goes together, and end in time."""

from typing import Any

import pytest

from clonery.clones.stripe.checkout import sessions
from clonery.clones.stripe.lookups import make
from clonery.clones.stripe.records.checkout import CheckoutSession
from clonery.clones.stripe.records.customers import Coupon, Price, Product, PromotionCode
from clonery.clones.stripe.refusals import Refusal
from clonery.server.call import Call


@pytest.fixture
def given(call: Call) -> dict[str, Any]:
    product = make(call, Product, id="prod_1", name="Mug", updated=0)
    price = make(
        call, Price, id="price_1", product=product.id, currency="usd", unit_amount=900, unit_amount_decimal="900"
    )
    return {"mode": "payment", "success_url": "https://a.example", "line_items": [{"price": price.id, "quantity": 1}]}


def test_a_page_is_open_for_a_day(call: Call, given: dict[str, Any]) -> None:
    made = sessions.begin(call, given)
    assert (made.expires_at - call.now, made.status, made.amount_total) == (86_400, "open", 900)
    assert sessions.expire(call, made).status == "expired"
    with pytest.raises(Refusal):
        sessions.expire(call, call.get(CheckoutSession, made.id))
    sessions.expires(call, made.id)


def test_a_free_page_needs_no_payment(call: Call, given: dict[str, Any]) -> None:
    make(call, Coupon, id="ALL", percent_off=100.0)
    made = sessions.begin(call, {**given, "discounts": [{"coupon": "ALL"}]})
    assert (made.amount_total, made.payment_status) == (0, "no_payment_required")


def test_a_code_is_good_where_the_page_takes_one(call: Call, given: dict[str, Any]) -> None:
    make(call, Coupon, id="TEN", percent_off=10.0)
    make(call, PromotionCode, id=None, code="Spring", promotion={"type": "coupon", "coupon": "TEN"})
    with pytest.raises(Refusal):
        sessions.promoted(call, sessions.begin(call, given), "SPRING")
    made = sessions.promoted(call, sessions.begin(call, {**given, "allow_promotion_codes": True}), "SPRING")
    assert (made.amount_total, (made.get("total_details") or {})["amount_discount"]) == (810, 90)


@pytest.mark.parametrize("name", ["success_url", "cancel_url", "return_url"])
def test_a_page_leads_back_to_a_whole_address(call: Call, given: dict[str, Any], name: str) -> None:
    with pytest.raises(Refusal) as refused:
        sessions.begin(call, {**given, name: "/done"})
    assert (refused.value.code, refused.value.more) == ("url_invalid", {"param": name})
    assert sessions.begin(call, {**given, "success_url": "acme://done"}).success_url == "acme://done"
