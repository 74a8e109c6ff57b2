"""HubSpot's error bodies; https://developers.hubspot.com/docs/api/error-handling."""

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

_WORDS: dict[type[Problem], tuple[int, str, str]] = {
    Unauthorized: (401, "INVALID_AUTHENTICATION", "Authentication credentials not found."),
    MissingScope: (403, "MISSING_SCOPES", "This app hasn't been granted all required scopes to make this call."),
    Forbidden: (403, "FORBIDDEN", "This access_token does not have proper permissions."),
    NotFound: (404, "OBJECT_NOT_FOUND", "resource not found"),
    NoRoute: (404, "NOT_FOUND", "Unable to find the requested resource"),
    Refused: (404, "NOT_FOUND", "Unable to find the requested resource"),
    WrongMethod: (405, "METHOD_NOT_ALLOWED", "HTTP 405 Method Not Allowed"),
    Malformed: (400, "VALIDATION_ERROR", "Invalid input JSON on line 1, column 1"),
    Invalid: (400, "VALIDATION_ERROR", "Property values were not valid"),
    Taken: (409, "CONFLICT", "An object with that identity already exists"),
    Conflict: (409, "CONFLICT", "The object was changed by another request"),
    Gone: (410, "GONE", "The resource is gone"),
    TooLarge: (413, "PAYLOAD_TOO_LARGE", "Request entity too large"),
    RateLimited: (429, "RATE_LIMITS", "You have reached your ten_secondly_rolling limit."),
}
_TOKENS = {
    "unknown": "The OAuth token used to make this call is invalid.",
    "expired": "The OAuth token used to make this call expired.",
    "revoked": "The OAuth token used to make this call was revoked.",
}


def error(call: Call, problem: Problem) -> tuple[int, Any]:
    """Status and body of a problem."""
    status, category, message = _WORDS.get(type(problem), (problem.status, "INTERNAL_ERROR", "internal error"))
    made: dict[str, Any] = {
        "status": "error",
        "message": (problem.message if not isinstance(problem, Refused) else "") or message,
        "correlationId": correlation(call),
    }
    if isinstance(problem, RateLimited):
        return status, {**made, "errorType": "RATE_LIMIT", "policyName": "TEN_SECONDLY_ROLLING"}
    made["category"] = category
    if isinstance(problem, Unauthorized) and problem.code in _TOKENS:
        made["message"] = _TOKENS[problem.code]
        made["category"] = "EXPIRED_AUTHENTICATION" if problem.code == "expired" else category
    elif isinstance(problem, MissingScope):
        needed = list(problem.details.get("needed", ()))
        made["errors"] = [
            {"message": "One or more of the following scopes are required.", "context": {"requiredScopes": needed}}
        ]
    elif isinstance(problem, NotFound) and problem.details.get("id") is not None:
        made["context"] = {"id": [str(problem.details["id"])]}
    elif isinstance(problem, Invalid) and problem.flaws:
        made |= _flawed(problem.flaws)
    elif problem.details.get("subCategory"):
        made["subCategory"] = problem.details["subCategory"]
    return status, made


def correlation(call: Call) -> str:
    """The call's name in the form of a UUID."""
    text = call.request_id
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def _flawed(flaws: tuple[Flaw, ...]) -> dict[str, Any]:
    missing = [".".join(map(str, flaw.path)) for flaw in flaws if flaw.rule == "required"]
    if missing:
        words = f"Some required fields were not set: [{', '.join(missing)}]"
        place = {flaw.place for flaw in flaws}
        start = "Invalid input JSON on line 1, column 1: " if place == {"body"} else ""
        return {"message": start + words, "errors": [_entry(flaw) for flaw in flaws]}
    return {
        "message": "Invalid input: " + "; ".join(_sentence(flaw) for flaw in flaws),
        "errors": [_entry(flaw) for flaw in flaws],
    }


def _entry(flaw: Flaw) -> dict[str, Any]:
    return {
        "message": _sentence(flaw),
        "in": ".".join(map(str, flaw.path)) or "body",
        "code": "REQUIRED_FIELD" if flaw.rule == "required" else "INVALID",
    }


def _sentence(flaw: Flaw) -> str:
    name = ".".join(map(str, flaw.path)) or "body"
    if flaw.rule == "required":
        return f"{name} is required"
    if flaw.rule == "enum":
        return f"{name} must be one of {flaw.expected}"
    return f"{name} is not valid ({flaw.rule})"
