"""What a change of a subscription comes to, before anything of it is stored; https://docs.stripe.com/billing/subscriptions/prorations."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..lookups import metadata
from ..records.billing import Subscription
from ..records.customers import Price
from ..refusals import Refusal, missing
from . import discounting, lines, periods, pricing, prorating, standing, terms
from .lines import Item, Line
from .prorating import Spec
from .standing import time_of

if TYPE_CHECKING:
    from clonery.server.call import Call

LAST = (
    "A subscription must have at least one active plan. To cancel the subscription, please use the cancel API endpoint "
    "instead."
)


@dataclass(slots=True)
class Change:
    """What an update does to the items of a subscription: nothing of it is stored yet."""

    items: list[Item]
    at: int
    specs: list[Spec] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    fields: dict[str, Any] = field(default_factory=dict)
    immediate: bool = False


def plan(call: Call, subscription: Subscription, given: dict[str, Any]) -> Change:
    """What the parameters of an update come to: the items as they will be, prorations, full periods that begin now."""
    at = time_of(call, subscription)
    behavior = given.get("proration_behavior", "create_prorations")
    moment = given.get("proration_date") or at
    if not standing.start_of(subscription) <= moment <= max(standing.last_end(subscription), at):
        raise Refusal(
            "Cannot specify a proration date outside of the current subscription period.", param="proration_date"
        )
    pairs = changed_items(call, subscription, given.get("items"), at)
    trial_end, trialing = given.get("trial_end"), subscription.status == "trialing"
    made = Change([new for _, new in pairs if new is not None], moment)
    if trial_end not in (None, "now"):
        return on_trial(call, subscription, made, int(trial_end), at, behavior)
    ends_trial = trial_end == "now" and trialing
    renewed = given.get("billing_cycle_anchor") == "now"
    if ends_trial or renewed or (not trialing and resets(call, subscription.currency, pairs)):
        return restart(call, subscription, made, pairs, moment if not ends_trial else at, behavior)
    if trialing:
        for item in made.items:
            item["current_period_end"] = item["current_period_end"] or subscription.trial_end
        return made
    for old, new in pairs:
        if new is not None and old is None:
            recurring = call.get(Price, new["price"]).recurring or {}
            new["current_period_end"] = periods.after(subscription.billing_cycle_anchor, recurring, at)
        if behavior != "none" and differs(old, new):
            prorate(call, subscription, made, old, new, moment)
        if old is not None and (new is None or new["price"] != old["price"]):
            leave(call, subscription, made, old, new, moment, behavior)
    return made


def leave(
    call: Call, subscription: Subscription, made: Change, old: Item, new: Item | None, at: int, behavior: str
) -> None:
    """A metered price goes away: what was used of it is billed, in the classic mode lost; its successor counts anew."""
    if behavior != "none" and subscription.billing_mode["type"] != prorating.CLASSIC:
        used = prorating.used(call, subscription, old, at)
        made.specs += [used] if used is not None else []
    if new is not None and pricing.metered(call.get(Price, new["price"])):
        new |= {"_used": None, "_since": at}


def prorate(call: Call, subscription: Subscription, made: Change, old: Item | None, new: Item | None, at: int) -> None:
    """Credit for the old item, a charge for the new one."""
    credit = prorating.credit(call, subscription, old, at) if old is not None else None
    debit = prorating.debit(call, subscription, new, at, subscription.billing_cycle_anchor) if new is not None else None
    made.specs += [spec for spec in (credit, debit) if spec is not None]
    if new is not None:
        held = None
        if debit is not None:
            held = {"amount": debit["amount"], **debit["period"], "price": new["price"], "quantity": new["quantity"]}
        new["_billed"] = held


def differs(old: Item | None, new: Item | None) -> bool:
    """Whether an item came, went, or costs something else."""
    if old is None or new is None:
        return True
    return (old["price"], old["quantity"]) != (new["price"], new["quantity"])


def resets(call: Call, currency: str, pairs: list[tuple[Item | None, Item | None]]) -> bool:
    """Whether a period begins anew: an item recurs at another pace, or costs something for the first time."""
    free, costs = True, False
    for old, new in pairs:
        if old is not None and new is not None:
            before, after = call.get(Price, old["price"]), call.get(Price, new["price"])
            if not periods.same(before.recurring or {}, after.recurring or {}):
                return True
        if old is not None:
            price = pricing.held(call, old["price"], currency)
            free = free and not pricing.metered(price) and not pricing.exact(price, old["quantity"])
        if new is not None:
            price = pricing.held(call, new["price"], currency)
            costs = costs or (not pricing.metered(price) and bool(pricing.exact(price, new["quantity"])))
    return free and costs


def restart(
    call: Call,
    subscription: Subscription,
    made: Change,
    pairs: list[tuple[Item | None, Item | None]],
    at: int,
    behavior: str,
) -> Change:
    """All items begin a period now: what is left of the old ones is given back, the new ones are billed in full."""
    made.at, made.immediate = at, True
    for old, new in pairs:
        if old is not None:
            if behavior != "none" and (spec := prorating.credit(call, subscription, old, at)) is not None:
                made.specs.append(spec)
            used = lines.usage(call, subscription, old, old["current_period_start"], at)
            if any(line["amount"] for line in used) and subscription.status != "trialing":
                made.lines += used
        if new is not None:
            recurring = call.get(Price, new["price"]).recurring or {}
            new |= {"current_period_start": at, "current_period_end": periods.after(at, recurring, at), "_billed": None,
                    "_used": None, "_since": None}  # fmt: skip
            made.lines += lines.cycle(call, subscription, new, at, new["current_period_end"], pricing.WHOLE)
    made.fields = {"billing_cycle_anchor": at}
    if subscription.status == "trialing":
        made.fields |= {"status": "active", "trial_end": at}
    return made


def on_trial(call: Call, subscription: Subscription, made: Change, end: int, at: int, behavior: str) -> Change:
    """A trial begins or lasts longer: what was paid for the time is given back."""
    if end <= at:
        message = f"Invalid timestamp: the trial's end `{end}` is in the past."
        raise Refusal(message, param="trial_end")
    if subscription.status != "trialing" and behavior != "none":
        made.specs = prorating.credits(call, subscription, at)
    for item in made.items:
        item |= {"current_period_start": at, "current_period_end": end, "_billed": None}
    started = subscription.trial_start if subscription.status == "trialing" else at
    made.fields = {"billing_cycle_anchor": end, "trial_start": started, "trial_end": end, "status": "trialing"}
    return made


def changed_items(call: Call, subscription: Subscription, given: Any, at: int) -> list[tuple[Item | None, Item | None]]:
    """Each item as it is and as it will be; None where it comes or goes. Raises Refusal, NotFound."""
    pairs: dict[str, tuple[Item | None, Item | None]] = {item["id"]: (item, dict(item)) for item in subscription._items}
    for number, each in enumerate(given or []):
        param, id = f"items[{number}]", each.get("id")
        if id is None:
            price = pricing.priced(call, each, param, True)
            item = terms.new_item(call, each, price, at)
            item |= {"subscription": subscription.id, "discounts": _discounts(call, subscription, item, each, at)}
            pairs[item["id"]] = (None, item)
            continue
        if id not in pairs:
            raise missing("subscription_item", id, f"{param}[id]", 400)
        old = pairs[id][0]
        assert old is not None
        pairs[id] = (old, None if each.get("deleted") else _altered(call, subscription, old, each, param, at))
    left = [new for _, new in pairs.values() if new is not None]
    if not left:
        raise Refusal(LAST, "", "items")
    terms.together([call.get(Price, item["price"]) for item in left], subscription.currency)
    return list(pairs.values())


def _altered(call: Call, subscription: Subscription, old: Item, given: dict[str, Any], param: str, at: int) -> Item:
    """An item with what an update says of it."""
    made = dict(old)
    if given.get("price") or given.get("price_data"):
        price = pricing.priced(call, given, param, True)
        made["price"] = price.id
        if pricing.metered(price):
            made["quantity"] = 0
        elif not old["quantity"] and "quantity" not in given and pricing.metered(call.get(Price, old["price"])):
            made["quantity"] = 1
    if "quantity" in given:
        if pricing.metered(call.get(Price, made["price"])):
            raise Refusal("You cannot set the quantity for metered plans.", param=f"{param}[quantity]")
        made["quantity"] = given["quantity"]
    if "metadata" in given:
        made["metadata"] = metadata(given["metadata"], old["metadata"])
    if "tax_rates" in given:
        made["tax_rates"] = terms.rates(call, given["tax_rates"], f"{param}[tax_rates]")
    if "discounts" in given:
        made["discounts"] = _discounts(call, subscription, old, given, at)
    return made


def _discounts(call: Call, subscription: Subscription, item: Item, given: dict[str, Any], at: int) -> list[str]:
    return discounting.resolve(call, given.get("discounts"), at, subscription.currency, subscription.customer,
                               subscription_item=item["id"])  # fmt: skip
