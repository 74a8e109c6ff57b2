"""Events: each change of state makes the ones that Stripe makes, in order, with what was before."""

from typing import Any

import pytest
import stripe

from .test_payment_intents import NEVER, pay


def types(api: Any) -> list[str]:
    """The types of all events, oldest first."""
    return [event.type for event in api.events.list({"limit": 100}).data][::-1]


def test_a_payment_tells_its_story(api: Any) -> None:
    made = pay(api)
    assert types(api) == ["payment_intent.created", "charge.succeeded", "payment_intent.succeeded"]
    api.refunds.create({"payment_intent": made.id})
    assert types(api)[3:] == ["refund.created", "charge.refunded"]


def test_a_refusal_a_hold_and_a_capture_tell_theirs(api: Any) -> None:
    with pytest.raises(stripe.CardError):
        pay(api, method="pm_card_chargeDeclined")
    assert types(api) == ["payment_intent.created", "charge.failed", "payment_intent.payment_failed"]
    held = pay(api, capture_method="manual")
    api.payment_intents.capture(held.id)
    assert types(api)[3:] == ["payment_intent.created", "charge.succeeded", "payment_intent.amount_capturable_updated",
                              "charge.captured", "payment_intent.succeeded"]  # fmt: skip


def test_an_update_says_what_was_before(api: Any) -> None:
    made = api.customers.create({"name": "Old", "metadata": {"a": "1", "b": "2"}}, {"idempotency_key": "k1"})
    api.customers.update(made.id, {"name": "New", "metadata": {"a": "3"}})
    updated, created = api.events.list({"types": ["customer.created", "customer.updated"]}).data
    assert updated.data.previous_attributes.to_dict() == {"name": "Old", "metadata": {"a": "1"}}
    assert (updated.data.object.name, updated.api_version) == ("New", "2026-05-27.dahlia")
    assert "previous_attributes" not in created.data
    assert created.request.idempotency_key == "k1"
    assert created.request.id.startswith("req_")


def test_what_is_refused_makes_no_event(api: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError):
        api.payment_intents.create({"amount": 10, "currency": "usd", "automatic_payment_methods": NEVER})
    assert types(api) == []


def test_events_are_listed_by_type_and_star(api: Any) -> None:
    pay(api)
    assert [one.type for one in api.events.list({"type": "charge.*"}).data] == ["charge.succeeded"]
    assert [one.type for one in api.events.list({"type": "payment_intent.created"}).data] == ["payment_intent.created"]
    with pytest.raises(stripe.InvalidRequestError, match="only specify one of these parameters"):
        api.events.list({"type": "charge.*", "types": ["charge.failed"]})
