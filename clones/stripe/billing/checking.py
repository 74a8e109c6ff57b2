"""Parameters that don't go together, and those that nothing here would bill: refused by name; https://docs.stripe.com/api/subscriptions/create."""

from __future__ import annotations

from typing import Any

from ..records.customers import Customer
from ..refusals import Refusal

SUBSCRIPTION = ("billing_schedules",)


def unbilled(given: dict[str, Any], names: tuple[str, ...], param: str = "") -> None:
    """Refuse what would be left out of a bill. Raises Refusal."""
    for name in names:
        if given.get(name):
            where = f"{param}[{name}]" if param else name
            raise Refusal(f"This server does not bill `{name}`.", param=where)


def subscription(given: dict[str, Any]) -> None:
    """Whether the parameters of a new subscription go together. Raises Refusal."""
    unbilled(given, SUBSCRIPTION)
    if given.get("payment_behavior") == "pending_if_incomplete":
        message = "Setting `payment_behavior` to `pending_if_incomplete` has no effect when creating a subscription."
        raise Refusal(message, param="payment_behavior")
    days, sends = given.get("days_until_due"), given.get("collection_method") == "send_invoice"
    if days is not None and not sends:
        raise Refusal("You can only specify 'days_until_due' if invoice collection method is 'send_invoice'.")
    if sends and days is None:
        raise Refusal("If invoice collection method is 'send_invoice', you must specify 'days_until_due'.")


def automatic_tax(given: dict[str, Any], customer: Customer | None) -> dict[str, Any] | None:
    """Automatic tax as it is asked for, None where nobody asked. An account that is registered nowhere collects none.

    Raises Refusal where nobody knows where the customer is.
    """
    asked = given.get("automatic_tax")
    if asked is None:
        return None
    if not asked["enabled"]:
        return {"disabled_reason": None, "enabled": False, "liability": None}
    address = (customer.get("address") or {}) if customer is not None else {}
    if not address.get("country"):
        message = (
            "The customer's location isn't recognized. Set a valid customer address in order to automatically "
            "calculate tax."
        )
        raise Refusal(message, "customer_tax_location_invalid", "automatic_tax[enabled]")
    return {"disabled_reason": None, "enabled": True, "liability": asked.get("liability") or {"type": "self"}}


def of_invoice(tax: dict[str, Any] | None) -> dict[str, Any]:
    """Automatic tax as an invoice shows it."""
    if not tax or not tax.get("enabled"):
        return {"disabled_reason": None, "enabled": False, "liability": None, "provider": None, "status": None}
    return {**tax, "provider": "stripe", "status": "complete"}
