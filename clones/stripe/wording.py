"""Stripe's error bodies; https://docs.stripe.com/error-codes."""

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

from .idempotency import Replayed
from .refusals import Refusal, empty

if TYPE_CHECKING:
    from clonery.server.call import Call

DOCS = "https://stripe.com/docs/error-codes/"
HELP = "Please see https://stripe.com/docs or we can help at https://support.stripe.com/."
REQUEST = "invalid_request_error"
_TYPES = {
    "integer": "integer",
    "number": "decimal",
    "boolean": "boolean",
    "array": "array",
    "object": "object",
    "string": "string",
}


def error(call: Call, problem: Problem) -> tuple[int, Any]:
    """Status and body of a problem; /v2 has a shorter body than /v1."""
    if isinstance(problem, Replayed):
        return problem.status, problem.body
    status, code, message, more = _words(call, problem)
    if call.request.path.startswith("/v2/"):
        short = {NotFound: "not_found", Invalid: "invalid_fields"}
        code = code or short.get(type(problem), "invalid_request" if status < 500 else "internal_error")
        return status, {"error": {"code": code, "message": message}}
    body = {"message": message, "type": "api_error" if status >= 500 else REQUEST}
    if code:
        body |= {"code": code, "doc_url": DOCS + code.replace("_", "-")}
    if "type" in problem.details:
        body["type"] = problem.details["type"]
    return status, {"error": dict(sorted({**body, **more}.items()))}


def _words(call: Call, problem: Problem) -> tuple[int, str, str, dict[str, Any]]:
    """Status, code, message and what else the body says."""
    if isinstance(problem, Refusal):
        return problem.status, problem.code, problem.message, problem.more
    if isinstance(problem, Invalid):
        return _invalid(problem)
    if isinstance(problem, Unauthorized):
        return (
            401,
            "api_key_expired" if problem.code in ("expired", "revoked") else "",
            _unauthorized(call, problem),
            {},
        )
    if isinstance(problem, MissingScope):
        needed = problem.details.get("needed", [""])[0]
        return 403, "", f"The provided key '{redacted(call)}' lacks the permission '{needed}'.", {}
    if isinstance(problem, NoRoute | WrongMethod | Refused):
        message = f"Unrecognized request URL ({call.request.method}: {call.request.path}). {HELP}"
        return 404, "", message, {}
    if isinstance(problem, NotFound):
        return (
            problem.status,
            "resource_missing",
            problem.message or _no_such(problem),
            {"param": problem.details.get("param", "id")},
        )
    if isinstance(problem, RateLimited):
        return 429, "rate_limit", "Request rate limit exceeded.", {}
    if isinstance(problem, Taken):
        return 400, "resource_already_exists", f"{_title(problem.details['kind'])} already exists.", {}
    if isinstance(problem, Malformed):
        return 400, "", "Invalid request body.", {}
    plain: dict[type[Problem], tuple[int, str]] = {
        TooLarge: (413, "The request is too large."), Forbidden: (403, "The key may not do this."),
        Conflict: (409, "The object is in use."), Gone: (410, "It is no longer available."),
    }  # fmt: skip
    status, message = plain.get(type(problem), (problem.status, "An unknown error occurred"))
    return status, problem.code, problem.message or message, {}


def _unauthorized(call: Call, problem: Problem) -> str:
    if problem.code == "missing":
        return "You did not provide an API key."
    word = "Expired" if problem.code in ("expired", "revoked") else "Invalid"
    return f"{word} API Key provided: {redacted(call)}"


def redacted(call: Call) -> str:
    """The key that was sent, as far as an answer may show it."""
    key = call.clone.dialect.token(call.request) or ""
    return f"{key[:8]}{'*' * max(len(key) - 12, 4)}{key[-4:]}" if len(key) > 12 else "*" * len(key)


def _title(kind: str) -> str:
    return kind.replace("_", " ").capitalize()


def _no_such(problem: Problem) -> str:
    kind = str(problem.details.get("kind", "object")).replace("_", " ")
    return f"No such {kind}: '{problem.details.get('id')}'"


def bracketed(path: tuple[str | int, ...]) -> str:
    """A path into the arguments as a form writes it."""
    return str(path[0]) + "".join(f"[{part}]" for part in path[1:]) if path else ""


def _invalid(problem: Invalid) -> tuple[int, str, str, dict[str, Any]]:
    if not problem.flaws:
        details = {name: problem.details[name] for name in ("param",) if name in problem.details}
        return 400, problem.code, problem.message or "Invalid request.", details
    flaw = next((flaw for flaw in problem.flaws if flaw.rule == "additionalProperties"), problem.flaws[0])
    param = bracketed(flaw.path)
    code, message = _flaw(flaw, param)
    return 400, code, message, {"param": param} if param else {}


def _flaw(flaw: Flaw, param: str) -> tuple[str, str]:
    if flaw.rule == "required":
        return "parameter_missing", f"Missing required param: {param}."
    if flaw.rule == "additionalProperties":
        return "parameter_unknown", f"Received unknown parameter: {param}"
    if flaw.value == "" and flaw.rule != "enum":
        return "parameter_invalid_empty", empty(param).message
    if flaw.rule == "enum":
        options = [str(option) for option in flaw.expected or [] if option != ""]
        comma = "," if options[2:] else ""
        listed = f"{', '.join(options[:-1])}{comma} or {options[-1]}" if options[1:] else "".join(options)
        return "", f"Invalid {param}: must be one of {listed}"
    if flaw.rule == "maxLength":
        return "", f"Invalid string: {param} is too long"
    expected = flaw.expected if isinstance(flaw.expected, list) else [flaw.expected]
    kind = next((_TYPES[name] for name in expected if isinstance(name, str) and name in _TYPES), "value")
    shown = flaw.value if isinstance(flaw.value, str | int | float) else param
    return f"parameter_invalid_{kind}" if kind == "integer" else "", f"Invalid {kind}: {shown}"
