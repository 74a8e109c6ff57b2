"""What people enter and choose, as apps get it."""

from typing import Any

import pytest
from tests.clones.slack.conftest import word

from clonery.clones.slack import inputs

OPTION = {"text": {"type": "plain_text", "text": "Bad"}, "value": "bad"}
BLOCKS: list[dict[str, Any]] = [
    {"type": "input", "block_id": "b1", "element": {"type": "plain_text_input", "action_id": "text"}},
    {
        "type": "input",
        "block_id": "b2",
        "optional": True,
        "element": {"type": "checkboxes", "action_id": "ticks", "options": [OPTION]},
    },
    {
        "type": "section",
        "block_id": "b3",
        "accessory": {"type": "users_select", "action_id": "who", "initial_user": "U1"},
    },
    {
        "type": "actions",
        "block_id": "b4",
        "elements": [{"type": "button", "action_id": "go", "text": {}, "value": "1"}],
    },
]


def test_a_form_is_filled_by_action_or_block() -> None:
    state, missing = inputs.filled(BLOCKS, {"text": "hi", "b2": ["bad"]})
    assert missing == []
    assert state == {
        "b1": {"text": {"type": "plain_text_input", "value": "hi"}},
        "b2": {"ticks": {"type": "checkboxes", "selected_options": [OPTION]}},
        "b3": {"who": {"type": "users_select", "selected_user": "U1"}},
    }
    assert inputs.filled(BLOCKS, {})[1] == ["b1"]
    assert inputs.filled(BLOCKS, {"b1": {"text": "nested"}})[0]["b1"]["text"]["value"] == "nested"


def test_using_an_element_is_an_action() -> None:
    assert inputs.action_of(BLOCKS, "go", None, "1.2") == {
        "action_id": "go", "block_id": "b4", "type": "button", "action_ts": "1.2", "text": {}, "value": "1"
    }  # fmt: skip
    assert inputs.action_of(BLOCKS, "who", "U2", "1.2")["selected_user"] == "U2"
    assert word(lambda: inputs.entered(BLOCKS, "nothing")) == "action_not_found"


@pytest.mark.parametrize(
    ("element", "value", "made"),
    [
        ({"type": "static_select", "option_groups": [{"options": [OPTION]}]}, "bad", {"selected_option": OPTION}),
        ({"type": "external_select"}, "x", {"selected_option": {"text": {"type": "plain_text", "text": "x"},
            "value": "x"}}),
        ({"type": "datepicker"}, "2026-01-01", {"selected_date": "2026-01-01"}), ({"type": "number_input"}, "7",
            {"value": "7"}),
    ],
)  # fmt: skip
def test_each_kind_says_its_choice_in_its_place(element: dict[str, Any], value: Any, made: dict[str, Any]) -> None:
    assert inputs.chosen(element, value) == made


def test_an_option_that_is_not_there_is_refused() -> None:
    assert word(lambda: inputs.chosen({"type": "radio_buttons", "options": [OPTION]}, "good")) == "option_not_found"
