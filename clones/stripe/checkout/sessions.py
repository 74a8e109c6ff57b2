"""Checkout Sessions begin, expire, and change what they offer; https://docs.stripe.com/api/checkout/sessions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from .. import keys, timing
from ..lookups import cleared, make, metadata, named, save
from ..money import amounts
from ..records.checkout import CheckoutSession
from ..records.customers import Customer, Price, PromotionCode
from ..refusals import Refusal, absent
from ..shapes import Shown, included, shows, sublist
from . import lines

if TYPE_CHECKING:
    from clonery.server.call import Call

SHORTEST, LONGEST = 1800, timing.DAY
"""How many seconds a page may stay open."""
_DATA = ("line_items", "discounts", "payment_intent_data", "subscription_data", "setup_intent_data", "shipping_options",
         "payment_method_data", "payment_method_options", "customer_update", "optional_items", "metadata")  # fmt: skip
"""Parameters that are no fields."""
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://\S")


def begin(call: Call, given: dict[str, Any], link: str | None = None) -> CheckoutSession:
    """A new page. Raises NotFound, Refusal for what does not go together."""
    mode = given.get("mode")
    if mode is None:
        raise absent("mode")
    page = given.get("ui_mode") or "hosted_page"
    customer = _customer(call, given)
    _check(given, mode, page, link)
    asked = str(given["currency"]).lower() if given.get("currency") and mode != "setup" else None
    offered = lines.read(call, given.get("line_items") or [], mode, asked)
    now, id = call.now, call.new_id("cs_live_" if keys.scope(call).live else "cs_test_", 58)
    expires = _expiry(given.get("expires_at"), now)
    fields = {name: value for name, value in cleared(given).items() if name not in _DATA}
    fields |= {"discounts": lines.discounts(call, given.get("discounts")), "ui_mode": page, "expires_at": expires}
    fields |= _money(call, offered, fields["discounts"], given, customer)
    fields |= {
        "custom_fields": given.get("custom_fields") or [],
        "_waits": [],
        "metadata": metadata(given.get("metadata")),
    }
    made = make(
        call, CheckoutSession, id=id, status="open", payment_link=link, _given={name: given[name] for name in _DATA
                                                                                if name in given},
        payment_status="no_payment_required" if mode == "setup" or fields.get("amount_total") == 0 else "unpaid",
        payment_method_types=given.get("payment_method_types") or ["card"],
        customer_details=_details(customer, given), automatic_tax=_tax(given),
        client_secret=f"{id}_secret_{call.new_id('', 40)}" if page != "hosted_page" else None,
        **{name: value for name, value in fields.items() if name not in ("payment_method_types", "automatic_tax")},
    )  # fmt: skip
    timing.later(call, expires, "checkout_expires", made.id, None)
    return made


def _customer(call: Call, given: dict[str, Any]) -> Customer | None:
    if given.get("customer") is None:
        return None
    if given.get("customer_email"):
        raise Refusal("You may only specify one of these parameters: customer, customer_email.", param="customer_email")
    found = named(call, Customer, given["customer"], "customer")
    if found.get("deleted"):
        raise Refusal(f"No such customer: '{found.id}'", "resource_missing", "customer")
    return found


def _check(given: dict[str, Any], mode: str, page: str, link: str | None) -> None:
    """Whether parameters go together. Raises Refusal."""
    for name in ("success_url", "cancel_url", "return_url"):
        if given.get(name) and not _URL.match(given[name]):
            raise Refusal("Not a valid URL", "url_invalid", name)
    if mode != "setup" and not given.get("line_items"):
        raise absent("line_items")
    if mode == "setup" and given.get("line_items"):
        raise Refusal("You can not pass `line_items` in `setup` mode.", param="line_items")
    if mode == "setup" and not given.get("currency") and not given.get("payment_method_types"):
        raise absent("currency")
    if page == "hosted_page" and not given.get("success_url") and not link:
        raise absent("success_url")
    if page == "embedded_page" and not given.get("return_url") and given.get("redirect_on_completion") != "never":
        raise absent("return_url")
    if given.get("discounts") and given.get("allow_promotion_codes"):
        message = "You may only specify one of these parameters: allow_promotion_codes, discounts."
        raise Refusal(message, param="allow_promotion_codes")
    for name, of in (
        ("payment_intent_data", "payment"),
        ("subscription_data", "subscription"),
        ("setup_intent_data", "setup"),
    ):
        if given.get(name) and mode != of:
            raise Refusal(f"You can not pass `{name}` in `{mode}` mode.", param=name)


def _expiry(asked: int | None, now: int) -> int:
    if asked is None:
        return now + LONGEST
    if asked < now + SHORTEST:
        message = "The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation."
        raise Refusal(message, param="expires_at")
    if asked > now + LONGEST:
        message = "The `expires_at` timestamp must be less than 24 hours from Checkout Session creation."
        raise Refusal(message, param="expires_at")
    return asked


def _money(
    call: Call,
    offered: list[lines.Line],
    discounts: list[dict[str, Any]],
    given: dict[str, Any],
    customer: Customer | None,
) -> dict[str, Any]:
    """Amounts, currency and shipping of what is offered."""
    if not offered:
        currency = given.get("currency")
        return {"_lines": [], "amount_subtotal": None, "amount_total": None, "currency": currency and currency.lower(),
                "total_details": None, "shipping_options": []}  # fmt: skip
    currency = str(given.get("currency") or call.get(Price, offered[0]["price"]).currency).lower()
    options = lines.shipping(call, given.get("shipping_options"), currency)
    made, summed = lines.reckoned(call, offered, discounts, customer.id if customer else None,
                                  customer.tax_exempt if customer else None, currency)  # fmt: skip
    ship = options[0] if options else None
    total = summed["total"] + (ship["shipping_amount"] if ship else 0)
    if total:
        amounts.check(total, currency, "line_items")
    return {
        "_lines": made, "amount_subtotal": summed["subtotal"], "amount_total": total, "currency": currency,
        "total_details": {"amount_discount": summed["discount"], "amount_tax": summed["tax"],
                          "amount_shipping": ship["shipping_amount"] if ship else 0},
        "shipping_options": options, "shipping_cost": shipped(ship),
    }  # fmt: skip


def shipped(option: dict[str, Any] | None) -> dict[str, Any] | None:
    """The shipping that was chosen, as a cost."""
    if option is None:
        return None
    amount = option["shipping_amount"]
    return {
        "amount_subtotal": amount,
        "amount_tax": 0,
        "amount_total": amount,
        "shipping_rate": option["shipping_rate"],
    }


def _details(customer: Customer | None, given: dict[str, Any]) -> dict[str, Any] | None:
    email = customer.email if customer else given.get("customer_email")
    if not email:
        return None
    return {"address": None, "business_name": None, "email": email, "individual_name": None, "name": None,
            "phone": None,
            "tax_exempt": customer.tax_exempt if customer else "none", "tax_ids": None}  # fmt: skip


def _tax(given: dict[str, Any]) -> dict[str, Any]:
    enabled = bool((given.get("automatic_tax") or {}).get("enabled"))
    return {"enabled": enabled, "liability": {"type": "self"} if enabled else None, "provider": None,
            "status": "requires_location_inputs" if enabled else None}  # fmt: skip


def offer(
    call: Call, session: CheckoutSession, discounts: list[dict[str, Any]], offered: list[lines.Line]
) -> CheckoutSession:
    """The page with other discounts or quantities, reckoned anew. Raises Refusal."""
    customer = call.peek(Customer, session.customer)
    made = _money(call, offered, discounts, {"currency": session.currency}, customer)
    ship = session.get("shipping_cost")
    total = made["amount_total"] + (ship["amount_total"] if ship else 0)
    details = {**made["total_details"], "amount_shipping": ship["amount_total"] if ship else 0}
    status = "no_payment_required" if total == 0 else "unpaid"
    return save(call, session, discounts=discounts, _lines=made["_lines"], amount_subtotal=made["amount_subtotal"],
                amount_total=total, total_details=details, payment_status=status)  # fmt: skip


def promoted(call: Call, session: CheckoutSession, code: str) -> CheckoutSession:
    """The page with the promotion code that its customer typed in. Raises Refusal for one that is not good."""
    found = next(
        (
            one
            for one in call.all(PromotionCode, {"active": True, **keys.where(call)})
            if one.code.lower() == code.lower()
        ),
        None,
    )
    if found is None or not session.get("allow_promotion_codes"):
        raise Refusal("This code is invalid.", "promotion_code_invalid", "promotion_code")
    made = [{"coupon": found.promotion["coupon"], "promotion_code": found.id}]
    return offer(call, session, made, session._lines)


def expire(call: Call, session: CheckoutSession) -> CheckoutSession:
    """The page can't be used any more. Raises Refusal unless it is open."""
    if session.status != "open":
        message = f'Only Checkout Sessions with a status in ["open"] can be expired. This one is {session.status}.'
        raise Refusal(message, param="session")
    return save(call, session, "checkout.session.expired", status="expired")


@timing.step("checkout_expires")
def expires(call: Call, id: str) -> None:
    """The time of a page is over."""
    session = call.peek(CheckoutSession, id)
    if session is not None and session.status == "open":
        expire(call, session)


@shows(CheckoutSession)
def _shown(call: Call, record: Any, made: Shown) -> Shown:
    open_ = record.status == "open" and record.get("ui_mode") == "hosted_page"
    return {**made, "url": f"{call.base}/c/pay/{record.id}" if open_ else None}


@included("checkout.session", "line_items")
def _lines(call: Call, shown: Shown) -> Shown:
    held = call.get(CheckoutSession, shown["id"])._lines
    url = f"/v1/checkout/sessions/{shown['id']}/line_items"
    return sublist(call, url, [lines.item(call, line) for line in held])
