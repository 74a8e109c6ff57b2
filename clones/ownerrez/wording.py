"""OwnerRez's error bodies; https://www.ownerrez.com/support/articles/api-overview."""

from __future__ import annotations

from http import HTTPStatus
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

DOCS = "https://api.ownerrez.com/help/v2"
_ROUTE = (404, "not_found", "The requested endpoint does not exist.")
_WORDS: dict[type[Problem], tuple[int, str, str]] = {
    Unauthorized: (401, "invalid_token", "The token is not valid."),
    MissingScope: (403, "forbidden", "The application may not do this."), Forbidden: (403, "forbidden", "Not allowed."),
    NotFound: (404, "not_found", "The entity does not exist."), NoRoute: _ROUTE, Refused: _ROUTE,
    WrongMethod: (405, "method_not_allowed", "The method is not supported here."),
    Malformed: (400, "invalid_json", "The body is not valid JSON."),
    Invalid: (400, "validation_failed", "The input is not valid."),
    Taken: (409, "duplicate", "It exists already."), Conflict: (409, "conflict", "It conflicts with what is there."),
    Gone: (410, "gone", "It is gone."), TooLarge: (413, "too_large", "The request is too large."),
}  # fmt: skip


def error(call: Call, problem: Problem) -> tuple[int, Any]:
    """Status and body of a problem."""
    if isinstance(problem, RateLimited):
        return 429, {"code": 429, "error": "Rate limit exceeded."}
    status, code, message = _WORDS.get(type(problem), (problem.status, "server_error", "Something went wrong."))
    messages = [problem.message or _missing(problem) or message]
    if isinstance(problem, Malformed):
        messages = [message]
    elif isinstance(problem, Invalid) and problem.flaws:
        messages = [sentence(flaw) for flaw in problem.flaws]
    if (problem.code and isinstance(problem, Conflict | Invalid)) or problem.code == "user_agent_required":
        code = problem.code
    if isinstance(problem, Unauthorized) and problem.code == "missing":
        code, messages = "auth_required", ["Authentication is required."]
    phrase = HTTPStatus(status).phrase.lower().replace(" ", "_")
    doc = f"{DOCS}/errors/{code}"
    return status, {"messages": messages, "code": code, "doc_url": doc, "status": phrase, "status_code": status}


def _missing(problem: Problem) -> str:
    kind = problem.details.get("kind")
    if not isinstance(problem, NotFound) or kind in (None, "path"):
        return ""
    return f"{str(kind).replace('_', ' ').capitalize()} {problem.details.get('id')} does not exist."


def sentence(flaw: Flaw) -> str:
    """One flaw in words."""
    name = ".".join(map(str, flaw.path)) or "body"
    if flaw.rule == "required":
        return f"The {name} field is required."
    if flaw.rule == "type":
        wanted = flaw.expected if isinstance(flaw.expected, list) else [flaw.expected]
        return f"The {name} field must be of type {' or '.join(map(str, wanted))}."
    return f"The {name} field is not valid ({flaw.rule})."
