"""Payment methods: test cards, attached and detached for good."""

from typing import Any

import pytest
import stripe


def card(number: str, **more: Any) -> dict[str, Any]:
    return {"type": "card", "card": {"number": number, "exp_month": 4, "exp_year": 2040, "cvc": "123", **more}}


def test_a_card_number_is_known_by_its_last_digits_alone(api: Any) -> None:
    made = api.payment_methods.create(card("5555555555554444"))
    read = api.payment_methods.retrieve(made.id)
    assert (read.card.brand, read.card.last4, read.card.exp_year, read.customer) == ("mastercard", "4444", 2040, None)
    assert "number" not in read.card


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (card("4242424242424241"), "incorrect_number"),
        (card("4242424242424242", exp_month=13), "invalid_expiry_month"),
        (card("4242424242424242", exp_year=2020), "invalid_expiry_year"),
        (card("4539578763621486"), "card_declined"),
    ],
)
def test_bad_cards_are_refused(api: Any, sent: Any, code: str) -> None:
    with pytest.raises(stripe.CardError) as caught:
        api.payment_methods.create(sent)
    assert (caught.value.http_status, caught.value.code) == (402, code)


def test_a_shared_card_is_attached_as_a_new_one(api: Any) -> None:
    one, other = (api.customers.create({"name": name}).id for name in ("One", "Other"))
    first = api.payment_methods.attach("pm_card_visa", {"customer": one})
    second = api.payment_methods.attach("pm_card_visa", {"customer": other})
    assert first.id != second.id
    assert [method.id for method in api.payment_methods.list({"customer": one, "type": "card"}).data] == [first.id]
    with pytest.raises(stripe.InvalidRequestError):
        api.payment_methods.attach(first.id, {"customer": other})
    assert api.payment_methods.retrieve(first.id).customer == one


def test_a_detached_one_is_done_with(api: Any) -> None:
    id = api.customers.create({"name": "One"}).id
    method = api.payment_methods.attach("pm_card_visa", {"customer": id})
    api.customers.update(id, {"invoice_settings": {"default_payment_method": method.id}})
    assert api.payment_methods.detach(method.id).customer is None
    assert api.customers.retrieve(id).invoice_settings.default_payment_method is None
    for refused in (lambda: api.payment_methods.detach(method.id),
                    lambda: api.payment_methods.attach(method.id, {"customer": id})):  # fmt: skip
        with pytest.raises(stripe.InvalidRequestError) as caught:
            refused()
        assert caught.value.param == "payment_method"


def test_a_declining_card_is_not_attached_but_one_that_fails_later_is(api: Any) -> None:
    id = api.customers.create({"name": "One"}).id
    with pytest.raises(stripe.CardError) as caught:
        api.payment_methods.attach("pm_card_chargeDeclined", {"customer": id})
    assert caught.value.code == "card_declined"
    assert api.payment_methods.attach("pm_card_chargeCustomerFail", {"customer": id}).customer == id


def test_its_owner_and_expiry_change(api: Any) -> None:
    id = api.customers.create({"name": "One"}).id
    method = api.payment_methods.attach("pm_card_visa", {"customer": id})
    sent = {"billing_details": {"name": "Ann"}, "card": {"exp_year": 2041}}
    api.payment_methods.update(method.id, sent)
    read = api.payment_methods.retrieve(method.id)
    assert (read.billing_details.name, read.card.exp_year, read.card.last4) == ("Ann", 2041, "4242")
