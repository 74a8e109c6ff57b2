"""Items of subscriptions; https://docs.stripe.com/api/subscription_items."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.state.query import has

from ..billing import changing, shown
from ..lookups import find, named, part
from ..records.billing import Subscription
from ..refusals import missing


def _holder(call: Call, id: str) -> tuple[Subscription, dict[str, Any]]:
    """The subscription that an item lies on, and the item. Raises NotFound."""
    found = call.first(Subscription, {"_item_ids": has(id)})
    if found is None:
        raise missing("subscription_item", id, "item")
    find(call, Subscription, found.id)
    return found, next(item for item in found._items if item["id"] == id)


@operation("PostSubscriptionItems")
def create_item(call: Call, subscription: str, **given: Any) -> dict[str, Any]:
    """POST /v1/subscription_items: as an update of the subscription."""
    found = named(call, Subscription, subscription, "subscription")
    item = {name: given.pop(name) for name in ("price", "price_data", "quantity", "metadata", "tax_rates", "discounts")
            if name in given}  # fmt: skip
    before = {one["id"] for one in found._items}
    made = changing.update(call, found, {**given, "items": [item]})
    return shown.item(call, next(one for one in made._items if one["id"] not in before))


@operation("GetSubscriptionItemsItem")
def get_item(call: Call, item: str) -> dict[str, Any]:
    """GET /v1/subscription_items/{item}"""
    return shown.item(call, _holder(call, item)[1])


@operation("PostSubscriptionItemsItem")
def update_item(call: Call, item: str, **given: Any) -> dict[str, Any]:
    """POST /v1/subscription_items/{item}: as an update of the subscription."""
    found, _ = _holder(call, item)
    asked = {name: given.pop(name) for name in ("price", "price_data", "quantity", "metadata", "tax_rates", "discounts")
             if name in given}  # fmt: skip
    made = changing.update(call, found, {**given, "items": [{"id": item, **asked}]})
    return shown.item(call, next(one for one in made._items if one["id"] == item))


@operation("DeleteSubscriptionItemsItem")
def delete_item(call: Call, item: str, **given: Any) -> dict[str, Any]:
    """DELETE /v1/subscription_items/{item}: not the last one."""
    found, _ = _holder(call, item)
    given.pop("clear_usage", None)
    changing.update(call, found, {**given, "items": [{"id": item, "deleted": True}]})
    return {"id": item, "object": "subscription_item", "deleted": True}


@operation("GetSubscriptionItems")
def list_items(call: Call, subscription: str) -> Page:
    """GET /v1/subscription_items"""
    found = named(call, Subscription, subscription, "subscription")
    return part(call, [shown.item(call, item) for item in found._items])
