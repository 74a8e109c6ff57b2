"""A tool: what an MCP client, or a harness that lists tools itself, sees of a clone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .operation import Operation, compiled
from .problems import Flaw

_OURS = frozenset({"x-in", "x-name", "x-whole", "x-style"})
"""Keywords by which the compiler says where an argument travels; other `x-` keywords are the vendor's."""
_NAMED = frozenset({"properties", "patternProperties", "$defs", "definitions", "dependentSchemas"})
_DATA = frozenset({"enum", "const", "default", "examples", "required", "dependentRequired"})


@dataclass
class Tool:
    """One tool: a single operation (`arguments` in the entry renames), or a function that composes some."""

    name: str
    entry: dict[str, Any]
    operation: Operation
    function: Callable[..., Any] | None = None

    @cached_property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of its arguments, as callers get it."""
        return {"type": "object", **cleaned(self.entry.get("inputSchema") or {"properties": {}})}

    @cached_property
    def shown(self) -> dict[str, Any]:
        """It as an MCP tool."""
        made = {"name": self.name, "description": self.entry.get("description", ""), "inputSchema": self.schema}
        if "title" in self.entry:
            made["title"] = self.entry["title"]
        return made | {"annotations": {"readOnlyHint": bool(self.entry.get("read_only"))}}

    @cached_property
    def _validator(self) -> Any:
        return compiled(self.schema, self.operation.schemas)

    def check(self, given: dict[str, Any]) -> tuple[Flaw, ...]:
        """What in the arguments breaks its own schema, and a creation from nothing; () when nothing does."""
        if not self._validator.is_valid(given):
            return tuple(self.operation.flaw(error) for error in self._validator.iter_errors(given))
        creates = self.operation.entry.get("effect", {}).get("verb") == "create"
        if creates and not given and self.schema.get("properties"):
            return tuple(Flaw((name,), "required", None, name) for name in self.schema["properties"])
        return ()

    def renamed(self, given: dict[str, Any]) -> dict[str, Any]:
        """The arguments by the names that the operation gives them."""
        names = self.entry.get("arguments") if self.function is None else None
        return {names.get(name, name): value for name, value in given.items()} if names else dict(given)


def composed(name: str, entry: dict[str, Any], function: Callable[..., Any]) -> Tool:
    """A tool that a function answers, which it calls with the tool's own arguments. Raises BindingError."""
    operation = Operation({"name": f"tool:{name}", "inputSchema": entry.get("inputSchema", {})})
    operation.bind(function)
    return Tool(name, entry, operation, function)


def cleaned(schema: Any) -> Any:
    """The schema without our own keywords; everything else as it is."""
    if isinstance(schema, list):
        return [cleaned(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    made = {}
    for word, value in schema.items():
        if word in _NAMED and isinstance(value, dict):
            made[word] = {name: cleaned(part) for name, part in value.items()}
        elif word not in _OURS:
            made[word] = value if word in _DATA else cleaned(value)
    return made
