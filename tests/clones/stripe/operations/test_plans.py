"""Plans and prices are the same things in two shapes."""

from typing import Any

import pytest
import stripe

PRODUCT = "prod_AcmePro000001"
GIVEN = {"currency": "eur", "interval": "month", "product": PRODUCT, "amount": 500}


def test_a_plan_is_read_as_a_price(api: Any) -> None:
    made = api.plans.create({**GIVEN, "nickname": "Basic", "id": "basic"})
    assert (made.object, made.interval, made.interval_count, made.active) == ("plan", "month", 1, True)
    price = api.prices.retrieve("basic")
    assert (price.object, price.unit_amount, price.recurring.interval) == ("price", 500, "month")
    assert {one.object for one in api.prices.list({"product": PRODUCT}).data} == {"price"}


def test_recurring_prices_are_read_as_plans(api: Any) -> None:
    recurring = {"interval": "week", "interval_count": 2}
    price = api.prices.create({"product": PRODUCT, "currency": "eur", "unit_amount": 900, "recurring": recurring})
    read = api.plans.retrieve(price.id)
    assert (read.amount, read.interval, read.interval_count) == (900, "week", 2)
    assert api.plans.list({"product": PRODUCT}).data[0].id == price.id
    once = api.prices.create({"product": PRODUCT, "currency": "eur", "unit_amount": 900})
    with pytest.raises(stripe.InvalidRequestError):
        api.plans.retrieve(once.id)


def test_a_plan_changes_and_goes(api: Any) -> None:
    made = api.plans.create(GIVEN)
    api.plans.update(made.id, {"nickname": "Better", "trial_period_days": 7})
    read = api.plans.retrieve(made.id)
    assert (read.nickname, read.trial_period_days, read.interval) == ("Better", 7, "month")
    assert api.plans.delete(made.id).deleted is True
    with pytest.raises(stripe.InvalidRequestError):
        api.plans.retrieve(made.id)


def test_subscriptions_keep_a_plan_that_is_deleted(api: Any) -> None:
    made = api.plans.create(GIVEN)
    given = {"customer": "cus_Acme0000000001", "items": [{"price": made.id}], "payment_behavior": "default_incomplete"}
    kept = api.subscriptions.create(given)
    api.plans.delete(made.id)
    assert api.subscriptions.retrieve(kept.id)["items"].data[0].price.active is False
