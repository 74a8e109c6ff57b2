"""Setup intents: succeed, ask, are refused, each attempt kept."""

from collections.abc import Callable
from typing import Any

import pytest
import stripe

FIELDS: dict[str, Any] = {"confirm": True, "automatic_payment_methods": {"enabled": True, "allow_redirects": "never"}}


def test_every_attempt_is_kept(api: Any, act: Callable[..., Any]) -> None:
    customer = api.customers.create({}).id
    with pytest.raises(stripe.CardError) as caught:
        api.setup_intents.create({**FIELDS, "customer": customer, "payment_method": "pm_card_chargeDeclined"})
    id = caught.value.error.setup_intent.id
    assert (
        api.setup_intents.confirm(id, {"payment_method": "pm_card_authenticationRequired"}).status == "requires_action"
    )
    act("authenticate-setup", setup_intent=id)
    read = api.setup_intents.retrieve(id, {"expand": ["latest_attempt"]})
    assert (read.status, read.latest_attempt.status) == ("succeeded", "succeeded")
    assert [one.status for one in api.setup_attempts.list({"setup_intent": id}).data] == [
        "succeeded", "requires_action", "failed"]  # fmt: skip
    assert api.payment_methods.retrieve(read.payment_method).customer == customer


def test_a_customer_who_fails_has_to_try_again(api: Any, act: Callable[..., Any]) -> None:
    made = api.setup_intents.create({**FIELDS, "payment_method": "pm_card_threeDSecure2Required"})
    act("authenticate-setup", setup_intent=made.id, outcome="fail")
    read = api.setup_intents.retrieve(made.id)
    assert (read.status, read.last_setup_error.code) == (
        "requires_payment_method",
        "setup_intent_authentication_failure",
    )
