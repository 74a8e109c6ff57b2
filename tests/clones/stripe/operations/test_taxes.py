"""Stripe Tax: what a sale is taxed, what is made of it, what is taken back."""

from typing import Any

import pytest
import stripe

BERLIN = {"country": "DE", "postal_code": "10115", "line1": "Invalidenstr. 1", "city": "Berlin"}
OAKLAND = {"country": "US", "state": "CA", "postal_code": "94607", "line1": "1 Main St", "city": "Oakland"}


def sale(address: dict[str, str] = BERLIN, **more: Any) -> dict[str, Any]:
    lines = [{"amount": 1000, "reference": "mug"}, {"amount": 2500, "reference": "tee", "quantity": 2}]
    details = {"address": address, "address_source": "shipping"}
    return {"currency": "eur", "line_items": lines, "customer_details": details, **more}


def register(api: Any, country: str = "DE", **options: Any) -> Any:
    given = {"type": "standard", **options}
    return api.tax.registrations.create(
        {"country": country, "active_from": "now", "country_options": {country.lower(): given}}
    )


def test_nothing_is_taxed_where_nobody_registered(api: Any) -> None:
    made = api.tax.calculations.create(sale())
    assert (made.amount_total, made.tax_amount_exclusive) == (3500, 0)
    assert [one.taxability_reason for one in made.tax_breakdown] == ["not_collecting"]


def test_a_sale_is_taxed_where_the_account_registered(api: Any) -> None:
    register(api)
    made = api.tax.calculations.create(sale(shipping_cost={"amount": 500}, expand=["line_items"]))
    assert (made.tax_amount_exclusive, made.amount_total, made.shipping_cost.amount_tax) == (760, 4760, 95)
    (rate,) = made.tax_breakdown
    assert (rate.amount, rate.taxable_amount, rate.tax_rate_details.percentage_decimal) == (760, 4000, "19")
    assert [(one.reference, one.amount_tax) for one in made.line_items.data] == [("mug", 190), ("tee", 475)]
    listed = api.tax.calculations.line_items.list(made.id, {"limit": 1})
    assert (listed.data[0].reference, listed.has_more) == ("mug", True)
    assert api.tax.calculations.retrieve(made.id).tax_amount_exclusive == 760
    free = api.tax.calculations.create(sale(customer_details={
        "address": BERLIN, "address_source": "billing", "taxability_override": "customer_exempt"}))  # fmt: skip
    assert (free.tax_amount_exclusive, free.tax_breakdown[0].taxability_reason) == (0, "customer_exempt")


def test_a_price_may_hold_its_tax(api: Any) -> None:
    register(api, "US", type="state_sales_tax", state="CA")
    line = {"amount": 10_725, "reference": "mug", "tax_behavior": "inclusive"}
    made = api.tax.calculations.create(sale(OAKLAND, currency="usd", line_items=[line]))
    assert (made.tax_amount_inclusive, made.tax_amount_exclusive, made.amount_total) == (725, 0, 10_725)
    nothing = {"amount": 10_000, "reference": "gift", "tax_code": "txcd_00000000"}
    assert api.tax.calculations.create(sale(OAKLAND, line_items=[nothing])).amount_total == 10_000
    customer = api.customers.create({"address": OAKLAND, "tax_exempt": "exempt"}).id
    exempt = api.tax.calculations.create({"currency": "usd", "customer": customer, "line_items": [{"amount": 900}]})
    assert exempt.amount_total == 900


def test_a_transaction_is_made_once_and_taken_back(api: Any) -> None:
    register(api)
    calculation = api.tax.calculations.create(sale()).id
    made = api.tax.transactions.create_from_calculation({"calculation": calculation, "reference": "order 1",
                                                         "expand": ["line_items"]})  # fmt: skip
    assert (made.type, [one.amount_tax for one in made.line_items.data]) == ("transaction", [190, 475])
    for sent in ({"calculation": calculation, "reference": "order 2"},
                 {"calculation": api.tax.calculations.create(sale()).id, "reference": "order 1"}):  # fmt: skip
        with pytest.raises(stripe.InvalidRequestError):
            api.tax.transactions.create_from_calculation(sent)
    back = api.tax.transactions.create_reversal(
        {"mode": "full", "original_transaction": made.id, "reference": "refund 1", "expand": ["line_items"]}
    )
    assert (back.type, back.reversal.original_transaction) == ("reversal", made.id)
    assert [(one.amount, one.amount_tax) for one in back.line_items.data] == [(-1000, -190), (-2500, -475)]
    flat = api.tax.transactions.create_reversal(
        {"mode": "partial", "original_transaction": made.id, "reference": "refund 2", "flat_amount": -1190,
         "expand": ["line_items"]}
    )  # fmt: skip
    assert sum(one.amount + one.amount_tax for one in flat.line_items.data) == -1190
    line = made.line_items.data[0].id
    part = api.tax.transactions.create_reversal(
        {"mode": "partial", "original_transaction": made.id, "reference": "refund 3", "line_items": [
            {"original_line_item": line, "amount": -100, "amount_tax": -19, "reference": "mug back"}]}
    )  # fmt: skip
    (read,) = api.tax.transactions.line_items.list(part.id).data
    assert (read.amount_tax, read.reversal.original_line_item) == (-19, line)
    assert api.tax.transactions.retrieve(made.id).reference == "order 1"


@pytest.mark.parametrize(("more", "code", "param"), [
    ({"customer_details": {"address": {"country": "US"}, "address_source": "billing"}},
     "customer_tax_location_invalid", "customer_details[address]"),
    ({"customer_details": {}, "customer": "cus_no"}, "resource_missing", "customer"),
    ({"currency": "xxz"}, None, "currency"),
    ({"line_items": [{"amount": 1, "product": "prod_no"}]}, "resource_missing", "line_items[0][product]"),
    ({"line_items": [{"amount": 1, "foo": 1}]}, "parameter_unknown", "line_items[0][foo]"),
    ({"line_items": [{"amount": 1, "reference": "a"}, {"amount": 1, "reference": "a"}]}, None, "line_items"),
])  # fmt: skip
def test_what_cannot_be_reckoned(api: Any, more: dict[str, Any], code: str | None, param: str) -> None:
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.tax.calculations.create(sale(**more))
    assert (caught.value.code, caught.value.param) == (code, param)
