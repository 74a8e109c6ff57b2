"""Products; https://docs.stripe.com/api/products."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.state.query import any_of

from ..lookups import changed, cleared, find, listing, make, metadata, named, save
from ..records.customers import Price, Product
from ..refusals import Refusal
from ..searching import search
from .prices import create_price


@operation("PostProducts")
def create_product(
    call: Call, name: str, id: str | None = None, default_price_data: dict[str, Any] | None = None, **given: Any
) -> Product:
    """POST /v1/products"""
    if id is not None and call.peek(Product, id) is not None:
        raise Refusal(f"Product already exists: '{id}'", "resource_already_exists", "id")
    fields = {"images": [], "marketing_features": [], **cleared(given), "metadata": metadata(given.get("metadata"))}
    made = make(call, Product, "product.created", id=id, name=name, updated=call.now, **fields)
    if default_price_data is not None:
        price = create_price(call, product=made.id, **default_price_data)
        made = save(call, made, "product.updated", default_price=price.id)
    return made


@operation("GetProductsId")
def get_product(call: Call, id: str) -> Product:
    """GET /v1/products/{id}"""
    return find(call, Product, id)


@operation("PostProductsId")
def update_product(call: Call, id: str, **given: Any) -> Product:
    """POST /v1/products/{id}"""
    found = find(call, Product, id)
    if given.get("default_price"):
        price = named(call, Price, given["default_price"], "default_price")
        if price.product != found.id:
            raise Refusal("The price does not belong to this product.", param="default_price")
    return save(call, found, "product.updated", **changed(found, given), updated=call.now)


@operation("DeleteProductsId")
def delete_product(call: Call, id: str) -> dict[str, Any]:
    """DELETE /v1/products/{id}: not while it has prices."""
    found = find(call, Product, id)
    if call.first(Price, {"product": id}) is not None:
        raise Refusal("This product cannot be deleted because it has one or more user-created prices.")
    call.emit("product.deleted", object=found)
    call.delete(found)
    return {"id": id, "object": "product", "deleted": True}


@operation("GetProducts")
def list_products(
    call: Call, active: bool | None = None, ids: list[str] | None = None, shippable: bool | None = None,
    url: str | None = None, created: Any = None,
) -> Page:  # fmt: skip
    """GET /v1/products"""
    where = {"active": active, "shippable": shippable, "url": url, "id": any_of(ids) if ids else None}
    return listing(call, Product, where, created)


@operation("GetProductsSearch")
def search_products(call: Call, query: str, page: str | None = None) -> dict[str, Any]:
    """GET /v1/products/search"""
    return search(call, Product, query, page)
