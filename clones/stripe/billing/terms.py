"""What a new subscription is agreed on: items, currency, trial, anchor; https://docs.stripe.com/api/subscriptions/create."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from .. import timing
from ..lookups import metadata, named
from ..records.billing import Subscription
from ..records.customers import Customer, Price, TaxRate
from ..refusals import Refusal, absent
from . import periods, pricing, prorating, standing
from .lines import Item

if TYPE_CHECKING:
    from clonery.server.call import Call

TRIAL_CONFLICT = "You cannot set `trial_end` or `trial_period_days` when `trial_from_plan=true`."
LONGEST_TRIAL = 730 * timing.DAY


def new_item(call: Call, given: dict[str, Any], price: Price, at: int, id: str | None = None) -> Item:
    """A subscription item, whose period is still to be set."""
    if pricing.metered(price) and "quantity" in given:
        message = f"You cannot set the quantity for metered plans: usage of {price.id} is billed as it is metered."
        raise Refusal(message, param="quantity")
    return {
        "id": id or call.new_id("si_", 14), "object": "subscription_item", "created": at,
        "billing_thresholds": usage_threshold(given),
        "current_period_end": 0, "current_period_start": at, "discounts": [],
        "metadata": metadata(given.get("metadata")),
        "price": price.id, "quantity": 0 if pricing.metered(price) else given.get("quantity", 1), "subscription": None,
        "tax_rates": rates(call, given.get("tax_rates"), "tax_rates"), "_billed": None, "_used": None,
    }  # fmt: skip


def rates(call: Call, given: Any, param: str) -> list[str]:
    """The ids of tax rates that exist. Raises NotFound."""
    return [named(call, TaxRate, id, param).id for id in given or []]


def items_of(
    call: Call, given: list[dict[str, Any]] | None, at: int, currency: str | None = None
) -> tuple[list[Item], str]:
    """The items that parameters describe, and the currency that they are in. Raises Refusal, NotFound."""
    if not given:
        raise absent("items")
    made, prices = [], []
    for number, each in enumerate(given):
        price = pricing.priced(call, each, f"items[{number}]", True)
        prices.append(price)
        made.append(new_item(call, each, price, at))
    currency = currency or prices[0].currency
    together(prices, currency)
    return made, currency


def together(prices: list[Price], currency: str) -> None:
    """Whether prices can stand on one subscription, in that currency. Raises Refusal."""
    ids = [price.id for price in prices]
    for id in ids:
        if ids.count(id) > 1:
            message = f"Cannot create a Subscription with multiple Subscription Items with the same Price: {id}"
            raise Refusal(message, param="plan")
    for number, price in enumerate(prices):
        pricing.inside(price, currency, f"items[{number}][price]")


def one_currency(call: Call, customer: Customer, currency: str) -> None:
    """A customer subscribes in one currency at a time. Raises Refusal."""
    for one in call.all(Subscription, {"customer": customer.id}):
        if one.status not in standing.OVER and one.currency != currency:
            message = (
                "You cannot combine currencies on a single customer. This customer has an active subscription, "
                f"subscription schedule, discount, quote, or invoice item with currency {one.currency}"
            )
            raise Refusal(message)


def trial_of(call: Call, given: dict[str, Any], items: list[Item], at: int) -> int | None:
    """When the trial that parameters ask for ends. Raises Refusal."""
    end, days = given.get("trial_end"), given.get("trial_period_days")
    if given.get("trial_from_plan"):
        if end is not None or days is not None:
            raise Refusal(TRIAL_CONFLICT)
        days = (
            max(((call.get(Price, item["price"]).recurring or {}).get("trial_period_days") or 0) for item in items)
            or None
        )
    if end is not None and days is not None:
        raise Refusal("You may only specify one of these parameters: trial_end, trial_period_days.", param="trial_end")
    if days is not None:
        end = at + days * timing.DAY if days > 0 else None
    if end in (None, "now"):
        return None
    if end <= at:
        message = (
            "The parameter `trial_end` expects a unix timestamp representing a date and time in the future. "
            f"You specified the value `{end}` which is in the past."
        )
        raise Refusal(message, param="trial_end")
    if end > at + LONGEST_TRIAL:
        raise Refusal("A trial has at most 730 days.", param="trial_end")
    return int(end)


def anchor_of(call: Call, given: dict[str, Any], items: list[Item], begins: int) -> int:
    """The billing cycle anchor: what was asked for, or when billing begins. Raises Refusal."""
    config = given.get("billing_cycle_anchor_config")
    asked = periods.anchored(begins, config) if config else given.get("billing_cycle_anchor")
    if asked is None:
        return begins
    if asked < begins:
        raise Refusal("billing_cycle_anchor cannot be earlier than when billing begins.", param="billing_cycle_anchor")
    for item in items:
        next = periods.after(begins, call.get(Price, item["price"]).recurring or {}, begins)
        if asked > next:
            message = f"billing_cycle_anchor cannot be later than next natural billing date ({next}) for plan"
            raise Refusal(message, param="billing_cycle_anchor")
    return int(asked)


def usage_threshold(given: dict[str, Any]) -> dict[str, Any] | None:
    """The usage at which an item is billed before its period ends. Raises Refusal."""
    asked = given.get("billing_thresholds")
    if not asked:
        return None
    if int(asked["usage_gte"]) < 1:
        raise Refusal("Invalid positive integer", "parameter_invalid_integer", "billing_thresholds[usage_gte]")
    return {"usage_gte": int(asked["usage_gte"])}


def backdated(call: Call, given: dict[str, Any], items: list[Item], anchor: int, at: int) -> int:
    """When a subscription begins: now, or as long ago as was asked for; its items then begin before. Raises Refusal."""
    begun = given.get("backdate_start_date")
    if begun is None:
        return at
    if begun > at:
        raise Refusal("backdate_start_date must be a time in the past.", param="backdate_start_date")
    for item in items:
        price = call.get(Price, item["price"])
        if pricing.metered(price) or (anchor > at and _classic(given)):
            item["current_period_start"] = begun
        elif anchor > at:
            item["current_period_start"] = max(begun, periods.until(anchor, price.recurring or {}, at))
    return int(begun)


def _classic(given: dict[str, Any]) -> bool:
    return (given.get("billing_mode") or {}).get("type") == prorating.CLASSIC


def elapsed(call: Call, subscription: Subscription, item: Item, at: int) -> list[tuple[int, int, Fraction]]:
    """The stretches of a backdated item before its period: start, end, share of a whole period.

    Each natural period is one; in the classic billing mode all are one, told in periods that begin with the first day.
    """
    begun, recurring = subscription.start_date, call.get(Price, item["price"]).recurring or {}
    if subscription.billing_mode["type"] == prorating.CLASSIC:
        ends = subscription.billing_cycle_anchor if item["current_period_start"] == begun else at
        return [(begun, ends, imagined_share(begun, ends, recurring))] if begun < at else []
    made = []
    while begun < item["current_period_start"]:
        whole = periods.until(subscription.billing_cycle_anchor, recurring, begun)
        ends = periods.after(subscription.billing_cycle_anchor, recurring, begun)
        made.append((begun, ends, Fraction(ends - begun, ends - whole)))
        begun = ends
    return made


def imagined_share(begun: int, ends: int, recurring: dict[str, Any]) -> Fraction:
    """How many periods that begin with `begun` fit until `ends`, the last one in part."""
    start = periods.until(begun, recurring, ends)
    count = 0
    while periods.boundary(begun, recurring, count) < start:
        count += 1
    return count + Fraction(ends - start, periods.after(begun, recurring, ends) - start)
