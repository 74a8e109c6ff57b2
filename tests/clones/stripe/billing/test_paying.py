"""Which payment method pays, and what a bank debit does that is sent back."""

from typing import Any

import pytest
import stripe
from tests.clones.stripe.business import DAY, START, pay_by, sell, turn, types, welcome, wind


def paid_by(api: Any, invoice: str) -> str:
    payment = api.invoice_payments.list({"invoice": invoice}).data[0].payment.payment_intent
    return str(api.payment_intents.retrieve(payment).payment_method)


def test_the_nearest_default_pays(api: Any) -> None:
    customer = welcome(api)
    own = api.payment_methods.attach("pm_card_mastercard", {"customer": customer.id}).id
    items = [{"price": sell(api, 900)}]
    plain = api.subscriptions.create({"customer": customer.id, "items": items})
    assert (
        paid_by(api, plain.latest_invoice)
        == api.customers.retrieve(customer.id).invoice_settings.default_payment_method
    )
    named = api.subscriptions.create(
        {"customer": customer.id, "items": [{"price": sell(api, 900)}], "default_payment_method": own}
    )
    assert paid_by(api, named.latest_invoice) == own


def test_another_customers_method_is_refused(api: Any) -> None:
    customer, other = welcome(api), welcome(api)
    method = api.customers.retrieve(other.id).invoice_settings.default_payment_method
    with pytest.raises(stripe.InvalidRequestError):
        api.subscriptions.create(
            {"customer": customer.id, "items": [{"price": sell(api, 900)}], "default_payment_method": method}
        )
    assert api.subscriptions.list({"customer": customer.id, "status": "all"}).data == []


def test_manual_tries_leave_the_retries_as_they_are(api: Any) -> None:
    clock = wind(api)
    customer = welcome(api, clock=clock)
    made = api.subscriptions.create({"customer": customer.id, "items": [{"price": sell(api, 900)}]})
    pay_by(api, customer.id, "pm_card_chargeCustomerFail")
    turn(api, clock, START + 31 * DAY + 7200)
    invoice = api.invoices.retrieve(api.subscriptions.retrieve(made.id).latest_invoice)
    with pytest.raises(stripe.CardError):
        api.invoices.pay(invoice.id)
    after = api.invoices.retrieve(invoice.id)
    assert (after.attempt_count, after.next_payment_attempt) == (1, invoice.next_payment_attempt)
    pay_by(api, customer.id, "pm_card_visa")
    assert api.invoices.pay(invoice.id).attempt_count == 1
    turn(api, clock, START + 40 * DAY)
    assert (
        len([charge for charge in api.charges.list({"customer": customer.id}).data if charge.status == "succeeded"])
        == 2
    )


def test_a_debit_pays_when_it_settles(api: Any) -> None:
    customer = welcome(api, card=None)
    method = api.payment_methods.create({"type": "sepa_debit", "sepa_debit": {"iban": "DE89370400440532013000"},
                                         "billing_details": {"name": "Ana", "email": "ana@acme.example"}})  # fmt: skip
    api.payment_methods.attach(method.id, {"customer": customer.id})
    api.invoice_items.create({"customer": customer.id, "amount": 900, "currency": "eur"})
    draft = api.invoices.create(
        {"customer": customer.id, "pending_invoice_items_behavior": "include", "currency": "eur"}
    )
    pending = api.invoices.pay(draft.id, {"payment_method": method.id})
    assert (pending.status, pending.attempted) == ("open", True)
    assert "payment_intent.processing" in types(api)


def test_a_customers_own_try_that_fails_is_told(api: Any) -> None:
    customer = welcome(api, card=None)
    made = api.subscriptions.create({
        "customer": customer.id, "items": [{"price": sell(api, 900)}], "payment_behavior": "default_incomplete",
        "expand": ["latest_invoice.payments"],
    })  # fmt: skip
    intent = made.latest_invoice.payments.data[0].payment.payment_intent
    with pytest.raises(stripe.CardError):
        api.payment_intents.confirm(intent, {"payment_method": "pm_card_chargeDeclined"})
    kept = api.invoices.retrieve(made.latest_invoice.id)
    assert (kept.status, kept.attempted, kept.next_payment_attempt) == ("open", True, None)
    assert types(api).count("invoice.payment_failed") == 1
    assert api.subscriptions.retrieve(made.id).status == "incomplete"
    api.payment_intents.confirm(intent, {"payment_method": "pm_card_visa"})
    assert api.subscriptions.retrieve(made.id).status == "active"


def test_a_debit_that_is_sent_back_makes_it_past_due(api: Any, act: Any) -> None:
    customer = welcome(api, card=None)
    method = api.payment_methods.create({"type": "sepa_debit", "sepa_debit": {"iban": "DE89370400440532013000"},
                                         "billing_details": {"name": "Ana", "email": "ana@acme.example"}})  # fmt: skip
    api.payment_methods.attach(method.id, {"customer": customer.id})
    draft = api.invoices.create({"customer": customer.id, "currency": "eur"})
    api.invoice_items.create({"customer": customer.id, "invoice": draft.id, "amount": 900, "currency": "eur"})
    api.invoices.pay(draft.id, {"payment_method": method.id})
    payment = api.invoice_payments.list({"invoice": draft.id}).data[0].payment.payment_intent
    act("settle-payment", payment_intent=payment, outcome="failed")
    assert api.invoices.retrieve(draft.id).status == "open"
    assert types(api).count("invoice.payment_failed") == 1
    pay_by(api, customer.id, "pm_card_visa")
    assert api.invoices.pay(draft.id).amount_paid == 900
