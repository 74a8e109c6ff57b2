"""Cards and bank accounts that a customer keeps, of the older kind; https://docs.stripe.com/api/cards."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation

from ..lookups import changed, find, metadata, part, save
from ..payments.keeping import ADDRESS, PREFIXES, as_kept, keep, listed
from ..records.customers import Customer
from ..records.payments import PaymentMethod
from ..refusals import CARD, Refusal, absent, missing
from .customers import customer_of


def _kept(call: Call, customer: str, id: str) -> PaymentMethod:
    found = call.peek(PaymentMethod, id)
    if found is None or found.customer != find(call, Customer, customer, "customer").id:
        raise missing("source", id)
    return found


@operation("PostCustomersCustomerSources", "PostCustomersCustomerCards", "PostCustomersCustomerBankAccounts")
def create(
    call: Call, customer: str, source: Any = None, card: Any = None, bank_account: Any = None, **given: Any
) -> dict[str, Any]:
    """POST /v1/customers/{customer}/sources"""
    told = source or card or bank_account
    if not told:
        raise absent("source")
    made = keep(call, customer_of(call, customer), told, metadata=metadata(given.get("metadata")))
    return as_kept(call, call.get(PaymentMethod, made.id))


@operation("GetCustomersCustomerSourcesId", "GetCustomersCustomerCardsId", "GetCustomersCustomerBankAccountsId")
def get(call: Call, customer: str, id: str) -> dict[str, Any]:
    """GET /v1/customers/{customer}/sources/{id}"""
    return as_kept(call, _kept(call, customer, id))


@operation("PostCustomersCustomerSourcesId", "PostCustomersCustomerCardsId", "PostCustomersCustomerBankAccountsId")
def update(call: Call, customer: str, id: str, **given: Any) -> dict[str, Any]:
    """POST /v1/customers/{customer}/sources/{id}"""
    found = _kept(call, customer, id)
    changes: dict[str, Any] = {}
    if "metadata" in given:
        changes["metadata"] = changed(found, {"metadata": given["metadata"]})["metadata"]
    card = {name: int(given[name]) for name in ("exp_month", "exp_year") if given.get(name)}
    if card and found.card:
        changes["card"] = {**found.card, **card}
    details = dict(found.billing_details or {})
    address = dict(details.get("address") or {})
    address |= {field: given[name] or None for name, field in ADDRESS.items() if name in given}
    details |= {"address": address} | ({"name": given["name"] or None} if "name" in given else {})
    made = save(call, found, billing_details=details, **changes)
    call.emit("customer.source.updated", object=made, shown=as_kept(call, made))
    return as_kept(call, made)


@operation(
    "DeleteCustomersCustomerSourcesId", "DeleteCustomersCustomerCardsId", "DeleteCustomersCustomerBankAccountsId"
)
def delete(call: Call, customer: str, id: str) -> dict[str, Any]:
    """DELETE /v1/customers/{customer}/sources/{id}: the next one becomes the default."""
    found = _kept(call, customer, id)
    shown = as_kept(call, found)
    save(call, found, customer=None, _used=True)
    owner = call.get(Customer, customer)
    if owner.default_source == id:
        others = [one for one in call.all(PaymentMethod, {"customer": customer}) if one.id.startswith(PREFIXES)]
        save(call, owner, "customer.updated", default_source=others[0].id if others else None)
    call.emit("customer.source.deleted", object=found, shown=shown)
    if shown["object"] == "source":
        return {**shown, "status": "consumed"}
    return {"id": id, "object": shown["object"], "deleted": True}


@operation("PostCustomersCustomerSourcesIdVerify", "PostCustomersCustomerBankAccountsIdVerify")
def verify(call: Call, customer: str, id: str, amounts: list[int] | None = None, **given: Any) -> dict[str, Any]:
    """POST /v1/customers/{customer}/sources/{id}/verify: by two small amounts."""
    found = _kept(call, customer, id)
    if found._verified:
        raise Refusal("This bank account has already been verified.", "bank_account_verified")
    if sorted(int(each) for each in amounts or []) != [32, 45]:
        message = "The amounts provided do not match the amounts that were sent to the bank account."
        raise Refusal(message, "bank_account_verification_failed", status=402, type=CARD)
    return as_kept(call, save(call, found, _verified=True))


@operation("GetCustomersCustomerSources")
def list_sources(call: Call, customer: str, object: str | None = None) -> Page:
    """GET /v1/customers/{customer}/sources"""
    return part(call, listed(call, find(call, Customer, customer, "customer").id, object or ""))


@operation("GetCustomersCustomerCards")
def list_cards(call: Call, customer: str) -> Page:
    """GET /v1/customers/{customer}/cards"""
    return part(call, listed(call, find(call, Customer, customer, "customer").id, "card"))


@operation("GetCustomersCustomerBankAccounts")
def list_banks(call: Call, customer: str) -> Page:
    """GET /v1/customers/{customer}/bank_accounts"""
    return part(call, listed(call, find(call, Customer, customer, "customer").id, "bank_account"))
