"""Invoices as they would be: the same sums as later, and nothing stored; https://docs.stripe.com/api/invoices/create_preview."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..lookups import named
from ..operations.customers import customer_of
from ..records.billing import InvoiceItem, Subscription
from ..records.customers import Customer
from ..refusals import Refusal, absent
from . import (
    changing,
    checking,
    cycles,
    discounting,
    ending,
    invoicing,
    itemizing,
    lines,
    planning,
    prorating,
    standing,
    subscribing,
)
from .standing import time_of

if TYPE_CHECKING:
    from clonery.server.call import Call

ITEMS = "invoice_items"


def create(call: Call, given: dict[str, Any]) -> dict[str, Any]:
    """The preview that parameters ask for. Raises Refusal, NotFound."""
    discounting.imagine(call)
    checking.unbilled(given, ("schedule", "schedule_details"))
    if given.get("preview_mode") == "recurring":
        raise Refusal("This server previews the next invoice alone.", param="preview_mode")
    details = dict(given.get("subscription_details") or {})
    subscription = (
        named(call, Subscription, given["subscription"], "subscription") if given.get("subscription") else None
    )
    customer = _customer(call, given, subscription)
    if subscription is not None:
        return of_change(call, subscription, customer, details, given)
    if details.get("items"):
        return of_new(call, customer, details, given)
    return of_waiting(call, customer, given)


def _customer(call: Call, given: dict[str, Any], subscription: Subscription | None) -> Customer:
    if given.get("customer"):
        customer = customer_of(call, given["customer"])
        if subscription is not None and subscription.customer != customer.id:
            raise Refusal("The subscription belongs to another customer.", param="subscription")
        return customer
    if subscription is not None:
        return call.get(Customer, subscription.customer)
    if given.get("customer_details") is not None:
        held = {**Customer.DEFAULTS, "id": "", "object": "customer", "metadata": {}, "created": call.now}
        return Customer.load(0, {**held, "tax_exempt": given["customer_details"].get("tax_exempt") or "none"})
    raise absent("customer")


def extra_items(call: Call, given: dict[str, Any], customer: Customer, currency: str, at: int) -> list[lines.Line]:
    """The lines of invoice items that are only imagined."""
    made = []
    for number, each in enumerate(given.get(ITEMS) or []):
        held = itemizing.described(call, {**each, "currency": each.get("currency", currency)}, f"{ITEMS}[{number}]", at)
        fields = {**InvoiceItem.DEFAULTS, **held, "id": f"ii_imagined{number}", "metadata": {}, "discounts": []}
        made.append(lines.pending(call, InvoiceItem.load(0, {**fields, "customer": customer.id})))
    return made


def of_waiting(call: Call, customer: Customer, given: dict[str, Any]) -> dict[str, Any]:
    """What a customer's waiting invoice items come to; where a subscription renews, its next invoice."""
    at = time_of(call, customer)
    found = [
        one for one in call.all(Subscription, {"customer": customer.id}) if one.status in (*standing.LIVE, "trialing")
    ]
    renewing = [one for one in found if not one.cancel_at or one.cancel_at > standing.end_of(one)]
    if renewing:
        return of_change(call, min(renewing, key=standing.end_of), customer, {}, given)
    currency = given.get("currency") or customer.currency or "usd"
    waiting = invoicing.pending_items(call, customer, currency, None, True)
    made = extra_items(call, given, customer, currency, at) + [lines.pending(call, item) for item in waiting]
    if not made:
        raise Refusal(f"No upcoming invoices for customer: '{customer.id}'", "invoice_upcoming_none", status=404)
    used = discounting.resolve(call, given.get("discounts"), at, currency, customer.id)
    return cycles.preview(call, customer, made, at, currency=currency, discounts=used, billing_reason="upcoming")


def of_new(call: Call, customer: Customer, details: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """The first invoice of a subscription that is not there yet."""
    at = time_of(call, customer)
    wanted = {**details, "discounts": given.get("discounts"), "default_tax_rates": details.get("default_tax_rates")}
    anchor = details.get("billing_cycle_anchor")
    wanted["billing_cycle_anchor"] = anchor if isinstance(anchor, int) else None
    made = subscribing.imagined(call, customer, wanted)
    first = subscribing.first_lines(call, made, at, details.get("proration_behavior") == "none")
    waiting = invoicing.pending_items(call, customer, made.currency, made.id, True)
    first = (
        extra_items(call, given, customer, made.currency, at) + [lines.pending(call, item) for item in waiting] + first
    )
    fields = {
        **invoicing.of_subscription(made),
        "billing_reason": "subscription_create",
        "discounts": list(made.discounts),
    }
    return cycles.preview(call, customer, first, at, **{**fields, "parent": None, "_subscription": None})


def of_change(
    call: Call, subscription: Subscription, customer: Customer, details: dict[str, Any], given: dict[str, Any]
) -> dict[str, Any]:
    """The next invoice of a subscription, with the change that the parameters imagine."""
    if subscription.status in standing.OVER:
        message = f"No upcoming invoices for customer: '{customer.id}'"
        raise Refusal(message, "invoice_upcoming_none", status=404)
    at = time_of(call, subscription)
    if details.get("cancel_now"):
        return of_end(call, subscription, customer, details, at)
    basis = changing.altered(subscription, imagined_fields(call, subscription, customer, details, given, at))
    change = planning.plan(call, basis, details)
    imagined = prorating.imagined(basis, change.specs, at)
    behavior = details.get("proration_behavior", "create_prorations")
    altered = changing.altered(basis, {"_items": change.items, **change.fields})
    if change.immediate or (behavior == "always_invoice" and change.specs):
        waiting = invoicing.pending_items(call, customer, subscription.currency, subscription.id, change.immediate)
        made = [lines.pending(call, item) for item in (*imagined, *waiting)] + change.lines
        fields = changing.invoice_fields(call, altered, change, at)
        return cycles.preview(call, customer, made, at, **fields)
    end = standing.end_of(altered)
    if subscription.cancel_at is not None and subscription.cancel_at <= end and not imagined:
        raise Refusal(f"No upcoming invoices for customer: '{customer.id}'", "invoice_upcoming_none", status=404)
    waiting = invoicing.pending_items(call, customer, subscription.currency, subscription.id, True)
    made, fields = cycles.renewal(call, altered, customer, end, [*imagined, *waiting])
    made = extra_items(call, given, customer, subscription.currency, at) + made
    if change.specs:
        fields["parent"] = invoicing.parent(subscription, change.at)
    return cycles.preview(call, customer, made, end, **fields)


def imagined_fields(
    call: Call, subscription: Subscription, customer: Customer, details: dict[str, Any], given: dict[str, Any], at: int
) -> dict[str, Any]:
    """The fields of the subscription that a preview changes."""
    made: dict[str, Any] = {}
    if "discounts" in given:
        made["discounts"] = discounting.resolve(call, given["discounts"], at, subscription.currency, customer.id)
    if "default_tax_rates" in details:
        made["default_tax_rates"] = subscribing.rates(call, details["default_tax_rates"], "default_tax_rates")
    return made


def of_end(
    call: Call, subscription: Subscription, customer: Customer, details: dict[str, Any], at: int
) -> dict[str, Any]:
    """The last invoice of a subscription that ends now."""
    specs = prorating.credits(call, subscription, details.get("proration_date") or at)
    if details.get("proration_behavior") == "none":
        specs = []
    waiting = invoicing.pending_items(call, customer, subscription.currency, subscription.id, False)
    made = ending.last_lines(call, subscription, at, [*prorating.imagined(subscription, specs, at), *waiting])
    fields = {**invoicing.of_subscription(subscription), "billing_reason": "subscription_cycle"}
    return cycles.preview(call, customer, made, at, **fields)
