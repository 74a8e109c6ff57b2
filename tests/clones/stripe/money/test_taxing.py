"""Taxes by place: shares, registrations, roundings."""

from typing import Any

import pytest

from clonery.clones.stripe.lookups import make
from clonery.clones.stripe.money import taxing
from clonery.clones.stripe.records.services import Registration
from clonery.server.call import Call


@pytest.mark.parametrize(("address", "found"), [
    ({"country": "US", "state": "CA"}, ("7.25", "sales_tax")), ({"country": "US", "state": "OR"}, None),
    ({"country": "DE"}, ("19", "vat")), ({"country": "JP"}, ("10", "jct")), ({"country": "AQ"}, None), ({}, None),
])  # fmt: skip
def test_a_place_has_its_share(address: dict[str, Any], found: tuple[str, str] | None) -> None:
    assert taxing.rate(address) == found


def test_one_registration_counts_for_the_union(call: Call) -> None:
    make(call, Registration, id=None, country="IE", country_options={"ie": {"type": "oss_union"}}, active_from=1)
    assert taxing.registered(call, {"country": "DE"}, call.now)
    assert not taxing.registered(call, {"country": "GB"}, call.now)
    assert not taxing.registered(call, {"country": "DE"}, 0)


def test_taxes_are_summed_by_rate(call: Call) -> None:
    make(call, Registration, id=None, country="DE", country_options={"de": {"type": "standard"}}, active_from=1)
    parts = [(taxing.breakdown(call, amount, False, taxing.GENERAL, {"country": "DE"}, "none", call.now), False)
             for amount in (3, 1000)]  # fmt: skip
    (held,) = taxing.summed(parts)
    assert (held["amount"], held["taxable_amount"], held["tax_rate_details"]["tax_type"]) == (191, 1003, "vat")
