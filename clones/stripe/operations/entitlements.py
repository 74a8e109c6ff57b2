"""Features, which products give to whoever subscribes to them; https://docs.stripe.com/billing/entitlements."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation

from ..billing import entitling
from ..lookups import changed, find, listing, make, metadata, named, part, save
from ..records.billing import Feature, ProductFeature
from ..records.customers import Customer, Product
from ..refusals import Refusal, missing


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
    return part(call, [entitling.entitlement(owner, each) for each in entitling.features_of(call, owner.id)])


@operation("GetEntitlementsActiveEntitlementsId")
def get_entitlement(call: Call, id: str) -> dict[str, Any]:
    """GET /v1/entitlements/active_entitlements/{id}"""
    for owner in call.all(Customer):
        for feature in call.all(Feature):
            made = entitling.entitlement(owner, feature)
            if made["id"] == id:
                return made
    raise missing("entitlement", id)
