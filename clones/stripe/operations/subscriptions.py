"""Subscriptions; https://docs.stripe.com/api/subscriptions."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import act, operation
from clonery.server.state.query import Op, any_of, none_of

from ..billing import changing, cycles, discounting, ending, invoicing, paying, standing, subscribing
from ..lookups import cleared, find, listing, save, since
from ..records.billing import Discount, Invoice, Subscription
from ..records.customers import Customer
from ..refusals import Refusal, absent, missing
from ..searching import search
from .customers import customer_of

EXPOSED = "subscription_exposed_id"
SETTINGS = {
    "type": "object", "additionalProperties": False, "required": ["after_retries"],
    "properties": {"after_retries": {"enum": ["cancel", "unpaid", "past_due"]}},
}  # fmt: skip
FINISHED = ("canceled", "incomplete_expired")


def subscription_of(call: Call, id: str) -> Subscription:
    return find(call, Subscription, id)


@operation("PostSubscriptions")
def create_subscription(
    call: Call, customer: str | None = None, payment_behavior: str = "allow_incomplete", **given: Any
) -> Subscription:
    """POST /v1/subscriptions: the first invoice is made and, as the payment behavior says, paid."""
    if customer is None:
        raise absent("customer")
    if not given.get("items"):
        raise absent("items")
    given["payment_behavior"] = payment_behavior
    return subscribing.create(call, customer_of(call, customer), given, payment_behavior)


@operation("PostCustomersCustomerSubscriptions")
def create_below(call: Call, customer: str, payment_behavior: str = "allow_incomplete", **given: Any) -> Subscription:
    """POST /v1/customers/{customer}/subscriptions"""
    return create_subscription(call, customer=customer, payment_behavior=payment_behavior, **given)


@operation("GetSubscriptionsSubscriptionExposedId")
def get_subscription(call: Call, subscription_exposed_id: str) -> Subscription:
    """GET /v1/subscriptions/{subscription_exposed_id}"""
    return subscription_of(call, subscription_exposed_id)


@operation("GetCustomersCustomerSubscriptionsSubscriptionExposedId")
def get_below(call: Call, customer: str, subscription_exposed_id: str) -> Subscription:
    """GET /v1/customers/{customer}/subscriptions/{subscription_exposed_id}"""
    return _below(call, customer, subscription_exposed_id)


def _below(call: Call, customer: str, id: str) -> Subscription:
    found = subscription_of(call, id)
    if found.customer != find(call, Customer, customer, "customer").id:
        raise missing("subscription", id)
    return found


@operation("PostSubscriptionsSubscriptionExposedId")
def update_subscription(call: Call, subscription_exposed_id: str, **given: Any) -> Subscription:
    """POST /v1/subscriptions/{subscription_exposed_id}"""
    return changing.update(call, subscription_of(call, subscription_exposed_id), given)


@operation("PostCustomersCustomerSubscriptionsSubscriptionExposedId")
def update_below(call: Call, customer: str, subscription_exposed_id: str, **given: Any) -> Subscription:
    """POST /v1/customers/{customer}/subscriptions/{subscription_exposed_id}"""
    return changing.update(call, _below(call, customer, subscription_exposed_id), given)


@operation("DeleteSubscriptionsSubscriptionExposedId")
def cancel_subscription(
    call: Call, subscription_exposed_id: str, invoice_now: bool = False, prorate: bool = False,
    cancellation_details: dict[str, Any] | None = None,
) -> Subscription:  # fmt: skip
    """DELETE /v1/subscriptions/{subscription_exposed_id}: ends it now."""
    found = subscription_of(call, subscription_exposed_id)
    if found.status in FINISHED:
        raise missing("subscription", found.id)
    if found.status == "incomplete":
        return ending.expire(call, found)
    details = cleared(cancellation_details or {})
    return ending.end(call, found, "cancellation_requested", invoice_now, prorate, details)


@operation("DeleteCustomersCustomerSubscriptionsSubscriptionExposedId")
def cancel_below(
    call: Call, customer: str, subscription_exposed_id: str, invoice_now: bool = False, prorate: bool = False
) -> Subscription:
    """DELETE /v1/customers/{customer}/subscriptions/{subscription_exposed_id}"""
    _below(call, customer, subscription_exposed_id)
    return cancel_subscription(call, subscription_exposed_id, invoice_now, prorate)


@operation(
    "DeleteSubscriptionsSubscriptionExposedIdDiscount",
    "DeleteCustomersCustomerSubscriptionsSubscriptionExposedIdDiscount",
)
def delete_discount(call: Call, subscription_exposed_id: str, **given: Any) -> dict[str, Any]:
    """DELETE /v1/subscriptions/{subscription_exposed_id}/discount: its first discount ends."""
    found = subscription_of(call, subscription_exposed_id)
    if not found.discounts:
        raise Refusal(f"No active discount for subscription: {found.id}", "resource_missing", status=404)
    gone = discounting.found(call, found.discounts[0])
    standing.change(call, found, discounts=[])
    call.emit("customer.discount.deleted", object=gone)
    return {**discounting.shown(call, gone, {k: v for k, v in gone.doc.items() if k[0] != "_"}), "deleted": True}


@operation("GetCustomersCustomerSubscriptionsSubscriptionExposedIdDiscount")
def get_discount(call: Call, customer: str, subscription_exposed_id: str) -> Discount:
    """GET /v1/customers/{customer}/subscriptions/{subscription_exposed_id}/discount"""
    found = _below(call, customer, subscription_exposed_id)
    if not found.discounts:
        raise Refusal(f"No active discount for subscription: {found.id}", "resource_missing", status=404)
    return discounting.found(call, found.discounts[0])


@operation("PostSubscriptionsSubscriptionResume")
def resume_subscription(
    call: Call, subscription: str, billing_cycle_anchor: str = "now", proration_behavior: str = "create_prorations",
    **given: Any,
) -> Subscription:  # fmt: skip
    """POST /v1/subscriptions/{subscription}/resume: a paused one begins a period, and is billed for it."""
    found = subscription_of(call, subscription)
    if found.status != "paused":
        raise Refusal("You can only resume subscriptions with status `paused`.")
    at, customer = standing.time_of(call, found), call.get(Customer, found.customer)
    if paying.default_of(call, customer, found) is None:
        raise paying.no_method()
    items = [{**item, "current_period_end": at} for item in found._items]
    anchor = at if billing_cycle_anchor == "now" else found.billing_cycle_anchor
    found = save(call, found, _items=items, billing_cycle_anchor=anchor)
    made = cycles.renew(call, found, status="active")
    invoice = call.get(Invoice, made.latest_invoice)
    if invoice.status == "draft" and made.collection_method == "charge_automatically":
        invoice = invoicing.finalize(call, invoice)
        if invoice.status == "open":
            paying.collect(call, invoice)
    made = call.get(Subscription, made.id)
    call.emit("customer.subscription.resumed", object=made)
    return made


@operation("PostSubscriptionsSubscriptionMigrate")
def migrate_subscription(call: Call, subscription: str, billing_mode: dict[str, Any], **given: Any) -> Subscription:
    """POST /v1/subscriptions/{subscription}/migrate: to the flexible billing mode."""
    found = subscription_of(call, subscription)
    flexible = {"proration_discounts": "included", **(billing_mode.get("flexible") or {})}
    mode = {"type": "flexible", "flexible": flexible, "updated_at": standing.time_of(call, found)}
    return save(call, found, "customer.subscription.updated", billing_mode=mode)


@operation("GetSubscriptions")
def list_subscriptions(
    call: Call, customer: str | None = None, status: str | None = None, price: str | None = None,
    collection_method: str | None = None, test_clock: str | None = None, created: Any = None,
    current_period_start: Any = None, current_period_end: Any = None, **given: Any,
) -> Page:  # fmt: skip
    """GET /v1/subscriptions: by default those that have not been canceled."""
    where: dict[str, Any] = {"customer": customer, "collection_method": collection_method, "test_clock": test_clock}
    if status == "ended":
        where["status"] = any_of(FINISHED)
    elif status != "all":
        where["status"] = status if status is not None else none_of(("canceled",))
    if price is not None:
        where["_items"] = Op("EXISTS (SELECT 1 FROM json_each({}) WHERE json_extract(value, '$.price') = ?)", (price,))
    for name, asked in (("current_period_start", current_period_start), ("current_period_end", current_period_end)):
        times = since(asked)
        if times is not None:
            where[f"_items[0].{name}"] = times
    return listing(call, Subscription, where, created)


@operation("GetCustomersCustomerSubscriptions")
def list_below(call: Call, customer: str) -> Page:
    """GET /v1/customers/{customer}/subscriptions"""
    where = {"customer": find(call, Customer, customer, "customer").id, "status": none_of(("canceled",))}
    return listing(call, Subscription, where)


@operation("GetSubscriptionsSearch")
def search_subscriptions(call: Call, query: str, page: str | None = None) -> dict[str, Any]:
    """GET /v1/subscriptions/search"""
    return search(call, Subscription, query, page)


@act("billing_settings", SETTINGS, "What becomes of a subscription when its last payment retry fails.")
def billing_settings(call: Call, after_retries: str) -> dict[str, Any]:
    """The account's choice in its dashboard."""
    return {"after_retries": call.update(standing.settings(call), after_retries=after_retries).after_retries}
