"""Coupons: an amount or a share off, for once, some months or ever."""

from typing import Any

import pytest
import stripe


def test_coupons_are_made_read_changed_and_gone(api: Any) -> None:
    made = api.coupons.create(
        {"id": "FIVE", "amount_off": 500, "currency": "EUR", "duration": "repeating", "duration_in_months": 3}
    )
    read = api.coupons.retrieve("FIVE")
    assert (made.id, read.amount_off, read.currency, read.duration_in_months, read.valid) == (
        "FIVE",
        500,
        "eur",
        3,
        True,
    )
    assert api.coupons.update("FIVE", {"name": "Five"}).name == "Five"
    assert [one.id for one in api.coupons.list().data] == ["FIVE", "WELCOME10"]
    assert api.coupons.delete("FIVE").deleted is True
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.coupons.retrieve("FIVE")
    assert caught.value.code == "resource_missing"


@pytest.mark.parametrize(("sent", "param"), [
    ({}, "percent_off"), ({"percent_off": 10, "amount_off": 5, "currency": "usd"}, "percent_off"),
    ({"percent_off": 101}, "percent_off"), ({"amount_off": 5}, "currency"),
    ({"percent_off": 5, "duration": "repeating"}, "duration_in_months"),
    ({"percent_off": 5, "id": "WELCOME10"}, "id"),
])  # fmt: skip
def test_contradictions_are_refused(api: Any, sent: Any, param: str) -> None:
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.coupons.create(sent)
    assert caught.value.param == param


def test_a_coupon_past_its_time_is_not_valid(api: Any) -> None:
    made = api.coupons.create({"percent_off": 12.5, "redeem_by": 1_700_000_000})
    assert (api.coupons.retrieve(made.id).valid, made.percent_off) == (False, 12.5)
