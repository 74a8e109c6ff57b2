"""Prices: recurring, decimal, tiered; their amount is for good."""

from typing import Any

import pytest
import stripe

PRODUCT = "prod_AcmePro000001"


def test_a_recurring_price_is_completed(api: Any) -> None:
    made = api.prices.create(
        {"product": PRODUCT, "currency": "usd", "unit_amount": 900, "recurring": {"interval": "week"}}
    )
    read = api.prices.retrieve(made.id)
    assert (read.type, str(read.unit_amount_decimal), read.recurring.interval_count) == ("recurring", "900", 1)
    assert read.recurring.usage_type == "licensed"
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.prices.create({"product": PRODUCT, "currency": "usd", "unit_amount": 1,
                           "recurring": {"interval": "month", "interval_count": 37}})  # fmt: skip
    assert caught.value.param == "recurring[interval_count]"


def test_parts_of_a_cent_have_no_whole_amount(api: Any) -> None:
    made = api.prices.create({"product": PRODUCT, "currency": "usd", "unit_amount_decimal": "0.5"})
    assert (made.unit_amount, str(api.prices.retrieve(made.id).unit_amount_decimal)) == (None, "0.5")


def test_a_price_brings_its_product(api: Any) -> None:
    made = api.prices.create({"currency": "usd", "unit_amount": 5, "product_data": {"name": "Pin"}})
    assert api.products.retrieve(made.product).name == "Pin"
    assert [one.id for one in api.prices.list({"product": made.product}).data] == [made.id]


def test_tiers_are_shown_when_asked_for(api: Any) -> None:
    tiers = [{"up_to": 10, "unit_amount": 100}, {"up_to": "inf", "unit_amount": 80, "flat_amount": 5}]
    made = api.prices.create({"product": PRODUCT, "currency": "usd", "billing_scheme": "tiered",
                              "tiers_mode": "graduated",
                              "recurring": {"interval": "month"}, "tiers": tiers})  # fmt: skip
    read = api.prices.retrieve(made.id, {"expand": ["tiers"]})
    assert [(tier.up_to, tier.unit_amount, tier.flat_amount) for tier in read.tiers] == [(10, 100, None), (None, 80, 5)]


def test_a_lookup_key_is_one_prices_until_it_is_moved(api: Any) -> None:
    fields = {"product": PRODUCT, "currency": "usd", "unit_amount": 1, "lookup_key": "pro_monthly"}
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.prices.create(fields)
    assert caught.value.param == "lookup_key"
    made = api.prices.create({**fields, "transfer_lookup_key": True})
    assert [one.id for one in api.prices.list({"lookup_keys": ["pro_monthly"]}).data] == [made.id]


def test_an_amount_does_not_change(api: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.prices.update("price_AcmeProMonthly00000001", {"unit_amount": 1})
    assert (caught.value.code, caught.value.param) == ("parameter_unknown", "unit_amount")
    assert api.prices.update("price_AcmeProMonthly00000001", {"nickname": "Pro", "active": False}).nickname == "Pro"
    assert api.prices.retrieve("price_AcmeProMonthly00000001").unit_amount == 4900
