"""What a customer keeps of the older kind: cards and bank accounts, the default, verification."""

from typing import Any

import pytest
import stripe


def test_the_first_card_is_the_default_and_the_next_follows(api: Any) -> None:
    customer = api.customers.create({"name": "Ann"}).id
    first = api.customers.payment_sources.create(customer, {"source": "tok_visa"})
    second = api.customers.payment_sources.create(customer, {"source": "tok_mastercard", "metadata": {"kept": "yes"}})
    assert (first.object, first.brand, second.metadata["kept"]) == ("card", "visa", "yes")
    assert api.customers.retrieve(customer).default_source == first.id
    assert [one.id for one in api.customers.payment_sources.list(customer).data] == [second.id, first.id]
    changed = api.customers.payment_sources.update(customer, second.id, {"name": "Ann Lee", "exp_year": "2040"})
    assert (changed.name, changed.exp_year) == ("Ann Lee", 2040)
    assert api.customers.payment_sources.delete(customer, first.id).deleted is True
    assert api.customers.retrieve(customer).default_source == second.id
    assert api.customers.update(customer, {"source": "tok_amex"}).default_source != second.id
    assert api.customers.update(customer, {"default_source": second.id}).default_source == second.id
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.customers.payment_sources.retrieve(customer, first.id)
    assert caught.value.code == "resource_missing"


def test_a_refused_card_is_not_kept(api: Any) -> None:
    customer = api.customers.create({}).id
    with pytest.raises(stripe.CardError) as caught:
        api.customers.payment_sources.create(customer, {"source": "tok_chargeDeclined"})
    assert caught.value.code == "card_declined"
    assert api.customers.payment_sources.list(customer).data == []


def test_a_bank_account_is_verified_by_two_small_amounts(api: Any) -> None:
    customer = api.customers.create({}).id
    bank = {"object": "bank_account", "country": "US", "currency": "usd", "account_number": "000123456789",
            "routing_number": "110000000"}  # fmt: skip
    made = api.customers.payment_sources.create(customer, {"source": bank})
    assert (made.object, made.status, made.last4) == ("bank_account", "new", "6789")
    with pytest.raises(stripe.CardError):
        api.customers.payment_sources.verify(customer, made.id, {"amounts": [1, 2]})
    assert api.customers.payment_sources.verify(customer, made.id, {"amounts": [32, 45]}).status == "verified"
    assert api.customers.payment_sources.list(customer, {"object": "bank_account"}).data[0].status == "verified"
