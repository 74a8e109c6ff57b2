"""Jira's error bodies; https://developer.atlassian.com/cloud/jira/platform/rest/v3/intro/#status-codes."""

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

_NAMES = {
    "issue": "Issue",
    "project": "Project",
    "user": "User",
    "comment": "Comment",
    "board": "Board",
    "sprint": "Sprint",
}
_PLAIN: dict[type[Problem], tuple[int, str]] = {
    TooLarge: (413, "The request entity is too large."),
    Forbidden: (403, "You do not have permission to do this."),
    Conflict: (409, "The request conflicts with the current state."),
    Gone: (410, "The requested API has been removed."),
    Malformed: (400, "There was an error parsing JSON. Check that your request body is valid."),
    RateLimited: (429, "Rate limit exceeded."),
}


def error(call: Call, problem: Problem) -> tuple[int, Any]:
    """Status and body of a problem."""
    if isinstance(problem, MissingScope):
        return 401, {"code": 401, "message": "Unauthorized; scope does not match"}
    if isinstance(problem, Unauthorized):
        return 401, collection("Client must be authenticated to access this resource.")
    if isinstance(problem, NoRoute | Refused):
        return 404, {"message": f"null for uri: {call.base}{call.request.path}", "status-code": 404}
    if isinstance(problem, WrongMethod):
        return 405, {"message": "HTTP 405 Method Not Allowed", "status-code": 405}
    if isinstance(problem, RateLimited):
        call.headers.append(("Retry-After", str(problem.details.get("retry_after", 1))))
    if isinstance(problem, NotFound):
        return 404, collection(problem.message or _missing(problem))
    if isinstance(problem, Invalid):
        return 400, _invalid(problem)
    if isinstance(problem, Taken):
        field = problem.details["fields"][-1]
        return 400, collection(
            **{field: f"A {problem.details['kind'].replace('_', ' ')} with that {field} already exists."}
        )
    status, message = _PLAIN.get(type(problem), (problem.status, "Internal server error"))
    return status, collection(problem.message or message)


def collection(*messages: str, **errors: str) -> dict[str, Any]:
    return {"errorMessages": list(messages), "errors": errors}


def _missing(problem: Problem) -> str:
    kind = str(problem.details.get("kind", ""))
    name = _NAMES.get(kind, kind.replace("_", " ").capitalize() or "Resource")
    return f"{name} does not exist or you do not have permission to see it."


def _invalid(problem: Invalid) -> dict[str, Any]:
    if not problem.flaws:
        return collection(*([problem.message] if problem.message else []), **problem.details.get("errors", {}))
    if not problem.flaws[0].path:
        return collection("Invalid request payload. Refer to the REST API documentation and try again.")
    errors: dict[str, str] = {}
    for flaw in problem.flaws:
        errors.setdefault(str(flaw.path[-1] if flaw.rule == "required" else flaw.name), _sentence(flaw))
    return collection(**errors)


def _sentence(flaw: Flaw) -> str:
    if flaw.rule == "required":
        return f"{flaw.path[-1]} is required."
    if flaw.rule == "additionalProperties":
        return f"Field '{flaw.path[-1]}' cannot be set. It is not on the appropriate screen, or unknown."
    if flaw.rule == "type":
        wanted = flaw.expected if isinstance(flaw.expected, list) else [flaw.expected]
        return f"data was not of the expected type: {', '.join(map(str, wanted))}"
    return f"The value is not valid: {flaw.rule}"
