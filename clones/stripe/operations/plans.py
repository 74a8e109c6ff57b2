"""Plans: recurring prices by their older shape; https://docs.stripe.com/api/plans."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation

from ..lookups import changed, find, listing, save
from ..records.billing import Subscription
from ..records.customers import Price
from ..refusals import missing
from .prices import create_price

PERIOD = ("interval", "interval_count", "meter", "usage_type")
KEPT = ("active", "billing_scheme", "created", "currency", "id", "livemode", "metadata", "nickname", "product")


def as_plan(price: Price) -> dict[str, Any]:
    """A recurring price as a plan."""
    period, quantity = price.recurring or {}, price.get("transform_quantity")
    return {
        "object": "plan", **{name: price.get(name) for name in KEPT}, **{name: period.get(name) for name in PERIOD},
        "amount": price.unit_amount, "amount_decimal": price.unit_amount_decimal, "tiers_mode": price.get("tiers_mode"),
        "transform_usage": quantity, "trial_period_days": price.get("_trial_period_days"),
    }  # fmt: skip


@operation("PostPlans")
def create_plan(
    call: Call, currency: str, interval: str, product: Any = None, amount: int | None = None,
    amount_decimal: str | None = None, transform_usage: dict[str, Any] | None = None,
    trial_period_days: int | None = None, **given: Any,
) -> dict[str, Any]:  # fmt: skip
    """POST /v1/plans: the price of that id is made."""
    period = {name: given.pop(name) for name in PERIOD if name in given}
    whose = {"product_data": product} if isinstance(product, dict) else {"product": product}
    if transform_usage:
        given["transform_quantity"] = transform_usage
    made = create_price(
        call, currency, unit_amount=amount, unit_amount_decimal=amount_decimal,
        recurring={"interval": interval, **period}, _trial_period_days=trial_period_days, **whose, **given,
    )  # fmt: skip
    call.emit("plan.created", object=made, shown=as_plan(made))
    return as_plan(made)


def _found(call: Call, plan: str) -> Price:
    found = find(call, Price, plan, "plan")
    if not found.recurring:
        raise missing("plan", plan, "plan")
    return found


@operation("GetPlansPlan")
def get_plan(call: Call, plan: str) -> dict[str, Any]:
    """GET /v1/plans/{plan}"""
    return as_plan(_found(call, plan))


@operation("PostPlansPlan")
def update_plan(call: Call, plan: str, trial_period_days: int | None = None, **given: Any) -> dict[str, Any]:
    """POST /v1/plans/{plan}: its amount is for good."""
    found = _found(call, plan)
    changes = changed(found, given)
    if trial_period_days is not None:
        changes["_trial_period_days"] = trial_period_days
    made = save(call, found, "price.updated", **changes)
    call.emit("plan.updated", object=made, shown=as_plan(made))
    return as_plan(made)


@operation("DeletePlansPlan")
def delete_plan(call: Call, plan: str) -> dict[str, Any]:
    """DELETE /v1/plans/{plan}: subscriptions keep what they have."""
    found = _found(call, plan)
    call.emit("plan.deleted", object=found, shown=as_plan(found))
    if any(item["price"] == found.id for one in call.all(Subscription) for item in one._items):
        save(call, found, "price.updated", active=False)
    else:
        call.emit("price.deleted", object=found)
        call.delete(found)
    return {"id": plan, "object": "plan", "deleted": True}


@operation("GetPlans")
def list_plans(call: Call, active: bool | None = None, product: str | None = None, created: Any = None) -> Page:
    """GET /v1/plans"""
    found = listing(call, Price, {"type": "recurring", "active": active, "product": product}, created)
    return replace(found, items=[as_plan(one) for one in found.items])
