"""Where the account collects taxes, and how."""

from typing import Any

import pytest
import stripe

HOME = {"country": "US", "state": "CA", "postal_code": "94607", "line1": "1 Main St", "city": "Oakland"}


def test_settings_become_active_when_all_is_told(api: Any) -> None:
    first = api.tax.settings.retrieve()
    assert first.status == "pending"
    assert first.status_details.pending.missing_fields == ["head_office", "defaults.tax_code"]
    given = {"defaults": {"tax_behavior": "inclusive", "tax_code": "txcd_10000000"}, "head_office": {"address": HOME}}
    assert api.tax.settings.update(given).status == "active"
    api.tax.settings.update({"defaults": {"tax_code": "txcd_20030000"}})
    read = api.tax.settings.retrieve()
    assert (read.defaults.tax_behavior, read.defaults.tax_code) == ("inclusive", "txcd_20030000")
    line = {"amount": 1072, "reference": "mug"}
    api.tax.registrations.create({"country": "US", "active_from": "now", "country_options": {
        "us": {"type": "state_sales_tax", "state": "CA"}}})  # fmt: skip
    given = {"currency": "usd", "line_items": [line], "expand": ["line_items"]}
    made = api.tax.calculations.create({**given,
                                        "customer_details": {"address": HOME, "address_source": "billing"}}
    )  # fmt: skip
    assert (made.tax_amount_inclusive, made.line_items.data[0].tax_code) == (72, "txcd_20030000")


def test_a_registration_begins_and_ends(api: Any) -> None:
    options = {"country_options": {"de": {"type": "standard"}}, "country": "DE"}
    made = api.tax.registrations.create({**options, "active_from": "now"})
    later = api.tax.registrations.create({**options, "active_from": made.active_from + 86_400})
    assert (made.status, later.status) == ("active", "scheduled")
    assert [one.id for one in api.tax.registrations.list({"status": "scheduled"}).data] == [later.id]
    assert api.tax.registrations.update(made.id, {"expires_at": "now"}).status == "expired"
    assert api.tax.registrations.retrieve(made.id).expires_at is not None
    assert [one.id for one in api.tax.registrations.list().data] == [later.id, made.id]
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.tax.registrations.create({"country": "US", "active_from": "now", "country_options": {
            "us": {"type": "state_sales_tax"}}})  # fmt: skip
    assert caught.value.code == "parameter_missing"


def test_codes_are_listed(api: Any) -> None:
    codes = [one.id for one in api.tax_codes.list({"limit": 3}).auto_paging_iter()]
    assert {"txcd_00000000", "txcd_10000000", "txcd_99999999"} <= set(codes)
    assert api.tax_codes.retrieve("txcd_99999999").name == "General - Tangible Goods"
    with pytest.raises(stripe.InvalidRequestError):
        api.tax_codes.retrieve("txcd_1")
