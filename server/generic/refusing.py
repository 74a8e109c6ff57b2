"""Refusals in the form that an operation's description publishes, for a clone that has no words of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..problems import Invalid, Problem, told
from .showing import fitting

if TYPE_CHECKING:
    from ..call import Call

_CODES = frozenset(("code", "error_code", "errorCode", "type", "slug"))
_STATUSES = frozenset(("status", "status_code", "statusCode", "code"))
_MESSAGES = frozenset(
    ("message", "msg", "detail", "description", "error_description", "error_message", "title", "reason", "error")
)
_PATHS = frozenset(("field", "param", "parameter", "path", "property", "name", "location"))
_DEPTH = 3


def published(call: Call, problem: Problem) -> Any:
    """The body of a problem as the operation's error schema has it; None where none is published for its status."""
    errors = call.operation.entry.get("errors", {}) if call.operation is not None else {}
    schema = errors.get(str(problem.status), errors.get("default"))
    fit = fitting(call) if schema else None
    if fit is None or "object" not in fit.types(fit.resolved(schema)):
        return None
    code, message = told(problem)
    flaws = problem.flaws if isinstance(problem, Invalid) else ()
    parts = [
        (".".join(map(str, flaw.path)), flaw.rule, told(Invalid(flaws=(flaw,)))[1]) for flaw in flaws
    ] or [("", code, message)]  # fmt: skip
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
            made[name] = [part[2] if texts else _filled(fit, items, status, part, [], 0) for part in parts]
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
