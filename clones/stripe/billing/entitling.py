"""What a customer is entitled to, told when it changes; https://docs.stripe.com/billing/entitlements."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from ..lookups import save
from ..records.billing import Feature, ProductFeature, Subscription
from ..records.customers import Customer, Price

if TYPE_CHECKING:
    from clonery.server.call import Call

ENTITLED = ("active", "trialing", "past_due")


def features_of(call: Call, customer: str) -> list[Feature]:
    """The features of what a customer subscribes to."""
    products = {
        call.get(Price, item["price"]).product
        for one in call.all(Subscription, {"customer": customer}) if one.status in ENTITLED for item in one._items
    }  # fmt: skip
    held = {
        one.entitlement_feature
        for product in sorted(products)
        for one in call.all(ProductFeature, {"_product": product})
    }
    return [call.get(Feature, id) for id in sorted(held)]


def entitlement(owner: Customer, feature: Feature) -> dict[str, Any]:
    """An entitlement as the API shows it: its id follows from whose it is."""
    name = blake2b(f"{owner.id}/{feature.id}".encode(), digest_size=20).hexdigest()
    return {"id": f"ent_test_{name}", "object": "entitlements.active_entitlement", "feature": feature.id,
            "livemode": owner.livemode, "lookup_key": feature.lookup_key}  # fmt: skip


def tell(call: Call, customer: str) -> None:
    """Tell of what a customer is entitled to where it has changed since it was told last."""
    if call.first(ProductFeature, {}) is None:
        return
    owner, features = call.get(Customer, customer), features_of(call, customer)
    ids = [feature.id for feature in features]
    if ids == (owner.get("_entitled") or []):
        return
    owner = save(call, owner, _entitled=ids)
    shown = {
        "object": "entitlements.active_entitlement_summary", "customer": owner.id, "livemode": owner.livemode,
        "entitlements": {"object": "list", "data": [entitlement(owner, each) for each in features], "has_more": False,
                         "url": f"/v1/customer/{owner.id}/entitlements"},
    }  # fmt: skip
    call.emit("entitlements.active_entitlement_summary.updated", object=owner, shown=shown)
