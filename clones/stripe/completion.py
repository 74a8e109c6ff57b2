"""Completes objects to what the API always shows: nulls, required fields, empty lists; https://docs.stripe.com/api."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from clonery.server.generic.fitting import Fitting
from clonery.server.operation import types_of

DEPTH = 7


class Completion:
    """Knows the published schemas of one clone; templates are made once."""

    def __init__(self, schemas: Callable[[str], Any]) -> None:
        self.fitting = Fitting(schemas)
        self.schemas = schemas
        self._templates: dict[str, dict[str, Any]] = {}
        self._nullable: dict[int, bool] = {}

    def template(self, name: str) -> dict[str, Any]:
        """What an object of that schema shows beside what it holds."""
        made = self._templates.get(name)
        if made is None:
            made = self._object(self._resolved(name), {}, 0)
            made = {field: value for field, value in made.items() if value in (None, [], {}, False)}
            self._templates[name] = made
        return made

    def fields(self, name: str, given: dict[str, Any]) -> dict[str, Any]:
        """The fields with nested objects completed; fields of the clone's own pass as they are."""
        known = self._resolved(name).get("properties", {})
        return {
            field: self.value(known[field], value) if isinstance(value, dict | list) and field in known else value
            for field, value in given.items()
        }

    def _resolved(self, name: str) -> dict[str, Any]:
        return self.fitting.resolved({"$ref": f"#/{name}"})

    def value(self, schema: Any, value: Any, depth: int = 0) -> Any:
        """`value` completed by the branch of the schema that it fits."""
        schema = self.fitting.resolved(schema)
        if "anyOf" in schema:
            schema = self._branch(schema["anyOf"], value)
        if isinstance(value, list):
            items = schema.get("items", {})
            return [self.value(items, item, depth + 1) for item in value]
        if isinstance(value, dict):
            return self._object(schema, value, depth) if schema.get("properties") else value
        return value

    def _branch(self, parts: list[Any], value: Any) -> dict[str, Any]:
        resolved = [self.fitting.resolved(part) for part in parts]
        if isinstance(value, list):
            return next((part for part in resolved if part.get("type") == "array"), {})
        if not isinstance(value, dict):
            return {}

        def score(part: dict[str, Any]) -> int:
            known = part.get("properties", {})
            named = known.get("object", {}).get("enum", ())
            return len(set(value) & set(known)) + (100 if value.get("object") in named else 0)

        return max((part for part in resolved if part.get("properties")), key=score, default={})

    def _object(self, schema: dict[str, Any], value: dict[str, Any], depth: int) -> dict[str, Any]:
        made, required = {}, schema.get("required", ())
        for name, below in schema.get("properties", {}).items():
            if name in value:
                made[name] = self.value(below, value[name], depth + 1)
            elif self._may_be_null(below):
                made[name] = None
            elif name in required and depth < DEPTH:
                made[name] = self._smallest(below, depth)
            elif name == "metadata":
                made[name] = {}
        return made

    def _may_be_null(self, schema: Any) -> bool:
        return "null" in types_of(self.fitting.resolved(schema))

    def _smallest(self, schema: Any, depth: int) -> Any:
        schema = self.fitting.resolved(schema)
        if schema.get("properties"):
            return self._object(schema, {}, depth + 1)
        return self.fitting.fit(schema)
