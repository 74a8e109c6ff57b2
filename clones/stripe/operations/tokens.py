"""Tokens, confirmation tokens and mandates; https://docs.stripe.com/api/tokens."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import operation

from .. import keys
from ..lookups import changed, find, make, named, save
from ..payments import banks, cards, methods
from ..payments.keeping import as_source
from ..records.payments import ConfirmationToken, Mandate, PaymentMethod, Token
from ..refusals import Refusal, absent
from ..shapes import shape

_ADDRESS = ("address_city", "address_country", "address_line1", "address_line2", "address_state", "address_zip")
GOOD_SECONDS = 12 * 3600


@operation("PostTokens")
def create_token(call: Call, card: Any = None, bank_account: Any = None, **given: Any) -> Token:
    """POST /v1/tokens: a card, a bank account, or what a person tells, to be used once."""
    if isinstance(card, dict):
        return _of_card(call, card)
    if isinstance(bank_account, dict):
        return _of_bank(call, bank_account)
    kinds = [name for name in ("account", "person", "pii", "cvc_update") if given.get(name) is not None]
    if len(kinds) != 1:
        message = "You must supply one of card, bank_account, account, person, pii or cvc_update to create a token."
        raise Refusal(message, "" if kinds else "parameter_missing")
    prefix = {"account": "ct_", "person": "cpt_", "pii": "pii_", "cvc_update": "cvctok_"}[kinds[0]]
    return make(call, Token, id=call.new_id(prefix), type=kinds[0], client_ip="127.0.0.1", _fields={})


def _of_card(call: Call, given: dict[str, Any]) -> Token:
    typed = methods.typed_in(call, given, "card[number]")
    place = {name: given.get(name) or None for name in _ADDRESS}
    address = {"line1": place["address_line1"], "postal_code": place["address_zip"], "city": place["address_city"],
               "country": place["address_country"], "line2": place["address_line2"],
               "state": place["address_state"]}  # fmt: skip
    details = cards.details(typed["name"], typed["exp_month"], typed["exp_year"], address, typed["cvc"])
    shown = {
        name: details[name] for name in ("brand", "country", "exp_month", "exp_year", "fingerprint", "funding", "last4")
    }
    shown |= {
        "id": call.new_id("card_"), "object": "card", "name": given.get("name") or None, "metadata": {}, **place,
        "address_line1_check": details["checks"]["address_line1_check"], "dynamic_last4": None,
        "address_zip_check": details["checks"]["address_postal_code_check"], "tokenization_method": None,
        "cvc_check": details["checks"]["cvc_check"], "networks": {"preferred": None},
    }  # fmt: skip
    fields = {"billing_details": {"address": address, "name": shown["name"]}, "exp_month": typed["exp_month"],
              "exp_year": typed["exp_year"], "cvc": typed["cvc"]}  # fmt: skip
    return make(call, Token, type="card", client_ip="127.0.0.1", card=shown, _test=typed["name"], _fields=fields)


def _of_bank(call: Call, given: dict[str, Any]) -> Token:
    number = str(given.get("account_number") or "")
    if not number:
        raise absent("bank_account[account_number]")
    shown = {
        "id": call.new_id("ba_"), "object": "bank_account", "account_holder_name": given.get("account_holder_name"),
        "account_holder_type": given.get("account_holder_type"), "bank_name": "STRIPE TEST BANK",
        "country": given.get("country", "US"), "currency": str(given.get("currency", "usd")).lower(), "metadata": {},
        "fingerprint": f"Clonery{number[-9:]}", "last4": number[-4:], "routing_number": given.get("routing_number"),
        "status": "new",
    }  # fmt: skip
    return make(call, Token, id=call.new_id("btok_"), type="bank_account", client_ip="127.0.0.1", bank_account=shown,
                _test=banks.name_of("us_bank_account", given), _fields={"account_number": number, **given})  # fmt: skip


@operation("GetTokensToken")
def get_token(call: Call, token: str) -> Token:
    """GET /v1/tokens/{token}"""
    return named(call, Token, token, "token")


@operation("PostTestHelpersConfirmationTokens")
def create_confirmation(
    call: Call, payment_method: str | None = None, payment_method_data: dict[str, Any] | None = None,
    return_url: str | None = None, setup_future_usage: str | None = None, shipping: dict[str, Any] | None = None,
    **given: Any,
) -> ConfirmationToken:  # fmt: skip
    """POST /v1/test_helpers/confirmation_tokens: what a page would have collected."""
    if payment_method_data is not None:
        method = methods.created(call, payment_method_data)
    elif payment_method is not None:
        method = methods.resolved(call, payment_method)
    else:
        raise absent("payment_method")
    said = {"payment_method": method.id, "return_url": return_url, "setup_future_usage": setup_future_usage,
            "shipping": shipping}  # fmt: skip
    preview = {name: value for name, value in shape(call, method, True).items() if name not in _OWN}
    return make(
        call, ConfirmationToken, expires_at=call.now + GOOD_SECONDS, payment_method_preview=preview,
        return_url=return_url,
        setup_future_usage=setup_future_usage, shipping=shipping, use_stripe_sdk=True, mandate_data=None,
        payment_method_options=None, _given={name: value for name, value in said.items() if value is not None},
    )  # fmt: skip


_OWN = ("id", "object", "created", "livemode", "metadata")


@operation("GetConfirmationTokensConfirmationToken")
def get_confirmation(call: Call, confirmation_token: str) -> ConfirmationToken:
    """GET /v1/confirmation_tokens/{confirmation_token}"""
    return find(call, ConfirmationToken, confirmation_token, "confirmation_token")


@operation("GetMandatesMandate")
def get_mandate(call: Call, mandate: str) -> Mandate:
    """GET /v1/mandates/{mandate}"""
    return find(call, Mandate, mandate, "mandate")


@operation("PostSources")
def create_source(
    call: Call, type: str | None = None, token: str | None = None, currency: str | None = None, **given: Any
) -> dict[str, Any]:
    """POST /v1/sources: a card of the older kind, which is a payment method as well."""
    if type not in (None, "card") or (type is None and token is None):
        raise Refusal("Sources other than cards are no longer made; use a PaymentMethod.", param="type")
    method = methods.resolved(call, token, "token") if token else methods.from_case(
        call, **methods.typed_in(call, given.get("card") or {}, "card[number]"))  # fmt: skip
    made = make(call, PaymentMethod, **{**_copied(method), "id": call.new_id("src_"), "_usage": given.get("usage")})
    return as_source(call, made)


def _copied(method: PaymentMethod) -> dict[str, Any]:
    return {name: value for name, value in method.doc.items() if name not in ("id", "created")}


@operation("GetSourcesSource")
def get_source(call: Call, source: str, client_secret: str | None = None) -> dict[str, Any]:
    """GET /v1/sources/{source}"""
    found = find(call, PaymentMethod, source, "source")
    made = as_source(call, found)
    if keys.publishable(call) and client_secret != made["client_secret"]:
        raise absent("client_secret")
    return made


@operation("PostSourcesSource")
def update_source(call: Call, source: str, **given: Any) -> dict[str, Any]:
    """POST /v1/sources/{source}: its metadata and who owns it."""
    found = find(call, PaymentMethod, source, "source")
    changes: dict[str, Any] = changed(found, {"metadata": given["metadata"]}) if "metadata" in given else {}
    if "owner" in given:
        changes["_owner"] = {**(found.get("_owner") or {}), **given["owner"]}
    made = as_source(call, save(call, found, **changes))
    call.emit("source.updated", object=found, shown=made)
    return made
