"""Features, which products give to whoever subscribes to them; https://docs.stripe.com/billing/entitlements."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation

from ..lookups import changed, find, listing, make, metadata, named, part, save
from ..records.billing import Feature, ProductFeature, Subscription
from ..records.customers import Customer, Price, Product
from ..refusals import Refusal, missing

ENTITLED = ("active", "trialing", "past_due")


@operation("PostEntitlementsFeatures")
def create_feature(call: Call, lookup_key: str, name: str, **given: Any) -> Feature:
    """POST /v1/entitlements/features: its lookup key is its own."""
    if call.first(Feature, {"lookup_key": lookup_key}) is not None:
        raise Refusal(
            f"A feature with lookup key `{lookup_key}` already exists.", "resource_already_exists", "lookup_key"
        )
    return make(call, Feature, lookup_key=lookup_key, name=name, active=True, metadata=metadata(given.get("metadata")))


@operation("GetEntitlementsFeaturesId")
def get_feature(call: Call, id: str) -> Feature:
    """GET /v1/entitlements/features/{id}"""
    return find(call, Feature, id)


@operation("PostEntitlementsFeaturesId")
def update_feature(call: Call, id: str, **given: Any) -> Feature:
    """POST /v1/entitlements/features/{id}"""
    found = find(call, Feature, id)
    return save(call, found, **changed(found, given))


@operation("GetEntitlementsFeatures")
def list_features(call: Call, archived: bool | None = None, lookup_key: str | None = None) -> Page:
    """GET /v1/entitlements/features"""
    return listing(call, Feature, {"lookup_key": lookup_key, "active": None if archived is None else not archived})


@operation("PostProductsProductFeatures")
def attach_feature(call: Call, product: str, entitlement_feature: str) -> ProductFeature:
    """POST /v1/products/{product}/features"""
    owner = find(call, Product, product, "product")
    feature = named(call, Feature, entitlement_feature, "entitlement_feature")
    if call.first(ProductFeature, {"_product": owner.id, "entitlement_feature": feature.id}) is not None:
        raise Refusal("The feature is already attached to this product.", param="entitlement_feature")
    return make(call, ProductFeature, entitlement_feature=feature.id, _product=owner.id)


@operation("GetProductsProductFeaturesId")
def get_attached(call: Call, product: str, id: str) -> ProductFeature:
    """GET /v1/products/{product}/features/{id}"""
    found = find(call, ProductFeature, id)
    if found._product != product:
        raise missing("product_feature", id)
    return found


@operation("GetProductsProductFeatures")
def list_attached(call: Call, product: str) -> Page:
    """GET /v1/products/{product}/features"""
    return listing(call, ProductFeature, {"_product": find(call, Product, product, "product").id})


@operation("DeleteProductsProductFeaturesId")
def detach_feature(call: Call, product: str, id: str) -> dict[str, Any]:
    """DELETE /v1/products/{product}/features/{id}"""
    call.delete(get_attached(call, product, id))
    return {"id": id, "object": "product_feature", "deleted": True}


@operation("GetEntitlementsActiveEntitlements")
def list_entitlements(call: Call, customer: str) -> Page:
    """GET /v1/entitlements/active_entitlements: the features of what a customer subscribes to."""
    owner = named(call, Customer, customer, "customer")
    products = {
        call.get(Price, item["price"]).product
        for one in call.all(Subscription, {"customer": owner.id}) if one.status in ENTITLED for item in one._items
    }  # fmt: skip
    held = {
        one.entitlement_feature
        for product in sorted(products)
        for one in call.all(ProductFeature, {"_product": product})
    }
    features = [call.get(Feature, id) for id in sorted(held)]
    return part(call, [_entitlement(owner, feature) for feature in features])


def _entitlement(owner: Customer, feature: Feature) -> dict[str, Any]:
    name = blake2b(f"{owner.id}/{feature.id}".encode(), digest_size=20).hexdigest()
    return {"id": f"ent_test_{name}", "object": "entitlements.active_entitlement", "feature": feature.id,
            "livemode": owner.livemode, "lookup_key": feature.lookup_key}  # fmt: skip


@operation("GetEntitlementsActiveEntitlementsId")
def get_entitlement(call: Call, id: str) -> dict[str, Any]:
    """GET /v1/entitlements/active_entitlements/{id}"""
    for owner in call.all(Customer):
        for feature in call.all(Feature):
            if _entitlement(owner, feature)["id"] == id:
                return _entitlement(owner, feature)
    raise missing("entitlement", id)
