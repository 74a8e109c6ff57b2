"""Terminal readers: a payment at a counter, refused, canceled, given back."""

from typing import Any

import pytest
import stripe


@pytest.fixture
def reader(api: Any) -> Any:
    address = {"line1": "1 rue Neuve", "city": "Lyon", "country": "FR", "postal_code": "69001"}
    location = api.terminal.locations.create({"display_name": "Shop", "address": address})
    return api.terminal.readers.create({"registration_code": "simulated-wpe", "label": "Till", "location": location.id})


def intent(api: Any, **more: Any) -> Any:
    fields = {
        "amount": 1500,
        "currency": "eur",
        "payment_method_types": ["card_present"],
        "capture_method": "automatic",
    }
    return api.payment_intents.create({**fields, **more})


def test_a_card_is_held_to_a_reader(api: Any, reader: Any) -> None:
    assert api.terminal.connection_tokens.create().secret.startswith("pst_test_")
    made = intent(api)
    busy = api.terminal.readers.process_payment_intent(reader.id, {"payment_intent": made.id})
    assert (busy.action.type, busy.action.status) == ("process_payment_intent", "in_progress")
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.terminal.readers.process_payment_intent(reader.id, {"payment_intent": intent(api).id})
    assert caught.value.code == "terminal_reader_busy"
    helper = api.test_helpers.terminal.readers
    assert helper.present_payment_method(reader.id, {"amount_tip": 200}).action.status == "succeeded"
    read = api.payment_intents.retrieve(made.id, {"expand": ["latest_charge.balance_transaction"]})
    charge = read.latest_charge
    assert (read.status, read.amount_received, charge.balance_transaction.amount) == ("succeeded", 1700, 1700)
    assert (charge.payment_method_details.type, charge.payment_method_details.card_present.last4) == (
        "card_present",
        "4242",
    )
    api.terminal.readers.refund_payment(reader.id, {"payment_intent": made.id, "amount": 700})
    refund = helper.present_payment_method(reader.id).action.refund_payment.refund
    assert api.refunds.retrieve(refund).amount == 700
    assert [event.type for event in api.events.list({"types": ["terminal.reader.action_succeeded"]}).data] == [
        "terminal.reader.action_succeeded"] * 2  # fmt: skip


def test_a_card_is_refused_at_a_reader(api: Any, reader: Any) -> None:
    made = intent(api)
    api.terminal.readers.process_payment_intent(reader.id, {"payment_intent": made.id})
    told = {"type": "card_present", "card_present": {"number": "4000000000000002"}}
    failed = api.test_helpers.terminal.readers.present_payment_method(reader.id, told)
    assert (failed.action.status, failed.action.failure_code) == ("failed", "card_declined")
    assert api.payment_intents.retrieve(made.id).status == "requires_payment_method"


def test_a_card_is_collected_first_and_charged_then(api: Any, reader: Any) -> None:
    made = intent(api, capture_method="manual")
    api.terminal.readers.collect_payment_method(reader.id, {"payment_intent": made.id})
    api.test_helpers.terminal.readers.present_payment_method(reader.id)
    assert api.payment_intents.retrieve(made.id).status == "requires_confirmation"
    done = api.terminal.readers.confirm_payment_intent(reader.id, {"payment_intent": made.id})
    assert done.action.status == "succeeded"
    assert api.payment_intents.capture(made.id).amount_received == 1500


def test_readers_stand_somewhere_and_show_a_cart(api: Any, reader: Any) -> None:
    cart = {"currency": "eur", "total": 1500, "line_items": [{"description": "Mug", "amount": 1500, "quantity": 1}]}
    shown = api.terminal.readers.set_reader_display(reader.id, {"type": "cart", "cart": cart})
    assert shown.action.set_reader_display.cart.total == 1500
    assert api.terminal.readers.cancel_action(reader.id).action is None
    assert [one.id for one in api.terminal.readers.list({"location": reader.location}).data] == [reader.id]
    with pytest.raises(stripe.InvalidRequestError):
        api.terminal.locations.delete(reader.location)
    assert api.terminal.readers.update(reader.id, {"label": "Door"}).label == "Door"
    assert api.terminal.readers.delete(reader.id).deleted is True
    assert api.terminal.locations.delete(reader.location).deleted is True


@pytest.mark.parametrize(("code", "refused"), [("simulated-wpe-offline", "terminal_reader_offline")])
def test_a_reader_that_is_away_does_nothing(api: Any, reader: Any, code: str, refused: str) -> None:
    away = api.terminal.readers.create({"registration_code": code, "location": reader.location})
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.terminal.readers.process_payment_intent(away.id, {"payment_intent": intent(api).id})
    assert caught.value.code == refused
