"""What a subscription is set to, items and periods aside; https://docs.stripe.com/api/subscriptions/update."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..keys import scope
from ..lookups import cleared, metadata
from ..money import amounts
from ..payments import connecting
from ..records.billing import Subscription
from ..records.customers import Customer
from ..refusals import Refusal
from . import checking, discounting, paying, periods, terms
from .standing import time_of

if TYPE_CHECKING:
    from clonery.server.call import Call

KEPT = ("description", "metadata", "default_payment_method", "default_source", "default_tax_rates", "payment_settings",
        "days_until_due", "collection_method", "on_behalf_of")  # fmt: skip
LEAST_THRESHOLD = 50
NO_TAKER = (
    "Can only apply an application_fee_percent when the request is made on behalf of another account (using an OAuth "
    "key, the Stripe-Account header, or the destination parameter)."
)


def fields_of(call: Call, subscription: Subscription, given: dict[str, Any]) -> dict[str, Any]:
    """The fields that an update sets, items and periods aside. Raises Refusal, NotFound."""
    at = time_of(call, subscription)
    kept = {name: value for name, value in cleared(given).items() if name in KEPT}
    if "metadata" in given:
        kept["metadata"] = metadata(given["metadata"], subscription.metadata)
    if "default_tax_rates" in given:
        kept["default_tax_rates"] = terms.rates(call, given["default_tax_rates"], "default_tax_rates")
    if kept.get("default_payment_method"):
        kept["default_payment_method"] = paying.usable(call, kept["default_payment_method"], subscription.customer)
    if "payment_settings" in given:
        kept["payment_settings"] = {**subscription.payment_settings, **cleared(given["payment_settings"] or {})}
    if "discounts" in given:
        kept["discounts"] = discounting.resolve(call, given["discounts"], at, subscription.currency,
                                                subscription.customer,
                                                subscription=subscription.id)  # fmt: skip
    tax = checking.automatic_tax(given, call.get(Customer, subscription.customer))
    if tax is not None:
        kept["automatic_tax"] = tax
    if "trial_settings" in given:
        kept["trial_settings"] = given["trial_settings"]
    if "invoice_settings" in given:
        kept["invoice_settings"] = {
            **(subscription.get("invoice_settings") or {}),
            **cleared(given["invoice_settings"]),
        }
    if "pause_collection" in given:
        pause = given["pause_collection"]
        kept["pause_collection"] = {"resumes_at": None, **pause} if pause else None
    method = given.get("collection_method", subscription.collection_method)
    if method == "send_invoice" and given.get("days_until_due", subscription.days_until_due) is None:
        raise Refusal("If invoice collection method is 'send_invoice', you must specify 'days_until_due'.")
    made = {**kept, **conditions(call, given, subscription), **_cancellation(subscription, given, at)}
    return {**made, **next_sweep(made, at)}


def _cancellation(subscription: Subscription, given: dict[str, Any], at: int) -> dict[str, Any]:
    """The fields that say when a subscription is to end."""
    details = dict(subscription.cancellation_details)
    details |= cleared(given.get("cancellation_details") or {})
    ends = given.get("cancel_at")
    if given.get("cancel_at_period_end") or (isinstance(ends, str) and ends):
        pick = min if ends == "min_period_end" else max
        end = pick(item["current_period_end"] for item in subscription._items)
    elif isinstance(ends, int):
        if ends <= at:
            raise Refusal("cancel_at must be a time in the future.", param="cancel_at")
        end = ends
    elif ends == "" or given.get("cancel_at_period_end") is False:
        cleared_details = {**details, "reason": None}
        return {
            "cancel_at": None,
            "cancel_at_period_end": False,
            "canceled_at": None,
            "cancellation_details": cleared_details,
        }
    else:
        return {"cancellation_details": details} if "cancellation_details" in given else {}
    return {"cancel_at": end, "cancel_at_period_end": bool(given.get("cancel_at_period_end")), "canceled_at": at,
            "cancellation_details": {**details, "reason": "cancellation_requested"}}  # fmt: skip


def conditions(call: Call, given: dict[str, Any], before: Subscription | None = None) -> dict[str, Any]:
    """Thresholds, the pace of pending items, and who shares in the money, as fields. Raises Refusal, NotFound."""
    made: dict[str, Any] = {}
    if "billing_thresholds" in given:
        made["billing_thresholds"] = _thresholds(given["billing_thresholds"])
    if "pending_invoice_item_interval" in given:
        asked = given["pending_invoice_item_interval"]
        made["pending_invoice_item_interval"] = {"interval_count": 1, **asked} if asked else None
    if "transfer_data" in given:
        data = given["transfer_data"]
        if data:
            connecting.account_of(call, data["destination"], "transfer_data[destination]")
        made["transfer_data"] = {"amount_percent": None, **data} if data else None
    if "application_fee_percent" in given:
        percent = given["application_fee_percent"]
        data = made.get("transfer_data", before.get("transfer_data") if before else None)
        if percent not in ("", None):
            if not 0 <= percent <= 100:
                raise Refusal("Invalid decimal: must be between 0 and 100.", param="application_fee_percent")
            if not data and scope(call).account is None:
                raise Refusal(NO_TAKER, param="application_fee_percent")
        made["application_fee_percent"] = percent if percent != "" else None
    return made


def _thresholds(asked: Any) -> dict[str, Any] | None:
    if not asked:
        return None
    if asked.get("amount_gte") is not None and asked["amount_gte"] < LEAST_THRESHOLD:
        message = f"Monetary thresholds are at least {LEAST_THRESHOLD}."
        raise Refusal(message, param="billing_thresholds[amount_gte]")
    return {"amount_gte": asked.get("amount_gte"),
            "reset_billing_cycle_anchor": asked.get("reset_billing_cycle_anchor", False)}  # fmt: skip


def next_sweep(fields: dict[str, Any], at: int) -> dict[str, Any]:
    """When what waits is billed between two renewals, where that was set."""
    if "pending_invoice_item_interval" not in fields:
        return {}
    pace = fields["pending_invoice_item_interval"]
    return {"next_pending_invoice_item_invoice": periods.boundary(at, pace, 1) if pace else None}


def shared(subscription: Subscription) -> dict[str, Any]:
    """What an invoice keeps of who shares in its money: percentages, until its total is known."""
    return {"_fee_percent": subscription.get("application_fee_percent"),
            "_transfer": subscription.get("transfer_data")}  # fmt: skip


def passed_on(invoice: Any, total: int) -> dict[str, Any]:
    """The parameters by which an invoice's payment shares its money."""
    made: dict[str, Any] = {}
    data, percent = invoice.get("_transfer"), invoice.get("_fee_percent")
    if data:
        made["transfer_data"] = {"destination": data["destination"]}
        if data.get("amount_percent") is not None:
            part = amounts.rounded(total * Fraction(str(data["amount_percent"])) / 100)
            made["transfer_data"]["amount"] = part
        elif data.get("amount") is not None:
            made["transfer_data"]["amount"] = data["amount"]
    if percent:
        made["application_fee_amount"] = amounts.rounded(total * Fraction(str(percent)) / 100)
    elif invoice.get("_fee") is not None:
        made["application_fee_amount"] = min(invoice.get("_fee"), total)
    return made
