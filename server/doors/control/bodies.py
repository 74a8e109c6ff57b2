"""JSON Schemas of what control calls take and answer, and what to say where a value breaks one."""

from typing import Any

from ...nearest import nearest

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
COUNT: Schema = {"type": "integer", "minimum": 0}
YES: Schema = {"type": "boolean"}
OBJECT: Schema = {"type": "object"}
ANY: Schema = {}
SECONDS: Schema = {"type": "number", "exclusiveMinimum": 0, "maximum": 10**9}
MOMENT: Schema = {"type": "string", "maxLength": 40, "description": "An ISO 8601 time."}
SPAN: Schema = {"type": "string", "maxLength": 40, "description": "A span such as 90s, 15m, 1h30m, 3d or 2w."}
NAME: Schema = {"type": "string", "pattern": "^[a-z0-9-]{1,63}$"}


_KINDS = (("boolean", bool), ("number", (int, float)), ("string", str), ("array", list), ("object", dict))


def fields(*required: str, **properties: Schema) -> Schema:
    """An object of these fields and no others; one that is not required may be null. A name's last `_` is left out."""
    named = {name.removesuffix("_"): schema for name, schema in properties.items()}
    named = {name: schema if name in required else maybe(schema) for name, schema in named.items()}
    return {"type": "object", "properties": named, "required": list(required), "additionalProperties": False}


def answer(**properties: Schema) -> Schema:
    """An object of these fields, each of them there."""
    return fields(*(name.removesuffix("_") for name in properties), **properties)


def many(items: Schema, **more: Any) -> Schema:
    return {"type": "array", "items": items, **more}


def each(values: Schema) -> Schema:
    """An object of any names with values of one kind."""
    return {"type": "object", "additionalProperties": values}


def one_of(*values: str) -> Schema:
    return {"type": "string", "enum": list(values)}


def maybe(schema: Schema) -> Schema:
    """The same or null."""
    types = schema.get("type", [])
    types = [types] if isinstance(types, str) else types
    if not types or "null" in types:
        return schema
    listed = {"enum": [*schema["enum"], None]} if "enum" in schema else {}
    return {**schema, **listed, "type": [*types, "null"]}


def flaw(error: Any, schema: Schema) -> tuple[str, str]:
    """The field that a validator's finding is about, and what is wrong with it."""
    path = [str(part) for part in error.instance_path]
    rule, details = error.kind.name, error.kind.as_dict()
    expected: Any = next(iter(details.values()), None)
    field = ".".join(path)
    if rule == "additionalProperties":
        known = _at(schema, path).get("properties", {})
        name = str(expected[0])
        return ".".join([*path, name]), f"unknown field {name!r}{nearest(name, known)}"
    if rule == "required":
        return ".".join([*path, str(expected)]), f"{expected!r} is missing"
    if rule == "enum":
        there = [value for value in expected if value is not None]
        return field, f"{error.instance!r} is not known{nearest(str(error.instance), there)}"
    if rule == "type":
        types = " or ".join(sorted(name for name in expected if name != "null"))
        return field, f"{field or 'the body'} has to be {types}, not {_kind(error.instance)}"
    return field, f"{field or 'the body'}: {error.message}"


def _kind(value: Any) -> str:
    return next(name for name, kind in _KINDS if isinstance(value, kind)) if value is not None else "null"


def _at(schema: Schema, path: list[str]) -> Schema:
    for part in path:
        schema = schema.get("properties", {}).get(part) or schema.get("items") or {}
    return schema
