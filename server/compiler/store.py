"""All schemas of one clone by name: references, loops, shapes, and what is shared by several operations."""

import re
from dataclasses import dataclass, field

import orjson

from .report import DescriptionProblem, Json

REFERENCE = "schemas.json#/"


def canonical(value: object) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def reference_name(schema: Json) -> str:
    """The name that a schema refers to, or ""."""
    reference = schema.get("$ref")
    return reference.removeprefix(REFERENCE) if isinstance(reference, str) else ""


def safe_name(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9_.-]+", "_", name).strip("_") or "schema"


def without_null(schema: Json) -> Json:
    """The one alternative beside null, or the schema as it is."""
    for keyword in ("anyOf", "oneOf"):
        if keyword in schema:
            rest = [each for each in schema[keyword] if each.get("type") != "null"]
            if len(rest) == 1:
                return without_null(rest[0])
    if len(schema.get("allOf", ())) == 1:
        return without_null(schema["allOf"][0])
    return schema


@dataclass
class Shape:
    """An object schema seen from outside, with its alternatives and parts folded together."""

    properties: Json = field(default_factory=dict)
    required: set[str] = field(default_factory=set)
    closed: bool = False
    open: bool = False


class SchemaStore:
    def __init__(self) -> None:
        self.schemas: Json = {}

    def resolve(self, schema: Json) -> Json:
        """The schema behind references and beside null."""
        for _ in range(50):
            schema = without_null(schema)
            name = reference_name(schema)
            if not name:
                return schema
            schema = self.schemas.get(name, {})
        return {}

    def name_of(self, schema: Json) -> str:
        """The name of the last reference on the way to the schema itself."""
        name, seen = "", 0
        while seen < 50:
            schema = without_null(schema)
            next_name = reference_name(schema)
            if not next_name:
                return name
            name, schema, seen = next_name, self.schemas.get(next_name, {}), seen + 1
        return name

    def types(self, schema: Json) -> set[str]:
        """The types that a schema allows as far as it says so."""
        schema = self.resolve(schema)
        kind = schema.get("type")
        if kind:
            return set(kind if isinstance(kind, list) else [kind])
        if "properties" in schema:
            return {"object"}
        if "items" in schema:
            return {"array"}
        found: set[str] = set()
        for keyword in ("allOf", "oneOf", "anyOf"):
            for each in schema.get(keyword, ()):
                found |= self.types(each)
        return found

    def shape(self, schema: Json, depth: int = 0) -> Shape:
        """Properties of an object: all of `allOf`, any of the alternatives."""
        schema = self.resolve(schema)
        made = Shape(dict(schema.get("properties", {})), set(schema.get("required", ())))
        made.closed = schema.get("additionalProperties") is False or "not" in schema
        made.open = "additionalProperties" in schema and not made.closed
        if depth > 8:
            return made
        for part in schema.get("allOf", ()):
            inner = self.shape(part, depth + 1)
            for name, each in inner.properties.items():
                made.properties.setdefault(name, each)
            made.required |= inner.required
            made.open |= inner.open
        for keyword in ("oneOf", "anyOf"):
            choices = [self.shape(each, depth + 1) for each in schema.get(keyword, ()) if each.get("type") != "null"]
            if choices:
                _fold(made, choices)
        return made

    def check_references(self, roots: list[tuple[str, Json]]) -> None:
        """Every reference leads somewhere, and none only to itself."""
        for place, schema in [*roots, *((f"schema {name}", each) for name, each in self.schemas.items())]:
            for name in references(schema):
                if name not in self.schemas:
                    raise DescriptionProblem(place, f"unresolved reference {name!r}")
        for name in self.schemas:
            seen, at = [name], reference_name(self.schemas[name])
            while at:
                if at in seen:
                    raise DescriptionProblem(f"schema {name}", f"a loop of references: {' → '.join([*seen, at])}")
                seen.append(at)
                at = reference_name(self.schemas[at])

    def prune(self, roots: list[Json]) -> None:
        """Forget schemas that no operation reaches."""
        waiting = [name for schema in roots for name in references(schema)]
        reached: set[str] = set()
        while waiting:
            name = waiting.pop()
            if name not in reached:
                reached.add(name)
                waiting += references(self.schemas[name])
        self.schemas = {name: schema for name, schema in self.schemas.items() if name in reached}


def references(value: object) -> list[str]:
    """Names of all schemas that a value refers to, at any depth."""
    found: list[str] = []
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            reference = each.get("$ref")
            if isinstance(reference, str) and reference.startswith(REFERENCE):
                found.append(reference.removeprefix(REFERENCE))
            waiting += each.values()
        elif isinstance(each, list):
            waiting += each
    return found


def _fold(made: Shape, choices: list[Shape]) -> None:
    for choice in choices:
        for name, each in choice.properties.items():
            known = made.properties.get(name)
            if known is None:
                made.properties[name] = each
            elif canonical(known) != canonical(each):
                made.properties[name] = _either(known, each)
    made.required |= set.intersection(*(choice.required for choice in choices))
    made.open |= any(choice.open or not choice.properties for choice in choices)
    made.closed = made.closed and not made.open


def _either(one: Json, other: Json) -> Json:
    choices = list(one["anyOf"]) if set(one) == {"anyOf"} else [one]
    if all(canonical(choice) != canonical(other) for choice in choices):
        choices.append(other)
    return {"anyOf": choices}
