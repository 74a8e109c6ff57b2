"""Supabase's errors, of the Management API and of a project; https://supabase.com/docs/guides/auth/debugging/error-codes."""

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

VERSION = "2024-01-01"
"""From this version of a project's API on, errors have the newer shape."""
_WORDS: dict[type[Problem], tuple[int, str, str]] = {
    Unauthorized: (401, "no_authorization", "Unauthorized"),
    MissingScope: (403, "not_admin", "Forbidden resource"),
    Forbidden: (403, "not_admin", "Forbidden resource"),
    NotFound: (404, "not_found", "Not Found"),
    NoRoute: (404, "not_found", ""),
    WrongMethod: (404, "not_found", ""),
    Refused: (404, "not_found", ""),
    Malformed: (400, "bad_json", "Could not parse request body as JSON"),
    Invalid: (400, "validation_failed", "Bad Request"),
    Taken: (409, "conflict", "Already exists"),
    Conflict: (409, "conflict", "Conflict"),
    Gone: (410, "not_found", "Gone"),
    TooLarge: (413, "request_too_large", "Payload Too Large"),
    RateLimited: (429, "over_request_rate_limit", "ThrottlerException: Too Many Requests"),
}
_KINDS = {"user": "user_not_found", "sso_provider": "sso_provider_not_found", "mfa_factor": "mfa_factor_not_found",
          "factor": "mfa_factor_not_found", "identity": "identity_not_found"}  # fmt: skip


def of_project(path: str) -> bool:
    """Whether a path is a project's, not the Management API's."""
    return path.startswith(("/auth/", "/rest/", "/storage/", "/functions/", "/realtime/", "/graphql/", "/pg/"))


def error(call: Call, problem: Problem) -> tuple[int, Any]:
    """Status and body of a problem."""
    status, code, message = _WORDS.get(type(problem), (problem.status, "unexpected_failure", "Internal Server Error"))
    if isinstance(problem, RateLimited):
        call.headers.append(("Retry-After", str(problem.details.get("retry_after", 1))))
    elif isinstance(problem, NoRoute | WrongMethod | Refused):
        message = f"Cannot {call.request.method} {call.request.path}"
    elif isinstance(problem, NotFound):
        message = problem.message or _missing(problem)
    elif isinstance(problem, Invalid) and problem.flaws:
        message = "; ".join(sentence(flaw) for flaw in problem.flaws)
    elif problem.message and not isinstance(problem, Malformed):
        message = problem.message
    if not of_project(call.request.path):
        return status, {"message": message}
    if isinstance(problem, Unauthorized):
        return status, _no_key(problem)
    if isinstance(problem, NotFound):
        code = _KINDS.get(str(problem.details.get("kind", "")), code)
    code = problem.code if problem.code and isinstance(problem, Forbidden | Conflict | Invalid) else code
    if call.request.header("x-supabase-api-version") >= VERSION:
        return status, {"code": code, "message": message}
    return status, {"code": status, "error_code": code, "msg": message}


def _no_key(problem: Problem) -> dict[str, str]:
    """What stands before a project says of keys."""
    if problem.code == "missing":
        return {"message": "No API key found in request", "hint": "No `apikey` request header or url param was found."}
    return {"message": "Invalid API key", "hint": "Double check your Supabase `anon` or `service_role` API key."}


def _missing(problem: Problem) -> str:
    kind = str(problem.details.get("kind", "")).removeprefix("v1_").removesuffix("_slug").replace("_", " ")
    return f"{kind.capitalize()} not found" if kind and kind != "path" else "Not Found"


def sentence(flaw: Flaw) -> str:
    """One flaw in words."""
    name = ".".join(map(str, flaw.path)) or "body"
    if flaw.rule == "required":
        return f"{name}: Required"
    if flaw.rule == "type":
        wanted = flaw.expected if isinstance(flaw.expected, list) else [flaw.expected]
        return f"{name}: Expected {' or '.join(map(str, wanted))}"
    return f"{name}: Invalid ({flaw.rule})"
