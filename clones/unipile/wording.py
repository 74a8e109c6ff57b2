"""Unipile's error bodies, of both versions; https://developer.unipile.com/v2.0/reference/error-responses."""

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

_MISSING = (404, "resource_not_found", "Resource not found")
_UNPROCESSABLE = (422, "unprocessable_entity", "Unprocessable entity")
_WORDS: dict[type[Problem], tuple[int, str, str]] = {
    Unauthorized: (401, "invalid_credentials", "Invalid credentials"),
    MissingScope: (403, "insufficient_permissions", "Insufficient permissions"),
    Forbidden: (403, "insufficient_permissions", "Insufficient permissions"),
    NotFound: _MISSING, NoRoute: _MISSING,
    WrongMethod: _MISSING, Refused: _MISSING,
    Malformed: (400, "malformed_request", "Malformed request"),
    Invalid: (400, "invalid_parameters", "Invalid parameters"),
    Taken: _UNPROCESSABLE, Conflict: _UNPROCESSABLE, Gone: _MISSING,
    TooLarge: (400, "content_too_large", "Content too large"),
    RateLimited: (429, "too_many_requests", "Too many requests"),
}  # fmt: skip


def error(call: Call, problem: Problem) -> tuple[int, Any]:
    """Status and body of a problem."""
    status, kind, title = _WORDS.get(type(problem), (problem.status, "unexpected_error", "Unexpected error"))
    if isinstance(problem, Unauthorized) and problem.code == "missing":
        kind, title = "missing_credentials", "Missing credentials"
    kind = problem.code if isinstance(problem, Conflict | Invalid) and problem.code else kind
    detail = _detail(call, problem)
    if call.request.path.startswith("/v2/"):
        made = {"object": "Error", "type": f"api/{kind}", "status": status, "title": title}
        return status, {**made, "detail": detail or title, "req_id": call.request_id}
    made = {"title": title, **({"detail": detail} if detail else {}), "instance": call.request.path}
    return status, {**made, "type": f"errors/{kind}", "status": status}


def _detail(call: Call, problem: Problem) -> str:
    if isinstance(problem, Invalid) and problem.flaws:
        return "; ".join(sentence(flaw) for flaw in problem.flaws)
    if isinstance(problem, NoRoute | WrongMethod | Refused):
        return f"Cannot {call.request.method} {call.request.path}"
    if isinstance(problem, NotFound) and problem.details.get("kind") not in (None, "path"):
        return (
            problem.message
            or f"There is no {str(problem.details['kind']).replace('_', ' ')} {problem.details.get('id')}"
        )
    return problem.message


def sentence(flaw: Flaw) -> str:
    """One flaw in words."""
    name = "/" + "/".join(map(str, flaw.path))
    if flaw.rule == "required":
        return f"{name}: required property"
    if flaw.rule == "type":
        wanted = flaw.expected if isinstance(flaw.expected, list) else [flaw.expected]
        return f"{name}: expected {' or '.join(map(str, wanted))}"
    return f"{name}: not valid ({flaw.rule})"
