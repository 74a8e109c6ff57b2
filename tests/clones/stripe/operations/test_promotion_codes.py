"""Promotion codes: one active code of a name."""

from typing import Any

import pytest
import stripe

OF = {"type": "coupon", "coupon": "WELCOME10"}


def test_an_active_code_is_unique_whatever_its_case(api: Any) -> None:
    made = api.promotion_codes.create({"promotion": OF, "code": "SPRING", "max_redemptions": 5})
    read = api.promotion_codes.retrieve(made.id, {"expand": ["promotion.coupon"]})
    assert (read.code, read.promotion.coupon.percent_off, read.restrictions.minimum_amount) == ("SPRING", 10, None)
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.promotion_codes.create({"promotion": OF, "code": "spring"})
    assert caught.value.param == "code"
    api.promotion_codes.update(made.id, {"active": False})
    again = api.promotion_codes.create({"promotion": OF, "code": "spring"})
    assert [one.id for one in api.promotion_codes.list({"active": True, "coupon": "WELCOME10"}).data] == [again.id]


def test_a_code_needs_a_coupon_that_is_there(api: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.promotion_codes.create({"promotion": {"type": "coupon", "coupon": "NONE"}})
    assert (caught.value.code, caught.value.param) == ("resource_missing", "promotion[coupon]")


def test_a_minimum_in_another_currency(api: Any) -> None:
    promotion = {"type": "coupon", "coupon": api.coupons.create({"percent_off": 10}).id}
    least = {"minimum_amount": 1000, "minimum_amount_currency": "usd"}
    made = api.promotion_codes.create({"promotion": promotion, "restrictions": least})
    options = {"eur": {"minimum_amount": 900}}
    api.promotion_codes.update(made.id, {"restrictions": {"currency_options": options}})
    read = api.promotion_codes.retrieve(made.id, {"expand": ["restrictions.currency_options"]}).restrictions
    assert (read.minimum_amount, read.currency_options["eur"].minimum_amount) == (1000, 900)
