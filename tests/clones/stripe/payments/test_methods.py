"""Payment methods: who may use which, and how often."""

import pytest

from clonery.clones.stripe.payments import methods
from clonery.clones.stripe.refusals import Refusal
from clonery.server.call import Call
from clonery.server.problems import NotFound

ONE, OTHER = "cus_Acme0000000001", "cus_Acme0000000002"


def test_one_without_a_customer_is_used_once(call: Call) -> None:
    method = methods.resolved(call, "pm_card_visa")
    methods.usable(method, ONE)
    spent = call.update(method, _used=True)
    with pytest.raises(Refusal, match="may not be used again"):
        methods.usable(spent, ONE)
    with pytest.raises(Refusal, match="may not be used again"):
        methods.attach(call, spent, ONE)


def test_one_with_a_customer_is_that_customers(call: Call) -> None:
    method = methods.attach(call, methods.resolved(call, "pm_card_visa"), ONE)
    assert methods.attach(call, method, ONE) is method
    for customer, word in ((None, "belongs to the Customer"), (OTHER, "does not belong to the Customer")):
        with pytest.raises(Refusal, match=word):
            methods.usable(method, customer)


def test_an_unknown_one_is_named(call: Call) -> None:
    with pytest.raises(NotFound) as caught:
        methods.resolved(call, "pm_none", "default_payment_method")
    assert (caught.value.status, caught.value.details["param"]) == (400, "default_payment_method")


def test_other_kinds_keep_the_end_of_their_number(call: Call) -> None:
    made = methods.created(call, {"type": "sepa_debit", "sepa_debit": {"iban": "DE89370400440532013000"}})
    assert (made.type, made.get("sepa_debit")["last4"]) == ("sepa_debit", "3000")
    with pytest.raises(Refusal) as caught:
        methods.created(call, {})
    assert (caught.value.code, caught.value.more["param"]) == ("parameter_missing", "type")
