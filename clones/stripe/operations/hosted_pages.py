"""The pages that a customer's browser sees; https://docs.stripe.com/payments/checkout."""

from __future__ import annotations

from html import escape
from typing import Any

from clonery.server.call import Call
from clonery.server.operation import operation
from clonery.server.request import Answer

from .. import keys
from ..billing import changing
from ..checkout import completing, pages, sessions
from ..checkout.pages import page, redirect, typed, with_query
from ..lookups import save
from ..money.amounts import written
from ..payments import methods, onboarding
from ..records.accounts import Account, AccountLink
from ..records.billing import Subscription
from ..records.checkout import CheckoutSession, PaymentLink, PortalSession
from ..records.payments import Charge, PaymentIntent, PaymentMethod, SetupIntent
from ..refusals import Refusal
from .payment_links import opened

GONE = "This page is no longer available."


@operation("pages/checkout")
def show_checkout(call: Call, session: str) -> Answer:
    """GET /c/pay/{session}: the form, or where a page leads that was paid."""
    found = call.peek(CheckoutSession, session)
    if found is None or found.status == "expired":
        return page("Checkout", GONE, 404)
    return _done(call, found) if found.status == "complete" else pages.checkout(call, found)


def _done(call: Call, session: CheckoutSession) -> Answer:
    """Where a customer goes who has paid."""
    url = session.get("success_url") or session.get("return_url")
    if url:
        return redirect(str(url).replace("{CHECKOUT_SESSION_ID}", session.id))
    link = call.peek(PaymentLink, session.payment_link)
    after = ((link.get("after_completion") if link else None) or {}).get("hosted_confirmation") or {}
    return page("Thank you", escape(after.get("custom_message") or "Your payment was received."))


@operation("pages/pay")
def pay_checkout(call: Call, session: str) -> Answer:
    """POST /c/pay/{session}: what the customer typed in is tried."""
    found = call.peek(CheckoutSession, session)
    if found is None or found.status == "expired":
        return page("Checkout", GONE, 404)
    if found.status == "complete":
        return _done(call, found)
    keys.within(call, found)
    given = typed(call)
    try:
        code = given.get("promotionCode", "").strip()
        if code and not found.get("discounts"):
            found = sessions.promoted(call, found, code)
        made = completing.pay(call, found, _method(call, found, given), _told(given))
    except Refusal as refusal:
        return pages.checkout(call, call.get(CheckoutSession, session), refusal.message, given)
    if made.status == "complete":
        return _done(call, made)
    return redirect(f"{call.base}/3d_secure_2/{_intent_of(call, made).id}")


def _method(call: Call, session: CheckoutSession, given: dict[str, str]) -> PaymentMethod | None:
    if session.payment_status == "no_payment_required" and session.mode == "payment":
        return None
    card = methods.typed_in(call, pages.card_of(given), "card[number]")
    address = {"postal_code": given.get("billingPostalCode") or None}
    details = {"address": address, "email": given.get("email") or None, "name": given.get("billingName") or None}
    return methods.from_case(call, **card, billing_details=details)


def _told(given: dict[str, str]) -> dict[str, Any]:
    told: dict[str, Any] = {"email": given.get("email"), "name": given.get("billingName")}
    told["address"] = {"postal_code": given.get("billingPostalCode")} if given.get("billingPostalCode") else None
    if given.get("shippingLine1"):
        told["shipping"] = {
            "name": given.get("shippingName") or given.get("billingName") or "",
            "address": {"line1": given["shippingLine1"], "city": given.get("shippingCity"),
                        "postal_code": given.get("shippingPostalCode"),
                        "country": given.get("shippingCountry") or "US"},
        }  # fmt: skip
    return told


def _intent_of(call: Call, session: CheckoutSession) -> Any:
    if session.setup_intent:
        return call.get(SetupIntent, session.setup_intent)
    if session.payment_intent:
        return call.get(PaymentIntent, session.payment_intent)
    return call.first(PaymentIntent, {"_checkout": session.id}, "-rid")


@operation("pages/link")
def open_link(call: Call, link: str) -> Answer:
    """GET /b/{link}: a payment link begins a page for whoever follows it."""
    found = call.first(PaymentLink, {"_code": link})
    if found is None:
        return page("Payment link", GONE, 404)
    keys.within(call, found)
    try:
        made = opened(call, found)
    except Refusal as refusal:
        return page("Payment link", escape(refusal.message), 404)
    return redirect(f"{call.base}/c/pay/{made.id}")


def _asked(call: Call, id: str) -> Any:
    """The intent whose customer the bank wants to see; None where none does."""
    found = call.peek(SetupIntent if id.startswith("seti_") else PaymentIntent, id)
    return found if found is not None and found.get("status") == "requires_action" else None


@operation("pages/authenticate")
def show_authentication(call: Call, intent: str) -> Answer:
    """GET /3d_secure_2/{intent}: the bank's question."""
    if _asked(call, intent) is None:
        return page("Bank", GONE, 404)
    return pages.question("Bank", "Is this you?", [("outcome", "succeed", "Complete"), ("outcome", "fail", "Fail")])


@operation("pages/authenticated")
def authenticate(call: Call, intent: str) -> Answer:
    """POST /3d_secure_2/{intent}: what the customer answered, and the way back."""
    found = _asked(call, intent)
    if found is None:
        return page("Bank", GONE, 404)
    keys.within(call, found)
    back = ((found.next_action or {}).get("redirect_to_url") or {}).get("return_url") or found.get("_return_url")
    made = completing.authenticated(call, found, typed(call).get("outcome") != "fail")
    if not back:
        return page("Bank", "You can close this page.")
    good = made.status in ("succeeded", "processing", "requires_capture", "requires_confirmation")
    if found.get("_checkout"):
        return redirect(str(back))
    return redirect(with_query(str(back), **{
        made.object: made.id, f"{made.object}_client_secret": str(made.get("client_secret")),
        "redirect_status": "succeeded" if good else "failed",
    }))  # fmt: skip


@operation("pages/receipt")
def show_receipt(call: Call, charge: str) -> Answer:
    """GET /receipts/{charge}"""
    found = call.peek(Charge, charge)
    if found is None or not found.paid:
        return page("Receipt", GONE, 404)
    text = f"{written(found.amount, found.currency)} paid, {written(found.amount_refunded, found.currency)} given back."
    return page("Receipt", f"<p>{escape(text)}</p>")


def _link(call: Call, id: str) -> AccountLink | None:
    found = call.peek(AccountLink, id)
    return found if found is not None and found.expires_at > call.now and not found.get("_used") else None


@operation("pages/onboarding")
def show_onboarding(call: Call, link: str) -> Answer:
    """GET /setup/{link}: what a connected account still has to tell."""
    found = _link(call, link)
    if found is None:
        return _stale(call, link)
    missing = onboarding.due(call, call.get(Account, found._for))
    return pages.question("Set up", f"Still needed: {', '.join(missing) or 'nothing'}", [("done", "1", "Submit")])


def _stale(call: Call, link: str) -> Answer:
    """A link that is used up or over leads to where a new one is made."""
    old = call.peek(AccountLink, link)
    return redirect(old.get("_given")["refresh_url"]) if old is not None else page("Set up", GONE, 404)


@operation("pages/onboarded")
def onboard(call: Call, link: str) -> Answer:
    """POST /setup/{link}: everything is told."""
    found = _link(call, link)
    if found is None:
        return _stale(call, link)
    account = call.get(Account, found._for)
    keys.within(call, account)
    onboarding.judged(call, save(call, account, _onboarded=True))
    save(call, found, _used=True)
    return redirect(found.get("_given")["return_url"])


@operation("pages/portal")
def show_portal(call: Call, session: str) -> Answer:
    """GET /p/session/{session}: a customer's subscriptions, each with a button."""
    found = call.first(PortalSession, {"_code": session})
    if found is None:
        return page("Portal", GONE, 404)
    held = [one for one in call.all(Subscription, {"customer": found.customer}) if one.status in ("active", "trialing")]
    buttons = [
        ("renew", one.id, f"Renew {one.id}") if one.cancel_at_period_end else ("cancel", one.id, f"Cancel {one.id}")
        for one in held
    ]
    return pages.question(pages.business(call), f"{len(held)} subscriptions", buttons)


@operation("pages/manage")
def manage(call: Call, session: str) -> Answer:
    """POST /p/session/{session}: cancel a subscription at the end of its period, or let it go on."""
    found = call.first(PortalSession, {"_code": session})
    if found is None:
        return page("Portal", GONE, 404)
    keys.within(call, found)
    given = typed(call)
    one = call.peek(Subscription, given.get("cancel") or given.get("renew"))
    if one is not None and one.customer == found.customer:
        changing.update(call, one, {"cancel_at_period_end": "cancel" in given})
    return redirect(f"{call.base}/p/session/{session}")
