"""Customer.io's errors, of each of its APIs; https://docs.customer.io/integrations/api."""

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

TRACK, APP, PIPELINES = "track", "app", "pipelines"
_PIPELINES = ("identify", "track", "page", "screen", "group", "alias", "batch")
_WORDS: dict[type[Problem], tuple[int, str]] = {
    Unauthorized: (401, "Unauthorized request"), MissingScope: (403, "forbidden"), Forbidden: (403, "forbidden"),
    NotFound: (404, "not found"), NoRoute: (404, "not found"), Refused: (404, "not found"),
    WrongMethod: (405, "method not allowed"), Malformed: (400, "malformed JSON"), Invalid: (400, "invalid request"),
    Taken: (409, "already exists"), Conflict: (409, "conflict"), Gone: (410, "gone"),
    TooLarge: (413, "request too large"),
    RateLimited: (429, "too many requests"),
}  # fmt: skip


def api(path: str) -> str:
    """The API that a path belongs to."""
    parts = path.strip("/").split("/")
    if parts[0] == "api":
        return TRACK
    return PIPELINES if len(parts) == 2 and parts[1] in _PIPELINES else APP


def error(call: Call, problem: Problem) -> tuple[int, Any]:
    """Status and body of a problem: `errors` in most of the App API, `meta` elsewhere."""
    status, words = _WORDS.get(type(problem), (problem.status, "internal error"))
    flaws = problem.flaws if isinstance(problem, Invalid) else ()
    if problem.message and not isinstance(problem, Malformed):
        words = problem.message
    if isinstance(problem, RateLimited):
        call.headers.append(("Retry-After", str(problem.details.get("retry_after", 1))))
    if api(call.request.path) == APP and not call.request.path.startswith(("/v1/send/", "/v1/transactional")):
        status = 422 if flaws else status
        entries = [_entry(flaw, status) for flaw in flaws] or [{"detail": words, "status": str(status)}]
        return status, {"errors": entries}
    if api(call.request.path) == TRACK and flaws:
        return status, {"meta": {"errors": [sentence(flaw) for flaw in flaws]}}
    return status, {"meta": {"error": "; ".join(map(sentence, flaws)) or words}}


def _entry(flaw: Flaw, status: int) -> dict[str, Any]:
    pointer = "/" + "/".join(map(str, flaw.path))
    return {"detail": sentence(flaw), "source": {"pointer": pointer}, "status": str(status)}


def sentence(flaw: Flaw) -> str:
    """One flaw in words."""
    name = ".".join(map(str, flaw.path)) or "body"
    if flaw.rule == "required":
        return f"{name} is required"
    if flaw.rule == "type":
        wanted = flaw.expected if isinstance(flaw.expected, list) else [flaw.expected]
        return f"{name} must be {' or '.join(map(str, wanted))}"
    return f"{name} is invalid ({flaw.rule})"
