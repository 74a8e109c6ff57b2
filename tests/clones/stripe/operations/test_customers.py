"""Customers: fields, metadata, balance, deletion."""

from typing import Any

import pytest
import stripe


def test_a_customer_shows_what_nobody_set_as_null(api: Any) -> None:
    made = api.customers.create({"email": "new@acme.example"})
    read = api.customers.retrieve(made.id)
    assert (read.email, read.name, read.balance, read.delinquent, read.livemode) == (
        "new@acme.example",
        None,
        0,
        False,
        False,
    )
    assert (read.invoice_settings.default_payment_method, read.tax_exempt, read.metadata.to_dict()) == (
        None,
        "none",
        {},
    )


def test_a_shared_test_method_becomes_the_default_as_the_customers_own(api: Any) -> None:
    sent = {"payment_method": "pm_card_visa", "invoice_settings": {"default_payment_method": "pm_card_visa"}}
    made = api.customers.create(sent)
    (own,) = api.payment_methods.list({"customer": made.id}).data
    assert own.id != "pm_card_visa"
    assert api.customers.retrieve(made.id).invoice_settings.default_payment_method == own.id


def test_metadata_merges_unsets_and_has_limits(api: Any) -> None:
    made = api.customers.create({"metadata": {"a": "1", "b": "2"}})
    api.customers.update(made.id, {"metadata": {"b": "", "c": "3"}})
    assert api.customers.retrieve(made.id).metadata.to_dict() == {"a": "1", "c": "3"}
    api.customers.update(made.id, {"metadata": ""})
    assert api.customers.retrieve(made.id).metadata.to_dict() == {}
    for wrong in ({"k" * 41: "v"}, {"k": "v" * 501}, {f"k{number}": "v" for number in range(51)}):
        with pytest.raises(stripe.InvalidRequestError) as caught:
            api.customers.update(made.id, {"metadata": wrong})
        assert str(caught.value.param).startswith("metadata")
    assert api.customers.retrieve(made.id).metadata.to_dict() == {}


def test_an_empty_string_unsets(api: Any) -> None:
    made = api.customers.create({"name": "Ann", "phone": "1", "address": {"city": "Rome"}})
    api.customers.update(made.id, {"phone": "", "address": ""})
    read = api.customers.retrieve(made.id)
    assert (read.name, read.phone, read.address) == ("Ann", None, None)


def test_a_deleted_customer_is_a_stub(api: Any) -> None:
    made = api.customers.create({"email": "gone@acme.example"})
    method = api.payment_methods.attach("pm_card_visa", {"customer": made.id})
    assert api.customers.delete(made.id).deleted is True
    assert api.customers.retrieve(made.id).to_dict() == {"id": made.id, "object": "customer", "deleted": True}
    assert api.customers.list({"email": "gone@acme.example"}).data == []
    assert api.payment_methods.retrieve(method.id).customer is None
    for refused in (lambda: api.customers.update(made.id, {"name": "No"}), lambda: api.customers.delete(made.id),
                    lambda: api.payment_intents.create({"amount": 500, "currency": "usd",
                                                        "customer": made.id})):  # fmt: skip
        with pytest.raises(stripe.InvalidRequestError) as caught:
            refused()
        assert caught.value.code == "resource_missing"


def test_the_balance_is_the_sum_of_its_transactions(api: Any) -> None:
    id = api.customers.create({"name": "Owes"}).id
    first = api.customers.balance_transactions.create(id, {"amount": -500, "currency": "eur"})
    second = api.customers.balance_transactions.create(id, {"amount": 200, "currency": "eur", "description": "Fee"})
    assert (first.ending_balance, second.ending_balance) == (-500, -300)
    read = api.customers.retrieve(id)
    assert (read.balance, read.currency) == (-300, "eur")
    api.customers.update(id, {"balance": 50})
    booked = api.customers.balance_transactions.list(id).data
    assert [one.amount for one in booked] == [350, 200, -500]
    assert api.customers.balance_transactions.retrieve(id, second.id).description == "Fee"


def test_a_token_becomes_the_default_source(api: Any) -> None:
    made = api.customers.create({"source": "tok_visa"})
    read = api.customers.retrieve(made.id, {"expand": ["default_source", "sources"]})
    assert (read.default_source.object, read.default_source.last4) == ("card", "4242")
    assert [one.id for one in read.sources.data] == [read.default_source.id]
    assert [one.id for one in api.customers.payment_methods.list(made.id).data] == [read.default_source.id]


@pytest.mark.parametrize("email", ["nope", "@acme.example", "ada@", "ada lovelace@acme.example"])
def test_an_email_that_is_none_is_refused(api: Any, email: str) -> None:
    kept = api.customers.create({"email": "ada@acme.example"})
    for call in (
        lambda: api.customers.create({"email": email}),
        lambda: api.customers.update(kept.id, {"email": email}),
    ):
        with pytest.raises(stripe.InvalidRequestError) as refused:
            call()
        assert (refused.value.code, refused.value.param) == ("email_invalid", "email")
    assert api.customers.retrieve(kept.id).email == "ada@acme.example"
    assert api.customers.update(kept.id, {"email": ""}).email is None
