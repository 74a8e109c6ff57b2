"""Tax ids of customers and of the account, and keys for a short time; https://docs.stripe.com/api/tax_ids."""

from __future__ import annotations

import re
from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation

from ..lookups import find, listing, make
from ..records.customers import Customer
from ..records.files import EphemeralKey, TaxId
from ..refusals import Refusal, absent, missing
from ..shapes import Shown, included, shows, sublist
from .customers import customer_of

FORMS = {
    "eu_vat": r"[A-Z]{2}[A-Z0-9]{2,13}", "gb_vat": r"(GB|XI)\d{9}(\d{3})?", "us_ein": r"\d{2}-\d{7}",
    "ch_vat": r"CHE-\d{3}\.\d{3}\.\d{3} (MWST|TVA|IVA)", "au_abn": r"\d{11}", "ca_bn": r"\d{9}",
    "in_gst": r"[0-9A-Z]{15}", "no_vat": r"\d{9}MVA",
}  # fmt: skip
"""How the most common ones look; others are taken as they are."""
GOOD_SECONDS = 3600


def _make(call: Call, type: str, value: str, customer: str | None, owner: dict[str, Any]) -> TaxId:
    form = FORMS.get(type)
    if form and not re.fullmatch(form, value):
        raise Refusal(f"Invalid value for {type}.", "tax_id_invalid", "value")
    status = "unavailable" if type not in ("eu_vat", "gb_vat", "au_abn") else "pending"
    country = (
        value[:2] if type == "eu_vat" else {"gb_vat": "GB", "us_ein": "US", "ch_vat": "CH"}.get(type, type[:2].upper())
    )
    return make(
        call, TaxId, "customer.tax_id.created" if customer else "", id=None, country=country, customer=customer,
        type=type,
        owner=owner, value=value, verification={"status": status, "verified_address": None, "verified_name": None},
    )  # fmt: skip


@operation("PostCustomersCustomerTaxIds")
def create_below(call: Call, customer: str, type: str, value: str) -> TaxId:
    """POST /v1/customers/{customer}/tax_ids"""
    found = customer_of(call, customer)
    return _make(call, type, value, found.id, {"type": "customer", "customer": found.id})


@operation("PostTaxIds")
def create_tax_id(call: Call, type: str, value: str, owner: dict[str, Any] | None = None) -> TaxId:
    """POST /v1/tax_ids: of the account, or of the customer that `owner` names."""
    owner = owner or {"type": "self"}
    if owner["type"] == "customer" and not owner.get("customer"):
        raise absent("owner[customer]")
    customer = customer_of(call, owner["customer"], "owner[customer]").id if owner["type"] == "customer" else None
    return _make(call, type, value, customer, owner)


def _found(call: Call, id: str, customer: str) -> TaxId:
    found = find(call, TaxId, id)
    if found.customer != find(call, Customer, customer, "customer").id:
        raise missing("tax_id", id)
    return found


@operation("GetTaxIdsId")
def get_tax_id(call: Call, id: str) -> TaxId:
    """GET /v1/tax_ids/{id}"""
    return find(call, TaxId, id)


@operation("GetCustomersCustomerTaxIdsId")
def get_below(call: Call, id: str, customer: str) -> TaxId:
    """GET /v1/customers/{customer}/tax_ids/{id}"""
    return _found(call, id, customer)


@operation("DeleteCustomersCustomerTaxIdsId")
def delete_below(call: Call, id: str, customer: str) -> dict[str, Any]:
    """DELETE /v1/customers/{customer}/tax_ids/{id}"""
    return delete_tax_id(call, _found(call, id, customer).id)


@operation("DeleteTaxIdsId")
def delete_tax_id(call: Call, id: str) -> dict[str, Any]:
    """DELETE /v1/tax_ids/{id}"""
    found = find(call, TaxId, id)
    if found.customer:
        call.emit("customer.tax_id.deleted", object=found)
    call.delete(found)
    return {"id": id, "object": "tax_id", "deleted": True}


@operation("GetCustomersCustomerTaxIds")
def list_below(call: Call, customer: str) -> Page:
    """GET /v1/customers/{customer}/tax_ids"""
    return listing(call, TaxId, {"customer": find(call, Customer, customer, "customer").id})


@operation("GetTaxIds")
def list_tax_ids(call: Call, owner: dict[str, Any] | None = None) -> Page:
    """GET /v1/tax_ids: the account's own, unless `owner` names a customer."""
    owner = owner or {"type": "self"}
    return listing(call, TaxId, {"owner.type": owner["type"], "customer": owner.get("customer")})


@included("customer", "tax_ids")
def _tax_ids(call: Call, shown: Shown) -> Shown:
    return sublist(call, f"/v1/customers/{shown['id']}/tax_ids", call.all(TaxId, {"customer": shown["id"]}, "-rid"))


@operation("PostEphemeralKeys")
def create_key(call: Call, customer: str | None = None, **given: Any) -> EphemeralKey:
    """POST /v1/ephemeral_keys: an app's way to one customer, for an hour."""
    subjects = [name for name in ("issuing_card", "verification_session") if given.get(name)]
    if customer is None and not subjects:
        raise Refusal("You must provide one of customer, issuing_card or verification_session.", "parameter_missing")
    if customer is not None:
        customer_of(call, customer)
    about = {"type": "customer", "id": customer} if customer else {"type": subjects[0], "id": given[subjects[0]]}
    return make(call, EphemeralKey, id=None, expires=call.now + GOOD_SECONDS, secret=call.new_id("ek_test_", 60),
                _about=about)  # fmt: skip


@operation("DeleteEphemeralKeysKey")
def delete_key(call: Call, key: str) -> EphemeralKey:
    """DELETE /v1/ephemeral_keys/{key}"""
    found = find(call, EphemeralKey, key, "key")
    call.delete(found)
    return found


@shows(EphemeralKey)
def _key(call: Call, record: Any, made: Shown) -> Shown:
    return {
        **{name: value for name, value in made.items() if name != "metadata"},
        "associated_objects": [record.get("_about")],
    }
