"""Sentry's error bodies: `detail`, or messages by field; https://docs.sentry.io/api/requests."""

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

_TOKENS = {"unknown": "Invalid token", "expired": "Token expired", "revoked": "Invalid token"}
_WORDS: dict[type[Problem], tuple[int, str]] = {
    Unauthorized: (401, "Authentication credentials were not provided."),
    MissingScope: (403, "You do not have permission to perform this action."),
    Forbidden: (403, "You do not have permission to perform this action."),
    NotFound: (404, "The requested resource does not exist"),
    NoRoute: (404, "The requested resource does not exist"),
    Refused: (404, "The requested resource does not exist"),
    Malformed: (400, "JSON parse error"),
    Taken: (409, "A resource with that name already exists."),
    Conflict: (409, "Conflict"),
    Gone: (410, "This endpoint is gone."),
    TooLarge: (413, "The request is too large."),
}


def error(call: Call, problem: Problem) -> tuple[int, Any]:
    """Status and body of a problem."""
    if isinstance(problem, Invalid) and (problem.flaws or problem.details.get("errors")):
        return 400, problem.details.get("errors") or _fields(problem.flaws)
    if isinstance(problem, WrongMethod):
        call.headers.append(("Allow", ", ".join(problem.details.get("allowed", ()))))
        return 405, {"detail": f'Method "{call.request.method}" not allowed.'}
    if isinstance(problem, RateLimited):
        limit, wait = problem.details.get("limit", 0), problem.details.get("retry_after", 1)
        call.headers.append(("Retry-After", str(wait)))
        return 429, {
            "detail": f"You are attempting to use this endpoint too frequently. Limit is {limit} requests in 1 seconds"
        }
    status, message = _WORDS.get(
        type(problem), (400 if isinstance(problem, Invalid) else problem.status, "Internal Error")
    )
    if isinstance(problem, Unauthorized):
        message = _TOKENS.get(problem.code, message)
    return status, {"detail": message if isinstance(problem, Refused) else problem.message or message}


def _fields(flaws: tuple[Flaw, ...]) -> dict[str, Any]:
    made: dict[str, list[str]] = {}
    for flaw in flaws:
        name = str(flaw.path[-1] if flaw.rule == "required" else flaw.name) if flaw.path else "nonFieldErrors"
        made.setdefault(name, []).append(_sentence(flaw))
    return made


def _sentence(flaw: Flaw) -> str:
    if flaw.rule == "required":
        return "This field is required."
    if flaw.value is None:
        return "This field may not be null."
    if flaw.rule == "enum":
        return f'"{flaw.value}" is not a valid choice.'
    wanted = flaw.expected if isinstance(flaw.expected, list) else [flaw.expected]
    if flaw.rule == "type" and "integer" in wanted:
        return "A valid integer is required."
    if flaw.rule == "type" and "boolean" in wanted:
        return "Must be a valid boolean."
    return "Not a valid string." if flaw.rule == "type" and "string" in wanted else "Invalid value."
