"""Payment methods; https://docs.stripe.com/api/payment_methods."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation

from .. import keys
from ..lookups import changed, cleared, find, listing, make, named, save
from ..payments import cards, methods
from ..records.customers import Customer
from ..records.payments import PaymentMethod
from ..refusals import Refusal, absent, missing
from .customers import customer_of


@operation("PostPaymentMethods")
def create_method(call: Call, **given: Any) -> PaymentMethod:
    """POST /v1/payment_methods: made anew, or for a connected account from one of the platform's."""
    if not given.get("payment_method"):
        return methods.created(call, given)
    own = call.peek(PaymentMethod, given["payment_method"])
    if own is None or own._account is not None or keys.scope(call).account is None:
        raise missing("payment_method", given["payment_method"], "payment_method", 400)
    if given.get("customer") != own.customer:
        raise Refusal("The customer does not have that payment method.", "resource_missing", "payment_method")
    unkept = ("id", "created", "customer", "_account", "_used")
    return make(call, PaymentMethod, **{name: value for name, value in own.doc.items() if name not in unkept})


def _found(call: Call, id: str) -> PaymentMethod:
    if cards.of_name(id) is not None:
        return methods.resolved(call, id)
    return find(call, PaymentMethod, id, "payment_method")


@operation("GetPaymentMethodsPaymentMethod")
def get_method(call: Call, payment_method: str) -> PaymentMethod:
    """GET /v1/payment_methods/{payment_method}"""
    return find(call, PaymentMethod, payment_method, "payment_method")


@operation("PostPaymentMethodsPaymentMethod")
def update_method(call: Call, payment_method: str, card: dict[str, Any] | None = None, **given: Any) -> PaymentMethod:
    """POST /v1/payment_methods/{payment_method}: only one that belongs to a customer."""
    found = find(call, PaymentMethod, payment_method, "payment_method")
    if found.customer is None:
        raise Refusal(
            "You must save this PaymentMethod to a customer before you can update it.", param="payment_method"
        )
    changes = changed(found, given)
    if card:
        changes["card"] = {**(found.card or {}), **{k: v for k, v in card.items() if k.startswith("exp_")}}
    if "billing_details" in given:
        before = found.billing_details or {}
        changes["billing_details"] = {**before, **cleared(given["billing_details"])}
    return save(call, found, "payment_method.updated", **changes)


@operation("PostPaymentMethodsPaymentMethodAttach")
def attach_method(call: Call, payment_method: str, customer: str | None = None) -> PaymentMethod:
    """POST /v1/payment_methods/{payment_method}/attach"""
    if customer is None:
        raise absent("customer")
    found = _found(call, payment_method)
    return methods.attach(call, found, customer_of(call, customer).id)


@operation("PostPaymentMethodsPaymentMethodDetach")
def detach_method(call: Call, payment_method: str) -> PaymentMethod:
    """POST /v1/payment_methods/{payment_method}/detach: for good."""
    found = find(call, PaymentMethod, payment_method, "payment_method")
    if found.customer is None:
        message = "The payment method you provided is not attached to a customer so detachment is impossible."
        raise Refusal(message, param="payment_method")
    customer = call.get(Customer, found.customer)
    settings = customer.invoice_settings or {}
    if settings.get("default_payment_method") == found.id:
        save(call, customer, invoice_settings={**settings, "default_payment_method": None})
    return save(call, found, "payment_method.detached", customer=None, _used=True)


@operation("GetPaymentMethods")
def list_methods(call: Call, customer: str | None = None, type: str | None = None) -> Page:
    """GET /v1/payment_methods"""
    if customer is not None:
        named(call, Customer, customer, "customer")
    return listing(call, PaymentMethod, {"customer": customer, "type": type})
