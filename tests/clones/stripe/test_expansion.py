"""`expand[]`: ids become objects, in answers and in lists, to a depth of four."""

from typing import Any

import pytest
import stripe
from tests.clones.stripe.operations.test_payment_intents import pay


def test_ids_are_expanded_four_deep_and_in_lists(api: Any) -> None:
    customer = api.customers.create({"name": "Deep"})
    method = api.payment_methods.attach("pm_card_visa", {"customer": customer.id})
    made = pay(api, customer=customer.id, method=method.id)
    assert (made.customer, made.latest_charge[:3]) == (customer.id, "ch_")
    path = "latest_charge.balance_transaction.source.payment_intent"
    deep = api.payment_intents.retrieve(made.id, {"expand": [path, "customer"]})
    assert deep.latest_charge.balance_transaction.source.payment_intent.id == made.id
    assert deep.customer.name == "Deep"
    listed = api.payment_intents.list({"expand": ["data.customer", "data.payment_method.customer"]})
    assert listed.data[0].customer.id == listed.data[0].payment_method.customer.id == customer.id
    price = api.prices.retrieve("price_AcmeProMonthly00000001", {"expand": ["product"]})
    assert price.product.name == "Pro shop"


def test_what_is_left_out_is_included_when_asked_for(api: Any) -> None:
    made = pay(api)
    api.refunds.create({"payment_intent": made.id, "amount": 300})
    plain = api.charges.retrieve(made.latest_charge)
    assert plain.refunds is None
    shown = api.charges.retrieve(made.latest_charge, {"expand": ["refunds.data.balance_transaction"]})
    assert [refund.balance_transaction.net for refund in shown.refunds.data] == [-300]


@pytest.mark.parametrize("path", ["email", "nothing", "invoice_settings.default_payment_method.x.y.z"])
def test_what_is_no_reference_is_refused(api: Any, path: str) -> None:
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.customers.retrieve("cus_Acme0000000001", {"expand": [path]})
    assert (caught.value.http_status, path in str(caught.value)) == (400, True)


def test_an_expansion_that_is_refused_leaves_nothing_behind(api: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError):
        api.customers.create({"name": "Nobody", "expand": ["nothing"]})
    assert len(api.customers.list().data) == 3


def test_a_list_hints_at_its_elements(api: Any) -> None:
    assert api.customers.list({"expand": ["data"]}).data
    with pytest.raises(stripe.InvalidRequestError, match=r"try expanding 'data\.default_source' instead"):
        api.customers.list({"expand": ["default_source"]})
