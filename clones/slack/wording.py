"""Slack's errors: a word beside `ok`, with HTTP 200 for nearly all; https://docs.slack.dev/apis/web-api/#responses."""

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

_UNAUTHORIZED = {
    "missing": "not_authed",
    "unknown": "invalid_auth",
    "expired": "token_expired",
    "revoked": "token_revoked",
}
_MALFORMED = {
    "json": "invalid_json",
    "form": "invalid_form_data",
    "multipart": "invalid_post_type",
    "query": "invalid_charset",
}
_NOT_FOUND = {
    "conversation": "channel_not_found",
    "reminder": "not_found",
    "usergroup": "no_such_subteam",
    "bookmark": "not_found",
    "reaction": "no_reaction",
    "pin": "no_pin",
    "star": "not_starred",
    "scheduled_message": "invalid_scheduled_message_id",
}
_PLAIN: dict[type[Problem], str] = {
    TooLarge: "request_too_large",
    Forbidden: "not_allowed_token_type",
    Conflict: "already_in_state",
    Gone: "method_deprecated",
    NoRoute: "unknown_method",
    WrongMethod: "unknown_method",
    Refused: "unknown_method",
}


def error(call: Call, problem: Problem) -> tuple[int, Any]:
    """Status and body of a problem."""
    if isinstance(problem, RateLimited):
        call.headers.append(("Retry-After", str(problem.details.get("retry_after", 1))))
        return 429, refusal("ratelimited")
    if isinstance(problem, MissingScope):
        named = {name: ",".join(problem.details.get(name, ())) for name in ("needed", "provided")}
        return 200, refusal("missing_scope", **named)
    if isinstance(problem, Invalid):
        return 200, _invalid(problem)
    if problem.status >= 500 and not isinstance(problem, Refused):
        return problem.status, refusal(problem.code or "internal_error")
    body = refusal(_word(problem), **problem.details.get("said", {}))
    if isinstance(problem, NoRoute | WrongMethod | Refused):
        body["req_method"] = call.request.path.rpartition("/")[2]
    return 200, body


def refusal(word: str, **more: Any) -> dict[str, Any]:
    return {"ok": False, "error": word, **more}


def no(word: str, **more: Any) -> Problem:
    """A refusal by its word, to be raised; `more` stands beside it in the answer."""
    return Problem(code=word, said=more)


def invalid(word: str, messages: list[str]) -> Problem:
    """A refusal with its findings in both places where clients look for them."""
    metadata = {"messages": [f"[ERROR] {message}" for message in messages]}
    return no(word, errors=messages, response_metadata=metadata)


def _word(problem: Problem) -> str:
    if isinstance(problem, Unauthorized):
        return _UNAUTHORIZED.get(problem.code, "invalid_auth")
    if isinstance(problem, Malformed):
        return _MALFORMED.get(problem.code, "invalid_json")
    if isinstance(problem, NotFound):
        kind = str(problem.details.get("kind", ""))
        return problem.code or _NOT_FOUND.get(kind, f"{kind}_not_found" if kind else "not_found")
    if isinstance(problem, Taken):
        return problem.code or ("name_taken" if "name" in problem.details.get("fields", ()) else "already_exists")
    if type(problem) in (NoRoute, WrongMethod, Refused):
        return _PLAIN[type(problem)]
    return problem.code or _PLAIN.get(type(problem), "fatal_error")


def _invalid(problem: Invalid) -> dict[str, Any]:
    if not problem.flaws:
        return refusal(problem.code or "invalid_arguments")
    if problem.flaws[0].rule == "type" and not problem.flaws[0].path:
        return refusal("json_not_object")
    messages = [_sentence(flaw) for flaw in problem.flaws]
    return refusal("invalid_arguments", response_metadata={"messages": messages})


def _sentence(flaw: Flaw) -> str:
    pointer = "/" + "/".join(map(str, flaw.path))
    if flaw.rule == "required":
        return f"[ERROR] missing required field: {flaw.path[-1]}"
    if flaw.rule == "type":
        wanted = flaw.expected if isinstance(flaw.expected, list) else [flaw.expected]
        return f"[ERROR] must be of type: {', '.join(map(str, wanted))} [json-pointer:{pointer}]"
    return f"[ERROR] invalid value ({flaw.rule}) [json-pointer:{pointer}]"
