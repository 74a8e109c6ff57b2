"""GitLab's error bodies; https://docs.gitlab.com/api/rest/troubleshooting."""

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

_TOKEN = {
    "expired": "Token is expired. You can either do re-authorization or token refresh.",
    "revoked": "Token was revoked. You have to re-authorize from the user.",
}
_WORDS = {
    "merge_request": "Merge Request",
    "ci_pipeline": "Pipeline",
    "ci_job": "Job",
    "ci_variable": "Variable",
    "path": "",
}


def error(call: Call, problem: Problem) -> tuple[int, Any]:
    """Status and body of a problem: `message` from the models, `error` from the parameters and the router."""
    if isinstance(problem, Unauthorized):
        if problem.code in _TOKEN:
            return 401, {"error": "invalid_token", "error_description": _TOKEN[problem.code]}
        return 401, {"message": "401 Unauthorized"}
    if isinstance(problem, MissingScope):
        return 403, {
            "error": "insufficient_scope",
            "error_description": "The request requires higher privileges than provided by the access token.",
            "scope": " ".join(problem.details.get("needed", ())),
        }
    if isinstance(problem, NoRoute | Refused):
        return 404, {"error": "404 Not Found"}
    if isinstance(problem, WrongMethod):
        call.headers.append(("Allow", ", ".join(problem.details.get("allowed", ()))))
        return 405, {"error": "405 Not Allowed"}
    if isinstance(problem, Invalid):
        return _invalid(problem)
    if isinstance(problem, Taken):
        return 400, {"message": {field: ["has already been taken"] for field in problem.details["fields"]}}
    if isinstance(problem, NotFound):
        return 404, {"message": problem.message or f"404 {_title(problem)}Not Found"}
    if isinstance(problem, RateLimited):
        call.headers.append(("Retry-After", str(problem.details.get("retry_after", 60))))
    plain: dict[type[Problem], tuple[int, str]] = {
        Malformed: (400, "400 Bad Request"), TooLarge: (413, "413 Request Entity Too Large"),
        Forbidden: (403, "403 Forbidden"), Conflict: (409, "409 Conflict"), Gone: (410, "410 Gone"),
        RateLimited: (429, "429 Too Many Requests"),
    }  # fmt: skip
    status, message = plain.get(type(problem), (problem.status, f"{problem.status} Internal Server Error"))
    return status, {"message": problem.message or message}


def _title(problem: Problem) -> str:
    kind = str(problem.details.get("kind", ""))
    words = _WORDS.get(kind, kind.replace("_", " ").title())
    return f"{words} " if words else ""


def _invalid(problem: Invalid) -> tuple[int, Any]:
    if not problem.flaws:
        return vars(problem).get("status", 400), {  # what was said of it, not what its class has
            "message": problem.details.get("errors") or problem.message or "400 Bad request"
        }
    return 400, {"error": ", ".join(dict.fromkeys(_sentence(flaw) for flaw in problem.flaws))}


def _sentence(flaw: Flaw) -> str:
    if not flaw.path:
        return "The body is invalid"
    name = str(flaw.path[0]) + "".join(f"[{part}]" for part in flaw.path[1:] if not isinstance(part, int))
    if flaw.rule == "required":
        return f"{name} is missing"
    return (
        f"{name} does not have a valid value" if flaw.rule in ("enum", "minimum", "maximum") else f"{name} is invalid"
    )
