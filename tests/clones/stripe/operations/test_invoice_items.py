"""Invoice items: what waits for an invoice, at which price, and what is refused."""

from typing import Any

import pytest
import stripe
from tests.clones.stripe.business import sell, sell_once, welcome


def test_amounts_prices_and_quantities(api: Any) -> None:
    customer = welcome(api)
    plain = api.invoice_items.create(
        {"customer": customer.id, "amount": 1234, "currency": "usd", "description": "Work"}
    )
    assert (plain.amount, plain.quantity, plain.pricing.price_details.price[:6]) == (1234, 1, "price_")
    assert api.prices.retrieve(plain.pricing.price_details.price).active is False
    unit = api.invoice_items.create({
        "customer": customer.id, "currency": "usd", "unit_amount_decimal": "10.5", "quantity": 3,
    })  # fmt: skip
    assert (unit.amount, unit.quantity) == (32, 3)
    priced = api.invoice_items.create(
        {"customer": customer.id, "pricing": {"price": sell_once(api, 500)}, "quantity": 2}
    )
    assert (priced.amount, priced.description) == (1000, "Setup")
    credit = api.invoice_items.create({"customer": customer.id, "amount": -300, "currency": "usd"})
    assert (credit.amount, credit.discountable) == (-300, False)
    found = api.invoice_items.list({"customer": customer.id, "pending": True}).data
    assert [item.amount for item in found] == [-300, 1000, 32, 1234]


def test_changed_and_deleted(api: Any) -> None:
    customer = welcome(api)
    made = api.invoice_items.create({"customer": customer.id, "amount": 1000, "currency": "usd"})
    changed = api.invoice_items.update(made.id, {"amount": 1500, "description": "More", "metadata": {"a": "1"}})
    assert (changed.amount, changed.description, changed.metadata["a"]) == (1500, "More", "1")
    draft = api.invoices.create({"customer": customer.id, "pending_invoice_items_behavior": "include"})
    assert draft.total == 1500
    api.invoice_items.update(made.id, {"amount": 1700})
    assert api.invoices.retrieve(draft.id).total == 1700
    assert api.invoice_items.delete(made.id).deleted is True
    assert (api.invoices.retrieve(draft.id).total, api.invoices.retrieve(draft.id).lines.data) == (0, [])
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.invoice_items.retrieve(made.id)
    assert caught.value.http_status == 404


def test_what_is_refused(api: Any) -> None:
    customer = welcome(api)
    for given, param in (
        ({"amount": 5}, "currency"),
        ({"currency": "usd"}, "amount"),
        ({"pricing": {"price": sell(api, 1)}}, None),
    ):
        with pytest.raises(stripe.InvalidRequestError) as caught:
            api.invoice_items.create({"customer": customer.id, **given})
        assert param is None or caught.value.param == param
    draft = api.invoices.create({"customer": customer.id, "currency": "usd"})
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.invoice_items.create({"customer": customer.id, "invoice": draft.id, "amount": 5, "currency": "eur"})
    assert caught.value.param == "currency"
    made = api.invoice_items.create({"customer": customer.id, "invoice": draft.id, "amount": 500, "currency": "usd"})
    api.invoices.finalize_invoice(draft.id)
    with pytest.raises(stripe.InvalidRequestError):
        api.invoice_items.update(made.id, {"amount": 6})
    with pytest.raises(stripe.InvalidRequestError):
        api.invoice_items.delete(made.id)
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.invoice_items.create({"customer": customer.id, "invoice": draft.id, "amount": 5, "currency": "usd"})
    assert caught.value.code == "invoice_not_editable"
    assert api.invoices.retrieve(draft.id).total == 500
