"""What can be wrong with a call, in words of no vendor; a dialect words each for its clients."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing wrong with the arguments: `path` leads to it ("labels", 0), `rule` is the schema keyword it broke."""

    path: tuple[str | int, ...]
    rule: str
    value: Any = None
    expected: Any = None
    place: str = "body"

    @property
    def name(self) -> str:
        return str(self.path[0]) if self.path else ""


class Problem(Exception):
    """The caller's mistake. `status` is the HTTP status unless the dialect has another; `code` the vendor's word."""

    status = 400

    def __init__(self, message: str = "", *, code: str = "", status: int = 0, **details: Any) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.details = details
        if status:
            self.status = status


class Malformed(Problem):
    """The body can't be parsed: bad JSON, bad form, invalid UTF-8."""


class TooLarge(Problem):
    """The body is over the limit."""

    status = 413


class NoRoute(Problem):
    """No operation of this clone has that path."""

    status = 404


class WrongMethod(Problem):
    """The path is known, the method isn't; `details["allowed"]` lists those that are."""

    status = 405


class Unauthorized(Problem):
    """No credential, or one that is not good; `code` is missing, unknown, expired or revoked."""

    status = 401


class Forbidden(Problem):
    """The credential is good, the actor may not do this."""

    status = 403


class MissingScope(Forbidden):
    """The token lacks a scope; `details` has `needed` and `provided`."""


class NotFound(Problem):
    """The thing does not exist, or the actor may not know that it does; `details["kind"]` may name it."""

    status = 404


class Invalid(Problem):
    """The arguments break the operation's schema (`flaws`) or a rule behind it (`details`)."""

    status = 422

    def __init__(self, message: str = "", *, flaws: tuple[Flaw, ...] = (), **details: Any) -> None:
        super().__init__(message, **details)
        self.flaws = flaws


class Conflict(Problem):
    """The state does not allow it: stale version, name taken, already done."""

    status = 409


class Taken(Conflict):
    """A unique key is in use; `details` has `kind` and `fields`."""


class Gone(Problem):
    """It was there, and is switched off or removed for good."""

    status = 410


class RateLimited(Problem):
    """Too many calls; `details["retry_after"]` in seconds."""

    status = 429


class Refused(Problem):
    """This farm does not do that operation, and says why."""

    status = 501


_WORDS: dict[type[Problem], tuple[str, str]] = {
    Malformed: ("malformed", "the body can't be parsed"),
    TooLarge: ("too_large", "the body is over the limit"),
    NoRoute: ("no_route", "no operation has this path"),
    WrongMethod: ("wrong_method", "this path takes other methods"),
    Unauthorized: ("unauthorized", "the token is not one of this session's"),
    MissingScope: ("missing_scope", "the token lacks a scope"),
    Forbidden: ("forbidden", "the caller may not do this"),
    NotFound: ("not_found", "it does not exist"),
    Invalid: ("invalid", "the arguments break the operation's schema"),
    Taken: ("taken", "there is such a thing already"),
    Conflict: ("conflict", "the state does not allow it"),
    Gone: ("gone", "it was removed for good"),
    RateLimited: ("rate_limited", "too many calls"),
    Refused: ("refused", "this farm does not do that operation"),
}  # fmt: skip
_UNAUTHORIZED = {
    "missing": "there is no token", "expired": "the token has expired", "revoked": "the token was revoked",
}  # fmt: skip
_RULES = {
    "required": "is required", "additionalProperties": "is no argument of this operation", "minLength": "is too short",
    "maxLength": "is too long", "minItems": "has too few elements", "maxItems": "has too many elements",
}  # fmt: skip
_LIMITS = {
    "type": "must be of type", "enum": "must be one of", "const": "must be", "minimum": "must be at least",
    "maximum": "must be at most", "exclusiveMinimum": "must be more than", "exclusiveMaximum": "must be less than",
    "format": "must have the format", "pattern": "must match", "multipleOf": "must be a multiple of",
}  # fmt: skip


def told(problem: Problem) -> tuple[str, str]:
    """A word for programs and a sentence for people that say what is wrong, where no vendor has words of its own."""
    code, message = _WORDS.get(type(problem), ("failed", "the call failed"))
    details = problem.details
    if isinstance(problem, Invalid) and problem.flaws:
        message = "; ".join(map(_sentence, problem.flaws))
    elif isinstance(problem, Unauthorized):
        message = _UNAUTHORIZED.get(problem.code, message)
    elif isinstance(problem, MissingScope) and details.get("needed"):
        message = f"the token needs the scope {' or '.join(details['needed'])}"
    elif isinstance(problem, WrongMethod) and details.get("allowed"):
        message = f"this path takes {', '.join(details['allowed'])}"
    elif isinstance(problem, NotFound) and details.get("kind"):
        message = f"there is no {details['kind']}" + (f" {details['id']!r}" if details.get("id") is not None else "")
    elif isinstance(problem, Taken) and details.get("kind"):
        message = f"there is such a {details['kind']} already: {', '.join(details.get('fields', ()))}"
    return problem.code or code, problem.message or message


def _sentence(flaw: Flaw) -> str:
    name = ".".join(map(str, flaw.path)) or f"the {flaw.place}"
    if flaw.rule in _LIMITS:
        expected = flaw.expected if isinstance(flaw.expected, list | tuple) else [flaw.expected]
        return f"{name} {_LIMITS[flaw.rule]} {', '.join(map(str, expected))}"
    return f"{name} {_RULES.get(flaw.rule, f'breaks the rule {flaw.rule}')}"
