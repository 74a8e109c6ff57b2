"""Cards and bank accounts that a customer keeps, of the older kind: payment methods by another shape; https://docs.stripe.com/api/cards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..lookups import find, make, save
from ..records.customers import Customer
from ..records.payments import PaymentMethod, Token
from ..refusals import CARD, Refusal, absent, missing
from ..shapes import included, sublist
from . import banks, methods

if TYPE_CHECKING:
    from clonery.server.call import Call

PREFIXES = ("card_", "ba_", "src_")
ADDRESS = {"address_city": "city", "address_country": "country", "address_line1": "line1", "address_line2": "line2",
            "address_state": "state", "address_zip": "postal_code"}  # fmt: skip


def keep(call: Call, customer: Customer, given: Any, **fields: Any) -> PaymentMethod:
    """A token or a description becomes the customer's card or account; the first is the default. Raises Refusal."""
    if isinstance(given, str) and given.startswith("src_"):
        made = methods.attach(call, find(call, PaymentMethod, given, "source"), customer.id)
    elif isinstance(given, str) and given.startswith("btok_"):
        made = _bank(call, customer, _account(call, given), **fields)
    elif isinstance(given, dict) and given.get("object") == "bank_account":
        made = _bank(call, customer, given, **fields)
    else:
        made = _card(call, customer, given, **fields)
    if not customer.default_source:
        save(call, call.get(Customer, customer.id), "customer.updated", default_source=made.id)
    call.emit("customer.source.created", object=made, shown=as_kept(call, made))
    return made


def _card(call: Call, customer: Customer, given: Any, **fields: Any) -> PaymentMethod:
    if isinstance(given, dict):
        made = methods.from_case(call, **methods.typed_in(call, given, "card[number]"))
    else:
        made = methods.resolved(call, given, "source")
    case = banks.case(made._test)
    if not case.attaches:
        more = {"decline_code": case.decline} if case.decline else {}
        raise Refusal(case.message, case.code, status=402, type=CARD, **more)
    kept = {name: value for name, value in made.doc.items() if name not in ("id", "created", "metadata")}
    call.delete(made)
    return make(call, PaymentMethod, **{**kept, "id": call.new_id("card_"), "customer": customer.id, **fields})


def _account(call: Call, token: str) -> dict[str, Any]:
    if token.startswith("btok_us_verified"):
        return {"account_number": "000123456789", "routing_number": "110000000", "verified": True}
    found = call.peek(Token, token)
    if found is None or found.used:
        raise missing("token", token, "source", 400)
    save(call, found, used=True)
    return dict(found._fields)


def _bank(call: Call, customer: Customer, given: dict[str, Any], **fields: Any) -> PaymentMethod:
    if not given.get("account_number"):
        raise absent("source[account_number]")
    return make(
        call, PaymentMethod, id=call.new_id("ba_"), type="us_bank_account", customer=customer.id, card=None,
        us_bank_account=banks.body("us_bank_account", given), billing_details={"address": {}},
        allow_redisplay="unspecified", _test=banks.name_of("us_bank_account", given),
        _verified=bool(given.get("verified")), **fields,
    )  # fmt: skip


def as_kept(call: Call, method: PaymentMethod) -> dict[str, Any]:
    """A payment method as the customer's card, bank account or source."""
    if method.id.startswith("src_"):
        return as_source(call, method)
    if method.id.startswith("ba_"):
        body = method.get("us_bank_account") or {}
        return {
            "id": method.id, "object": "bank_account", "account_holder_name": None, "customer": method.customer,
            "account_holder_type": body.get("account_holder_type"), "bank_name": body.get("bank_name"), "country": "US",
            "currency": "usd", "fingerprint": body.get("fingerprint"), "last4": body.get("last4", ""),
            "metadata": method.metadata, "routing_number": body.get("routing_number"),
            "status": "verified" if method._verified else "new",
        }  # fmt: skip
    card = method.card or {}
    address, checks = (method.billing_details or {}).get("address") or {}, card.get("checks") or {}
    shown = {
        name: card.get(name)
        for name in ("brand", "country", "exp_month", "exp_year", "fingerprint", "funding", "last4")
    }
    return {
        "id": method.id, "object": "card", "customer": method.customer, **shown, "metadata": method.metadata,
        **{name: address.get(field) for name, field in ADDRESS.items()}, "dynamic_last4": None,
        "address_line1_check": checks.get("address_line1_check"), "cvc_check": checks.get("cvc_check"),
        "address_zip_check": checks.get("address_postal_code_check"), "tokenization_method": None,
        "name": (method.billing_details or {}).get("name"),
    }  # fmt: skip


def as_source(call: Call, method: PaymentMethod) -> dict[str, Any]:
    """A payment method as a source."""
    card = method.card or {}
    shown = {
        name: card.get(name)
        for name in ("brand", "country", "exp_month", "exp_year", "fingerprint", "funding", "last4")
    }
    return {
        "id": method.id, "object": "source", "amount": None, "client_secret": f"src_client_secret_{method.id[4:]}",
        "created": method.created, "currency": None, "flow": "none", "livemode": method.livemode,
        "metadata": method.metadata or {},
        "owner": {"address": None, "email": None, "name": None, "phone": None, "verified_address": None,
                  "verified_email": None, "verified_name": None, "verified_phone": None,
                  **(method.get("_owner") or {})},
        "statement_descriptor": None, "status": "consumed" if method.get("_used") else "chargeable", "type": "card",
        "usage": method.get("_usage") or "reusable", "card": {**shown, "three_d_secure": "optional"},
        **({"customer": method.customer} if method.customer else {}),
    }  # fmt: skip


def listed(call: Call, customer: str, kind: str = "") -> list[dict[str, Any]]:
    """What a customer keeps, newest first, all or of one kind."""
    rows = call.all(PaymentMethod, {"customer": customer}, "-rid")
    shown = [as_kept(call, one) for one in rows if one.id.startswith(PREFIXES)]
    return [one for one in shown if not kind or one["object"] == kind]


@included("customer", "sources")
def _sources(call: Call, shown: dict[str, Any]) -> dict[str, Any]:
    return sublist(call, f"/v1/customers/{shown['id']}/sources", listed(call, shown["id"]))
