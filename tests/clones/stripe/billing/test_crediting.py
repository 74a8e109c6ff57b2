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
