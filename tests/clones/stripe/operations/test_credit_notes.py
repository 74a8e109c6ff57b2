"""Credit notes: less due, money back, credit on the balance, and what is refused."""

from typing import Any

import pytest
import stripe
from tests.clones.stripe.business import types, welcome


def bill(api: Any, customer: str, *amounts: int, **more: Any) -> Any:
    made = api.invoices.create({"customer": customer, **more})
    for amount in amounts:
        api.invoice_items.create({"customer": customer, "invoice": made.id, "amount": amount, "currency": "usd"})
    return api.invoices.finalize_invoice(made.id)


def test_before_payment_less_is_due(api: Any) -> None:
    customer = welcome(api)
    invoice = bill(api, customer.id, 1000, 500)
    seen = api.credit_notes.preview({"invoice": invoice.id, "amount": 400})
    note = api.credit_notes.create({"invoice": invoice.id, "amount": 400, "reason": "order_change"})
    assert (note.total, note.pre_payment_amount, note.post_payment_amount, note.type) == (400, 400, 0, "pre_payment")
    assert (seen.total, note.number) == (400, f"{invoice.number}-CN-01")
    due = api.invoices.retrieve(invoice.id)
    assert (due.amount_due, due.amount_remaining, due.pre_payment_credit_notes_amount, due.total) == (
        1100,
        1100,
        400,
        1500,
    )
    paid = api.invoices.pay(invoice.id)
    assert paid.amount_paid == 1100
    payment = api.invoice_payments.list({"invoice": invoice.id}).data[0]
    assert (payment.amount_requested, payment.amount_paid) == (1100, 1100)
    assert api.charges.list({"customer": customer.id}).data[0].amount == 1100


def test_for_a_line_and_void_again(api: Any) -> None:
    invoice = bill(api, welcome(api).id, 1000, 500)
    line = invoice.lines.data[0]
    note = api.credit_notes.create({
        "invoice": invoice.id, "lines": [{"type": "invoice_line_item", "invoice_line_item": line.id, "quantity": 1}],
    })  # fmt: skip
    assert (note.total, note.lines.data[0].invoice_line_item) == (500, line.id)
    assert api.credit_notes.line_items.list(note.id).data[0].amount == 500
    assert api.credit_notes.void_credit_note(note.id).status == "void"
    assert api.invoices.retrieve(invoice.id).amount_due == 1500
    assert api.credit_notes.update(note.id, {"memo": "Sorry"}).memo == "Sorry"
    assert [one.id for one in api.credit_notes.list({"invoice": invoice.id}).data] == [note.id]


def test_all_of_it_pays_the_invoice(api: Any) -> None:
    invoice = bill(api, welcome(api).id, 1000)
    api.credit_notes.create({"invoice": invoice.id, "amount": 1000})
    done = api.invoices.retrieve(invoice.id)
    assert (done.status, done.amount_paid, done.amount_remaining) == ("paid", 0, 0)


def test_after_payment_money_comes_back_or_stays_as_credit(api: Any) -> None:
    customer = welcome(api)
    invoice = bill(api, customer.id, 1000)
    api.invoices.pay(invoice.id)
    note = api.credit_notes.create({"invoice": invoice.id, "amount": 700, "refund_amount": 400, "credit_amount": 300})
    assert (note.post_payment_amount, note.refunds[0].amount_refunded) == (700, 400)
    assert api.refunds.list().data[0].amount == 400
    assert api.customers.retrieve(customer.id).balance == -300
    moved = api.customers.balance_transactions.list(customer.id).data[0]
    assert (moved.id, moved.type, moved.credit_note) == (note.customer_balance_transaction, "credit_note", note.id)
    assert api.invoices.retrieve(invoice.id).post_payment_credit_notes_amount == 700
    assert {"credit_note.created", "charge.refunded"} <= set(types(api))
    with pytest.raises(stripe.InvalidRequestError):
        api.credit_notes.void_credit_note(note.id)
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.credit_notes.create({"invoice": invoice.id, "amount": 301, "credit_amount": 301})
    assert caught.value.param == "amount"


def test_what_is_refused(api: Any) -> None:
    customer = welcome(api)
    draft = api.invoices.create({"customer": customer.id})
    invoice = bill(api, customer.id, 1000)
    for given in ({"invoice": draft.id, "amount": 1}, {"invoice": invoice.id}, {"invoice": invoice.id, "amount": 1001},
                  {"invoice": "in_none", "amount": 1}, {"invoice": invoice.id, "amount": 5,
                                                        "refund_amount": 5}):  # fmt: skip
        with pytest.raises(stripe.InvalidRequestError):
            api.credit_notes.create(given)
    assert api.credit_notes.list({"invoice": invoice.id}).data == []


def test_a_tax_is_credited_with_its_line(api: Any) -> None:
    tax = api.tax_rates.create({"display_name": "VAT", "inclusive": False, "percentage": 20})
    invoice = bill(api, welcome(api).id, 1000, default_tax_rates=[tax.id])
    assert invoice.total == 1200
    line = {"type": "invoice_line_item", "invoice_line_item": invoice.lines.data[0].id, "amount": 500}
    note = api.credit_notes.create({"invoice": invoice.id, "lines": [line]})
    assert (note.subtotal, note.total, note.total_taxes[0].amount) == (500, 600, 100)
    whole = api.credit_notes.create({"invoice": invoice.id, "amount": 600})
    assert (whole.subtotal, whole.total, api.invoices.retrieve(invoice.id).status) == (500, 600, "paid")
