"""PriceLabs' error bodies; https://developers.pricelabs.co."""

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
)  # fmt: skip

if TYPE_CHECKING:
    from clonery.server.call import Call

_ROUTE = (404, "Route not found")
_WORDS: dict[type[Problem], tuple[int, str]] = {
    Unauthorized: (401, "Invalid API key"), MissingScope: (403, "This API key may not do this"),
    Forbidden: (403, "This feature is not enabled for the account"), NotFound: (404, "Not found"), NoRoute: _ROUTE,
    WrongMethod: _ROUTE, Refused: _ROUTE,
    Malformed: (400, "The body is not valid JSON"), Invalid: (400, "Invalid request"),
    Taken: (409, "It exists already"), Conflict: (409, "It was superseded"), Gone: (410, "It is gone"),
    TooLarge: (413, "The request is too large"), RateLimited: (429, "Rate limit exceeded"),
}  # fmt: skip


def error(call: Call, problem: Problem) -> tuple[int, Any]:
    """Status and body of a problem."""
    status, message = _WORDS.get(type(problem), (problem.status, "Internal server error"))
    if isinstance(problem, Unauthorized) and problem.code == "missing":
        message = "API key is missing"
    elif isinstance(problem, Invalid) and problem.flaws:
        message = "; ".join(sentence(flaw) for flaw in problem.flaws)
    elif isinstance(problem, NotFound) and problem.details.get("kind") not in (None, "path"):
        kind = str(problem.details["kind"]).replace("_", " ").capitalize()
        message = problem.message or f"{kind} {problem.details.get('id')} not found"
    elif isinstance(problem, RateLimited):
        call.headers.append(("Retry-After", str(problem.details.get("retry_after", 60))))
    elif problem.message and not isinstance(problem, Malformed):
        message = problem.message
    return status, {"error": message, "status": status}


def sentence(flaw: Flaw) -> str:
    """One flaw in words."""
    name = ".".join(map(str, flaw.path)) or "body"
    if flaw.rule == "required":
        return f"{name} is required"
    if flaw.rule == "type":
        wanted = flaw.expected if isinstance(flaw.expected, list) else [flaw.expected]
        return f"{name} must be of type {' or '.join(map(str, wanted))}"
    return f"{name} is not valid ({flaw.rule})"
