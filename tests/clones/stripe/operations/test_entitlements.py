"""Features of products, and who is entitled to them."""

from typing import Any

import pytest
import stripe
from tests.clones.stripe.business import welcome


def test_a_subscriber_is_entitled_until_the_end(api: Any) -> None:
    feature = api.entitlements.features.create({"name": "Exports", "lookup_key": "exports"})
    product = api.products.create({"name": "Pro"})
    attached = api.products.features.create(product.id, {"entitlement_feature": feature.id})
    assert attached.entitlement_feature.lookup_key == "exports"
    price = api.prices.create(
        {"product": product.id, "currency": "usd", "unit_amount": 500, "recurring": {"interval": "month"}}
    )
    customer = welcome(api)
    assert api.entitlements.active_entitlements.list({"customer": customer.id}).data == []
    made = api.subscriptions.create({"customer": customer.id, "items": [{"price": price.id}]})
    held = api.entitlements.active_entitlements.list({"customer": customer.id}).data
    assert [(one.lookup_key, one.feature) for one in held] == [("exports", feature.id)]
    assert api.entitlements.active_entitlements.retrieve(held[0].id).feature == feature.id
    api.subscriptions.cancel(made.id)
    assert api.entitlements.active_entitlements.list({"customer": customer.id}).data == []
    assert api.products.features.retrieve(product.id, attached.id).id == attached.id
    api.products.features.delete(product.id, attached.id)
    assert api.products.features.list(product.id).data == []


def test_features_have_keys_of_their_own(api: Any) -> None:
    made = api.entitlements.features.create({"name": "Exports", "lookup_key": "exports"})
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.entitlements.features.create({"name": "Other", "lookup_key": "exports"})
    assert caught.value.param == "lookup_key"
    assert api.entitlements.features.update(made.id, {"name": "Exporting", "active": False}).name == "Exporting"
    assert api.entitlements.features.list({"archived": True}).data[0].id == made.id
    assert api.entitlements.features.retrieve(made.id).active is False
