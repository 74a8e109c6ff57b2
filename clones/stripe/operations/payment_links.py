"""Payment Links, and ways of shipping that pages offer; https://docs.stripe.com/api/payment-link."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation

from ..checkout import lines, sessions
from ..lookups import changed, cleared, find, listing, make, metadata, part, save
from ..records.checkout import CheckoutSession, PaymentLink, ShippingRate
from ..records.customers import Price
from ..refusals import Refusal, absent
from ..shapes import Shown, included, shows, sublist

_PASSED = ("allow_promotion_codes", "billing_address_collection", "consent_collection", "custom_fields", "custom_text",
           "customer_creation", "invoice_creation", "payment_intent_data", "payment_method_collection",
           "payment_method_types", "phone_number_collection", "shipping_address_collection", "shipping_options",
           "submit_type", "subscription_data", "tax_id_collection", "automatic_tax")  # fmt: skip
"""What a link's pages take over from it."""
_UNKEPT = ("line_items", "shipping_options", "metadata", "payment_method_options", "optional_items")


@operation("PostPaymentLinks")
def create_link(call: Call, line_items: list[dict[str, Any]], **given: Any) -> PaymentLink:
    """POST /v1/payment_links"""
    if not line_items:
        raise absent("line_items")
    prices = [call.peek(Price, each.get("price")) for each in line_items]
    recurring = any((price and price.recurring) or (each.get("price_data") or {}).get("recurring")
                    for price, each in zip(prices, line_items, strict=True))  # fmt: skip
    mode = "subscription" if recurring else "payment"
    asked = str(given["currency"]).lower() if given.get("currency") else None
    held, _ = lines.reckoned(call, lines.read(call, line_items, mode, asked), [], None, currency=asked)
    currency = held[0]["currency"]
    offered = [{"shipping_rate": one["shipping_rate"], "shipping_amount": one["shipping_amount"]}
               for one in lines.shipping(call, given.get("shipping_options"), currency)]  # fmt: skip
    after = given.get("after_completion") or {
        "type": "hosted_confirmation",
        "hosted_confirmation": {"custom_message": None},
    }
    fields = {name: value for name, value in cleared(given).items() if name not in (*_UNKEPT, "currency")}
    fields["after_completion"] = after
    fields["automatic_tax"] = {"liability": None, **(given.get("automatic_tax") or {"enabled": False})}
    defaults = {"custom_fields": [], "billing_address_collection": "auto", "payment_method_collection": "always",
                "customer_creation": "always" if mode == "subscription" else "if_required"}  # fmt: skip
    fields = {**defaults, **fields}
    fields["tax_id_collection"] = {"enabled": False, "required": "never", **(given.get("tax_id_collection") or {})}
    return make(
        call, PaymentLink, "payment_link.created", id=None, currency=currency, _lines=held, shipping_options=offered,
        metadata=metadata(given.get("metadata")), _code=call.new_id("test_", 20),
        submit_type=fields.pop("submit_type", "auto"),
        _given={"mode": mode, "metadata": given.get("metadata") or {}, **{name: given[name] for name in _PASSED if
                                                                         name in given}},
        **fields,
    )  # fmt: skip


@operation("GetPaymentLinksPaymentLink")
def get_link(call: Call, payment_link: str) -> PaymentLink:
    """GET /v1/payment_links/{payment_link}"""
    return find(call, PaymentLink, payment_link, "payment_link")


@operation("PostPaymentLinksPaymentLink")
def update_link(
    call: Call, payment_link: str, line_items: list[dict[str, Any]] | None = None, **given: Any
) -> PaymentLink:
    """POST /v1/payment_links/{payment_link}"""
    found = find(call, PaymentLink, payment_link, "payment_link")
    changes = {name: value for name, value in changed(found, given).items() if name not in ("shipping_options",)}
    passed = {name: given[name] for name in _PASSED if name in given}
    passed |= {"metadata": changes["metadata"]} if "metadata" in changes else {}
    if line_items:
        asked = {each["id"]: each.get("quantity") for each in line_items}
        held = [{**line, "quantity": asked.get(line["id"]) or line["quantity"]} for line in found._lines]
        changes["_lines"] = lines.reckoned(call, held, [], None, currency=found.currency)[0]
    return save(call, found, "payment_link.updated", _given={**found._given, **passed}, **changes)


@operation("GetPaymentLinks")
def list_links(call: Call, active: bool | None = None) -> Page:
    """GET /v1/payment_links"""
    return listing(call, PaymentLink, {"active": active})


@operation("GetPaymentLinksPaymentLinkLineItems")
def list_lines(call: Call, payment_link: str) -> Page:
    """GET /v1/payment_links/{payment_link}/line_items"""
    held = find(call, PaymentLink, payment_link, "payment_link")._lines
    return part(call, [lines.item(call, line) for line in held])


def opened(call: Call, link: PaymentLink) -> CheckoutSession:
    """A page of the link, for one customer. Raises Refusal where the link is closed or has sold enough."""
    limit = (link.get("restrictions") or {}).get("completed_sessions", {}).get("limit")
    done = call.count(CheckoutSession, {"payment_link": link.id, "status": "complete"})
    if not link.active or (limit is not None and done >= limit):
        raise Refusal(link.get("inactive_message") or "This link is no longer active.", status=404)
    items = [{"price": line["price"], "quantity": line["quantity"], "tax_rates": line["rates"]} for line in link._lines]
    after = (link.get("after_completion") or {}).get("redirect") or {}
    given = {**link._given, "line_items": items, "success_url": after.get("url"), "currency": link.currency}
    connect = {
        name: link.get(name) for name in ("application_fee_amount", "transfer_data", "on_behalf_of") if link.get(name)
    }
    if connect and given["mode"] == "payment":
        given["payment_intent_data"] = {**given.get("payment_intent_data", {}), **connect}
    return sessions.begin(call, given, link.id)


@shows(PaymentLink)
def _shown(call: Call, record: Any, made: Shown) -> Shown:
    return {**made, "url": f"{call.base}/b/{record.get('_code')}"}


@included("payment_link", "line_items")
def _lines(call: Call, shown: Shown) -> Shown:
    held = call.get(PaymentLink, shown["id"])._lines
    return sublist(call, f"/v1/payment_links/{shown['id']}/line_items", [lines.item(call, line) for line in held])


@operation("PostShippingRates")
def create_rate(
    call: Call, display_name: str, fixed_amount: dict[str, Any] | None = None, **given: Any
) -> ShippingRate:
    """POST /v1/shipping_rates"""
    return lines.new_rate(call, {"display_name": display_name, "fixed_amount": fixed_amount, **given,
                                 "metadata": metadata(given.get("metadata"))})  # fmt: skip


@operation("GetShippingRatesShippingRateToken")
def get_rate(call: Call, shipping_rate_token: str) -> ShippingRate:
    """GET /v1/shipping_rates/{shipping_rate_token}"""
    return find(call, ShippingRate, shipping_rate_token, "shipping_rate_token")


@operation("PostShippingRatesShippingRateToken")
def update_rate(call: Call, shipping_rate_token: str, **given: Any) -> ShippingRate:
    """POST /v1/shipping_rates/{shipping_rate_token}"""
    found = find(call, ShippingRate, shipping_rate_token, "shipping_rate_token")
    given.pop("fixed_amount", None)
    return save(call, found, **changed(found, given))


@operation("GetShippingRates")
def list_rates(call: Call, active: bool | None = None, currency: str | None = None, created: Any = None) -> Page:
    """GET /v1/shipping_rates"""
    return listing(call, ShippingRate, {"active": active, "fixed_amount.currency": currency}, created)
