"""Checkout Sessions; https://docs.stripe.com/api/checkout/sessions."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import act, operation

from .. import keys
from ..checkout import completing, lines, sessions
from ..lookups import find, listing, metadata, named, part, save
from ..payments import methods
from ..records.checkout import CheckoutSession
from ..refusals import Refusal

_PAYS = {
    "type": "object", "additionalProperties": False, "required": ["session"],
    "properties": {
        "session": {"type": "string"}, "payment_method": {"type": "string"}, "email": {"type": "string"},
        "name": {"type": "string"}, "phone": {"type": "string"}, "address": {"type": "object"},
        "shipping": {"type": "object"}, "promotion_code": {"type": "string"},
    },
}  # fmt: skip


@operation("PostCheckoutSessions")
def create_session(call: Call, **given: Any) -> CheckoutSession:
    """POST /v1/checkout/sessions"""
    return sessions.begin(call, given)


@operation("GetCheckoutSessionsSession")
def get_session(call: Call, session: str) -> CheckoutSession:
    """GET /v1/checkout/sessions/{session}"""
    return find(call, CheckoutSession, session, "session")


@operation("PostCheckoutSessionsSession")
def update_session(call: Call, session: str, **given: Any) -> CheckoutSession:
    """POST /v1/checkout/sessions/{session}: metadata, shipping and lines while it is open."""
    found = find(call, CheckoutSession, session, "session")
    changes: dict[str, Any] = {}
    if "metadata" in given:
        changes["metadata"] = metadata(given["metadata"], found.metadata)
    if set(given) - {"metadata"} and found.status != "open":
        raise Refusal(
            f"This Checkout Session is {found.status} and can't be changed.", param=min(set(given) - {"metadata"})
        )
    if given.get("shipping_options"):
        options = lines.shipping(call, given["shipping_options"], found.currency or "usd")
        changes |= {"shipping_options": options, "shipping_cost": sessions.shipped(options[0])}
    if given.get("collected_information"):
        changes["collected_information"] = given["collected_information"]
    found = save(call, found, **changes)
    if given.get("line_items"):
        held = {line["id"]: line for line in found._lines}
        made = [{**held[each["id"]], "quantity": each.get("quantity", held[each["id"]]["quantity"])}
                for each in given["line_items"] if each.get("id") in held and each.get("quantity") != 0]  # fmt: skip
        made += lines.read(call, [each for each in given["line_items"] if not each.get("id")], found.mode,
                           found.currency)  # fmt: skip
        return sessions.offer(call, found, found.get("discounts") or [], made)
    if given.get("shipping_options"):
        return sessions.offer(call, found, found.get("discounts") or [], found._lines)
    return found


@operation("PostCheckoutSessionsSessionExpire")
def expire_session(call: Call, session: str) -> CheckoutSession:
    """POST /v1/checkout/sessions/{session}/expire"""
    return sessions.expire(call, find(call, CheckoutSession, session, "session"))


@operation("GetCheckoutSessions")
def list_sessions(
    call: Call, customer: str | None = None, payment_intent: str | None = None, payment_link: str | None = None,
    status: str | None = None, subscription: str | None = None, customer_details: dict[str, Any] | None = None,
    created: Any = None,
) -> Page:  # fmt: skip
    """GET /v1/checkout/sessions"""
    where = {"customer": customer, "payment_intent": payment_intent, "payment_link": payment_link, "status": status,
             "subscription": subscription, "customer_details.email": (customer_details or {}).get("email")}  # fmt: skip
    return listing(call, CheckoutSession, where, created)


@operation("GetCheckoutSessionsSessionLineItems")
def list_lines(call: Call, session: str) -> Page:
    """GET /v1/checkout/sessions/{session}/line_items"""
    held = find(call, CheckoutSession, session, "session")._lines
    return part(call, [lines.item(call, line) for line in held])


@act(
    "complete-checkout",
    _PAYS,
    "A customer fills in a checkout page and pays; the bank's question, if any, is left open.",
)
def complete(
    call: Call, session: str, payment_method: str = "pm_card_visa", promotion_code: str | None = None, **told: Any
) -> CheckoutSession:
    """As the hosted page does. Raises Refusal where the card is refused or the page is not open."""
    found = named(call, CheckoutSession, session, "session")
    keys.within(call, found)
    if promotion_code is not None:
        found = sessions.promoted(call, found, promotion_code)
    told.setdefault("email", (found.get("customer_details") or {}).get("email") or "customer@acme.example")
    method = methods.resolved(call, payment_method) if found.payment_status != "no_payment_required" or \
        found.mode != "payment" else None  # fmt: skip
    return completing.pay(call, found, method, told)
