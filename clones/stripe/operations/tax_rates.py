"""Tax rates; https://docs.stripe.com/api/tax_rates."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation

from ..lookups import changed, cleared, find, listing, make, metadata, save
from ..records.customers import TaxRate
from ..refusals import Refusal


@operation("PostTaxRates")
def create_rate(call: Call, display_name: str, inclusive: bool, percentage: float, **given: Any) -> TaxRate:
    """POST /v1/tax_rates"""
    if not 0 <= percentage <= 100:
        raise Refusal("Invalid percentage: must be between 0 and 100.", param="percentage")
    fields = cleared(given) | {"metadata": metadata(given.get("metadata"))}
    return make(
        call,
        TaxRate,
        "tax_rate.created",
        display_name=display_name,
        inclusive=inclusive,
        percentage=percentage,
        **fields,
    )


@operation("GetTaxRatesTaxRate")
def get_rate(call: Call, tax_rate: str) -> TaxRate:
    """GET /v1/tax_rates/{tax_rate}"""
    return find(call, TaxRate, tax_rate, "tax_rate")


@operation("PostTaxRatesTaxRate")
def update_rate(call: Call, tax_rate: str, **given: Any) -> TaxRate:
    """POST /v1/tax_rates/{tax_rate}: its percentage is for good."""
    found = find(call, TaxRate, tax_rate, "tax_rate")
    return save(call, found, "tax_rate.updated", **changed(found, given))


@operation("GetTaxRates")
def list_rates(call: Call, active: bool | None = None, inclusive: bool | None = None, created: Any = None) -> Page:
    """GET /v1/tax_rates"""
    return listing(call, TaxRate, {"active": active, "inclusive": inclusive}, created)
