"""Webflow's error bodies; https://developers.webflow.com/data/reference/error-handling."""

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

_NO_ROUTE = "Route not found"
_WORDS: dict[type[Problem], tuple[int, str, str]] = {
    Unauthorized: (401, "not_authorized", "Request not authorized"),
    MissingScope: (403, "missing_scopes", "OAuthForbidden: You are missing the following scopes"),
    Forbidden: (403, "forbidden", "Forbidden"),
    NotFound: (404, "resource_not_found", "Requested resource not found"),
    NoRoute: (404, "resource_not_found", _NO_ROUTE),
    WrongMethod: (404, "resource_not_found", _NO_ROUTE),
    Refused: (404, "resource_not_found", _NO_ROUTE),
    Malformed: (400, "bad_request", "Request body was incorrectly formatted. Likely invalid JSON."),
    Invalid: (400, "validation_error", "Validation Error"),
    Taken: (409, "conflict", "Request has a conflict with existing data"),
    Conflict: (409, "conflict", "Request has a conflict with the current state"),
    Gone: (404, "resource_not_found", "Requested resource not found"),
    TooLarge: (400, "bad_request", "Request body is too large"),
    RateLimited: (429, "too_many_requests", "Too Many Requests"),
}
_KINDS = {"item": "item_not_found", "collection": "collection_not_found", "order": "order_not_found"}


def error(call: Call, problem: Problem) -> tuple[int, Any]:
    """Status and body of a problem."""
    status, code, message = _WORDS.get(type(problem), (problem.status, "internal_error", "An Internal Error Occurred"))
    details: list[Any] = []
    if isinstance(problem, MissingScope):
        message = f"{message} - {', '.join(problem.details.get('needed', ()))}"
    elif isinstance(problem, NoRoute | WrongMethod | Refused):
        message = f"{message}: {call.request.path}"
    elif isinstance(problem, NotFound):
        kind = str(problem.details.get("kind", ""))
        code = problem.code or _KINDS.get(kind, code)
        message = problem.message or _missing(message, kind)
    elif isinstance(problem, Invalid):
        details = [_detail(flaw) for flaw in problem.flaws]
        message = f"{message}: {problem.message}" if problem.message else message
        code = problem.code or code
    elif isinstance(problem, RateLimited):
        call.headers.append(("Retry-After", str(problem.details.get("retry_after", 60))))
    else:
        code, message = problem.code if type(problem) is Conflict and problem.code else code, problem.message or message
    return status, {"message": message, "code": code, "externalReference": None, "details": details}


def _missing(message: str, kind: str) -> str:
    return f"{message}: The {kind.replace('_', ' ')} cannot be found" if kind and kind != "path" else message


def _detail(flaw: Flaw) -> dict[str, str]:
    param = ".".join(map(str, flaw.path)) or "body"
    if flaw.rule == "required":
        words = "Value is required"
    elif flaw.rule == "additionalProperties":
        words = "Field not described in schema"
    elif flaw.rule == "enum":
        words = f"Expected one of {', '.join(map(str, flaw.expected or ()))}"
    elif flaw.rule == "type":
        wanted = flaw.expected if isinstance(flaw.expected, list) else [flaw.expected]
        words = f"Expected value to be {' or '.join(map(str, wanted))}"
    else:
        words = f"Value is not valid ({flaw.rule})"
    return {"param": param, "description": words}
