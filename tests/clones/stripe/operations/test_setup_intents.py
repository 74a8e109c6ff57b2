"""Setup intents: cards made ready for payments while the customer is away."""

from typing import Any

import pytest
import stripe

from .test_payment_intents import NEVER, pay


def test_a_method_is_attached_when_it_is_set_up(api: Any) -> None:
    customer = api.customers.create({"name": "One"}).id
    made = api.setup_intents.create({"customer": customer, "automatic_payment_methods": NEVER})
    assert made.status == "requires_payment_method"
    done = api.setup_intents.confirm(made.id, {"payment_method": "pm_card_visa"})
    assert done.status == "succeeded"
    method = api.payment_methods.retrieve(api.setup_intents.retrieve(made.id).payment_method)
    assert method.customer == customer
    paid = pay(api, customer=customer, method=method.id, off_session=True)
    assert paid.status == "succeeded"
    for refused in (api.setup_intents.confirm, api.setup_intents.cancel):
        with pytest.raises(stripe.InvalidRequestError) as caught:
            refused(made.id)
        assert caught.value.code == "setup_intent_unexpected_state"


def test_a_refused_card_is_remembered(api: Any) -> None:
    with pytest.raises(stripe.CardError) as caught:
        api.setup_intents.create({"payment_method": "pm_card_chargeDeclined", "confirm": True,
                                  "automatic_payment_methods": NEVER})  # fmt: skip
    read = api.setup_intents.retrieve(caught.value.error.setup_intent.id)
    assert (read.status, read.last_setup_error.decline_code) == ("requires_payment_method", "generic_decline")


def test_a_bank_that_asks_is_shown_and_an_open_one_is_canceled(api: Any) -> None:
    made = api.setup_intents.create({"payment_method": "pm_card_authenticationRequired", "confirm": True,
                                     "return_url": "https://acme.example/"})  # fmt: skip
    assert (made.status, made.next_action.type) == ("requires_action", "redirect_to_url")
    ended = api.setup_intents.cancel(made.id, {"cancellation_reason": "abandoned"})
    assert (ended.status, ended.cancellation_reason) == ("canceled", "abandoned")
    assert [one.status for one in api.setup_intents.list().data] == ["canceled"]


def test_an_open_one_takes_another_method(api: Any) -> None:
    made = api.setup_intents.create({"usage": "on_session"})
    changed = api.setup_intents.update(made.id, {"payment_method": "pm_card_amex", "description": "Later"})
    assert (changed.status, changed.description, changed.usage) == ("requires_confirmation", "Later", "on_session")
