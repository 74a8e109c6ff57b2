"""Cash inside: what is held, what a payment takes of it."""

import pytest

from clonery.clones.stripe.lookups import make
from clonery.clones.stripe.payments import cash, intents, methods
from clonery.clones.stripe.payments.confirming import attempt
from clonery.clones.stripe.records.customers import Customer
from clonery.clones.stripe.refusals import Refusal
from clonery.server.call import Call


def test_currencies_are_held_apart(call: Call) -> None:
    customer = make(call, Customer, id=None).id
    cash.book(call, customer, 500, "usd", "funded")
    cash.book(call, customer, 300, "eur", "funded")
    cash.book(call, customer, -500, "usd", "applied_to_payment")
    assert cash.balance_of(call, customer).available == {"eur": 300}


def test_a_payment_takes_no_more_than_there_is(call: Call) -> None:
    customer = make(call, Customer, id=None).id
    fields = {"customer": customer, "payment_method_types": ["customer_balance"]}
    intent = attempt(
        call, intents.begin(call, 1000, "usd", **fields), methods.created(call, {"type": "customer_balance"})
    )
    assert intent.status == "requires_action"
    cash.book(call, customer, 200, "usd", "funded")
    with pytest.raises(Refusal) as caught:
        cash.take(call, intent, 300)
    assert caught.value.code == "customer_balance_insufficient"
    assert cash.take(call, intent, 200)._applied == 200
