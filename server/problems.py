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


def told(problem: Problem) -> str:
    """What is wrong, in plain words, where nobody said it: the flaws of arguments, the kind of what is not there."""
    flaws = problem.flaws if isinstance(problem, Invalid) else ()
    if flaws:
        return "; ".join(f"{'.'.join(map(str, flaw.path)) or flaw.place}: {flaw.rule}" for flaw in flaws)
    details = problem.details
    if isinstance(problem, NotFound) and details.get("kind"):
        return f"there is no {details['kind']}" + (f" {details['id']!r}" if details.get("id") is not None else "")
    if isinstance(problem, Taken) and details.get("kind"):
        return f"there is such a {details['kind']} already: {', '.join(details.get('fields', ()))}"
    return ""
