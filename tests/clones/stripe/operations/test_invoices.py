"""Invoices by hand: drafts, numbers, payment, the ends that an invoice can take, and what is refused."""

from typing import Any

import pytest
import stripe
from tests.clones.stripe.business import DAY, HOUR, START, lines, pay_by, sell, turn, types, welcome, wind


def bill(api: Any, customer: str, amount: int = 2500, **more: Any) -> Any:
    """A draft with one item."""
    made = api.invoices.create({"customer": customer, **more})
    api.invoice_items.create({"customer": customer, "invoice": made.id, "amount": amount, "currency": "usd",
                              "description": "Work"})  # fmt: skip
    return api.invoices.retrieve(made.id)


def test_from_draft_to_paid(api: Any) -> None:
    customer = welcome(api)
    draft = bill(api, customer.id)
    assert (draft.status, draft.number, draft.auto_advance, draft.total, draft.ending_balance) == (
        "draft",
        None,
        False,
        2500,
        None,
    )
    final = api.invoices.finalize_invoice(draft.id)
    assert (final.status, final.amount_due, final.attempted) == ("open", 2500, False)
    assert (final.number[-5:], final.effective_at) == ("-0001", final.status_transitions.finalized_at)
    paid = api.invoices.pay(draft.id)
    assert (paid.status, paid.amount_paid, paid.amount_remaining, paid.attempt_count) == ("paid", 2500, 0, 1)
    assert api.invoices.pay(bill(api, customer.id).id).number.endswith("-0002")
    charge = api.charges.list({"customer": customer.id}).data[-1]
    assert (charge.amount, charge.description) == (2500, "Payment for Invoice")


def test_what_waits_is_taken_up_where_it_is_asked_for(api: Any) -> None:
    customer = welcome(api)
    for amount in (100, 200):
        api.invoice_items.create({"customer": customer.id, "amount": amount, "currency": "usd"})
    api.invoice_items.create({"customer": customer.id, "amount": 300, "currency": "eur"})
    assert api.invoices.create({"customer": customer.id}).lines.data == []
    made = api.invoices.create(
        {"customer": customer.id, "pending_invoice_items_behavior": "include", "currency": "usd"}
    )
    assert [amount for _, amount in lines(made)] == [200, 100]
    assert [item.amount for item in api.invoice_items.list({"customer": customer.id, "pending": True}).data] == [300]


def test_a_draft_goes_on_by_itself(api: Any) -> None:
    clock = wind(api)
    customer = welcome(api, clock=clock)
    draft = bill(api, customer.id, auto_advance=True)
    assert (draft.automatically_finalizes_at, draft.next_payment_attempt) == (START + HOUR + 1, START + HOUR)
    held = api.invoices.update(draft.id, {"auto_advance": False})
    assert (held.automatically_finalizes_at, held.next_payment_attempt) == (None, None)
    turn(api, clock, START + 2 * HOUR)
    assert api.invoices.retrieve(draft.id).status == "draft"
    other = bill(api, customer.id, auto_advance=True)
    turn(api, clock, START + 4 * HOUR)
    assert api.invoices.retrieve(other.id).status == "paid"


def test_finalized_with_auto_advance_it_is_collected_within_the_hour(api: Any) -> None:
    clock = wind(api)
    made = bill(api, welcome(api, clock=clock).id)
    final = api.invoices.finalize_invoice(made.id, {"auto_advance": True})
    assert (final.status, final.attempted) == ("open", False)
    turn(api, clock, START + HOUR)
    assert api.invoices.retrieve(made.id).status == "paid"


def test_an_invoice_that_is_sent(api: Any) -> None:
    clock = wind(api)
    customer = welcome(api, card=None, clock=clock)
    draft = bill(api, customer.id, collection_method="send_invoice", days_until_due=10)
    assert draft.due_date == START + 10 * DAY
    sent = api.invoices.send_invoice(draft.id)
    assert (sent.status, types(api)[-1]) == ("open", "invoice.sent")
    paid = api.invoices.pay(draft.id, {"paid_out_of_band": True})
    assert (paid.status, paid.attempted, paid.amount_paid) == ("paid", False, 2500)
    with pytest.raises(stripe.InvalidRequestError):
        api.invoices.send_invoice(draft.id)
    for given in ({"collection_method": "send_invoice"}, {"days_until_due": 3}):
        with pytest.raises(stripe.InvalidRequestError):
            api.invoices.create({"customer": customer.id, **given})


def test_void_and_uncollectible(api: Any) -> None:
    customer = welcome(api)
    api.customers.balance_transactions.create(customer.id, {"amount": -1000, "currency": "usd"})
    made = api.invoices.finalize_invoice(bill(api, customer.id).id)
    assert (made.amount_due, made.starting_balance, made.ending_balance) == (1500, -1000, 0)
    void = api.invoices.void_invoice(made.id)
    assert (void.status, void.status_transitions.voided_at is not None) == ("void", True)
    assert api.customers.retrieve(customer.id).balance == -1000
    intent = api.invoice_payments.list({"invoice": made.id}).data[0]
    assert (intent.status, api.payment_intents.retrieve(intent.payment.payment_intent).status) == (
        "canceled",
        "canceled",
    )
    other = api.invoices.finalize_invoice(bill(api, customer.id).id)
    assert api.invoices.mark_uncollectible(other.id).status == "uncollectible"
    assert api.invoices.pay(other.id).status == "paid"


@pytest.mark.parametrize(("state", "action", "words"), [
    ("paid", "pay", "Invoice is already paid"), ("void", "pay", "isn't open"), ("draft", "void_invoice", "isn't open"),
    ("paid", "void_invoice", "cannot be voided"), ("draft", "mark_uncollectible", "isn't open"), ("void",
                                                                                                  "void_invoice",
                                                                                                  "isn't open"),
    ("uncollectible", "mark_uncollectible", "already been marked"), ("open", "finalize_invoice", "already finalized"),
    ("open", "delete", "only delete draft"), ("paid", "delete", "only delete draft"), ("void", "send_invoice",
                                                                                       "cannot be sent"),
])  # fmt: skip
def test_transitions_that_are_refused(api: Any, state: str, action: str, words: str) -> None:
    made = bill(api, welcome(api).id)
    steps = {"draft": (), "open": ("finalize_invoice",), "paid": ("pay",), "void": ("finalize_invoice", "void_invoice"),
             "uncollectible": ("finalize_invoice", "mark_uncollectible")}  # fmt: skip
    for step in steps[state]:
        getattr(api.invoices, step)(made.id)
    with pytest.raises(stripe.InvalidRequestError) as caught:
        getattr(api.invoices, action)(made.id)
    assert (caught.value.http_status, words in str(caught.value)) == (400, True)
    assert api.invoices.retrieve(made.id).status == state


def test_what_is_final_can_hardly_be_changed(api: Any) -> None:
    made = bill(api, welcome(api).id)
    assert api.invoices.update(made.id, {"description": "For January"}).description == "For January"
    api.invoices.finalize_invoice(made.id)
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.invoices.update(made.id, {"description": "For February"})
    assert caught.value.param == "description"
    assert api.invoices.update(made.id, {"metadata": {"a": "1"}}).metadata["a"] == "1"
    assert api.invoices.retrieve(made.id).description == "For January"


def test_a_draft_is_deleted_with_its_items(api: Any) -> None:
    customer = welcome(api)
    made = bill(api, customer.id)
    item = api.invoice_items.list({"customer": customer.id}).data[0]
    assert api.invoices.delete(made.id).deleted is True
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.invoices.retrieve(made.id)
    assert caught.value.http_status == 404
    assert api.invoice_items.list({"customer": customer.id, "pending": True}).data == []
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.invoice_items.update(item.id, {"description": "x"})
    assert "deleted" in str(caught.value)


def test_a_decline_is_an_error_and_is_kept(api: Any) -> None:
    customer = welcome(api)
    pay_by(api, customer.id, "pm_card_chargeCustomerFail")
    made = bill(api, customer.id)
    with pytest.raises(stripe.CardError) as caught:
        api.invoices.pay(made.id)
    assert (caught.value.http_status, caught.value.code) == (402, "card_declined")
    kept = api.invoices.retrieve(made.id)
    assert (kept.status, kept.attempted, kept.attempt_count) == ("open", True, 1)
    assert "invoice.payment_failed" in types(api)
    assert api.invoices.pay(made.id, {"payment_method": "pm_card_visa"}).status == "paid"


def test_lists_and_search(api: Any) -> None:
    customer = welcome(api)
    made = api.subscriptions.create({"customer": customer.id, "items": [{"price": sell(api, 700)}]})
    other = bill(api, customer.id, metadata={"job": "9"})
    assert [one.id for one in api.invoices.list({"customer": customer.id}).data] == [other.id, made.latest_invoice]
    assert [one.id for one in api.invoices.list({"subscription": made.id}).data] == [made.latest_invoice]
    assert [one.id for one in api.invoices.list({"customer": customer.id, "status": "draft"}).data] == [other.id]
    assert [one.id for one in api.invoices.search({"query": "metadata['job']:'9'"}).data] == [other.id]
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.invoices.create({"subscription": made.id})
    assert caught.value.code == "invoice_no_subscription_line_items"


def test_nothing_due_is_paid_at_once(api: Any) -> None:
    customer = welcome(api, card=None)
    empty = api.invoices.finalize_invoice(api.invoices.create({"customer": customer.id}).id)
    assert (empty.status, empty.attempted, empty.attempt_count, empty.number is not None) == ("paid", True, 0, True)


def test_a_payment_made_elsewhere_is_attached(api: Any) -> None:
    customer = welcome(api)
    made = api.invoices.finalize_invoice(bill(api, customer.id).id)
    intent = api.payment_intents.create({
        "amount": 2500, "currency": "usd", "customer": customer.id, "payment_method": "pm_card_visa", "confirm": True,
        "payment_method_types": ["card"],
    })  # fmt: skip
    paid = api.invoices.attach_payment(made.id, {"payment_intent": intent.id})
    assert (paid.status, paid.amount_paid) == ("paid", 2500)
