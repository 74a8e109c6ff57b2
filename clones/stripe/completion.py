"""Completes objects to what the API always shows: nulls, required fields, empty lists; https://docs.stripe.com/api."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

import orjson

from clonery.server.generic.fitting import Fitting
from clonery.server.operation import types_of

DEPTH = 7
KEPT = 2048
"""How many completed values are kept for the next ones like them."""
NULL, NEEDED, OPTIONAL = "null", "needed", "optional"
"""What a field is that is not given."""


class Part:
    """A published schema, with what completing an object by it takes, made once and only where it is met."""

    def __init__(self, fitting: Fitting, schema: Any) -> None:
        self.fitting = fitting
        self.schema: dict[str, Any] = fitting.resolved(schema)

    @cached_property
    def fields(self) -> dict[str, tuple[Part, str]]:
        """The fields of an object: what each is completed by, and what it is where it is not given."""
        required, found = self.schema.get("required", ()), {}
        for name, below in self.schema.get("properties", {}).items():
            part = Part(self.fitting, below)
            gap = NULL if "null" in types_of(part.schema) else NEEDED if name in required else OPTIONAL
            found[name] = (part, gap)
        return found

    @cached_property
    def blank(self) -> bool:
        """Whether an empty string is a value."""
        return "string" in types_of(self.schema) and "" in self.schema.get("enum", ("",))

    @cached_property
    def branches(self) -> list[Part]:
        return [Part(self.fitting, each) for each in self.schema.get("anyOf", ())]

    @cached_property
    def items(self) -> Part:
        return Part(self.fitting, self.schema.get("items", {}))

    def completed(self, value: Any, depth: int = 0) -> Any:
        """`value` completed by the branch that it fits."""
        part = self._branch(value) if self.branches else self
        if part is None:
            return value
        if isinstance(value, list):
            return [part.items.completed(each, depth + 1) for each in value]
        if isinstance(value, dict) and part.fields:
            return part.object(value, depth)
        return value

    def _branch(self, value: Any) -> Part | None:
        if isinstance(value, list):
            return next((part for part in self.branches if part.schema.get("type") == "array"), None)
        if not isinstance(value, dict):
            return None

        def score(part: Part) -> int:
            named = part.schema["properties"].get("object", {}).get("enum", ())
            return len(value.keys() & part.fields.keys()) + (100 if value.get("object") in named else 0)

        return max((part for part in self.branches if part.fields), key=score, default=None)

    def object(self, value: dict[str, Any], depth: int = 0) -> dict[str, Any]:
        """An object with all that it always has; what the schema does not know is left out."""
        made: dict[str, Any] = {}
        for name, (part, gap) in self.fields.items():
            held = value.get(name)
            if held == "" and (gap is NULL or not part.blank):
                held = None  # an empty string unsets
            if held is not None:
                made[name] = part.completed(held, depth + 1) if isinstance(held, dict | list) else held
            elif gap is NULL:
                made[name] = None
            elif gap is NEEDED and depth < DEPTH:
                made[name] = part.object({}, depth + 1) if part.fields else self.fitting.fit(part.schema)
            elif name == "metadata":
                made[name] = {}
        return made


def _blank(value: Any) -> bool:
    """Whether nothing is said: nulls, empty lists, false, and objects of these alone."""
    return value in (None, [], {}, False) or (isinstance(value, dict) and all(map(_blank, value.values())))


class Completion:
    """Knows the published schemas of one clone."""

    def __init__(self, schemas: Callable[[str], Any]) -> None:
        self.fitting = Fitting(schemas)
        self._templates: dict[str, dict[str, Any]] = {}
        self._parts: dict[str, Part] = {}
        self._solid: dict[str, dict[str, str]] = {}
        self._kept: dict[tuple[Part, bytes], bytes] = {}

    def part(self, name: str) -> Part:
        """The schema of that name."""
        if name not in self._parts:
            self._parts[name] = Part(self.fitting, {"$ref": f"#/{name}"})
        return self._parts[name]

    def template(self, name: str) -> dict[str, Any]:
        """What an object of that schema shows beside what it holds."""
        made = self._templates.get(name)
        if made is None:
            made = {field: value for field, value in self.part(name).object({}).items() if _blank(value)}
            self._templates[name] = made
        return made

    def fields(self, name: str, given: dict[str, Any]) -> dict[str, Any]:
        """The fields with nested objects completed; fields of the clone's own pass as they are."""
        known = self.part(name).fields
        made = dict(given)
        for field, value in given.items():
            if isinstance(value, dict | list) and field in known:
                made[field] = self._completed(known[field][0], value)
        return made

    def _completed(self, part: Part, value: Any) -> Any:
        """A value completed; most that come are as one that came before, and reading that is far quicker."""
        key = (part, orjson.dumps(value))
        kept = self._kept.get(key)
        if kept is not None:
            return orjson.loads(kept)
        made = part.completed(value)
        if len(self._kept) >= KEPT:
            self._kept.clear()
        self._kept[key] = orjson.dumps(made)
        return made

    def never_null(self, name: str) -> dict[str, str]:
        """The fields of an object that are left out rather than null, and whether they are needed or optional."""
        if name not in self._solid:
            self._solid[name] = {field: gap for field, (_, gap) in self.part(name).fields.items() if gap is not NULL}
        return self._solid[name]

    def is_list(self, name: str, field: str) -> bool:
        """Whether a field holds a list."""
        return "array" in types_of(self.part(name).fields[field][0].schema)

    def properties(self, name: str) -> dict[str, Any]:
        """The fields of a schema, each with its own."""
        found: dict[str, Any] = self.part(name).schema.get("properties", {})
        return found
