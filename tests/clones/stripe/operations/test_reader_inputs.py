"""Terminal: a card is kept for later at a reader, a form is filled in."""

from typing import Any

import pytest
import stripe

from .test_readers import intent, reader

__all__ = ["reader"]
FORM = [
    {"type": "text", "required": True, "custom_text": {"title": "Name"}},
    {"type": "selection", "custom_text": {"title": "Size"},
     "selection": {"choices": [{"id": "s", "text": "Small"}, {"id": "l", "text": "Large"}]}},
]  # fmt: skip


def test_a_card_is_kept_for_later(api: Any, reader: Any) -> None:
    customer = api.customers.create({"name": "Ann"}).id
    made = api.setup_intents.create({"customer": customer, "payment_method_types": ["card_present"]})
    given = {"setup_intent": made.id, "allow_redisplay": "always"}
    assert api.terminal.readers.process_setup_intent(reader.id, given).action.type == "process_setup_intent"
    done = api.test_helpers.terminal.readers.present_payment_method(reader.id).action
    kept = done.process_setup_intent.generated_card
    assert (done.status, api.setup_intents.retrieve(made.id).status) == ("succeeded", "succeeded")
    assert api.payment_methods.retrieve(kept).customer == customer
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.terminal.readers.process_setup_intent(reader.id, given)
    assert caught.value.code == "setup_intent_unexpected_state"


def test_a_card_that_is_refused_is_not_kept(api: Any, reader: Any) -> None:
    made = api.setup_intents.create({"payment_method_types": ["card_present"]}).id
    api.terminal.readers.process_setup_intent(reader.id, {"setup_intent": made, "allow_redisplay": "always"})
    given = {"type": "card_present", "card_present": {"number": "4000000000000002"}}
    done = api.test_helpers.terminal.readers.present_payment_method(reader.id, given).action
    assert (done.status, done.failure_code) == ("failed", "card_declined")
    assert api.setup_intents.retrieve(made).status == "requires_payment_method"


def test_a_form_is_filled_in(api: Any, reader: Any) -> None:
    busy = api.terminal.readers.collect_inputs(reader.id, {"inputs": FORM, "metadata": {"visit": "7"}})
    assert (busy.action.status, busy.action.collect_inputs.inputs[0].text.value) == ("in_progress", None)
    helper = api.test_helpers.terminal.readers
    with pytest.raises(stripe.InvalidRequestError):
        helper.present_payment_method(reader.id)
    first, second = helper.succeed_input_collection(reader.id).action.collect_inputs.inputs
    assert (first.text.value, second.selection.id, second.skipped) == ("Filled in", "s", False)
    api.terminal.readers.collect_inputs(reader.id, {"inputs": FORM})
    helper.succeed_input_collection(reader.id, {"skip_non_required_inputs": "all"})
    read = api.terminal.readers.retrieve(reader.id).action
    assert [one.skipped for one in read.collect_inputs.inputs] == [False, True]
    api.terminal.readers.collect_inputs(reader.id, {"inputs": FORM})
    assert helper.timeout_input_collection(reader.id).action.failure_code == "terminal_reader_timeout"
    api.terminal.readers.process_payment_intent(reader.id, {"payment_intent": intent(api).id})
    with pytest.raises(stripe.InvalidRequestError, match="collects no inputs"):
        helper.succeed_input_collection(reader.id)
