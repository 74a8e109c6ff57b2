"""Values that arrive as text (forms, queries) as the types that their schema asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson

from .bodies import nested
from .operation import Argument

LARGEST = 2**63 - 1
"""The largest whole number that a record holds; a text of a larger one is no number."""
Schemas = Callable[[str], Any] | None


def typed(schema: Any, value: Any, schemas: Schemas, depth: int = 0) -> Any:
    """`value` with its texts turned into numbers, booleans and lists where the schema takes no text there."""
    parts = branches(schema, schemas)
    if isinstance(value, str):
        return _from_text(parts, value, schemas)
    if depth > 12:
        return value
    if isinstance(value, list):
        if not any("array" in types(part) for part in parts) and any("object" in types(part) for part in parts):
            return typed(schema, {str(place): held for place, held in enumerate(value)}, schemas, depth + 1)
        items: Any = next((part["items"] for part in parts if "items" in part), {})
        return [typed(items, held, schemas, depth + 1) for held in value]
    if isinstance(value, dict):
        return _object(parts, value, schemas, depth)
    return value


def _object(parts: list[dict[str, Any]], value: dict[str, Any], schemas: Schemas, depth: int) -> dict[str, Any]:
    known: dict[str, Any] = {}
    for part in parts:
        known = {**part.get("properties", {}), **known}
    others = (part.get("additionalProperties") for part in parts)
    more: Any = next((other for other in others if isinstance(other, dict)), {})
    return {name: typed(known.get(name, more), held, schemas, depth + 1) for name, held in value.items()}


def branches(schema: Any, schemas: Schemas, depth: int = 0) -> list[dict[str, Any]]:
    """The schema itself, or the alternatives that it offers, references followed."""
    if not isinstance(schema, dict) or depth > 8:
        return []
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return branches(schemas(name), schemas, depth + 1) if schemas else []
    below = [part for word in ("anyOf", "oneOf", "allOf") for part in schema.get(word, ())]
    found = [schema] if "type" in schema or "properties" in schema or "enum" in schema or not below else []
    return found + [made for part in below for made in branches(part, schemas, depth + 1)]


def types(part: dict[str, Any]) -> tuple[str, ...]:
    """The JSON types that one alternative of a schema takes."""
    kinds = part.get("type", "object" if "properties" in part else ())
    return (kinds,) if isinstance(kinds, str) else tuple(kinds)


def _from_text(parts: list[dict[str, Any]], text: str, schemas: Schemas) -> Any:
    """A text as what the schema takes; a field that may be there more than once is a list if it is there once."""
    kinds = {kind for part in parts for kind in types(part)}
    if not kinds:
        return text
    for part in parts:
        if "string" in types(part) and ("enum" not in part or text in part["enum"]):
            return text
    if "boolean" in kinds and text.lower() in ("true", "false", "1", "0"):
        return text.lower() in ("true", "1")
    number = _number(text, "number" in kinds) if {"integer", "number"} & kinds else None
    if number is not None:
        return number
    if {"object", "array"} & kinds and text[:1] in ("{", "["):
        try:
            return orjson.loads(text)
        except orjson.JSONDecodeError:
            return text
    if "null" in kinds and text in ("", "null"):
        return None
    if "array" in kinds and text and not {"string", "object"} & kinds:
        return [typed(next((part["items"] for part in parts if "items" in part), {}), text, schemas)]
    return text


def _number(text: str, fraction: bool) -> int | float | None:
    digits = text[1:] if text[:1] == "-" else text
    if digits.isdecimal() and digits.isascii() and len(digits) < 20 and int(digits) <= LARGEST:
        return int(text)
    try:
        return float(text) if fraction else None
    except ValueError:
        return None


def queried(argument: Argument, pairs: list[tuple[str, str]], schemas: Schemas) -> Any:
    """A query argument that travels in a style of its own; None where the query has none."""
    style, wire = argument.schema.get("x-style"), argument.wire
    if style == "json":
        texts = [text for name, text in pairs if name == wire]
        try:
            return orjson.loads(texts[-1]) if texts else None
        except orjson.JSONDecodeError:
            return texts[-1]
    if style in ("csv", "ssv", "pipes"):
        separator = {"csv": ",", "ssv": " ", "pipes": "|"}[style]
        texts = [part for name, text in pairs if name in (wire, f"{wire}[]") for part in text.split(separator) if part]
        return typed(argument.schema, texts, schemas) if any(name in (wire, f"{wire}[]") for name, _ in pairs) else None
    found = [(name, text) for name, text in pairs if name == wire or name.startswith(f"{wire}[")]
    if not found:
        return None
    if all(name in (wire, f"{wire}[]") for name, _ in found) and len(found) == 1 and found[0][0] == wire:
        return typed(argument.schema, found[0][1], schemas)
    made = nested([("v" + name[len(wire) :], text) for name, text in found if name != wire])
    return typed(argument.schema, made.get("v"), schemas)
