"""Subscription schedules: phases planned, begun, changed, released; https://docs.stripe.com/api/subscription_schedules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import timing
from ..lookups import cleared, make, metadata, named, save
from ..records.billing import Schedule, Subscription
from ..records.customers import Coupon, Customer, Price, PromotionCode
from ..refusals import Refusal, absent
from . import changing, ending, itemizing, periods, phasing, pricing, settings, standing, subscribing, terms
from .standing import time_of

if TYPE_CHECKING:
    from clonery.server.call import Call

SETTINGS = {
    "application_fee_percent": None, "automatic_tax": {"enabled": False, "liability": None},
    "billing_cycle_anchor": "automatic",
    "billing_thresholds": None, "collection_method": "charge_automatically", "default_payment_method": None,
    "description": None, "invoice_settings": {"issuer": {"type": "self"}}, "on_behalf_of": None, "transfer_data": None,
}  # fmt: skip
PLAIN = (*phasing.HELD, "trial_end")
OVER = ("canceled", "completed", "released")


def planned(call: Call, given: list[dict[str, Any]], start: int) -> list[dict[str, Any]]:
    """Phases one after the other from `start` on. Raises Refusal, NotFound."""
    made: list[dict[str, Any]] = []
    begins = start
    for number, phase in enumerate(given):
        param = f"phases[{number}]"
        if not phase["items"]:
            raise absent(f"{param}[items]")
        items = [_item(call, each, f"{param}[items][{place}]") for place, each in enumerate(phase["items"])]
        price = call.get(Price, items[0]["price"])
        ends = _end(phase, begins, price)
        if ends <= begins:
            raise Refusal("A phase must end after it starts.", param=f"{param}[end_date]")
        trial = phase.get("trial_end") or (ends if phase.get("trial") else None)
        currency = str(phase.get("currency") or price.currency).lower()
        terms.together([call.get(Price, item["price"]) for item in items], currency)
        made.append({
            "add_invoice_items": [
                _once(call, each, f"{param}[add_invoice_items][{place}]")
                for place, each in enumerate(phase.get("add_invoice_items") or [])
            ],
            **settings.conditions(call, {name: phase[name] for name in phasing.LEFT if name in phase}),
            "automatic_tax": phase.get("automatic_tax"), "billing_cycle_anchor": phase.get("billing_cycle_anchor"),
            "currency": currency, "discounts": _coupons(call, phase.get("discounts"), f"{param}[discounts]"),
            "default_tax_rates": terms.rates(call, phase.get("default_tax_rates"), f"{param}[default_tax_rates]"),
            "end_date": ends, "items": items, "invoice_settings": phase.get("invoice_settings"),
            "metadata": metadata(phase.get("metadata")), "start_date": begins,
            "proration_behavior": phase.get("proration_behavior", "create_prorations"),
            **{name: cleared(phase).get(name) for name in PLAIN}, "trial_end": trial,
        })  # fmt: skip
        begins = ends
    return made


def _item(call: Call, given: dict[str, Any], param: str) -> dict[str, Any]:
    price = pricing.priced(call, given, param, True)
    made: dict[str, Any] = {
        "billing_thresholds": terms.usage_threshold(given), "metadata": metadata(given.get("metadata")),
        "discounts": _coupons(call, given.get("discounts"), f"{param}[discounts]"), "price": price.id,
        "tax_rates": terms.rates(call, given.get("tax_rates"), f"{param}[tax_rates]"),
    }  # fmt: skip
    return made if pricing.metered(price) else {**made, "quantity": given.get("quantity", 1)}


def _once(call: Call, given: dict[str, Any], param: str) -> dict[str, Any]:
    """Something that is sold once when a phase begins."""
    price = pricing.priced(call, given, param, False)
    span = given.get("period") or {"start": {"type": "max_item_period_start"}, "end": {"type": "min_item_period_end"}}
    return {
        "discountable": given.get("discountable"), "metadata": metadata(given.get("metadata")), "period": span,
        "discounts": _coupons(call, given.get("discounts"), f"{param}[discounts]"), "price": price.id,
        "quantity": given.get("quantity", 1),
        "tax_rates": terms.rates(call, given.get("tax_rates"), f"{param}[tax_rates]"),
    }  # fmt: skip


def _coupons(call: Call, given: Any, param: str) -> list[dict[str, Any]]:
    """Discounts that are redeemed when a phase begins. Raises NotFound."""
    made = []
    for place, each in enumerate(given or []):
        if each.get("coupon"):
            named(call, Coupon, each["coupon"], f"{param}[{place}][coupon]")
        if each.get("promotion_code"):
            named(call, PromotionCode, each["promotion_code"], f"{param}[{place}][promotion_code]")
        made.append({"coupon": each.get("coupon"), "discount": each.get("discount"),
                     "promotion_code": each.get("promotion_code")})  # fmt: skip
    return made


def _end(phase: dict[str, Any], begins: int, price: Price) -> int:
    """When a phase ends: as it says, after its duration, or after one period of its first price."""
    if isinstance(phase.get("end_date"), int):
        return int(phase["end_date"])
    lasts = phase.get("duration") or price.recurring or {}
    return periods.boundary(begins, {"interval_count": 1, **lasts}, 1)


def create(call: Call, customer: Customer, given: dict[str, Any]) -> Schedule:
    """A schedule that begins now or later. Raises Refusal, NotFound."""
    at = time_of(call, customer)
    if not given.get("phases"):
        raise absent("phases")
    start = given.get("start_date", "now")
    begins = at if start == "now" else int(start)
    if begins < at:
        raise Refusal("A schedule can't begin in the past.", param="start_date")
    phases = planned(call, given["phases"], begins)
    made = make(call, Schedule, "subscription_schedule.created", **fields(given, at, customer, phases))
    if begins <= at:
        return begin(call, made)
    timing.later(call, begins, "start_schedule", made.id, customer.test_clock)
    return made


def fields(given: dict[str, Any], at: int, customer: Customer, phases: list[dict[str, Any]]) -> dict[str, Any]:
    """The fields of a new schedule."""
    mode = given.get("billing_mode") or {"type": "flexible", "flexible": {"proration_discounts": "included"}}
    return {
        "billing_mode": mode, "created": at, "customer": customer.id,
        "end_behavior": given.get("end_behavior", "release"),
        "default_settings": {**SETTINGS, **cleared(given.get("default_settings") or {})}, "phases": phases,
        "metadata": metadata(given.get("metadata")), "test_clock": customer.test_clock,
    }  # fmt: skip


def adopt(call: Call, subscription: Subscription, given: dict[str, Any]) -> Schedule:
    """A schedule of a subscription that is there: its first phase is the period that it is in. Raises Refusal."""
    if subscription.schedule:
        message = (
            f"You cannot migrate a subscription that is already attached to a schedule: `{subscription.schedule}`."
        )
        raise Refusal(message, param="from_subscription")
    if subscription.status in standing.OVER:
        raise Refusal("The subscription has ended.", param="from_subscription")
    items = [
        {"price": item["price"], pricing.KEPT: True, **({"quantity": item["quantity"]} if item["quantity"] else {}),
         "tax_rates": item["tax_rates"], "discounts": [{"discount": id} for id in item["discounts"]]}
        for item in subscription._items
    ]  # fmt: skip
    now = {"items": items, "end_date": standing.end_of(subscription), "currency": subscription.currency,
           "default_tax_rates": subscription.default_tax_rates, "trial_end": subscription.trial_end,
           "discounts": [{"discount": id} for id in subscription.discounts]}  # fmt: skip
    start, end = standing.start_of(subscription), standing.end_of(subscription)
    phases = planned(call, [now], start)
    customer = call.get(Customer, subscription.customer)
    held = fields(given, time_of(call, subscription), customer, phases)
    made = make(call, Schedule, "subscription_schedule.created", **held, status="active", subscription=subscription.id,
                current_phase=phasing.span(phases[0]))  # fmt: skip
    standing.arrange(call, save(call, subscription, schedule=made.id, _phase_end=end))
    return made


@timing.step("start_schedule")
def start(call: Call, id: str) -> None:
    """The time has come to begin."""
    schedule = call.peek(Schedule, id)
    if schedule is not None and schedule.status == "not_started":
        begin(call, schedule, subscribing.LATER)


def begin(call: Call, schedule: Schedule, behavior: str = "allow_incomplete") -> Schedule:
    """Make the subscription of the first phase. Raises Refusal."""
    phase, customer = schedule.phases[0], call.get(Customer, schedule.customer)
    given = {**phasing.asked(schedule, phase), "items": phasing.items_asked(phase), "currency": phase["currency"],
             "add_invoice_items": phasing.sold_once(phase), "billing_mode": schedule.billing_mode}  # fmt: skip
    if phase.get("trial_end"):
        given["trial_end"] = phase["trial_end"]
    made = subscribing.create(call, customer, given, behavior)
    standing.arrange(call, save(call, made, schedule=schedule.id, _phase_end=phase["end_date"]))
    phasing.await_end(call, schedule)
    return save(call, schedule, "subscription_schedule.updated", status="active", subscription=made.id,
                current_phase=phasing.span(phase))  # fmt: skip


@timing.step("change_phase")
def change_phase(call: Call, id: str) -> None:
    """A phase begins in the middle of a period."""
    schedule = call.peek(Schedule, id)
    subscription = call.peek(Subscription, schedule.subscription) if schedule else None
    if schedule is None or subscription is None or schedule.current_phase is None:
        return
    phase = next(one for one in schedule.phases if one["start_date"] == schedule.current_phase["start_date"])
    itemizing.extra(call, subscription, phasing.sold_once(phase))
    into(call, subscription, schedule, phase)


def into(
    call: Call, subscription: Subscription, schedule: Schedule, phase: dict[str, Any], behavior: str = ""
) -> Subscription:
    """Change a subscription to what a phase says, with its prorations."""
    given = {**phasing.asked(schedule, phase), "items": changes_to(subscription, phase)}
    if phase["billing_cycle_anchor"] == "phase_start":
        given["billing_cycle_anchor"] = "now"
    behavior = behavior or phase["proration_behavior"]
    return changing.update(call, subscription, {**given, "proration_behavior": behavior})


def changes_to(subscription: Subscription, phase: dict[str, Any]) -> list[dict[str, Any]]:
    """The items of a phase as an update of what a subscription has."""
    items: list[dict[str, Any]] = []
    for place, wanted in enumerate(phasing.items_asked(phase)):
        had = subscription._items[place : place + 1]
        if had and wanted["price"] == had[0]["price"]:
            wanted.pop("price")
        if had and not wanted["discounts"]:
            wanted.pop("discounts")
        items.append({"id": had[0]["id"], **wanted} if had else wanted)
    return items + [{"id": gone["id"], "deleted": True} for gone in subscription._items[len(phase["items"]) :]]


def update(call: Call, schedule: Schedule, given: dict[str, Any]) -> Schedule:
    """Plan anew: the phase that runs may change at once, the next ones are replaced. Raises Refusal, NotFound."""
    if schedule.status in OVER:
        raise Refusal(f"You cannot update a subscription schedule that is in the `{schedule.status}` status.")
    changes = {name: value for name, value in given.items() if name == "end_behavior"}
    if "metadata" in given:
        changes["metadata"] = metadata(given["metadata"], schedule.metadata)
    if "default_settings" in given:
        changes["default_settings"] = {**schedule.default_settings, **cleared(given["default_settings"])}
    if "phases" in given:
        first = given["phases"][0].get("start_date", schedule.phases[0]["start_date"])
        begins = time_of(call, schedule) if first == "now" else int(first)
        changes["phases"] = planned(call, given["phases"], begins)
    made = save(call, schedule, "subscription_schedule.updated", **changes)
    subscription = call.peek(Subscription, schedule.subscription)
    if "phases" not in given or subscription is None:
        return made
    at = time_of(call, schedule)
    running = next((phase for phase in made.phases if phase["start_date"] <= at < phase["end_date"]), None)
    if running is None:
        raise Refusal("The phases must hold the one that runs now.", param="phases")
    behavior = given.get("proration_behavior", "")
    subscription = into(call, subscription, made, running, behavior)
    standing.arrange(call, save(call, subscription, _phase_end=running["end_date"]))
    phasing.await_end(call, made)
    return save(call, made, current_phase=phasing.span(running))


def release(call: Call, schedule: Schedule) -> Schedule:
    """The subscription goes on by itself. Raises Refusal."""
    if schedule.status in OVER:
        raise Refusal(f"You cannot release a subscription schedule that is in the `{schedule.status}` status.")
    subscription = call.peek(Subscription, schedule.subscription)
    if subscription is not None:
        standing.arrange(call, save(call, subscription, schedule=None, _phase_end=None))
    made = save(call, schedule, status="released", released_at=time_of(call, schedule), current_phase=None,
                subscription=None,
                released_subscription=schedule.subscription)  # fmt: skip
    call.emit("subscription_schedule.released", object=made)
    return made


def cancel(call: Call, schedule: Schedule, invoice_now: bool, prorate: bool) -> Schedule:
    """The schedule and its subscription end now. Raises Refusal."""
    if schedule.status in OVER:
        raise Refusal(f"You cannot cancel a subscription schedule that is in the `{schedule.status}` status.")
    subscription = call.peek(Subscription, schedule.subscription)
    made = save(call, schedule, status="canceled", canceled_at=time_of(call, schedule), current_phase=None)
    call.emit("subscription_schedule.canceled", object=made)
    if subscription is not None and subscription.status not in standing.OVER:
        ending.end(call, subscription, "cancellation_requested", invoice_now, prorate)
    return made
