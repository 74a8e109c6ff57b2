"""Drafts: shipping, fractions, taxes that the caller reckoned, revisions, who shares in the money."""

from decimal import Decimal
from typing import Any

import pytest
import stripe
from tests.clones.stripe.business import agree, sell_once, types, welcome

from clonery.clones.stripe.billing import drafting
from clonery.clones.stripe.refusals import Refusal


def bill(api: Any, customer: str, *amounts: int, **more: Any) -> Any:
    """A draft with these amounts on it."""
    made = api.invoices.create({"customer": customer, **more})
    for amount in amounts:
        api.invoice_items.create({"customer": customer, "invoice": made.id, "amount": amount, "currency": "usd"})
    return api.invoices.retrieve(made.id)


def test_shipping_is_added(api: Any) -> None:
    customer = welcome(api).id
    rate = {"display_name": "Post", "fixed_amount": {"amount": 500, "currency": "usd"}}
    made = bill(api, customer, 2000, shipping_cost={"shipping_rate_data": {**rate, "type": "fixed_amount"}})
    cost = made.shipping_cost
    assert (made.subtotal, made.amount_shipping, made.total, made.total_excluding_tax) == (2000, 500, 2500, 2500)
    assert (cost.amount_total, api.shipping_rates.retrieve(cost.shipping_rate).display_name) == (500, "Post")
    without = api.invoices.update(made.id, {"shipping_cost": ""})
    assert (without.total, without.shipping_cost, without.amount_shipping) == (2000, None, 0)
    api.invoices.update(made.id, {"shipping_cost": {"shipping_rate": cost.shipping_rate}})
    assert api.invoices.pay(made.id).amount_paid == 2500


def test_a_revision_takes_the_place_of_what_was_final(api: Any) -> None:
    customer = welcome(api).id
    first = api.invoices.finalize_invoice(bill(api, customer, 2000, 300).id)
    revised = api.invoices.create({"from_invoice": {"action": "revision", "invoice": first.id}})
    assert (revised.status, revised.total, revised.from_invoice.invoice) == ("draft", 2300, first.id)
    api.invoices.add_lines(revised.id, {"lines": [{"amount": 700, "description": "Forgotten"}]})
    assert api.invoices.retrieve(first.id).latest_revision == revised.id
    final = api.invoices.finalize_invoice(revised.id)
    assert (final.status, final.total, api.invoices.retrieve(first.id).status) == ("open", 3000, "void")
    assert final.number != first.number
    assert api.invoices.pay(final.id).amount_paid == 3000
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.invoices.create({"from_invoice": {"action": "revision", "invoice": final.id}})
    assert caught.value.param == "from_invoice[invoice]"
    assert "invoice.voided" in types(api)
    agree(api, customer)


def test_parts_of_a_thing(api: Any) -> None:
    customer = welcome(api).id
    item = api.invoice_items.create({"customer": customer, "quantity_decimal": "2.5",
                                     "pricing": {"price": sell_once(api, 999)}})  # fmt: skip
    assert (item.amount, item.quantity, item.quantity_decimal) == (2498, 2, Decimal("2.5"))
    more = api.invoice_items.update(item.id, {"quantity_decimal": "0.1"})
    assert (more.amount, more.quantity_decimal) == (100, Decimal("0.1"))
    made = api.invoices.create({"customer": customer, "pending_invoice_items_behavior": "include"})
    assert (made.lines.data[0].quantity_decimal, made.total) == (Decimal("0.1"), 100)


def test_taxes_that_the_caller_reckoned(api: Any) -> None:
    customer = welcome(api).id
    made = bill(api, customer, 1000)
    tax = {"amount": 83, "taxable_amount": 1000,
           "tax_rate_data": {"display_name": "Sales tax", "inclusive": False, "percentage": 8.25}}  # fmt: skip
    line = made.lines.data[0].id
    taxed = api.invoices.update_lines(made.id, {"lines": [{"id": line, "tax_amounts": [tax]}]})
    assert (taxed.total, taxed.total_excluding_tax, taxed.total_taxes[0].amount) == (1083, 1000, 83)
    rate = api.tax_rates.retrieve(taxed.total_taxes[0].tax_rate_details.tax_rate)
    assert (rate.percentage, rate.active) == (8.25, False)
    api.invoices.add_lines(made.id, {"lines": [{"amount": 500, "tax_amounts": [{**tax, "amount": 41}]}]})
    assert api.invoices.pay(made.id).amount_paid == 1624
    agree(api, customer)


def test_an_invoice_shares_its_money(api: Any) -> None:
    seller = api.accounts.create(
        {"type": "custom", "country": "US", "capabilities": {"transfers": {"requested": True}}}
    )
    customer = welcome(api).id
    given = {"transfer_data": {"destination": seller.id}, "application_fee_amount": 150}
    api.invoices.pay(bill(api, customer, 2000, **given).id)
    charge = api.charges.list({"customer": customer}).data[0]
    assert (charge.application_fee_amount, api.transfers.retrieve(charge.transfer).destination) == (150, seller.id)
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.invoices.create({"customer": customer, "application_fee_amount": 150})
    assert caught.value.param == "application_fee_amount"


def test_due_dates_are_for_invoices_that_are_sent() -> None:
    for given in ({"collection_method": "send_invoice"}, {"days_until_due": 3}, {"due_date": 3}):
        with pytest.raises(Refusal):
            drafting.check(given)
    drafting.check({"collection_method": "send_invoice", "days_until_due": 3})
