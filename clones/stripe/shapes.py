"""How objects are shown: what is stored, completed, with the lists that lie inside them; https://docs.stripe.com/api."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .records import billing, checkout, customers, hooks, payments
from .records.thing import Thing

if TYPE_CHECKING:
    from clonery.server.call import Call

Shown = dict[str, Any]
EMBEDDED = 10
"""How many elements of a list stand inside an object."""


def sublist(call: Call, url: str, items: list[Any], limit: int = EMBEDDED) -> Shown:
    """A list inside an object."""
    shown = [shape(call, item, False) if isinstance(item, Thing) else item for item in items[:limit]]
    return {"object": "list", "data": shown, "has_more": len(items) > limit, "url": url}


def shape(call: Call, record: Thing, whole: bool) -> Shown:
    """Any object."""
    dialect: Any = call.clone.dialect
    name = record.OBJECT or record.KIND.name
    made = {**dialect.completion.template(name), **record.doc}
    made = {field: value for field, value in made.items() if field[0] != "_"}
    more = _MORE.get(type(record))
    return more(call, record, made) if more else made


def _subscription(call: Call, record: Any, made: Shown) -> Shown:
    items = call.all(billing.SubscriptionItem, {"subscription": record.id})
    return {**made, "items": sublist(call, f"/v1/subscription_items?subscription={record.id}", items)}


def _subscription_item(call: Call, record: Any, made: Shown) -> Shown:
    price = call.peek(customers.Price, record.price)
    return {**made, "price": shape(call, price, False) if price else None, "plan": plan(price) if price else None}


def plan(price: Any) -> Shown:
    """A recurring price as the older object that still stands beside it."""
    recurring = price.recurring or {}
    return {
        "id": price.id, "object": "plan", "active": price.active, "amount": price.unit_amount,
        "amount_decimal": price.unit_amount_decimal, "billing_scheme": price.billing_scheme, "created": price.created,
        "currency": price.currency, "interval": recurring.get("interval", "month"),
        "interval_count": recurring.get("interval_count", 1), "livemode": False, "metadata": price.get("metadata") or {},
        "meter": recurring.get("meter"), "nickname": price.get("nickname"), "product": price.product, "tiers_mode": None,
        "transform_usage": None, "trial_period_days": recurring.get("trial_period_days"),
        "usage_type": recurring.get("usage_type", "licensed"),
    }  # fmt: skip


def _invoice(call: Call, record: Any, made: Shown) -> Shown:
    lines = record.get("_preview")
    if lines is None:
        lines = call.all(billing.InvoiceLine, {"invoice": record.id})
    return {**made, "lines": sublist(call, f"/v1/invoices/{record.id}/lines", lines)}


def _credit_note(call: Call, record: Any, made: Shown) -> Shown:
    return {**made, "lines": sublist(call, f"/v1/credit_notes/{record.id}/lines", record.get("_lines") or [])}


def _coupon(call: Call, record: Any, made: Shown) -> Shown:
    spent = record.max_redemptions is not None and record.times_redeemed >= record.max_redemptions
    over = record.redeem_by is not None and record.redeem_by < call.now
    return {**made, "valid": not spent and not over}


def _transaction(call: Call, record: Any, made: Shown) -> Shown:
    return {**made, "status": "available" if record.available_on <= call.now else "pending"}


def _method(call: Call, record: Any, made: Shown) -> Shown:
    return made if record.customer else {**made, "customer": None}


_MORE: dict[type[Thing], Callable[[Call, Any, Shown], Shown]] = {
    billing.Subscription: _subscription, billing.SubscriptionItem: _subscription_item, billing.Invoice: _invoice,
    billing.CreditNote: _credit_note, customers.Coupon: _coupon, payments.BalanceTransaction: _transaction,
    payments.PaymentMethod: _method,
}  # fmt: skip
SHAPES: dict[Any, Any] = {
    kind: shape
    for module in (billing, checkout, customers, hooks, payments)
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, Thing) and kind is not Thing
}


def _subscriptions(call: Call, shown: Shown) -> Shown:
    found = call.all(billing.Subscription, {"customer": shown["id"]}, "-rid")
    return sublist(call, f"/v1/customers/{shown['id']}/subscriptions", [one for one in found if one.status != "canceled"])


def _refunds(call: Call, shown: Shown) -> Shown:
    return sublist(call, f"/v1/charges/{shown['id']}/refunds", call.all(payments.Refund, {"charge": shown["id"]}, "-rid"))


def _payments(call: Call, shown: Shown) -> Shown:
    found = call.all(billing.InvoicePayment, {"invoice": shown["id"]})
    return sublist(call, "/v1/invoice_payments", found)


def _checkout_lines(call: Call, shown: Shown) -> Shown:
    lines = call.get(checkout.CheckoutSession, shown["id"]).get("_lines") or []
    return sublist(call, f"/v1/checkout/sessions/{shown['id']}/line_items", lines)


def _link_lines(call: Call, shown: Shown) -> Shown:
    lines = call.get(checkout.PaymentLink, shown["id"]).get("_lines") or []
    return sublist(call, f"/v1/payment_links/{shown['id']}/line_items", lines)


def _tiers(call: Call, shown: Shown) -> list[Any]:
    return call.get(customers.Price, shown["id"]).get("_tiers") or []


def _none_of(place: str) -> Callable[[Call, Shown], Shown]:
    return lambda call, shown: sublist(call, f"/v1/customers/{shown['id']}/{place}", [])


INCLUDED: dict[tuple[str, str], Callable[[Call, Shown], Any]] = {
    ("customer", "subscriptions"): _subscriptions, ("customer", "sources"): _none_of("sources"),
    ("customer", "tax_ids"): _none_of("tax_ids"), ("charge", "refunds"): _refunds, ("invoice", "payments"): _payments,
    ("checkout.session", "line_items"): _checkout_lines, ("payment_link", "line_items"): _link_lines,
    ("price", "tiers"): _tiers,
}  # fmt: skip
"""What an object leaves out unless it is asked for."""
