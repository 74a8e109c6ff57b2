"""Apify's error bodies; https://docs.apify.com/api/v2#errors."""

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

_NO_PAGE = "There is no API endpoint at this URL."
_WORDS: dict[type[Problem], tuple[int, str, str]] = {
    Unauthorized: (401, "user-or-token-not-found", "User was not found or authentication token is not valid"),
    MissingScope: (403, "insufficient-permissions", "Insufficient permissions."),
    Forbidden: (403, "insufficient-permissions", "Insufficient permissions."),
    NotFound: (404, "record-not-found", "Record was not found"),
    NoRoute: (404, "page-not-found", _NO_PAGE),
    Refused: (404, "page-not-found", _NO_PAGE),
    WrongMethod: (405, "method-not-allowed", "This API end-point can only be accessed using other HTTP methods."),
    Malformed: (400, "invalid-request", "The request body is not valid JSON."),
    Invalid: (400, "invalid-input", "The input is not valid."),
    Taken: (409, "name-not-unique", "The name is in use."),
    Conflict: (409, "invalid-request", "The state does not allow it."),
    Gone: (410, "record-not-found", "Record is gone"),
    TooLarge: (413, "request-too-large", "The POST payload is too large."),
    RateLimited: (429, "rate-limit-exceeded", "You have exceeded the rate limit of 60 requests per second"),
}
_UNIQUE = {
    "actor": "actor-name-not-unique",
    "task": "actor-task-name-not-unique",
    "schedule": "schedule-name-not-unique",
}


def error(call: Call, problem: Problem) -> tuple[int, Any]:
    """Status and body of a problem."""
    status, kind, message = _WORDS.get(
        type(problem), (problem.status, "internal-server-error", "Internal server error")
    )
    if isinstance(problem, Unauthorized) and problem.code == "missing":
        kind, message = "token-not-provided", "Authentication token was not provided."
    elif isinstance(problem, Malformed) and problem.code == "encoding":
        status, kind = 415, "unsupported-content-encoding"
        message = problem.message
    elif isinstance(problem, Malformed) and problem.code == "request-too-large":
        status, kind, message = 413, problem.code, problem.message
    elif isinstance(problem, Taken):
        kind = _UNIQUE.get(str(problem.details.get("kind", "")), kind)
    elif isinstance(problem, WrongMethod):
        allowed = ", ".join(["OPTIONS", *problem.details.get("allowed", ())])
        message = f"This API end-point can only be accessed using the following HTTP methods: {allowed}"
    elif isinstance(problem, NotFound):
        what = str(problem.details.get("kind") or "record").replace("_", " ").replace("path", "record")
        message = problem.message or f"{what.capitalize()} was not found"
        kind = problem.code or kind
    elif isinstance(problem, Invalid):
        message = "; ".join(sentence(flaw) for flaw in problem.flaws) or problem.message or message
        kind = problem.code or kind
    elif problem.message and not isinstance(problem, Malformed):
        message = problem.message
    return status, {"error": {"type": kind, "message": message}}


def sentence(flaw: Flaw) -> str:
    """One flaw in words."""
    name = ".".join(map(str, flaw.path)) or "body"
    if flaw.rule == "required":
        return f"Field {name} is required"
    if flaw.rule == "additionalProperties":
        return f"Field {name} is not allowed"
    if flaw.rule == "type":
        wanted = flaw.expected if isinstance(flaw.expected, list) else [flaw.expected]
        return f"Field {name} must be {' or '.join(map(str, wanted))}"
    return f"Field {name} is not valid ({flaw.rule})"
