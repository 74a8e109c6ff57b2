"""GitHub's error bodies and header values; https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import format_datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from clonery.server.problems import (
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
from clonery.server.request import Request

from .refusals import resource_name

if TYPE_CHECKING:
    from clonery.server.call import Call

DOCS = "https://docs.github.com/rest"
TOOL = "tool:"
"""How the name of an operation begins that is a tool made of several."""
EXPOSED = (
    "ETag, Link, Location, Retry-After, X-GitHub-OTP, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Used, "
    "X-RateLimit-Resource, X-RateLimit-Reset, X-OAuth-Scopes, X-Accepted-OAuth-Scopes, X-Poll-Interval, "
    "X-GitHub-Media-Type, X-GitHub-SSO, X-GitHub-Request-Id, Deprecation, Sunset"
)
_VERSION = re.compile(r"(v\d+|beta)(\.|$)")
_FORBIDDEN = "Resource not accessible by personal access token"
_TYPES = {"string": "a string", "integer": "an integer", "array": "an array", "object": "an object",
          "boolean": "a boolean", "number": "a number", "null": "nil"}  # fmt: skip


def error(call: Call, problem: Problem) -> tuple[int, Any]:
    """Status and body of a problem."""
    status, message, errors = _words(call, problem)
    body: dict[str, Any] = {"message": message}
    if errors:
        body["errors"] = errors
    if getattr(problem, "url", None):
        body["url"] = cast("Any", problem).url
    return status, {**body, "documentation_url": documentation(call, problem), "status": str(status)}


def documentation(call: Call, problem: Problem) -> str:
    """The page of the operation, or the API's own where there is none."""
    if call.operation is None or isinstance(problem, Unauthorized) or call.operation.name.startswith(TOOL):
        return DOCS
    page = call.operation.entry.get("page")
    return f"https://docs.github.com/{page}" if page else DOCS


def _words(call: Call, problem: Problem) -> tuple[int, str, list[Any] | None]:
    if isinstance(problem, Invalid):
        return _invalid(call, problem)
    if isinstance(problem, Unauthorized):
        return 401, "Requires authentication" if problem.code == "missing" else "Bad credentials", None
    if isinstance(problem, MissingScope):
        return 403, problem.message or _FORBIDDEN, None
    if isinstance(problem, RateLimited):
        return problem.status, problem.message or _exceeded(call), None  # when to go on stands in X-RateLimit-Reset
    if isinstance(problem, Malformed):
        return 400, "Problems parsing JSON", None
    if isinstance(problem, TooLarge):
        return 413, "Payload too big", None
    if isinstance(problem, NoRoute | WrongMethod):
        return 404, "Not Found", None
    plain = {NotFound: "Not Found", Forbidden: "Forbidden", Taken: "Conflict", Gone: "Gone"}
    message = problem.message or plain.get(type(problem), "")
    if isinstance(problem, Refused):
        return 404, "Not Found", None
    return problem.status, message or "Server Error", getattr(problem, "errors", None)


def _exceeded(call: Call) -> str:
    if call.actor is None:
        return "API rate limit exceeded for 127.0.0.1. (Authenticated requests get a higher rate limit.)"
    return f"API rate limit exceeded for user ID {call.actor.id}. (Request ID {request_id(call)})"


def _invalid(call: Call, problem: Invalid) -> tuple[int, str, list[Any] | None]:
    """The words for arguments that break the schema.

    A missing field is answered as the documentation shows it; a field of a wrong type with GitHub's newer sentence,
    and an entry in `errors` beside it, since clients of either kind exist.
    """
    if not problem.flaws:
        return 422, problem.message or "Validation Failed", problem.details.get("errors")
    if not problem.flaws[0].path:
        return 400, "Body should be a JSON object", None
    if call.operation is not None and call.operation.name.startswith(TOOL):
        return 422, "; ".join(map(_lacking, problem.flaws)), None
    resource = _resource(call)
    if all(flaw.rule == "required" for flaw in problem.flaws):
        missing = [{"resource": resource, "code": "missing_field", "field": str(f.path[-1])} for f in problem.flaws]
        return 422, "Validation Failed", missing
    if any(flaw.place == "query" for flaw in problem.flaws):
        return 422, "Validation Failed", [_entry(resource, flaw) for flaw in problem.flaws]
    sentences = "\n".join(sentence(flaw) for flaw in problem.flaws)
    return 422, f"Invalid request.\n\n{sentences}", [_entry(resource, flaw) for flaw in problem.flaws]


def _lacking(flaw: Flaw) -> str:
    """One flaw in the arguments of a tool, as GitHub's MCP server says it."""
    return f"missing required parameter: {flaw.path[-1]}" if flaw.rule == "required" else sentence(flaw)


def _entry(resource: str, flaw: Flaw) -> dict[str, Any]:
    code = "missing_field" if flaw.rule == "required" else "invalid"
    return {"resource": resource, "code": code, "field": str(flaw.path[-1])}


def sentence(flaw: Flaw) -> str:
    """One flaw as GitHub's newer validation words it."""
    path = "/".join(["properties", *map(str, flaw.path)])
    if flaw.rule == "required":
        return f'"{flaw.path[-1]}" wasn\'t supplied.'
    if flaw.rule == "additionalProperties":
        return f'"{flaw.path[-1]}" is not a permitted key.'
    shown = _ruby(flaw.value)
    if flaw.rule == "type":
        wanted = flaw.expected if isinstance(flaw.expected, list) else [flaw.expected]
        names = " or ".join(_TYPES.get(name, name) for name in wanted if isinstance(name, str) and name != "null")
        return f"For '{path}', {shown} is not {names}."
    if flaw.rule == "enum":
        return f"For '{path}', {shown} is not a member of {_ruby(flaw.expected)}."
    return f"For '{path}', {shown} is not valid."


def _ruby(value: Any) -> str:
    """A value as a Ruby program prints it."""
    if value is None:
        return "nil"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return '"' + value[:200].replace('"', '\\"') + '"'
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_ruby(key)}=>{_ruby(held)}" for key, held in list(value.items())[:20]) + "}"
    return "[" + ", ".join(map(_ruby, value[:20])) + "]" if isinstance(value, list) else str(value)


def _resource(call: Call) -> str:
    assert call.operation is not None
    kind = call.operation.entry.get("effect", {}).get("kind", "") or call.operation.name.partition("/")[0].rstrip("s")
    return resource_name(kind)


def bucket(path: str) -> str:
    """The rate limit that a path counts against."""
    if path.startswith("/search/code"):
        return "code_search"
    return "search" if path.startswith("/search/") else "graphql" if path == "/graphql" else "core"


def media_type(request: Request) -> str:
    """How the Accept header was understood: `github.v3; format=json`, `github.v3; param=raw` and their like."""
    for part in request.header("accept").split(","):
        kind = part.partition(";")[0].strip()
        if kind.startswith("application/vnd.github"):
            words, _, form = kind.removeprefix("application/vnd.github").strip(".").partition("+")
            version, _, parameter = words.partition(".") if _VERSION.match(words) else ("v3", "", words)
            named = f"github.{version}" + (f"; param={parameter}" if parameter else "")
            return named + (f"; format={form}" if form else "")
    return "github.v3; format=json"


def unsupported(version: str, supported: tuple[str, ...]) -> str:
    """The message for a version of the API that there is not."""
    known = ", ".join([f'"{supported[0]}" (most recent)', *(f'"{each}"' for each in supported[1:])])
    return (
        f'The version you specified in the "X-GitHub-API-Version" request header, "{version}", is not a supported '
        f"version. The following versions are currently supported: {known}."
    )


def content_type(request: Request, form: str) -> str:
    """The content type of an answer in that form: the media type as it was asked for."""
    accepted = (part.partition(";")[0].strip() for part in request.header("accept").split(","))
    asked = next((kind for kind in accepted if "application/vnd.github" in kind and f".{form}" in kind), "")
    return f"{asked or f'application/vnd.github.{form}'}; charset=utf-8"


def wants(request: Request, form: str) -> bool:
    """Whether the Accept header asks for a media type such as `raw`, `diff`, `patch`, `html`, `object`, `sha`."""
    accept = request.header("accept")
    return f".{form}" in accept and "application/vnd.github" in accept


def request_id(call: Call) -> str:
    """In GitHub's form: four groups of hexadecimal digits and a time."""
    made = call.request_id.upper()
    return f"{made[:4]}:{made[4:10]}:{made[10:16]}:{made[16:22]}:{made[22:30]}"


@lru_cache(maxsize=1000)
def http_date(text: str) -> str:
    return format_datetime(datetime.fromisoformat(text), usegmt=True)
