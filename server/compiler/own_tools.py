"""Tools for a service whose description comes without any: each operation is one."""

import re
from typing import Any

from .draft import Draft
from .report import Json
from .schemas import LONGEST_TEXT
from .store import SchemaStore, reference_name
from .tools import READING, describe
from .words import snake

LONGEST_NAME = 64
"""Models' interfaces take names of up to 64 letters, digits, `_` and `-`."""
DEEPEST = 6
"""How deep references are written out; what lies deeper takes any value."""


def own_tools(drafts: list[Draft], store: SchemaStore) -> list[Json]:
    """One entry for each operation that is answered, by name; schemas stand whole in each, as clients get them."""
    made: dict[str, Json] = {}
    for draft in sorted(drafts, key=lambda each: each.name):
        if draft.refused:
            continue
        name = _free(snake(draft.name) or "call", made)
        named = sorted(draft.named().items())
        schema: Json = {
            "type": "object",
            "properties": {wire: _whole(argument.schema, store) for wire, argument in named},
        }
        required = [wire for wire, argument in named if argument.required]
        made[name] = {
            "name": name, "operation": draft.name, "read_only": draft.effect.get("verb") in READING,
            "description": _said(draft.summary) or describe(name, draft),
            "inputSchema": schema | ({"required": required} if required else {}),
        } | ({"toolset": snake(draft.category)} if draft.category else {})  # fmt: skip
    return [made[name] for name in sorted(made)]


def _free(wanted: str, taken: Json) -> str:
    name, number = wanted[:LONGEST_NAME], 2
    while name in taken:
        name, number = f"{wanted[: LONGEST_NAME - 4]}_{number}", number + 1
    return name


def _said(summary: str) -> str:
    text = " ".join(re.sub(r"[<>`*]", "", summary).split())[: LONGEST_TEXT - 1]
    return text if not text or text.endswith((".", "!", "?")) else f"{text}."


def _whole(value: Any, store: SchemaStore, depth: int = 0) -> Any:
    """The schema with what it refers to in the place of the reference."""
    if isinstance(value, list):
        return [_whole(each, store, depth) for each in value]
    if not isinstance(value, dict):
        return value
    name = reference_name(value)
    if not name:
        return {key: _whole(each, store, depth) for key, each in value.items()}
    if depth >= DEEPEST:
        return {}
    return _whole(store.schemas.get(name, {}), store, depth + 1)
