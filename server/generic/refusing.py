"""Refusals in the form that an operation's description publishes, for a clone that has no words of its own."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import orjson

from ..problems import Invalid, Problem, told
from .showing import fitting

if TYPE_CHECKING:
    from ..call import Call
    from ..clone import Clone

_CODES = frozenset(("code", "error_code", "errorCode", "type", "slug"))
_STATUSES = frozenset(("status", "status_code", "statusCode", "code"))
_MESSAGES = frozenset(
    (
        "message",
        "msg",
        "detail",
        "description",
        "error_description",
        "error_message",
        "title",
        "reason",
        "error",
        "issue",
        "problem",
    )
)
_PATHS = frozenset(("field", "param", "parameter", "path", "property", "name", "location"))
_DEPTH = 3


@lru_cache(maxsize=64)
def _usual(clone: Clone) -> Any:
    """The error schema that most operations publish: the vendor's own; None where they publish none."""
    seen: dict[bytes, int] = {}
    for operation in clone.operations.values():
        for schema in operation.entry.get("errors", {}).values():
            text = orjson.dumps(schema)
            seen[text] = seen.get(text, 0) + 1
    return orjson.loads(max(seen, key=lambda text: seen[text])) if seen else None


def published(call: Call, problem: Problem) -> Any:
    """The body of a problem as the operation's error schema, or the clone's usual one, has it; None without either."""
    own = call.operation.entry.get("errors", {}) if call.operation is not None else {}
    schema = next((found for found in map(own.get, (str(problem.status), "default")) if found), None)
    schema = schema or _usual(call.clone)
    fit = fitting(call) if schema else None
    if fit is None or "object" not in fit.types(fit.resolved(schema)):
        return None
    code, message = told(problem)
    flaws = problem.flaws if isinstance(problem, Invalid) else ()
    parts = [(".".join(map(str, flaw.path)), flaw.rule, told(Invalid(flaws=(flaw,)))[1]) for flaw in flaws]
    value = _filled(fit, schema, problem.status, ("", code, message), parts, _DEPTH)
    return fit.fit(schema, value, True)


def _filled(fit: Any, schema: Any, status: int, said: tuple[str, str, str], parts: list[Any], depth: int) -> Any:
    """What the properties of an error are plainly meant to hold."""
    path, code, message = said
    made: dict[str, Any] = {}
    for name, each in fit.resolved(schema).get("properties", {}).items():
        below = fit.resolved(each)
        kinds = fit.types(below)
        if "array" in kinds and depth:
            items = below.get("items", {})
            texts = "string" in fit.types(fit.resolved(items))
            said_of = parts or [said] if texts else parts
            made[name] = [part[2] if texts else _filled(fit, items, status, part, [], 0) for part in said_of]
        elif "object" in kinds and depth:
            made[name] = _filled(fit, below, status, said, parts, depth - 1)
        elif name in _STATUSES and {"integer", "number"} & set(kinds):
            made[name] = status
        elif "string" in kinds:
            words = ((_CODES, code), (_MESSAGES, message), (_PATHS, path), ({"status"}, str(status)))
            word = next((word for names, word in words if name in names and word), None)
            if word is not None:
                made[name] = word
    return made
