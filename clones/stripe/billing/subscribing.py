"""Subscriptions begin: items, trial, anchor, the first invoice and its payment; https://docs.stripe.com/api/subscriptions/create."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from .. import timing
from ..lookups import cleared, make, metadata, save
from ..records.billing import Invoice, Subscription
from ..records.customers import Customer, Price
from ..records.payments import SetupIntent
from . import (
    checking,
    cycles,
    discounting,
    entitling,
    invoicing,
    lines,
    paying,
    periods,
    pricing,
    settings,
    standing,
    terms,
)
from .lines import Line

if TYPE_CHECKING:
    from clonery.server.call import Call

LATER = "collected_later"
"""The payment behavior of what begins by itself: the first invoice is a draft for an hour, and then collected."""
FIXED: dict[str, Any] = {
    "billing_schedules": [], "invoice_settings": {"issuer": {"type": "self"}},
    "trial_settings": {"end_behavior": {"missing_payment_method": "create_invoice"}}, "_told": [],
}  # fmt: skip
"""What every subscription starts with."""


def create(call: Call, customer: Customer, given: dict[str, Any], behavior: str = "allow_incomplete") -> Subscription:
    """A new subscription with its first invoice, paid as the behavior says. Raises Refusal, NotFound."""
    checking.subscription(given)
    given = {**given, LATER: behavior == LATER}
    made, at = begin(call, customer, given), timing.seconds(call, customer.test_clock)
    standing.born(call, made)
    first = first_lines(call, made, at, given.get("proration_behavior", "create_prorations") == "none")
    first = extra_lines(call, made, given.get("add_invoice_items"), at) + first
    discounting.enough(call, given.get("discounts"), sum(line["amount"] for line in first), made.currency)
    waiting = invoicing.pending_items(call, customer, made.currency, made.id, True)
    first = [lines.pending(call, item) for item in waiting] + first
    invoice = None
    if first:
        sends = made.collection_method == "send_invoice" or behavior == LATER
        fields = {**invoicing.of_subscription(made), "billing_reason": "subscription_create", "auto_advance": sends,
                  "discounts": list(made.discounts)}  # fmt: skip
        invoice = invoicing.draft(call, customer, first, at, **fields)
        left = invoicing.use_discounts(call, made, invoice)
        made = save(call, made, latest_invoice=invoice.id, discounts=left, _items=cycles.billed(made._items, invoice))
        if not sends:
            settle_first(call, made, customer, invoice, behavior, bool(given.get("off_session")))
    made = call.get(Subscription, made.id)
    if made.status == "incomplete" and (invoice is None or call.get(Invoice, invoice.id).status == "paid"):
        made = save(call, made, status="active")
    if made.status == "trialing":
        made = setup(call, made, customer)
    if call.memo.pop(("born", made.id), False):
        call.emit("customer.subscription.created", object=made)
    entitling.tell(call, customer.id)
    owner = call.get(Customer, customer.id)
    if owner.currency is None or (owner.currency != made.currency and not owner.balance):
        save(call, owner, currency=made.currency)
    return standing.arrange(call, call.get(Subscription, made.id))


def begin(call: Call, customer: Customer, given: dict[str, Any]) -> Subscription:
    """Store a subscription that nobody has been told of."""
    return make(call, Subscription, **described(call, customer, given))


def imagined(call: Call, customer: Customer, given: dict[str, Any]) -> Subscription:
    """A subscription that is not stored, for previews."""
    fields = described(call, customer, given)
    return Subscription.load(0, {**Subscription.DEFAULTS, "object": "subscription", **fields})


def _kept(call: Call, customer: Customer, given: dict[str, Any]) -> dict[str, Any]:
    """The fields that parameters set as they are."""
    kept = {name: value for name, value in cleared(given).items() if name in settings.KEPT}
    kept["metadata"] = metadata(given.get("metadata"))
    kept["automatic_tax"] = checking.automatic_tax(given, customer) or {"enabled": False}
    kept["default_tax_rates"] = terms.rates(call, given.get("default_tax_rates"), "default_tax_rates")
    if given.get("invoice_settings"):
        kept["invoice_settings"] = {"issuer": {"type": "self"}, **given["invoice_settings"]}
    kept["payment_settings"] = {"save_default_payment_method": "off", **(given.get("payment_settings") or {})}
    if kept.get("default_payment_method"):
        kept["default_payment_method"] = paying.usable(call, kept["default_payment_method"], customer.id)
    return {**kept, **settings.conditions(call, given)}


def described(call: Call, customer: Customer, given: dict[str, Any]) -> dict[str, Any]:
    """The fields of a new subscription, its periods set. Raises Refusal, NotFound."""
    at = timing.seconds(call, customer.test_clock)
    asked_currency = str(given["currency"]).lower() if given.get("currency") else None
    items, currency = terms.items_of(call, given.get("items"), at, asked_currency)
    terms.one_currency(call, customer, currency)
    trial = terms.trial_of(call, given, items, at)
    anchor = terms.anchor_of(call, given, items, trial or at)
    started = terms.backdated(call, given, items, anchor, at)
    kept = _kept(call, customer, given)
    id, sends = call.new_id("sub_"), kept.get("collection_method") == "send_invoice" or given.get(LATER)
    discounts = discounting.resolve(call, given.get("discounts"), at, currency, customer.id, subscription=id)
    for item, asked in zip(items, given["items"], strict=True):
        end = trial or periods.after(anchor, call.get(Price, item["price"]).recurring or {}, at)
        stops = given.get("cancel_at")
        item |= {"subscription": id, "current_period_end": min(end, stops) if isinstance(stops, int) else end}
        item["discounts"] = discounting.resolve(call, asked.get("discounts"), at, currency, customer.id,
                                                subscription_item=item["id"])  # fmt: skip
    ends = given.get("cancel_at")
    if given.get("cancel_at_period_end") or ends in ("min_period_end", "max_period_end"):
        pick = min if ends == "min_period_end" else max
        ends = pick(item["current_period_end"] for item in items)
    mode = given.get("billing_mode") or {"type": "flexible"}
    if mode["type"] == "flexible":
        mode = {"flexible": {"proration_discounts": "included"}, **mode}
    begun = {"status": "trialing" if trial else "active" if sends else "incomplete", "trial_end": trial,
             "trial_start": at if trial else None, "billing_cycle_anchor": anchor, "start_date": started,
             "created": at}  # fmt: skip
    return {
        **FIXED, **kept, **begun, "id": id, "billing_mode": mode, "currency": currency, "customer": customer.id,
        "billing_cycle_anchor_config": given.get("billing_cycle_anchor_config"), "discounts": discounts,
        "cancel_at": ends if isinstance(ends, int) else None, "canceled_at": at if ends else None,
        "cancel_at_period_end": bool(given.get("cancel_at_period_end")),
        "cancellation_details": {"reason": "cancellation_requested"} if ends else {},
        "test_clock": customer.test_clock, **settings.next_sweep(kept, at),
        "trial_settings": given.get("trial_settings") or FIXED["trial_settings"],
        "_items": items, "_item_ids": [item["id"] for item in items],
    }  # fmt: skip


def first_lines(call: Call, subscription: Subscription, at: int, unprorated: bool) -> list[Line]:
    """What the first invoice bills: a trial for nothing, time that is over, a period or the rest until the anchor."""
    made: list[Line] = []
    for item in subscription._items:
        start, end = item["current_period_start"], item["current_period_end"]
        past = [] if unprorated else terms.elapsed(call, subscription, item, at)
        for span in past:
            made += lines.cycle(call, subscription, item, *span)
        if subscription.status == "trialing":
            line = lines.trial(call, subscription, item, start, end)
            made += [line] if line is not None else []
            continue
        recurring, anchor = call.get(Price, item["price"]).recurring or {}, subscription.billing_cycle_anchor
        whole = periods.after(anchor, recurring, at) - periods.until(anchor, recurring, at)
        share = Fraction(end - start, whole)
        if any(ends > at for _, ends, _ in past):
            continue  # the stretch before the anchor is billed as one
        if not unprorated or (share == 1 and start == at):
            made += lines.cycle(call, subscription, item, start, end, share)
    return made


def extra_lines(call: Call, subscription: Subscription, given: Any, at: int) -> list[Line]:
    """Things that are sold once, with a subscription."""
    made = []
    for number, each in enumerate(given or []):
        param = f"add_invoice_items[{number}]"
        price = pricing.inside(pricing.priced(call, each, param, False), subscription.currency, f"{param}[price]")
        line = lines.once(call, subscription, price, each, at)
        line["discounts"] = discounting.resolve(call, each.get("discounts"), at, subscription.currency,
                                                subscription.customer, f"{param}[discounts]")  # fmt: skip
        made.append(line)
    return made


def settle_first(
    call: Call, subscription: Subscription, customer: Customer, invoice: Invoice, behavior: str, off_session: bool
) -> None:
    """Finalize the first invoice and pay it now, unless the caller is to confirm the payment. Raises Refusal."""
    method = paying.default_of(call, customer, subscription)
    invoice = invoicing.finalize(call, invoice)
    if invoice.status != "open" or behavior == "default_incomplete":
        return
    if method is None:
        raise paying.no_method()
    invoice = paying.collect(call, invoice, method, off_session)
    if invoice.status == "open" and behavior == "error_if_incomplete":
        raise paying.refused(call, invoice)


def setup(call: Call, subscription: Subscription, customer: Customer) -> Subscription:
    """Without a payment method a trial asks for one, by a setup intent."""
    if paying.default_of(call, customer, subscription) is not None:
        return subscription
    id = call.new_id("seti_")
    made = make(
        call, SetupIntent, "setup_intent.created", id=id, customer=customer.id, status="requires_payment_method",
        usage="off_session", payment_method_types=["card"], client_secret=f"{id}_secret_{call.new_id('', 25)}",
        created=subscription.created, _clock=subscription.test_clock,
        payment_method_options={"card": {"request_three_d_secure": "automatic"}},
    )  # fmt: skip
    return save(call, subscription, pending_setup_intent=made.id)
