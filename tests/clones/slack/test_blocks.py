"""Block Kit's rules, each broken once, in Slack's words with its pointer."""

from typing import Any

import pytest
from tests.clones.slack.conftest import word

from clonery.clones.slack import blocks


def text(words: str, kind: str = "plain_text") -> dict[str, str]:
    return {"type": kind, "text": words}


BUTTON = {"type": "button", "text": text("x"), "action_id": "a"}
BAD: list[tuple[list[dict[str, Any]], str]] = [
    ([{"type": "divider"}] * 51, "no more than 50 items allowed [json-pointer:/blocks]"),
    ([{}], "missing required field: type [json-pointer:/blocks/0]"),
    ([{"type": "poem"}], "unsupported type: poem [json-pointer:/blocks/0/type]"),
    ([{"type": "section"}], "missing required field: text [json-pointer:/blocks/0]"),
    ([{"type": "section", "text": "bare"}], "must provide an object [json-pointer:/blocks/0/text]"),
    ([{"type": "section", "text": text("")}], "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
    ([{"type": "header", "text": text("x" * 151)}],
     "must be less than 151 characters [json-pointer:/blocks/0/text/text]"),
    ([{"type": "header", "text": text("x", "mrkdwn")}],
     "must be a valid enum value: plain_text [json-pointer:/blocks/0/text/type]"),
    ([{"type": "section", "fields": [text("x")] * 11}],
     "no more than 10 items allowed [json-pointer:/blocks/0/fields]"),
    ([{"type": "section", "fields": [text("x" * 2001)]}],
     "must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]"),
    ([{"type": "actions", "elements": []}], "must provide at least 1 items [json-pointer:/blocks/0/elements]"),
    ([{"type": "actions", "elements": [{"type": "button"}]}],
     "missing required field: text [json-pointer:/blocks/0/elements/0]"),
    ([{"type": "actions", "elements": [BUTTON, BUTTON]}],
     '`action_id` "a" already exists [json-pointer:/blocks/0/elements/1/action_id]'),
    ([{"type": "divider", "block_id": "b"}, {"type": "divider", "block_id": "b"}],
     '`block_id` "b" already exists [json-pointer:/blocks/1/block_id]'),
    ([{"type": "image", "image_url": "https://x.example"}],
     "missing required field: alt_text [json-pointer:/blocks/0]"),
    ([{"type": "section", "text": text("x"), "accessory": {"type": "overflow", "options": [{"text": text("x")}]}}],
     "missing required field: value [json-pointer:/blocks/0/accessory/options/0]"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "said"), BAD, ids=range(len(BAD)))
def test_each_rule_is_named_with_its_place(given: list[dict[str, Any]], said: str) -> None:
    assert said in blocks.flaws(given)


def test_good_blocks_have_no_flaws() -> None:
    given = [
        {"type": "header", "text": text("Title")}, {"type": "section", "text": text("*x*", "mrkdwn"),
                                                    "accessory": BUTTON},
        {"type": "context", "elements": [text("small", "mrkdwn"), {"type": "image", "image_url": "https://x.example",
            "alt_text": "x"}]},
        {"type": "actions", "elements": [{**BUTTON, "action_id": "b"}]}, {"type": "divider"},
    ]  # fmt: skip
    assert blocks.flaws(given) == []


def test_blocks_may_come_as_json() -> None:
    assert blocks.parsed('[{"type": "divider"}]') == [{"type": "divider"}]
    assert blocks.parsed("") is None
    for bad in ("{", "{}", "[1]", 7):
        assert word(lambda bad=bad: blocks.parsed(bad)) == "invalid_blocks_format"  # type: ignore[misc] # a default in a lambda


def test_a_modal_needs_a_title_and_a_button_for_its_inputs() -> None:
    entry = {"type": "input", "label": text("x"), "element": {"type": "plain_text_input"}}
    assert blocks.view_flaws({"type": "modal", "title": text("x" * 25), "blocks": [entry]}) == [
        "must be less than 25 characters [json-pointer:/view/title/text]",
        "must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/0/input]",
    ]
    assert blocks.view_flaws({"type": "modal", "blocks": []}) == ["missing required field: title [json-pointer:/view]"]
    assert blocks.view_flaws({"type": "home", "blocks": [{"type": "divider"}] * 100}) == []
