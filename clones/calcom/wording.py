"""Cal.com's error bodies; https://cal.com/docs/api-reference/v2/introduction."""

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
from clonery.server.state import clock

if TYPE_CHECKING:
    from clonery.server.call import Call

_NO_KEY = (
    "ApiAuthStrategy - No authentication method provided. Either pass an API key as 'Bearer' header or OAuth client "
    "credentials as 'x-cal-secret-key' and 'x-cal-client-id' headers"
)
_WORDS: dict[type[Problem], tuple[int, str, str]] = {
    Unauthorized: (401, "Unauthorized", "ApiAuthStrategy - api key - Your api key is not valid"),
    MissingScope: (403, "Forbidden", "PermissionsGuard - the token has insufficient permissions"),
    Forbidden: (403, "Forbidden", "Forbidden resource"), NotFound: (404, "Not Found", "Not Found"),
    NoRoute: (404, "Not Found", ""), WrongMethod: (404, "Not Found", ""), Refused: (404, "Not Found", ""),
    Malformed: (400, "Bad Request", "Unexpected token in JSON"), Invalid: (400, "Bad Request", "Bad Request"),
    Taken: (409, "Conflict", "Already exists"), Conflict: (409, "Conflict", "Conflict"), Gone: (410, "Gone", "Gone"),
    TooLarge: (413, "Payload Too Large", "request entity too large"),
}  # fmt: skip
_NAMES = {
    400: "BadRequestException", 401: "UnauthorizedException", 403: "ForbiddenException", 404: "NotFoundException",
    409: "ConflictException", 410: "GoneException", 413: "PayloadTooLargeException", 429: "HttpException",
}  # fmt: skip


def error(call: Call, problem: Problem) -> tuple[int, Any]:
    """Status and body of a problem: named by the exception, with what the framework says in `details`."""
    status, title, message = _WORDS.get(
        type(problem), (problem.status, "Internal Server Error", "Internal server error")
    )
    if isinstance(problem, RateLimited):
        wait = problem.details.get("retry_after", 60)
        status, title = 429, "Too Many Requests"
        message = f"CustomThrottlerGuard - Too many requests. Please try again in {wait} seconds."
        call.headers.append(("Retry-After", str(wait)))
    elif isinstance(problem, NoRoute | WrongMethod | Refused):
        message = f"Cannot {call.request.method} {call.request.path}"
    elif isinstance(problem, Unauthorized) and problem.code == "missing":
        message = _NO_KEY
    elif isinstance(problem, Invalid) and problem.flaws:
        message = ", ".join(sentence(flaw) for flaw in problem.flaws)
    elif isinstance(problem, NotFound) and not problem.message:
        message = _missing(problem)
    else:
        message = problem.message if problem.message and not isinstance(problem, Malformed) else message
    details = {"message": message, "error": title, "statusCode": status}
    code = (
        problem.code
        if isinstance(problem, Invalid) and problem.code
        else _NAMES.get(status, "InternalServerErrorException")
    )
    return status, {
        "status": "error", "timestamp": clock.iso(call.moment, 3), "path": address(call),
        "error": {"code": code, "message": message, "details": details},
    }  # fmt: skip


def address(call: Call) -> str:
    """Path and query as they were sent."""
    return f"{call.request.path}?{call.request.query}" if call.request.query else call.request.path


def _missing(problem: Problem) -> str:
    kind = str(problem.details.get("kind", "")).replace("_", " ")
    if not kind or kind == "path":
        return "Not Found"
    return f"{kind.capitalize()} with id={problem.details.get('id')} not found"


def sentence(flaw: Flaw) -> str:
    """One flaw as the vendor's validation library words it."""
    name = ".".join(map(str, flaw.path)) or "body"
    if flaw.rule == "required":
        return f"{name} should not be empty"
    if flaw.rule == "additionalProperties":
        return f"property {name} should not exist"
    if flaw.rule == "enum":
        return f"{name} must be one of the following values: {', '.join(map(str, flaw.expected or ()))}"
    if flaw.rule == "type":
        wanted = flaw.expected if isinstance(flaw.expected, list) else [flaw.expected]
        article = "an" if str(wanted[0])[:1] in "aeio" else "a"
        return f"{name} must be {article} {wanted[0]}"
    return f"{name} is not valid ({flaw.rule})"
