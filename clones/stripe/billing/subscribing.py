"""Subscriptions begin: items, trial, anchor, the first invoice and its payment; https://docs.stripe.com/api/subscriptions/create."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from .. import timing
from ..lookups import cleared, make, metadata, named, save
from ..records.billing import Invoice, Subscription
from ..records.customers import Customer, Price, TaxRate
from ..records.payments import SetupIntent
from ..refusals import Refusal, absent
from . import checking, cycles, discounting, invoicing, lines, paying, periods, pricing, standing
from .lines import Item, Line

if TYPE_CHECKING:
    from clonery.server.call import Call

KEPT = ("description", "metadata", "default_payment_method", "default_source", "default_tax_rates", "payment_settings",
        "days_until_due", "collection_method", "on_behalf_of")  # fmt: skip
TRIAL_CONFLICT = "You cannot set `trial_end` or `trial_period_days` when `trial_from_plan=true`."
FIXED: dict[str, Any] = {
    "billing_schedules": [], "invoice_settings": {"issuer": {"type": "self"}},
    "trial_settings": {"end_behavior": {"missing_payment_method": "create_invoice"}}, "_told": [],
}  # fmt: skip
"""What every subscription starts with."""
LONGEST_TRIAL = 730 * timing.DAY


def new_item(call: Call, given: dict[str, Any], price: Price, at: int, id: str | None = None) -> Item:
    """A subscription item, whose period is still to be set."""
    if pricing.metered(price) and "quantity" in given:
        message = f"You cannot set the quantity for metered plans: usage of {price.id} is billed as it is metered."
        raise Refusal(message, param="quantity")
    return {
        "id": id or call.new_id("si_", 14), "object": "subscription_item", "billing_thresholds": None, "created": at,
        "current_period_end": 0, "current_period_start": at, "discounts": [],
        "metadata": metadata(given.get("metadata")),
        "price": price.id, "quantity": 0 if pricing.metered(price) else given.get("quantity", 1), "subscription": None,
        "tax_rates": rates(call, given.get("tax_rates"), "tax_rates"), "_billed": None,
    }  # fmt: skip


def rates(call: Call, given: Any, param: str) -> list[str]:
    """The ids of tax rates that exist. Raises NotFound."""
    return [named(call, TaxRate, id, param).id for id in given or []]


def items_of(call: Call, given: list[dict[str, Any]] | None, at: int) -> list[Item]:
    """The items that parameters describe. Raises Refusal, NotFound."""
    if not given:
        raise absent("items")
    made, prices = [], []
    for number, each in enumerate(given):
        price = pricing.priced(call, each, f"items[{number}]", True)
        prices.append(price)
        made.append(new_item(call, each, price, at))
    together(prices)
    return made


def together(prices: list[Price]) -> None:
    """Whether prices can stand on one subscription. Raises Refusal."""
    ids = [price.id for price in prices]
    for id in ids:
        if ids.count(id) > 1:
            message = f"Cannot create a Subscription with multiple Subscription Items with the same Price: {id}"
            raise Refusal(message, param="plan")
    if len({price.currency for price in prices}) > 1:
        message = "All prices on a subscription must have the same currency."
        raise Refusal(message, param="items")


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


def create(call: Call, customer: Customer, given: dict[str, Any], behavior: str = "allow_incomplete") -> Subscription:
    """A new subscription with its first invoice, paid as the behavior says. Raises Refusal, NotFound."""
    checking.subscription(given)
    made, at = begin(call, customer, given), timing.seconds(call, customer.test_clock)
    standing.born(call, made)
    first = first_lines(call, made, at, given.get("proration_behavior", "create_prorations") == "none")
    first = extra_lines(call, made, given.get("add_invoice_items"), at) + first
    waiting = invoicing.pending_items(call, customer, made.currency, made.id, True)
    first = [lines.pending(call, item) for item in waiting] + first
    invoice = None
    if first:
        sends = made.collection_method == "send_invoice"
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


def described(call: Call, customer: Customer, given: dict[str, Any]) -> dict[str, Any]:
    """The fields of a new subscription, its periods set. Raises Refusal, NotFound."""
    at = timing.seconds(call, customer.test_clock)
    items = items_of(call, given.get("items"), at)
    currency = call.get(Price, items[0]["price"]).currency
    one_currency(call, customer, currency)
    checking.currency(given, currency)
    trial = trial_of(call, given, items, at)
    anchor = anchor_of(call, given, items, trial or at)
    kept = {name: value for name, value in cleared(given).items() if name in KEPT}
    kept["metadata"] = metadata(given.get("metadata"))
    kept["automatic_tax"] = checking.automatic_tax(given, customer) or {"enabled": False}
    kept["default_tax_rates"] = rates(call, given.get("default_tax_rates"), "default_tax_rates")
    kept["payment_settings"] = {"save_default_payment_method": "off", **(given.get("payment_settings") or {})}
    if kept.get("default_payment_method"):
        kept["default_payment_method"] = paying.usable(call, kept["default_payment_method"], customer.id)
    id, sends = call.new_id("sub_"), kept.get("collection_method") == "send_invoice"
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
             "trial_start": at if trial else None, "billing_cycle_anchor": anchor, "start_date": at,
             "created": at}  # fmt: skip
    return {
        **FIXED, **kept, **begun, "id": id, "billing_mode": mode, "currency": currency, "customer": customer.id,
        "billing_cycle_anchor_config": given.get("billing_cycle_anchor_config"), "discounts": discounts,
        "cancel_at": ends if isinstance(ends, int) else None, "canceled_at": at if ends else None,
        "cancel_at_period_end": bool(given.get("cancel_at_period_end")),
        "cancellation_details": {"reason": "cancellation_requested"} if ends else {},
        "test_clock": customer.test_clock, "trial_settings": given.get("trial_settings") or FIXED["trial_settings"],
        "_items": items, "_item_ids": [item["id"] for item in items],
    }  # fmt: skip


def first_lines(call: Call, subscription: Subscription, at: int, unprorated: bool) -> list[Line]:
    """What the first invoice bills: a trial for nothing, whole periods, or what is left until the anchor."""
    made = []
    for item in subscription._items:
        start, end = item["current_period_start"], item["current_period_end"]
        if subscription.status == "trialing":
            made.append(lines.trial(call, subscription, item, start, end))
            continue
        recurring, anchor = call.get(Price, item["price"]).recurring or {}, subscription.billing_cycle_anchor
        whole = periods.after(anchor, recurring, at) - periods.until(anchor, recurring, at)
        share = Fraction(end - start, whole)
        if share == 1 or not unprorated:
            made.append(lines.cycle(call, subscription, item, start, end, share))
    return [line for line in made if line is not None]


def extra_lines(call: Call, subscription: Subscription, given: Any, at: int) -> list[Line]:
    """Things that are sold once, with a subscription."""
    made = []
    for number, each in enumerate(given or []):
        price = pricing.priced(call, each, f"add_invoice_items[{number}]", False)
        made.append(lines.once(call, subscription, price, each, at))
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
