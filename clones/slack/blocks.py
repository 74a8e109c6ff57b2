"""Block Kit: what a block, an element, a text may hold, and how Slack names what is wrong; https://docs.slack.dev/reference/block-kit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson

from .wording import no

BLOCKS_LIMIT, VIEW_BLOCKS_LIMIT = 50, 100
PLAIN, ANY = "plain_text", ""
BLOCKS: dict[str, dict[str, Any]] = {
    "section": {"any": ("text", "fields"), "texts": {"text": (ANY, 3000)}, "lists": {"fields": 10}},
    "divider": {},
    "header": {"required": ("text",), "texts": {"text": (PLAIN, 150)}},
    "image": {"required": ("alt_text",), "any": ("image_url", "slack_file"), "strings": {"image_url": 3000,
        "alt_text": 2000},
              "texts": {"title": (PLAIN, 2000)}},
    "context": {"required": ("elements",), "lists": {"elements": 10}},
    "actions": {"required": ("elements",), "lists": {"elements": 25}},
    "input": {"required": ("label", "element"), "texts": {"label": (PLAIN, 2000), "hint": (PLAIN, 2000)}},
    "file": {"required": ("external_id", "source")},
    "video": {"required": ("alt_text", "title", "thumbnail_url", "video_url"), "texts": {"title": (PLAIN, 200)}},
    "rich_text": {"required": ("elements",)},
    "markdown": {"required": ("text",), "strings": {"text": 12000}},
    "table": {"required": ("rows",), "lists": {"rows": 100}},
    "context_actions": {"required": ("elements",), "lists": {"elements": 5}},
    "call": {"required": ("call_id",)},
    "card": {}, "carousel": {}, "alert": {}, "plan": {}, "task_card": {}, "data_visualization": {},
}  # fmt: skip
"""What each block needs and how long its texts, strings and lists may be."""
_OPTIONS = {"lists": {"options": 100, "option_groups": 100}, "texts": {"placeholder": (PLAIN, 150)}}
_PLACED = {"texts": {"placeholder": (PLAIN, 150)}}
ELEMENTS: dict[str, dict[str, Any]] = {
    "button": {"required": ("text",), "texts": {"text": (PLAIN, 75)}, "strings": {"value": 2000, "url": 3000}},
    "static_select": {"any": ("options", "option_groups"), **_OPTIONS},
    "multi_static_select": {"any": ("options", "option_groups"), **_OPTIONS},
    "external_select": _PLACED, "multi_external_select": _PLACED, "users_select": _PLACED,
    "multi_users_select": _PLACED,
    "conversations_select": _PLACED, "multi_conversations_select": _PLACED, "channels_select": _PLACED,
    "multi_channels_select": _PLACED, "plain_text_input": _PLACED, "email_text_input": _PLACED,
    "url_text_input": _PLACED,
    "number_input": {"required": ("is_decimal_allowed",), **_PLACED}, "rich_text_input": _PLACED, "datepicker": _PLACED,
    "timepicker": _PLACED, "datetimepicker": {}, "file_input": {}, "feedback_buttons": {}, "icon_button": {},
    "overflow": {"required": ("options",), "lists": {"options": 5}},
    "checkboxes": {"required": ("options",), "lists": {"options": 10}},
    "radio_buttons": {"required": ("options",), "lists": {"options": 10}},
    "image": {"required": ("alt_text",), "any": ("image_url", "slack_file")},
    "mrkdwn": {"required": ("text",)}, "plain_text": {"required": ("text",)},
    "workflow_button": {"required": ("text", "workflow")},
}  # fmt: skip


def parsed(value: Any, format_word: str = "invalid_blocks_format") -> list[dict[str, Any]] | None:
    """Blocks or attachments that came as a list or as its JSON; None for nothing."""
    if isinstance(value, str):
        if not value.strip():
            return None
        try:
            value = orjson.loads(value)
        except orjson.JSONDecodeError:
            raise no(format_word) from None
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise no(format_word)
    return value


def flaws(blocks: list[dict[str, Any]], at: str = "/blocks", limit: int = BLOCKS_LIMIT) -> list[str]:
    """What is wrong with blocks, in Slack's words with a pointer; empty where nothing is."""
    if len(blocks) > limit:
        return [_said(f"no more than {limit} items allowed", at)]
    found: list[str] = []
    ids: dict[str, set[str]] = {"block_id": set(), "action_id": set()}
    for place, block in enumerate(blocks):
        where = f"{at}/{place}"
        if not isinstance(block, dict):
            found.append(_said("must provide an object", where))
            continue
        found += _object(block, where, BLOCKS)
        found += _nested(block, where)
        found += _twice(block, where, ids)
    return found


def _said(what: str, at: str) -> str:
    return f"{what} [json-pointer:{at}]"


def _object(value: dict[str, Any], at: str, known: dict[str, dict[str, Any]]) -> Iterator[str]:
    kind = value.get("type")
    if kind is None:
        yield _said("missing required field: type", at)
        return
    rule = known.get(str(kind))
    if rule is None:
        yield _said(f"unsupported type: {kind}", f"{at}/type")
        return
    for name in rule.get("required", ()):
        if name not in value:
            yield _said(f"missing required field: {name}", at)
    choices = rule.get("any", ())
    if choices and not any(value.get(name) for name in choices):
        yield _said(f"missing required field: {choices[0]}", at)
    for name, (wanted, limit) in rule.get("texts", {}).items():
        if name in value:
            yield from _text(value[name], f"{at}/{name}", wanted, limit)
    for name, limit in rule.get("strings", {}).items():
        if isinstance(value.get(name), str) and len(value[name]) > limit:
            yield _said(f"must be less than {limit + 1} characters", f"{at}/{name}")
    for name, limit in rule.get("lists", {}).items():
        if name in value:
            yield from _list(value[name], f"{at}/{name}", limit)
    for name in ("block_id", "action_id"):
        if value.get(name) is not None and not isinstance(value[name], str):
            yield _said("must be a string", f"{at}/{name}")
        elif len(value.get(name) or "") > 255:
            yield _said("must be less than 256 characters", f"{at}/{name}")


def _list(value: Any, at: str, limit: int) -> Iterator[str]:
    if not isinstance(value, list):
        yield _said("must provide an array", at)
    elif len(value) > limit:
        yield _said(f"no more than {limit} items allowed", at)
    elif not value:
        yield _said("must provide at least 1 items", at)


def _text(value: Any, at: str, wanted: str, limit: int) -> Iterator[str]:
    """A text object: its type, that it says something, and its length."""
    if not isinstance(value, dict):
        yield _said("must provide an object", at)
        return
    kind, text = value.get("type"), value.get("text")
    if kind not in ("plain_text", "mrkdwn"):
        yield _said(f"unsupported type: {kind}" if kind else "missing required field: type", at)
    elif wanted and kind != wanted:
        yield _said(f"must be a valid enum value: {wanted}", f"{at}/type")
    elif not isinstance(text, str):
        yield _said("missing required field: text", at)
    elif not text:
        yield _said("must be more than 0 characters", f"{at}/text")
    elif len(text) > limit:
        if not wanted:
            yield _said("failed to match all allowed schemas", at)
        yield _said(f"must be less than {limit + 1} characters", f"{at}/text")


def _nested(block: dict[str, Any], at: str) -> Iterator[str]:
    """What is wrong with the elements, fields and options inside a block."""
    kind = block.get("type")
    if kind == "section":
        for place, text in enumerate(_dicts(block.get("fields"))):
            yield from _text(text, f"{at}/fields/{place}", ANY, 2000)
    if kind in ("actions", "context"):
        for place, element in enumerate(_dicts(block.get("elements"))):
            yield from _element(element, f"{at}/elements/{place}")
    for name in ("accessory", "element"):
        if isinstance(block.get(name), dict):
            yield from _element(block[name], f"{at}/{name}")


def _element(element: dict[str, Any], at: str) -> Iterator[str]:
    yield from _object(element, at, ELEMENTS)
    for place, option in enumerate(_dicts(element.get("options"))):
        where = f"{at}/options/{place}"
        yield from (_said(f"missing required field: {name}", where) for name in ("text", "value") if name not in option)
        if "text" in option:
            yield from _text(option["text"], f"{where}/text", ANY, 75)


def _twice(block: dict[str, Any], at: str, ids: dict[str, set[str]]) -> Iterator[str]:
    """Ids that another block or element has already."""
    places = [("block_id", block, at)]
    for place, element in enumerate(_dicts(block.get("elements"))):
        places.append(("action_id", element, f"{at}/elements/{place}"))
    places += [
        ("action_id", block[name], f"{at}/{name}")
        for name in ("accessory", "element")
        if isinstance(block.get(name), dict)
    ]
    for name, holder, where in places:
        value = holder.get(name)
        if isinstance(value, str) and value:
            if value in ids[name]:
                yield _said(f'`{name}` "{value}" already exists', f"{where}/{name}")
            ids[name].add(value)


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def view_flaws(view: dict[str, Any]) -> list[str]:
    """What is wrong with a view: its kind, title and buttons, its blocks."""
    kind, found = view.get("type"), []
    if kind not in ("modal", "home", "workflow_step"):
        return [_said("missing required field: type" if kind is None else f"unsupported type: {kind}", "/view")]
    if kind == "modal":
        if "title" not in view:
            found.append(_said("missing required field: title", "/view"))
        for name in ("title", "submit", "close"):
            if name in view and view[name] is not None:
                found += _text(view[name], f"/view/{name}", PLAIN, 24)
    blocks = view.get("blocks")
    if not isinstance(blocks, list):
        return [*found, _said("missing required field: blocks", "/view")]
    found += flaws(blocks, "/view/blocks", VIEW_BLOCKS_LIMIT)
    for place, block in enumerate(_dicts(blocks)):
        if block.get("type") == "input" and kind == "modal" and not view.get("submit"):
            found.append(_said("must define `submit` to use an `input` block in modals", f"/view/blocks/{place}/input"))
    for name, limit in (("private_metadata", 3000), ("callback_id", 255), ("external_id", 255)):
        if view.get(name) is not None and not isinstance(view[name], str):
            found.append(_said("must be a string", f"/view/{name}"))
        elif len(view.get(name) or "") > limit:
            found.append(_said(f"must be less than {limit + 1} characters", f"/view/{name}"))
    return found
