"""Makes a value that a schema takes: what is stored where it fits, the smallest valid value where nothing does."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from .patterns import shortest

DEPTH = 8
"""How deep required objects are followed; schemas that require themselves end there."""
_ZERO_UUID = "00000000-0000-4000-8000-000000000000"
_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,), "boolean": (bool,), "array": (list,), "object": (dict,), "null": (type(None),),
    "integer": (int,), "number": (int, float),
}  # fmt: skip


class Fitting:
    """Fits values to one clone's schemas; `now` is the time as the vendor writes it, `base` starts links."""

    def __init__(self, schemas: Callable[[str], Any] | None, now: Any = "", base: str = "") -> None:
        self.schemas = schemas
        self.now = now
        self.base = base
        self._seen: dict[str, dict[str, Any]] = {}

    def resolved(self, schema: Any) -> dict[str, Any]:
        """The schema itself, references followed and `allOf` merged; {} for one that says nothing."""
        if not isinstance(schema, dict):
            return {}
        reference = schema.get("$ref")
        if reference is not None:
            name = reference.rpartition("/")[2]
            if name not in self._seen:
                self._seen[name] = self.resolved(self.schemas(name)) if self.schemas else {}
            return self._seen[name]
        return self._merged(schema) if "allOf" in schema else schema

    def _merged(self, schema: dict[str, Any]) -> dict[str, Any]:
        made = {key: value for key, value in schema.items() if key != "allOf"}
        for part in map(self.resolved, schema["allOf"]):
            for key, value in part.items():
                if key == "properties":
                    made[key] = {**made.get(key, {}), **value}
                elif key == "required":
                    made[key] = [*made.get(key, []), *value]
                else:
                    made.setdefault(key, value)
        return made

    def fit(self, schema: Any, value: Any = None, given: bool = False, depth: int = 0) -> Any:
        """`value` as far as the schema takes it (`given` says that there is one), completed; else the smallest."""
        schema = self.resolved(schema)
        for word in ("oneOf", "anyOf"):
            if word in schema:
                branch = self._branch(schema, word, value, given)
                made = self.fit(branch, value, given, depth)
                return self._apart(schema[word], branch, made) if word == "oneOf" and isinstance(made, dict) else made
        if "const" in schema:
            return schema["const"]
        types = self.types(schema)
        if given and self.takes(schema, types, value):
            if isinstance(value, dict):
                return self._object(schema, value, depth)
            if isinstance(value, list) and "items" in schema:
                return [self.fit(schema["items"], item, True, depth + 1) for item in value]
            return value
        return self._smallest(schema, types, depth)

    def types(self, schema: dict[str, Any]) -> list[str]:
        kinds = schema.get("type")
        if kinds is None:
            return ["object"] if "properties" in schema else ["array"] if "items" in schema else []
        return [kinds] if isinstance(kinds, str) else kinds

    def takes(self, schema: dict[str, Any], types: list[str], value: Any) -> bool:
        """Whether the value is of the schema's type, and within its enum, pattern and limits."""
        if "enum" in schema:
            return value in schema["enum"]
        if value is None:
            return "null" in types or not types
        if isinstance(value, bool):
            return not types or "boolean" in types
        if types and not any(isinstance(value, _TYPES.get(kind, ())) for kind in types):
            return False
        if isinstance(value, str):
            pattern, low, high = schema.get("pattern"), schema.get("minLength", 0), schema.get("maxLength", 10**9)
            fits = bool(low <= len(value) <= high)
            return fits and (pattern is None or _matches(pattern, value)) and _formed(schema, value)
        if isinstance(value, int | float):
            return bool(schema.get("minimum", value) <= value <= schema.get("maximum", value))
        if isinstance(value, list):
            return bool(schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", 10**9))
        return True

    def _branch(self, schema: dict[str, Any], word: str, value: Any, given: bool) -> dict[str, Any]:
        """The branch that the value fits best; without one the null branch, then the first."""
        rest = {key: held for key, held in schema.items() if key not in ("oneOf", "anyOf", "discriminator")}
        branches = [self._merged({"allOf": [part], **rest}) for part in schema[word]]
        if given:
            fitting = [part for part in branches if self.takes(part, self.types(part), value)]
            if fitting:
                return max(fitting, key=lambda part: self._score(part, value))
        return next((part for part in branches if "null" in self.types(part)), branches[0])

    def _apart(self, branches: list[Any], chosen: dict[str, Any], made: dict[str, Any]) -> dict[str, Any]:
        """The object with what tells its branch from the others: one word of an enum that no other branch has."""
        known = chosen.get("properties", {})
        for other in map(self.resolved, branches):
            theirs = other.get("properties", {})
            if set(other.get("required", ())) - set(made) or theirs.keys() == known.keys() == set():
                continue
            for name, schema in known.items():
                mine, yours = self.resolved(schema).get("enum"), self.resolved(theirs.get(name)).get("enum")
                if mine and yours and not set(map(str, mine)) & set(map(str, yours)):
                    made.setdefault(name, mine[0])
                    break
        return made

    def _score(self, schema: dict[str, Any], value: Any) -> tuple[int, int]:
        """How well an object fits: first how little of it is lost, then how much the schema knows of it."""
        if not isinstance(value, dict):
            return 0, 0
        known = schema.get("properties", {})
        score = lost = 0
        for name, held in value.items():
            if name not in known:
                continue
            below = self.resolved(known[name])
            fits = any(word in below for word in ("anyOf", "oneOf")) or self.takes(below, self.types(below), held)
            score += 5 if fits and ("enum" in below or "const" in below) else 1
            lost += (10 if name == "id" else 1) * (not fits)
        return -lost, score - 2 * len(set(schema.get("required", ())) - set(value))

    def _object(self, schema: dict[str, Any], value: dict[str, Any], depth: int) -> dict[str, Any]:
        known = schema.get("properties")
        more = schema.get("additionalProperties", not known)
        made: dict[str, Any] = {}
        required = schema.get("required", ())
        for name, held in value.items():
            if known and name in known:
                below = self.resolved(known[name])
                fitted = self.fit(below, held, True, depth + 1)
                if fitted is not None or name in required or "null" in self.types(below) or held is None:
                    made[name] = fitted
            elif more is not False:
                made[name] = self.fit(more, held, True, depth + 1) if isinstance(more, dict) else held
        if depth < DEPTH:
            for name in required:
                if name not in made:
                    made[name] = self.named(name, (known or {}).get(name, {}), depth + 1)
        return made

    def named(self, name: str, schema: Any, depth: int = 0) -> Any:
        """The value of a property that nobody gave: times are now, links lead somewhere, the rest is smallest."""
        below = self.resolved(schema)
        types = self.types(below)
        if "null" in types:
            return None
        stamp = name.lower().replace("_", "").endswith(("createdat", "updatedat", "created", "updated", "modifiedat"))
        if stamp and self.takes(below, types, self.now) and not isinstance(self.now, bool):
            return self.now
        if "string" in types and name.lower().endswith("url") and self.base and self.takes(below, types, self.base):
            return self.base
        return self.fit(below, depth=depth)

    def _smallest(self, schema: dict[str, Any], types: list[str], depth: int) -> Any:
        if "null" in types or not types:
            return schema["enum"][0] if "enum" in schema and None not in schema["enum"] else None
        if "default" in schema and self.takes(schema, types, schema["default"]):
            return schema["default"]
        if "enum" in schema:
            return schema["enum"][0]
        kind = types[0]
        if kind == "object":
            return self._object(schema, {}, depth) if depth < DEPTH else {}
        if kind == "array":
            return [self.fit(schema.get("items", {}), depth=depth + 1) for _ in range(schema.get("minItems", 0))]
        if kind == "boolean":
            return False
        if kind in ("integer", "number"):
            low = schema.get("minimum", schema.get("exclusiveMinimum", -1) + 1)
            return max(low, 0) if low <= 0 <= schema.get("maximum", 0) else low
        return self._text(schema)

    def _text(self, schema: dict[str, Any]) -> str:
        form = schema.get("format", "")
        if form in _FORMS:
            return str(self.now) if form == "date-time" and isinstance(self.now, str) else _FORMS[form]
        pattern, low = schema.get("pattern"), schema.get("minLength", 0)
        for text in ("", "0", "a", "A", "a" * low, "0" * low, "#000000", _ZERO_UUID, "https://localhost"):
            if len(text) >= low and (pattern is None or _matches(pattern, text)):
                return text
        return (shortest(pattern) if pattern else None) or "a" * low


_FORMS = {
    "date-time": "1970-01-01T00:00:00Z", "date": "1970-01-01", "time": "00:00:00Z", "uuid": _ZERO_UUID,
    "uri": "https://localhost/", "url": "https://localhost/", "email": "nobody@localhost.localdomain",
    "ipv4": "127.0.0.1", "ipv6": "::1", "hostname": "localhost",
}  # fmt: skip
_SHAPES = {
    "date-time": re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d"), "date": re.compile(r"\d{4}-\d\d-\d\d"),
    "uuid": re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"),
}  # fmt: skip


def _formed(schema: dict[str, Any], text: str) -> bool:
    shape = _SHAPES.get(schema.get("format", ""))
    return shape is None or shape.match(text) is not None


def _matches(pattern: str, text: str) -> bool:
    try:
        return re.search(pattern, text) is not None
    except re.error:
        return True
