"""How hosted pages look: plain forms whose fields are named as on the vendor's; https://docs.stripe.com/payments/checkout."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

from clonery.server.request import Answer

from ..money.amounts import written
from ..records.accounts import Account
from ..records.checkout import CheckoutSession

if TYPE_CHECKING:
    from clonery.server.call import Call

STYLE = (
    "body{font:16px system-ui;max-width:30rem;margin:3rem auto;padding:0 1rem}label{display:block;margin:.7rem 0 .2rem}"
    "input{width:100%;padding:.5rem;box-sizing:border-box}button{margin-top:1rem;padding:.6rem 1.2rem}"
    "table{width:100%}td:last-child{text-align:right}.error{color:#b00020}"
)
FIELDS = (("cardNumber", "Card number", "4242 4242 4242 4242"), ("cardExpiry", "Expiry", "MM / YY"), ("cardCvc",
                                                                                                      "CVC", "CVC"),
          ("billingName", "Cardholder name", "Full name"), ("billingPostalCode", "Postal code", ""))  # fmt: skip


def page(title: str, body: str, status: int = 200) -> Answer:
    """A page of HTML; `body` is HTML already."""
    text = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{STYLE}</style></head><body><h1>{escape(title)}</h1>{body}</body></html>"
    )
    return Answer(status, text.encode(), [("Content-Type", "text/html; charset=utf-8")], json=False)


def redirect(url: str) -> Answer:
    """Send the browser to another address, by GET."""
    return Answer(303, b"", [("Location", url)], json=False)


def with_query(url: str, **more: str) -> str:
    """A URL with further parameters."""
    return f"{url}{'&' if '?' in url else '?'}{urlencode(more)}"


def typed(call: Call) -> dict[str, str]:
    """What the page's form sent."""
    return dict(parse_qsl(call.request.body.decode("utf-8", "replace"), keep_blank_values=True))


def checkout(call: Call, session: CheckoutSession, error: str = "", given: dict[str, str] | None = None) -> Answer:
    """The page that takes a payment."""
    given = given or {}
    email = given.get("email") or (session.get("customer_details") or {}).get("email") or ""
    form = [_note(error), _table(session), '<form method="post">', _input("email", "Email", email, "email")]
    if session.get("allow_promotion_codes"):
        form.append(_input("promotionCode", "Promotion code", given.get("promotionCode", "")))
    if session.payment_status != "no_payment_required" or session.mode != "payment":
        form += [_input(name, label, given.get(name, ""), hint=hint) for name, label, hint in FIELDS]
    if session.get("shipping_address_collection"):
        form += [_input(f"shipping{name}", f"Shipping {label}", given.get(f"shipping{name}", "")) for name, label in
                 (("Name", "name"), ("Line1", "address"), ("City", "city"), ("PostalCode", "postal code"),
                  ("Country", "country"))]  # fmt: skip
    words = {"payment": "Pay", "subscription": "Subscribe", "setup": "Save card"}[session.mode]
    form.append(
        f'<button type="submit" class="SubmitButton" data-testid="hosted-payment-submit-button">{words}</button></form>'
    )
    if session.get("cancel_url"):
        form.append(f'<p><a href="{escape(session.get("cancel_url"))}">Back</a></p>')
    return page(business(call), "".join(form), 200 if not error else 402)


def business(call: Call) -> str:
    """What the account calls itself."""
    found = call.first(Account, {"_connected": False})
    return str(((found.business_profile if found else None) or {}).get("name") or "Shop")


def _table(session: CheckoutSession) -> str:
    if not session._lines:
        return ""
    currency = session.currency or "usd"
    rows = [(f"{line['quantity']} × {line['description']}", line["amount_subtotal"]) for line in session._lines]
    details = session.get("total_details") or {}
    for name, sign in (("discount", -1), ("shipping", 1), ("tax", 1)):
        if details.get(f"amount_{name}"):
            rows.append((name.capitalize(), sign * details[f"amount_{name}"]))
    rows.append(("Total", session.amount_total or 0))
    cells = (f"<tr><td>{escape(text)}</td><td>{escape(written(amount, currency))}</td></tr>" for text, amount in rows)
    return f"<table>{''.join(cells)}</table>"


def _input(name: str, label: str, value: str = "", kind: str = "text", hint: str = "") -> str:
    return (
        f'<label for="{name}">{escape(label)}</label><input id="{name}" name="{name}" type="{kind}" '
        f'value="{escape(value)}" placeholder="{escape(hint)}">'
    )


def _note(error: str) -> str:
    return f'<p class="error" role="alert">{escape(error)}</p>' if error else ""


def question(title: str, text: str, buttons: Iterable[tuple[str, str, str]], error: str = "") -> Answer:
    """A page with a question; `buttons` are name, value and label of each."""
    made = "".join(
        f'<button name="{name}" value="{escape(value)}">{escape(label)}</button> ' for name, value, label in buttons
    )
    return page(title, f'{_note(error)}<p>{escape(text)}</p><form method="post">{made}</form>')


def card_of(given: dict[str, str]) -> dict[str, Any]:
    """The card that was typed in."""
    month, _, year = given.get("cardExpiry", "").replace(" ", "").partition("/")
    return {
        "number": given.get("cardNumber", ""), "exp_month": month if month.isdecimal() else None,
        "exp_year": year if year.isdecimal() else None, "cvc": given.get("cardCvc") or None,
    }  # fmt: skip
