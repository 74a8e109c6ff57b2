"""Whether what a write left behind is seen by another operation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.generic import naming
from clonery.server.operation import Operation
from clonery.server.state.record import Record

from . import steps

if TYPE_CHECKING:
    from .ground import Ground

READERS = ("read", "list", "read_singleton", "search")
WORD = "walked "
TRIES = 3
"""How many readers are asked before a write counts as unseen."""


def mark(ground: Ground, operation: Operation, arguments: dict[str, Any]) -> None:
    """Put a word into the first plain text that a write may carry and that an answer shows, to know it by later."""
    if operation.entry["effect"]["verb"] not in ("create", "update", "replace", "write_singleton"):
        return
    ground.count += 1
    _mark(ground, operation.entry.get("inputSchema", {}), arguments, f"{WORD}{ground.count}", 3, top=operation)


def _mark(
    ground: Ground, schema: Any, value: dict[str, Any], word: str, depth: int, top: Operation | None = None
) -> bool:
    known = ground.fitting.resolved(schema).get("properties", {})
    for name in sorted(known, key=lambda name: name not in ("name", "title", "description", "summary", "text")):
        below = ground.fitting.resolved(known[name])
        if value.get(name) or (top is not None and (name in value or below.get("x-in", "body") != "body")):
            continue
        if (
            "string" in ground.fitting.types(below)
            and _free(below)
            and not name.lower().endswith(("id", "url", "token"))
        ):
            value[name] = word
            return True
    inner = [name for name, held in value.items() if isinstance(held, dict) and name in known]
    return any(_mark(ground, known[name], value[name], word, depth - 1) for name in inner if depth)


def fill(ground: Ground, schema: Any, value: dict[str, Any]) -> None:
    """Put a word of its own into each text that has to be there and would be empty."""
    known = ground.fitting.resolved(schema).get("properties", {})
    for name, held in value.items():
        below = ground.fitting.resolved(known.get(name, {}))
        if held == "" and "string" in ground.fitting.types(below) and _free(below):
            ground.count += 1
            value[name] = f"{WORD}{ground.count}"


def _free(schema: dict[str, Any]) -> bool:
    limits = {"enum", "format", "pattern", "const", "default"} & set(schema)
    return not limits and schema.get("maxLength", 99) >= 20 and schema.get("minLength", 0) <= 8


def proven(
    ground: Ground, operation: Operation, above: list[Record], item: Record | None, arguments: dict[str, Any]
) -> bool | None:
    """Whether another operation shows what the write did; None where none could."""
    effect = operation.entry["effect"]
    places = {record.KIND.name for record in above}
    named = [(record.KIND.name, record.id) for record in above]
    readers = [
        made for made in ground.by_kind[effect["kind"]]
        if made.entry["effect"]["verb"] in READERS and made is not operation and not made.entry["effect"].get("self")
        and {p["kind"] for p in made.entry["effect"].get("parents", ())} <= places
        and made.entry.get("results") != {"200": {}}
        and naming.partitions(ground.clone).get(made.name) in (None, *named)
    ]  # fmt: skip
    if not readers or (item is None and effect["verb"] != "write_singleton"):
        return None
    readers.sort(key=lambda made: READERS.index(made.entry["effect"]["verb"]))
    return any(_shows(ground, reader, effect["verb"], above, item, arguments) for reader in readers[:TRIES])


def _shows(
    ground: Ground, reader: Operation, verb: str, above: list[Record], item: Record | None, arguments: dict[str, Any]
) -> bool:
    kinds = {record.KIND.name: record for record in above}
    wanted = [p["kind"] for p in reader.entry["effect"].get("parents", ())]
    answer = ground.call(reader, ground.arguments(reader, [kinds[name] for name in wanted], item))
    seen = set(_scalars(answer.data)) if answer.json and answer.body else set()
    names = _naming(ground, reader, item)
    if verb == "delete":
        gone = answer.status in (404, 410) or (answer.status < 300 and steps.refused(answer))
        return gone or (not steps.refused(answer) and not names <= seen)
    if steps.refused(answer):
        return False
    words = {value for value in _scalars(arguments) if value.startswith(WORD)}
    return bool(words & seen) or (bool(names) and names <= seen)


def _naming(ground: Ground, reader: Operation, item: Record | None) -> set[str]:
    if item is None:
        return set()
    return {str(item.doc["id"])}


def _scalars(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for below in value.values() for text in _scalars(below)]
    if isinstance(value, list):
        return [text for below in value for text in _scalars(below)]
    return [str(value)]
