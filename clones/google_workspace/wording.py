"""Google's error bodies, older and newer; https://cloud.google.com/apis/design/errors."""

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

_WORDS: dict[type[Problem], tuple[int, str, str, str]] = {
    Unauthorized: (401, "UNAUTHENTICATED", "authError", "Request had invalid authentication credentials."),
    MissingScope: (
        403,
        "PERMISSION_DENIED",
        "insufficientPermissions",
        "Request had insufficient authentication scopes.",
    ),
    Forbidden: (403, "PERMISSION_DENIED", "forbidden", "The caller does not have permission"),
    NotFound: (404, "NOT_FOUND", "notFound", "Requested entity was not found."),
    NoRoute: (404, "NOT_FOUND", "notFound", "Method not found."),
    Refused: (404, "NOT_FOUND", "notFound", "Method not found."),
    WrongMethod: (404, "NOT_FOUND", "notFound", "Method not found."),
    Malformed: (400, "INVALID_ARGUMENT", "parseError", "Invalid JSON payload received."),
    Invalid: (400, "INVALID_ARGUMENT", "invalid", "Request contains an invalid argument."),
    Taken: (409, "ALREADY_EXISTS", "duplicate", "Requested entity already exists"),
    Conflict: (409, "ABORTED", "conflict", "Conflict"),
    Gone: (410, "NOT_FOUND", "deleted", "Resource has been deleted"),
    TooLarge: (413, "INVALID_ARGUMENT", "uploadTooLarge", "Request payload size exceeds the limit."),
    RateLimited: (429, "RESOURCE_EXHAUSTED", "rateLimitExceeded", "Quota exceeded for quota metric 'Queries'."),
}
_OLDER = ("/admin/", "/calendar/", "/drive/", "/gmail/", "/tasks/", "/oauth2/", "/userinfo/")
_DETAILS = "type.googleapis.com/google.rpc."


def error(call: Call, problem: Problem) -> tuple[int, Any]:
    """Status and body: the older APIs list `errors` with reasons, the newer ones `details` with types."""
    backend = (problem.status, "INTERNAL", "backendError", "Internal error encountered.")
    status, word, reason, message = _WORDS.get(type(problem), backend)
    if isinstance(problem, Unauthorized) and problem.code == "missing":
        reason, message = "required", "Request is missing required authentication credential."
    message = (problem.message if not isinstance(problem, Refused) else "") or _detailed(problem) or message
    made: dict[str, Any] = {"code": status, "message": message}
    older = call.request.path.startswith(_OLDER)
    if older:
        made["errors"] = [
            _older(problem, message, problem.code if isinstance(problem, Conflict) and problem.code else reason)
        ]
    made["status"] = word
    details = _details(call, problem)
    if details:
        made["details"] = details
    return status, {"error": made}


def _detailed(problem: Problem) -> str:
    if isinstance(problem, Invalid) and problem.flaws:
        return _sentence(problem.flaws[0])
    if (
        isinstance(problem, NotFound)
        and problem.details.get("id") is not None
        and problem.details.get("kind") == "file"
    ):
        return f"File not found: {problem.details['id']}."
    return ""


def _sentence(flaw: Flaw) -> str:
    name = ".".join(map(str, flaw.path))
    if flaw.rule == "required":
        return f"Required parameter is missing: {name}"
    if not flaw.path:
        return "Invalid JSON payload received. Root element must be a message."
    if flaw.rule == "additionalProperties":
        return f'Invalid JSON payload received. Unknown name "{flaw.path[-1]}": Cannot find field.'
    return f"Invalid value at '{name}' ({flaw.rule})"


def _older(problem: Problem, message: str, reason: str) -> dict[str, Any]:
    made = {"message": message, "domain": "global", "reason": reason}
    if isinstance(problem, Unauthorized):
        made |= {"location": "Authorization", "locationType": "header"}
    elif isinstance(problem, Invalid) and problem.flaws:
        flaw = problem.flaws[0]
        made["reason"] = (
            "required" if flaw.rule == "required" else "invalidParameter" if flaw.place == "query" else "invalid"
        )
        made |= {"location": ".".join(map(str, flaw.path)), "locationType": "parameter"}
    return made


def _details(call: Call, problem: Problem) -> list[dict[str, Any]]:
    if isinstance(problem, MissingScope):
        return [
            {
                "@type": _DETAILS + "ErrorInfo",
                "reason": "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
                "domain": "googleapis.com",
                "metadata": {"method": call.operation.name if call.operation else ""},
            }
        ]
    if isinstance(problem, Invalid) and problem.flaws:
        violations = [
            {"field": ".".join(map(str, flaw.path)), "description": _sentence(flaw)} for flaw in problem.flaws
        ]
        return [{"@type": _DETAILS + "BadRequest", "fieldViolations": violations}]
    return []
