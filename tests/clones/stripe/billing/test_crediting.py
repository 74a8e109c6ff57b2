"""Credit notes: what is before payment and what after it, and notes that are too much."""

from typing import Any

import pytest
import stripe
from tests.clones.stripe.business import welcome

from clonery.clones.stripe.billing import crediting
from clonery.clones.stripe.lookups import make
from clonery.clones.stripe.records.billing import Invoice
from clonery.server.call import Call


def test_what_is_due_comes_first(call: Call) -> None:
    given: dict[str, Any] = {
        "customer": "cus_1",
        "status_transitions": {},
        "_lines": [],
        "discounts": [],
        "default_tax_rates": [],
    }
    part = make(call, Invoice, status="open", total=1000, amount_due=1000, amount_remaining=300, **given)
    paid = make(call, Invoice, status="paid", total=1000, amount_due=1000, amount_remaining=0, **given)
    assert (crediting.split(part, 500), crediting.split(part, 200), crediting.split(paid, 400)) == (
        (300, 200),
        (200, 0),
        (0, 400),
    )
    assert crediting.creditable(call, part) == 1000


def test_notes_never_credit_more_than_the_invoice(api: Any) -> None:
    customer = welcome(api)
    made = api.invoices.create({"customer": customer.id})
    api.invoice_items.create({"customer": customer.id, "invoice": made.id, "amount": 999, "currency": "usd"})
    api.invoices.pay(made.id)
    for _ in range(2):
        api.credit_notes.create({"invoice": made.id, "amount": 333, "credit_amount": 333})
    assert api.credit_notes.create({"invoice": made.id, "credit_amount": 333}).number.endswith("-CN-03")
    with pytest.raises(stripe.InvalidRequestError):
        api.credit_notes.preview({"invoice": made.id, "amount": 1})
    assert api.customers.retrieve(customer.id).balance == -999
    assert api.invoices.retrieve(made.id).post_payment_credit_notes_amount == 999


def test_shipping_is_given_back(api: Any) -> None:
    customer = welcome(api).id
    rate = {"display_name": "Post", "type": "fixed_amount", "fixed_amount": {"amount": 500, "currency": "usd"}}
    made = api.invoices.create({"customer": customer, "shipping_cost": {"shipping_rate_data": rate}})
    api.invoice_items.create({"customer": customer, "invoice": made.id, "amount": 2000, "currency": "usd"})
    final = api.invoices.finalize_invoice(made.id)
    cost = {"shipping_rate": final.shipping_cost.shipping_rate}
    note = api.credit_notes.create({"invoice": final.id, "shipping_cost": cost})
    assert (note.total, note.amount_shipping, note.shipping_cost.amount_total) == (500, 500, 500)
    assert api.invoices.pay(final.id).amount_paid == 2000
    plain = api.invoices.create({"customer": customer})
    api.invoice_items.create({"customer": customer, "invoice": plain.id, "amount": 2000, "currency": "usd"})
    api.invoices.finalize_invoice(plain.id)
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.credit_notes.create({"invoice": plain.id, "shipping_cost": cost})
    assert caught.value.param == "shipping_cost"
