"""Invoices as they would be: the same sums as later, and nothing stored; https://docs.stripe.com/api/invoices/create_preview."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..lookups import named
from ..operations.customers import customer_of
from ..records.billing import InvoiceItem, Schedule, Subscription
from ..records.customers import Customer, Price
from ..refusals import Refusal, absent
from . import (
    changing,
    cycles,
    discounting,
    ending,
    invoicing,
    itemizing,
    lines,
    periods,
    phasing,
    planning,
    pricing,
    prorating,
    scheduling,
    standing,
    subscribing,
    terms,
)
from .standing import time_of

if TYPE_CHECKING:
    from clonery.server.call import Call

ITEMS = "invoice_items"


def create(call: Call, given: dict[str, Any]) -> dict[str, Any]:
    """The preview that parameters ask for. Raises Refusal, NotFound."""
    discounting.imagine(call)
    if given.get("schedule") or given.get("schedule_details"):
        return of_schedule(call, given)
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


def of_schedule(call: Call, given: dict[str, Any]) -> dict[str, Any]:
    """What a schedule bills next, with the phases that the parameters imagine. Raises Refusal, NotFound."""
    details = given.get("schedule_details") or {}
    schedule = named(call, Schedule, given["schedule"], "schedule") if given.get("schedule") else None
    subscription = call.peek(Subscription, schedule.subscription) if schedule else None
    customer = call.get(Customer, schedule.customer) if schedule else _customer(call, given, None)
    if schedule is None and not details.get("phases"):
        raise absent("schedule_details[phases]")
    at = time_of(call, customer)
    phases = schedule.phases if schedule else []
    if details.get("phases"):
        asked = details["phases"][0].get("start_date")
        begins = asked if isinstance(asked, int) else phases[0]["start_date"] if phases and asked is None else at
        phases = scheduling.planned(call, details["phases"], begins)
    base = schedule.doc if schedule else {**Schedule.DEFAULTS, **scheduling.fields({}, at, customer, phases)}
    imagined = Schedule.load(0, {**base, "phases": phases, "end_behavior": details.get("end_behavior", "release")})
    if subscription is None:
        phase = phases[0]
        wanted = {**phasing.asked(imagined, phase), "items": phasing.items_asked(phase), "currency": phase["currency"],
                  "add_invoice_items": phasing.sold_once(phase), "trial_end": phase.get("trial_end")}  # fmt: skip
        return of_new(call, customer, wanted, {**given, "discounts": wanted.get("discounts")})
    running = next((one for one in phases if one["start_date"] <= at < one["end_date"]), None)
    change: dict[str, Any] = {}
    if details.get("phases") and running is not None:
        behavior = details.get("proration_behavior") or running["proration_behavior"]
        change = {"items": scheduling.changes_to(subscription, running), "proration_behavior": behavior}
        subscription = changing.altered(subscription, {"_phase_end": running["end_date"]})
    return of_change(call, subscription, customer, change, given, imagined)


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
    if given.get("currency"):
        wanted["currency"] = given["currency"]
    made = subscribing.imagined(call, customer, wanted)
    if given.get("preview_mode") == "recurring":
        return recurring(call, made, customer)
    first = subscribing.first_lines(call, made, at, details.get("proration_behavior") == "none")
    first = subscribing.extra_lines(call, made, details.get("add_invoice_items"), at) + first
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


def recurring(call: Call, subscription: Subscription, customer: Customer) -> dict[str, Any]:
    """What each whole period costs: no prorations, nothing that waits, no usage."""
    end, made = standing.end_of(subscription), []
    for item in subscription._items:
        pace = call.get(Price, item["price"]).recurring or {}
        made += lines.cycle(call, subscription, item, end, periods.boundary(end, pace, 1), pricing.WHOLE)
    fields = {**invoicing.of_subscription(subscription), "billing_reason": "upcoming",
              "discounts": discounting.alive(call, subscription.discounts, end)}  # fmt: skip
    return cycles.preview(call, customer, made, end, **fields)


def of_change(
    call: Call, subscription: Subscription, customer: Customer, details: dict[str, Any], given: dict[str, Any],
    schedule: Schedule | None = None,
) -> dict[str, Any]:  # fmt: skip
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
    if given.get("preview_mode") == "recurring":
        return recurring(call, altered, customer)
    if change.immediate or (behavior == "always_invoice" and change.specs):
        waiting = invoicing.pending_items(call, customer, subscription.currency, subscription.id, change.immediate)
        made = [lines.pending(call, item) for item in (*imagined, *waiting)] + change.lines
        fields = changing.invoice_fields(call, altered, change, at)
        return cycles.preview(call, customer, made, at, **fields)
    end = standing.end_of(altered)
    if subscription.cancel_at is not None and subscription.cancel_at <= end and not imagined:
        raise Refusal(f"No upcoming invoices for customer: '{customer.id}'", "invoice_upcoming_none", status=404)
    waiting = invoicing.pending_items(call, customer, subscription.currency, subscription.id, True)
    altered = phasing.ahead(call, altered, end, schedule)
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
        made["default_tax_rates"] = terms.rates(call, details["default_tax_rates"], "default_tax_rates")
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
