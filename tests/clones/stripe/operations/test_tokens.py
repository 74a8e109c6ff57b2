"""Tokens, confirmation tokens, mandates, sources."""

from typing import Any

import pytest
import stripe

from .test_payment_intents import NEVER

CARD = {"number": "4242424242424242", "exp_month": 8, "exp_year": 2034, "cvc": "123", "address_zip": "69001"}


def test_a_token_is_used_once(api: Any) -> None:
    made = api.tokens.create({"card": CARD})
    assert (made.type, made.used, made.card.last4, made.card.address_zip_check) == ("card", False, "4242", "pass")
    method = api.payment_methods.create({"type": "card", "card": {"token": made.id}})
    assert (method.card.exp_year, method.billing_details.address.postal_code) == (2034, "69001")
    assert api.tokens.retrieve(made.id).used is True
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.payment_methods.create({"type": "card", "card": {"token": made.id}})
    assert caught.value.code == "token_already_used"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"number": "4242424242424241"}, "incorrect_number"),
        ({"number": "4012001037141112"}, "card_declined"),
        ({"exp_month": 13}, "invalid_expiry_month"),
        ({"exp_year": 2019}, "invalid_expiry_year"),
        ({"cvc": "12"}, "invalid_cvc"),
    ],
)
def test_a_wrong_card_is_refused(api: Any, change: dict[str, Any], code: str) -> None:
    with pytest.raises(stripe.CardError) as caught:
        api.tokens.create({"card": {**CARD, **change}})
    assert (caught.value.http_status, caught.value.code) == (402, code)


def test_a_bank_account_becomes_a_token(api: Any) -> None:
    made = api.tokens.create({"bank_account": {"country": "US", "currency": "usd", "account_number": "000123456789",
                                               "routing_number": "110000000",
                                               "account_holder_name": "Ann"}})  # fmt: skip
    assert (made.type, made.bank_account.last4, made.bank_account.account_holder_name) == (
        "bank_account",
        "6789",
        "Ann",
    )
    assert api.tokens.create({"pii": {"id_number": "000000000"}}).type == "pii"
    with pytest.raises(stripe.InvalidRequestError):
        api.tokens.create({})


def test_a_confirmation_token_tells_what_a_page_collected(api: Any) -> None:
    made = api.test_helpers.confirmation_tokens.create({
        "payment_method": "pm_card_visa", "return_url": "https://acme.example/back",
        "setup_future_usage": "off_session",
        "shipping": {"name": "Lea", "address": {"line1": "1 rue Neuve", "country": "FR"}},
    })  # fmt: skip
    assert (made.payment_method_preview.card.last4, made.shipping.name) == ("4242", "Lea")
    fields = {"amount": 900, "currency": "eur", "automatic_payment_methods": NEVER, "confirm": True}
    paid = api.payment_intents.create({**fields, "confirmation_token": made.id})
    assert paid.status == "succeeded"
    assert api.confirmation_tokens.retrieve(made.id).payment_intent == paid.id
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.payment_intents.create({**fields, "confirmation_token": made.id})
    assert caught.value.param == "confirmation_token"


def test_a_mandate_says_what_was_agreed(api: Any) -> None:
    customer = api.customers.create({}).id
    made = api.setup_intents.create({
        "customer": customer, "payment_method_types": ["sepa_debit"], "confirm": True,
        "payment_method_data": {"type": "sepa_debit", "sepa_debit": {"iban": "DE89370400440532013000"},
                                "billing_details": {"name": "Ann", "email": "ann@acme.example"}},
        "mandate_data": {"customer_acceptance": {"type": "online", "online": {"ip_address": "192.0.2.1",
                                                                              "user_agent": "test"}}},
    })  # fmt: skip
    read = api.mandates.retrieve(made.mandate)
    assert (made.status, read.status, read.payment_method) == ("succeeded", "active", made.payment_method)
    assert (read.customer_acceptance.online.ip_address, read.payment_method_details.type) == ("192.0.2.1", "sepa_debit")


def test_a_source_is_a_card_of_the_older_kind(api: Any) -> None:
    made = api.sources.create({"type": "card", "token": "tok_mastercard"})
    assert (made.object, made.card.brand, made.status) == ("source", "mastercard", "chargeable")
    api.sources.update(made.id, {"metadata": {"desk": "3"}, "owner": {"email": "ada@acme.example"}})
    read = api.sources.retrieve(made.id)
    assert (read.id, read.metadata["desk"], read.owner.email) == (made.id, "3", "ada@acme.example")
    with pytest.raises(stripe.InvalidRequestError):
        api.sources.create({"type": "sofort"})
