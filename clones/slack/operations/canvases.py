"""Canvases and lists; https://docs.slack.dev/reference/methods?family=canvases."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import operation

from .. import shapes
from ..lookups import find_channel, listed, me, words
from ..records import Canvas, ListItem, SlackList
from ..wording import invalid, no

OPERATIONS = ("insert_after", "insert_before", "insert_at_start", "insert_at_end", "replace", "delete", "rename")


def sections(call: Call, markdown: str) -> list[dict[str, str]]:
    """A canvas's parts: what stands between empty lines."""
    return [{"id": call.new_id("temp:C:", 24), "markdown": part} for part in markdown.split("\n\n") if part.strip()]


def markdown_of(content: Any) -> str:
    """The text of a document's content. Raises where it is no markdown."""
    if content is None:
        return ""
    if not isinstance(content, dict) or content.get("type") != "markdown":
        raise invalid("invalid_arguments", ["must be one of: markdown [json-pointer:/document_content/type]"])
    return str(content.get("markdown", ""))


def find_canvas(call: Call, id: str, write: bool = True) -> Canvas:
    found = call.peek(Canvas, id)
    if found is None:
        raise no("canvas_not_found")
    right = found.access.get(me(call).id, "")
    if write and found.user != me(call).id and not found.channel and right not in ("write", "owner"):
        raise no("restricted_action")
    return found


@operation("canvases.create")
def create(
    call: Call, title: str = "", document_content: dict[str, Any] | None = None, channel_id: str | None = None
) -> dict[str, Any]:
    channel = find_channel(call, channel_id).id if channel_id else ""
    made = call.create(
        Canvas, id="F0" + call.new_id(size=9).upper(), title=title, user=me(call).id, channel=channel,
        sections=sections(call, markdown_of(document_content)), created=call.now, updated=call.now,
    )  # fmt: skip
    return {"canvas_id": made.id}


@operation("canvases.edit")
def edit(call: Call, canvas_id: str, changes: list[dict[str, Any]]) -> dict[str, Any]:
    """One change to a canvas: a part put in, replaced, taken out, or the title."""
    found = find_canvas(call, canvas_id)
    if len(changes) != 1:
        raise invalid("invalid_arguments", ["no more than 1 items allowed [json-pointer:/changes]"])
    for change in changes:
        found = _change(call, found, change)
    return {}


def _change(call: Call, canvas: Canvas, change: dict[str, Any]) -> Canvas:
    what, at = change.get("operation"), change.get("section_id")
    if what not in OPERATIONS:
        raise invalid("invalid_arguments", [f"unsupported type: {what} [json-pointer:/changes/0/operation]"])
    if what == "rename":
        return call.update(canvas, title=markdown_of(change.get("title_content")), updated=call.now)
    parts, fresh = list(canvas.sections), sections(call, markdown_of(change.get("document_content")))
    place = next((number for number, part in enumerate(parts) if part["id"] == at), -1)
    if place < 0 and (what in ("insert_after", "insert_before", "delete") or at):
        raise no("section_not_found")
    if what == "insert_at_start":
        parts = fresh + parts
    elif what == "insert_at_end":
        parts = parts + fresh
    elif what == "replace" and place < 0:
        parts = fresh
    else:
        start = place + (what == "insert_after")
        end = place if what == "insert_before" else place + 1
        parts[start:end] = fresh
    return call.update(canvas, sections=parts, updated=call.now)


@operation("canvases.delete")
def delete(call: Call, canvas_id: str) -> dict[str, Any]:
    call.delete(find_canvas(call, canvas_id))
    return {}


@operation("canvases.getContent")
def get_content(call: Call, canvas_id: str, content_type: str = "markdown") -> dict[str, Any]:
    found = find_canvas(call, canvas_id, write=False)
    text = "\n\n".join(part["markdown"] for part in found.sections)
    return {"canvas_id": found.id, "title": found.title, "content": {"type": content_type, "markdown": text}}


@operation("canvases.sections.lookup")
def lookup(call: Call, canvas_id: str, criteria: dict[str, Any]) -> dict[str, Any]:
    """The parts that hold a text, or are headings."""
    found, text = find_canvas(call, canvas_id, write=False), criteria.get("contains_text", "")
    types = criteria.get("section_types", [])
    kept = [
        {"id": part["id"]} for part in found.sections
        if text.lower() in part["markdown"].lower() and (not types or _heading(part["markdown"]) in types or (
            "any_header" in types and _heading(part["markdown"])))
    ]  # fmt: skip
    return {"sections": kept}


def _heading(text: str) -> str:
    marks = len(text) - len(text.lstrip("#"))
    return f"h{marks}" if 0 < marks < 4 else ""


@operation("canvases.access.set", "slackLists.access.set")
def set_access(
    call: Call, access_level: str, channel_ids: Any = None, user_ids: Any = None, **named: Any
) -> dict[str, Any]:
    """Who may read or write a canvas or a list."""
    if access_level not in ("read", "write", "owner"):
        raise invalid("invalid_arguments", ["must be one of: read, write, owner [json-pointer:/access_level]"])
    found = _shared(call, named)
    ids = [*words(user_ids), *words(channel_ids)]
    if not ids:
        raise no("invalid_parameters")
    call.update(found, access={**found.access, **dict.fromkeys(ids, access_level)})
    return {"failed_to_update_channel_ids": []} if words(channel_ids) else {"failed_to_update_user_ids": []}


@operation("canvases.access.delete", "slackLists.access.delete")
def delete_access(call: Call, channel_ids: Any = None, user_ids: Any = None, **named: Any) -> dict[str, Any]:
    found, gone = _shared(call, named), {*words(user_ids), *words(channel_ids)}
    call.update(found, access={id: right for id, right in found.access.items() if id not in gone})
    return {}


def _shared(call: Call, named: dict[str, Any]) -> Canvas | SlackList:
    return find_canvas(call, named["canvas_id"]) if "canvas_id" in named else find_list(call, named["list_id"])


# Lists


def find_list(call: Call, id: str) -> SlackList:
    found = call.peek(SlackList, id)
    if found is None:
        raise no("list_not_found")
    return found


def _item(call: Call, list_id: str, id: str) -> ListItem:
    found = call.peek(ListItem, id)
    if found is None or found.list_id != find_list(call, list_id).id:
        raise no("record_not_found")
    return found


@operation("slackLists.create")
def create_list(
    call: Call, name: str, schema: list[dict[str, Any]] | None = None, description_blocks: Any = None,
    todo_mode: bool = False, copy_from_list_id: str | None = None, include_copied_list_records: bool = False,
) -> dict[str, Any]:  # fmt: skip
    """A list with its columns, or with those of another."""
    source = find_list(call, copy_from_list_id) if copy_from_list_id else None
    given = schema or [{"key": "name", "name": "Name", "type": "text", "is_primary_column": True}]
    columns = source.columns if source else [{"id": "Col0" + call.new_id(size=8).upper(), **each} for each in given]
    made = call.create(
        SlackList, id="F0" + call.new_id(size=9).upper(), name=name, user=me(call).id, todo_mode=todo_mode,
        columns=columns, description_blocks=description_blocks or [], created=call.now,
    )  # fmt: skip
    if source and include_copied_list_records:
        for item in call.all(ListItem, {"list_id": source.id}):
            _add(call, made, item.fields)
    return {"list_id": made.id, "list_metadata": {"schema": columns}}


@operation("slackLists.update")
def update_list(
    call: Call, id: str, name: str | None = None, description_blocks: Any = None, todo_mode: bool | None = None
) -> dict[str, Any]:
    given = {"name": name, "description_blocks": description_blocks, "todo_mode": todo_mode}
    call.update(find_list(call, id), **{key: value for key, value in given.items() if value is not None})
    return {}


def _add(call: Call, made: SlackList, fields: list[dict[str, Any]], parent: str = "") -> ListItem:
    return call.create(
        ListItem, id="Rec0" + call.new_id(size=8).upper(), list_id=made, fields=fields, parent_item_id=parent,
        created_by=me(call).id, updated_by=me(call).id, date_created=call.now, updated_timestamp=str(call.now),
    )  # fmt: skip


@operation("slackLists.items.create")
def create_item(
    call: Call, list_id: str, initial_fields: list[dict[str, Any]] | None = None, parent_item_id: str | None = None,
    duplicated_item_id: str | None = None,
) -> dict[str, Any]:  # fmt: skip
    made = find_list(call, list_id)
    fields = _item(call, list_id, duplicated_item_id).fields if duplicated_item_id else initial_fields or []
    return {"item": shapes.plain(call, _add(call, made, fields, parent_item_id or ""))}


@operation("slackLists.items.info")
def item_info(call: Call, list_id: str, id: str) -> dict[str, Any]:
    return {"list": shapes.slack_list(call, find_list(call, list_id)), "record": shapes.plain(call, _item(call,
        list_id, id)),
            "subtasks": []}  # fmt: skip


@operation("slackLists.items.list")
def list_items(call: Call, list_id: str, archived: bool = False) -> dict[str, Any]:
    where = {"list_id": find_list(call, list_id).id, "archived": archived}
    return listed(call, "items", call.page(ListItem, where, total=False))


@operation("slackLists.items.update")
def update_items(call: Call, list_id: str, cells: list[dict[str, Any]]) -> dict[str, Any]:
    """Write cells, each named by its row and its column."""
    for cell in cells:
        found = _item(call, list_id, str(cell.get("row_id")))
        value = {name: held for name, held in cell.items() if name not in ("row_id", "row_id_to_create")}
        fields = [each for each in found.fields if each.get("column_id") != cell.get("column_id")]
        call.update(found, fields=[*fields, value], updated_by=me(call).id, updated_timestamp=str(call.now))
    return {}


@operation("slackLists.items.delete")
def delete_item(call: Call, list_id: str, id: str) -> dict[str, Any]:
    call.delete(_item(call, list_id, id))
    return {}


@operation("slackLists.items.deleteMultiple")
def delete_items(call: Call, list_id: str, ids: list[str]) -> dict[str, Any]:
    for item in [_item(call, list_id, id) for id in ids]:
        call.delete(item)
    return {}
