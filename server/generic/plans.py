"""Schemas looked at once: what they take, what they consist of, and what tells their alternatives apart."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from typing import Any

from .patterns import shortest

ZERO_UUID = "00000000-0000-4000-8000-000000000000"
_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,), "boolean": (bool,), "array": (list,), "object": (dict,), "null": (type(None),),
    "integer": (int,), "number": (int, float),
}  # fmt: skip
_FORMS = {
    "date-time": "1970-01-01T00:00:00Z", "date": "1970-01-01", "time": "00:00:00Z", "uuid": ZERO_UUID,
    "uri": "https://localhost/", "url": "https://localhost/", "email": "nobody@localhost.localdomain",
    "ipv4": "127.0.0.1", "ipv6": "::1", "hostname": "localhost",
}  # fmt: skip
_SHAPES = {
    "date-time": re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d"), "date": re.compile(r"\d{4}-\d\d-\d\d"),
    "uuid": re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"),
}  # fmt: skip
_LIMITS = frozenset(("pattern", "format", "minLength", "maxLength", "minItems", "maxItems", "minimum", "maximum"))
MET = 50_000
"""How many schemas are known at once."""
_STAMPS = ("createdat", "updatedat", "created", "updated", "modifiedat")


class Plans:
    """The schemas of one clone by name, and those that stand inside others."""

    def __init__(self, schemas: Callable[[str], Any] | None) -> None:
        self._schemas = schemas
        self._named: dict[str, Plan] = {}
        self._met: dict[int, tuple[Any, Plan]] = {}
        self._nothing = Plan(self, {})
        self.agreed: dict[tuple[int, int], dict[str, Any]] = {}
        """What names an item has to be as two schemas say that are known here: see making.py."""

    def of(self, schema: Any) -> Plan:
        """The plan of a schema: its references followed and `allOf` merged."""
        if not schema or not isinstance(schema, dict):
            return self._nothing
        held = self._met.get(id(schema))
        if held is None:
            if len(self._met) >= MET:
                self._met.clear()
                self.agreed.clear()
            held = self._met[id(schema)] = schema, self._new(schema)  # the schema is held: its id is its own
        return held[1]

    def _new(self, schema: dict[str, Any]) -> Plan:
        reference = schema.get("$ref")
        if reference is None:
            return Plan(self, self.merged(schema) if "allOf" in schema else schema)
        name = reference.rpartition("/")[2]
        made = self._named.get(name)
        if made is None:
            made = self._named[name] = self.of(self._schemas(name)) if self._schemas else self._nothing
        return made

    def merged(self, schema: dict[str, Any]) -> dict[str, Any]:
        """A schema with the parts of its `allOf` in it."""
        made = {key: value for key, value in schema.items() if key != "allOf"}
        for part in (self.of(part).schema for part in schema["allOf"]):
            for key, value in part.items():
                if key == "properties":
                    made[key] = {**made.get(key, {}), **value}
                elif key == "required":
                    made[key] = [*made.get(key, []), *value]
                else:
                    made.setdefault(key, value)
        return made


class Plan:
    """One schema without references: what fitting a value to it takes, made once and only where it is met."""

    def __init__(self, plans: Plans, schema: dict[str, Any]) -> None:
        self.plans = plans
        self.schema = schema
        self.types = types(schema)
        self.nullable = "null" in self.types
        self.word = "oneOf" if "oneOf" in schema else "anyOf" if "anyOf" in schema else ""
        self.fixed = "const" in schema
        self.least: dict[str, Any] | None = None
        """The smallest values of the plain properties that have to be there, but for times."""
        self.kept: tuple[Any, str, Any] | None = None
        """What was fitted to it last: the source, the address that links start with, the value."""
        self.apart: list[tuple[frozenset[str], str, Any]] = []
        """What tells it from the other branches: (what they require, a field, its value)."""

    @cached_property
    def takes(self) -> Callable[[Any], bool]:
        """Whether a value is of the schema's type, and within its enum, pattern and limits."""
        return taker(self.schema, self.types)

    @cached_property
    def known(self) -> dict[str, Plan]:
        """The properties that the schema names."""
        return {name: self.plans.of(below) for name, below in self.schema.get("properties", {}).items()}

    @cached_property
    def leaves(self) -> dict[str, Callable[[Any], bool]]:
        """What those properties take that have no alternatives."""
        return {name: below.takes for name, below in self.known.items() if not below.word and not below.fixed}

    @cached_property
    def more(self) -> Plan | bool:
        """Whether other properties may be there, and what they are."""
        said = self.schema.get("additionalProperties", not self.schema.get("properties"))
        return self.plans.of(said) if isinstance(said, dict) else said is not False

    @cached_property
    def items(self) -> Plan | None:
        return self.plans.of(self.schema["items"]) if "items" in self.schema else None

    @cached_property
    def required(self) -> dict[str, tuple[Plan, bool, bool]]:
        """The properties that have to be there: whether each is a time of the item's, whether a link."""
        return {
            name: (self.known.get(name) or self.plans.of(None), _is_stamp(name), name.lower().endswith("url"))
            for name in self.schema.get("required", ())
        }

    @cached_property
    def plain(self) -> dict[str, tuple[Plan, bool, bool]]:
        """Those of the required properties that are no lists, objects or links, and not null where nobody says more."""
        holders = {"object", "array"}
        found = self.required.items()
        return {name: held for name, held in found if not (held[2] or held[0].nullable or holders & set(held[0].types))}

    @cached_property
    def timed(self) -> dict[str, tuple[Plan, bool, bool]]:
        """Those of the plain ones whose value hangs on the time."""
        found = self.plain.items()
        return {n: held for n, held in found if held[1] or held[0].word or "format" in held[0].schema}

    @cached_property
    def branches(self) -> list[Plan]:
        """The alternatives, each with what the schema says beside them."""
        rest = {key: held for key, held in self.schema.items() if key not in ("oneOf", "anyOf", "discriminator")}
        made = [Plan(self.plans, self.plans.merged({"allOf": [part], **rest})) for part in self.schema[self.word]]
        if self.word == "oneOf":
            others = [self.plans.of(part) for part in self.schema["oneOf"]]
            for plan in made:
                plan.apart = [found for other in others if (found := _told(plan, other))]
        return made

    @cached_property
    def other(self) -> Plan:
        """The branch of no value: the null branch, else the first."""
        return next((part for part in self.branches if part.nullable), self.branches[0])

    @cached_property
    def text(self) -> str:
        """The smallest text, but for times."""
        form, pattern, low = self.schema.get("format", ""), self.schema.get("pattern"), self.schema.get("minLength", 0)
        if form in _FORMS:
            return _FORMS[form]
        for text in ("", "0", "a", "A", "a" * low, "0" * low, "#000000", ZERO_UUID, "https://localhost"):
            if len(text) >= low and (pattern is None or _matches(pattern, text)):
                return text
        return (shortest(pattern) if pattern else None) or "a" * low

    def score(self, value: Any) -> tuple[int, int]:
        """How well an object fits: first how little of it is lost, then how much the schema knows of it."""
        if not isinstance(value, dict):
            return 0, 0
        known, score, lost = self.known, 0, 0
        for name, held in value.items():
            below = known.get(name)
            if below is None:
                continue
            fits = bool(below.word) or below.takes(held)
            score += 5 if fits and ("enum" in below.schema or below.fixed) else 1
            lost += (10 if name == "id" else 1) * (not fits)
        return -lost, score - 2 * len(self.required.keys() - value.keys())


def types(schema: dict[str, Any]) -> list[str]:
    """The JSON types that a schema names, or that what it says is about."""
    kinds = schema.get("type")
    if kinds is None:
        return ["object"] if "properties" in schema else ["array"] if "items" in schema else []
    return [kinds] if isinstance(kinds, str) else kinds


def taker(schema: dict[str, Any], types: list[str]) -> Callable[[Any], bool]:
    """A function that says whether a value is of these types, and within the schema's enum, pattern and limits."""
    if "enum" in schema:
        values = schema["enum"]
        return lambda value: value in values
    if not _LIMITS & schema.keys():
        exact = frozenset(each for kind in types for each in _TYPES.get(kind, ()))
        return (lambda value: value.__class__ in exact) if types else lambda value: True
    nothing, truth = "null" in types or not types, not types or "boolean" in types
    classes = tuple(each for kind in types for each in _TYPES.get(kind, ()))
    pattern, shape = schema.get("pattern"), _SHAPES.get(schema.get("format", ""))
    short, long = schema.get("minLength", 0), schema.get("maxLength", 10**9)
    few, many = schema.get("minItems", 0), schema.get("maxItems", 10**9)
    low, high = schema.get("minimum"), schema.get("maximum")

    def takes(value: Any) -> bool:
        if value is None:
            return nothing
        if isinstance(value, bool):
            return truth
        if types and not isinstance(value, classes):
            return False
        if isinstance(value, str):
            sized = short <= len(value) <= long
            formed = (pattern is None or _matches(pattern, value)) and (shape is None or shape.match(value) is not None)
            return bool(sized and formed)
        if isinstance(value, int | float):
            return bool((low is None or low <= value) and (high is None or value <= high))
        return bool(few <= len(value) <= many) if isinstance(value, list) else True

    return takes


def _told(chosen: Plan, other: Plan) -> tuple[frozenset[str], str, Any] | None:
    """One word of an enum that the other branch does not have."""
    if not chosen.known and not other.known:
        return None
    for name, below in chosen.known.items():
        mine = below.schema.get("enum")
        yours = other.known[name].schema.get("enum") if name in other.known else None
        if mine and yours and not set(map(str, mine)) & set(map(str, yours)):
            return frozenset(other.schema.get("required", ())), name, mine[0]
    return None


def _is_stamp(name: str) -> bool:
    return name.lower().replace("_", "").endswith(_STAMPS)


def _matches(pattern: str, text: str) -> bool:
    try:
        return re.search(pattern, text) is not None
    except re.error:
        return True
