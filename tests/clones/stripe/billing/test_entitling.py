"""What a customer is entitled to is told when it changes."""

from typing import Any

from tests.clones.stripe.business import welcome

from clonery.clones.stripe.billing import entitling

TOLD = "entitlements.active_entitlement_summary.updated"


def test_a_change_is_told_once(api: Any, call: Any) -> None:
    prices = []
    for key in ("exports", "reports"):
        feature = api.entitlements.features.create({"name": key, "lookup_key": key})
        product = api.products.create({"name": key})
        api.products.features.create(product.id, {"entitlement_feature": feature.id})
        data = {"product": product.id, "currency": "usd", "unit_amount": 500, "recurring": {"interval": "month"}}
        prices.append(api.prices.create(data).id)
    customer = welcome(api).id
    made = api.subscriptions.create({"customer": customer, "items": [{"price": prices[0]}]})
    api.subscriptions.update(made.id, {"metadata": {"a": "1"}})
    api.subscriptions.update(made.id, {"items": [{"id": made["items"].data[0].id, "price": prices[1]}]})
    api.subscriptions.cancel(made.id)
    told = [event.data.object for event in api.events.list({"type": TOLD}).data][::-1]
    assert [[one.lookup_key for one in each.entitlements.data] for each in told] == [["exports"], ["reports"], []]
    assert {(each.object, each.customer) for each in told} == {("entitlements.active_entitlement_summary", customer)}
    assert entitling.features_of(call, "cus_none") == []
