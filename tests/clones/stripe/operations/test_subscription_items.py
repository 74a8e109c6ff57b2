"""Items of subscriptions, one by one."""

from typing import Any

import pytest
import stripe
from tests.clones.stripe.business import sell, welcome


def test_an_item_is_read_changed_and_listed(api: Any) -> None:
    made = api.subscriptions.create({"customer": welcome(api).id, "items": [{"price": sell(api, 2000), "quantity": 2}]})
    item = api.subscription_items.retrieve(made["items"].data[0].id)
    assert (item.quantity, item.subscription, item.price.unit_amount) == (2, made.id, 2000)
    changed = api.subscription_items.update(
        item.id, {"quantity": 5, "metadata": {"team": "a"}, "proration_behavior": "none"}
    )
    assert (changed.quantity, changed.metadata["team"]) == (5, "a")
    assert api.subscriptions.retrieve(made.id)["items"].data[0].quantity == 5
    updated = api.events.list({"type": "customer.subscription.updated"}).data[0]
    assert updated.data.previous_attributes["items"]["data"][0]["quantity"] == 2
    assert api.subscription_items.list({"subscription": made.id}).data[0].id == item.id


def test_what_is_refused(api: Any) -> None:
    price = sell(api, 2000)
    made = api.subscriptions.create({"customer": welcome(api).id, "items": [{"price": price}]})
    for change in ({"price": price}, {"price": "price_none"}, {"price": sell(api, 1, currency="eur")}):
        with pytest.raises(stripe.InvalidRequestError):
            api.subscription_items.create({"subscription": made.id, **change})
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.subscription_items.update("si_none", {"quantity": 2})
    assert caught.value.http_status == 404
    assert len(api.subscriptions.retrieve(made.id)["items"].data) == 1
