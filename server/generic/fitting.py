"""Makes a value that a schema takes: what is stored where it fits, the smallest valid value where nothing does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .plans import Plan, Plans, types

_HOLDERS = (dict, list)
DEPTH = 8
"""How deep required objects are followed; schemas that require themselves end there."""


class Fitting:
    """Fits values to one clone's schemas; `now` is the time as the vendor writes it, `base` starts links.

    `plans` are what other fittings of the clone have found out about its schemas.
    """

    def __init__(
        self, schemas: Callable[[str], Any] | None, now: Any = "", base: str = "", plans: Plans | None = None
    ) -> None:
        self.now = now
        self.base = base
        self._plans = plans or Plans(schemas)
        self.agreed = self._plans.agreed

    def resolved(self, schema: Any) -> dict[str, Any]:
        """The schema itself, references followed and `allOf` merged; {} for one that says nothing."""
        return self._plans.of(schema).schema

    def types(self, schema: dict[str, Any]) -> list[str]:
        return types(schema)

    def takes(self, schema: Any, value: Any) -> bool:
        """Whether the value is of the schema's type, and within its enum, pattern and limits."""
        return self._plans.of(schema).takes(value)

    def fit(self, schema: Any, value: Any = None, given: bool = False, depth: int = 0) -> Any:
        """`value` as far as the schema takes it (`given` says that there is one), completed; else the smallest."""
        return self._fit(self._plans.of(schema), value, given, depth)

    def kept(self, schema: Any, source: Any, value: Callable[[], dict[str, Any]]) -> Any:
        """As `fit` for what `source` shows; made anew once the source is another or has changed."""
        plan = self._plans.of(schema)
        if plan.kept is None or plan.kept[0] is not source or plan.kept[1] != self.base:
            made = self._fit(plan, value(), True, 0)
            plan.kept = (source, self.base, made)
        return plan.kept[2]

    def lacking(self, schema: Any, value: dict[str, Any]) -> dict[str, Any]:
        """The plain values that an object has to have beside those of `value`: no lists, objects or links."""
        plan = self._plans.of(schema)
        made: dict[str, Any] = {}
        while plan.word:
            plan = self._branch(plan, value)
            made |= {name: word for required, name, word in plan.apart if required <= value.keys()}
        if not plan.takes(value):
            return made
        if plan.least is None:
            plan.least = {n: self._needed(held[0], False, False, 1) for n, held in plan.plain.items() if not held[1]}
        made |= {name: held for name, held in plan.least.items() if name not in value}
        for name, (below, stamp, _) in plan.timed.items():
            if name not in value:
                made[name] = self._needed(below, stamp, False, 1)
        return {name: held for name, held in made.items() if held is not None and held.__class__ not in _HOLDERS}

    def named(self, name: str, schema: Any, depth: int = 0) -> Any:
        """The value of a property that nobody gave: times are now, links lead somewhere, the rest is smallest."""
        above = Plan(self._plans, {"properties": {name: schema}, "required": [name]})
        return self._needed(*above.required[name], depth)

    def _fit(self, plan: Plan, value: Any, given: bool, depth: int) -> Any:
        if plan.word:
            branch = self._branch(plan, value) if given else plan.other
            made = self._fit(branch, value, given, depth)
            if branch.apart and isinstance(made, dict):
                for required, name, word in branch.apart:
                    if required <= made.keys():
                        made.setdefault(name, word)
            return made
        if plan.fixed:
            return plan.schema["const"]
        if given and plan.takes(value):
            if isinstance(value, dict):
                return self._object(plan, value, depth)
            if isinstance(value, list) and plan.items is not None:
                return [self._fit(plan.items, item, True, depth + 1) for item in value]
            return value
        return self._smallest(plan, depth)

    def _branch(self, plan: Plan, value: Any) -> Plan:
        """The branch that the value fits best."""
        fitting = [part for part in plan.branches if part.takes(value)]
        return max(fitting, key=lambda part: part.score(value)) if fitting else plan.other

    def _object(self, plan: Plan, value: dict[str, Any], depth: int) -> dict[str, Any]:
        known, leaves, more, required = plan.known, plan.leaves, plan.more, plan.required
        made: dict[str, Any] = {}
        for name, held in value.items():
            takes = leaves.get(name)
            if takes is not None and held.__class__ not in _HOLDERS and takes(held):
                made[name] = held
                continue
            below = known.get(name)
            if below is not None:
                if held is None and name not in required and not below.takes(None):
                    continue  # nothing is there: a value made up would say that something is
                fitted = self._fit(below, held, True, depth + 1)
                if fitted is not None or held is None or name in required or below.nullable:
                    made[name] = fitted
            elif more is not False:
                made[name] = self._fit(more, held, True, depth + 1) if isinstance(more, Plan) else held
        if depth < DEPTH and not required.keys() <= made.keys():
            for name, (below, stamp, link) in required.items():
                if name not in made:
                    made[name] = self._needed(below, stamp, link, depth + 1)
        return made

    def _needed(self, plan: Plan, stamp: bool, link: bool, depth: int) -> Any:
        if plan.nullable:
            return None
        if stamp and plan.takes(self.now) and not isinstance(self.now, bool):
            return self.now
        if link and self.base and "string" in plan.types and plan.takes(self.base):
            return self.base
        return self._fit(plan, None, False, depth)

    def _smallest(self, plan: Plan, depth: int) -> Any:
        schema, types = plan.schema, plan.types
        if plan.nullable or not types:
            return schema["enum"][0] if "enum" in schema and None not in schema["enum"] else None
        if "default" in schema and plan.takes(schema["default"]):
            return schema["default"]
        if "enum" in schema:
            return schema["enum"][0]
        kind = types[0]
        if kind == "object":
            return self._object(plan, {}, depth) if depth < DEPTH else {}
        if kind == "array":
            item = plan.items or self._plans.of(None)
            return [self._fit(item, None, False, depth + 1) for _ in range(schema.get("minItems", 0))]
        if kind == "boolean":
            return False
        if kind in ("integer", "number"):
            low = schema.get("minimum", schema.get("exclusiveMinimum", -1) + 1)
            return max(low, 0) if low <= 0 <= schema.get("maximum", 0) else low
        timed = schema.get("format") == "date-time" and isinstance(self.now, str)
        return str(self.now) if timed else self.text(plan)

    def text(self, plan: Plan) -> str:
        """The text where nobody gave one."""
        return plan.text
