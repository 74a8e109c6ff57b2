"""What people enter and choose in Block Kit, as apps get it; https://docs.slack.dev/reference/interaction-payloads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .wording import no

FIELDS = {
    "users_select": "selected_user", "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "datepicker": "selected_date", "timepicker": "selected_time", "datetimepicker": "selected_date_time",
    "multi_users_select": "selected_users", "multi_conversations_select": "selected_conversations",
    "multi_channels_select": "selected_channels", "rich_text_input": "rich_text_value", "file_input": "files",
}  # fmt: skip
"""Where an element's choice stands; menus with options have `selected_option`, texts `value`."""
ONE = ("static_select", "external_select", "radio_buttons", "overflow")
MANY = ("multi_static_select", "multi_external_select", "checkboxes")


def elements(blocks: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Every element that one can use, with its block."""
    for block in blocks:
        inner = block.get("elements")
        for element in [*(inner if isinstance(inner, list) else []), block.get("accessory"), block.get("element")]:
            if isinstance(element, dict) and element.get("type") not in ("mrkdwn", "plain_text", "image", None):
                yield block, element


def entered(blocks: list[dict[str, Any]], action_id: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The block and the element of that action. Raises where there is none."""
    for block, element in elements(blocks):
        if element.get("action_id") == action_id or block.get("block_id") == action_id:
            return block, element
    raise no("action_not_found", known=[element.get("action_id") for _, element in elements(blocks)])


def action_of(blocks: list[dict[str, Any]], action_id: str, value: Any, ts: str) -> dict[str, Any]:
    """The use of an element, as it stands in `actions`."""
    block, element = entered(blocks, action_id)
    made = {"action_id": element.get("action_id", ""), "block_id": block.get("block_id", ""), "type": element["type"]}
    made["action_ts"] = ts
    if element["type"] in ("button", "workflow_button"):
        given = {"text": element["text"], **({"value": element["value"]} if "value" in element else {})}
        return {**made, **given, **({"url": element["url"]} if "url" in element else {})}
    return {**made, **chosen(element, value)}


def chosen(element: dict[str, Any], value: Any) -> dict[str, Any]:
    """What was entered or chosen in an element."""
    kind = element["type"]
    if kind in ONE:
        return {"selected_option": _option(element, value) if value is not None else None}
    if kind in MANY:
        values = value if isinstance(value, list) else [] if value is None else [value]
        return {"selected_options": [_option(element, each) for each in values]}
    return {FIELDS.get(kind, "value"): value}


def _option(element: dict[str, Any], value: Any) -> dict[str, Any]:
    """The option of that value; one of a menu that the app fills is taken as it comes."""
    groups = [group.get("options", []) for group in element.get("option_groups", [])]
    for option in [*element.get("options", []), *(each for group in groups for each in group)]:
        shown = option.get("text")
        if value in (option.get("value"), shown.get("text") if isinstance(shown, dict) else shown):
            return dict(option)
    if element["type"].endswith("external_select"):
        return (
            value
            if isinstance(value, dict)
            else {"text": {"type": "plain_text", "text": str(value)}, "value": str(value)}
        )
    raise no("option_not_found", value=value)


def filled(blocks: list[dict[str, Any]], values: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The state of a view after people filled it in, and the blocks that had to be filled in and were not.

    `values` are by action_id or block_id, or nested as the state is: `{block_id: {action_id: value}}`.
    """
    state: dict[str, Any] = {}
    missing = []
    for block, element in elements(blocks):
        if element["type"] in ("button", "overflow"):
            continue
        block_id, action_id = block["block_id"], element.get("action_id", "")
        value = values.get(action_id, values.get(block_id, initial(element)))
        if isinstance(value, dict) and action_id in value:
            value = value[action_id]
        state.setdefault(block_id, {})[action_id] = {"type": element["type"], **chosen(element, value)}
        if value in (None, "", []) and block.get("type") == "input" and not block.get("optional"):
            missing.append(block_id)
    return state, missing


def initial(element: dict[str, Any]) -> Any:
    """What stands in an element before anybody touches it."""
    if "initial_option" in element:
        return element["initial_option"].get("value")
    if "initial_options" in element:
        return [each.get("value") for each in element["initial_options"]]
    names = ("initial_value", "initial_date", "initial_time", "initial_user", "initial_users", "initial_channel",
             "initial_channels", "initial_conversation", "initial_conversations", "initial_date_time")  # fmt: skip
    return next((element[name] for name in names if name in element), None)
