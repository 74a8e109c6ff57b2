"""Datadog's error bodies: texts in version 1, texts or objects in version 2; https://docs.datadoghq.com/api/latest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.problems import (
    Conflict,
    Flaw,
    Forbidden,
    Gone,
    Invalid,
    Malformed,
    MissingScope,
    NoRoute,
    NotFound,
    Problem,
    RateLimited,
    Refused,
    Taken,
    TooLarge,
    Unauthorized,
    WrongMethod,
)

if TYPE_CHECKING:
    from clonery.server.call import Call

_WORDS: dict[type[Problem], tuple[int, str]] = {
    Unauthorized: (403, "Forbidden"),
    MissingScope: (403, "Forbidden"),
    Forbidden: (403, "Forbidden"),
    NotFound: (404, "Not Found"),
    NoRoute: (404, "Not found"),
    Refused: (404, "Not found"),
    WrongMethod: (405, "Method Not Allowed"),
    Malformed: (400, "Invalid JSON"),
    Taken: (409, "Conflict"),
    Conflict: (409, "Conflict"),
    Gone: (410, "Gone"),
    TooLarge: (413, "Payload too large"),
    RateLimited: (429, "Rate limit of 100 requests in 60 seconds reached."),
    Invalid: (400, "Bad Request"),
}


def error(call: Call, problem: Problem) -> tuple[int, Any]:
    """Status and body of a problem, in the shape that the operation's description has for the status."""
    status, title = _WORDS.get(type(problem), (problem.status, "Internal Server Error"))
    if isinstance(problem, Unauthorized) and problem.code == "missing":
        status, title = 401, "Unauthorized"
    sentences = [_sentence(flaw) for flaw in problem.flaws] if isinstance(problem, Invalid) else []
    details = sentences or [(problem.message if not isinstance(problem, Refused) else "") or _missing(problem) or title]
    if objects(call, status):
        return status, {"errors": [{"status": str(status), "title": title, "detail": detail} for detail in details]}
    return status, {"errors": details}


def objects(call: Call, status: int) -> bool:
    """Whether the operation has error objects, not texts, for this status."""
    named = call.operation.entry.get("errors", {}).get(str(status), {}) if call.operation else {}
    return "JSONAPI" in str(named.get("$ref", ""))


def _missing(problem: Problem) -> str:
    if not isinstance(problem, NotFound) or not problem.details.get("kind"):
        return ""
    return f"{str(problem.details['kind']).replace('_', ' ').capitalize()} not found"


def _sentence(flaw: Flaw) -> str:
    name = ".".join(map(str, flaw.path))
    if not flaw.path:
        return "Invalid JSON structure"
    if flaw.rule == "required":
        return f"Missing required attribute: '{name}'"
    return f"Invalid value for '{name}' ({flaw.rule})"
