"""Linear's errors: a GraphQL list whose extensions name type and code; https://linear.app/developers/graphql#error-handling."""

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

_WORDS: dict[type[Problem], tuple[int, str, str, str]] = {
    Unauthorized: (401, "authentication error", "AUTHENTICATION_ERROR", "Authentication required, not authenticated"),
    MissingScope: (403, "forbidden", "FORBIDDEN", "Invalid scope"),
    Forbidden: (403, "forbidden", "FORBIDDEN", "Forbidden"),
    Malformed: (400, "graphql error", "GRAPHQL_PARSE_FAILED", "The body can't be parsed"),
    TooLarge: (413, "invalid input", "INPUT_ERROR", "The request is too large"),
    RateLimited: (400, "ratelimited", "RATELIMITED", "Rate limit exceeded"),
    NotFound: (200, "invalid input", "INPUT_ERROR", "Entity not found"),
    Invalid: (200, "invalid input", "INVALID_INPUT", "Argument Validation Error"),
    Taken: (200, "invalid input", "INPUT_ERROR", "Already exists"),
    Conflict: (200, "invalid input", "INPUT_ERROR", "Conflict"),
    Gone: (200, "invalid input", "INPUT_ERROR", "Entity not found"),
    NoRoute: (404, "invalid input", "NOT_FOUND", "Not found"),
    WrongMethod: (405, "invalid input", "METHOD_NOT_ALLOWED", "Method not allowed"),
    Refused: (200, "feature not accessible", "FEATURE_NOT_ACCESSIBLE", "Feature not accessible"),
}
_PEOPLE = ("invalid input", "forbidden", "authentication error", "feature not accessible", "user error")


def error(call: Call, problem: Problem) -> tuple[int, Any]:
    """Status and body of a problem; within GraphQL nearly all leave with 200."""
    status, kind, code, message = _WORDS.get(
        type(problem), (problem.status, "internal error", "INTERNAL_SERVER_ERROR", "Internal server error")
    )
    if isinstance(problem, RateLimited):
        call.headers.append(("Retry-After", str(problem.details.get("retry_after", 60))))
    return status, {
        "errors": [entry(kind, problem.code if problem.code.isupper() else code, _said(problem, message), problem)]
    }


def failure(call: Call, problem: Problem) -> tuple[int, dict[str, Any]] | None:
    """The error of one root field; None for what refuses the whole request."""
    if isinstance(problem, Unauthorized | RateLimited | TooLarge | Malformed):
        return None
    status, body = error(call, problem)
    made: dict[str, Any] = body["errors"][0]
    return status, made


def document_refusal(code: str) -> tuple[int, dict[str, Any]]:
    """Status and extensions of a document that can't be run."""
    kind, named = _DOCUMENTS.get(code, ("graphql error", "GRAPHQL_VALIDATION_FAILED"))
    return 400, {"type": kind, "code": named, "statusCode": 400, "userError": True}


_DOCUMENTS = {
    "syntax": ("graphql error", "GRAPHQL_PARSE_FAILED"),
    "query": ("graphql error", "BAD_REQUEST"),
    "operation": ("graphql error", "OPERATION_RESOLUTION_FAILURE"),
    "method": ("graphql error", "BAD_REQUEST"),
    "variables": ("graphql error", "BAD_USER_INPUT"),
    "persisted": ("graphql error", "PERSISTED_QUERY_NOT_SUPPORTED"),
    "complexity": ("invalid input", "INPUT_ERROR"),
    "size": ("invalid input", "INPUT_ERROR"),
    "depth": ("invalid input", "INPUT_ERROR"),
}


def entry(kind: str, code: str, message: str, problem: Problem) -> dict[str, Any]:
    """One error as its clients read it: `type` chooses the class, `userPresentableMessage` is for people."""
    status = problem.status if problem.status in (401, 403, 429) or problem.status >= 500 else 400
    extensions: dict[str, Any] = {"type": kind, "code": code, "statusCode": status, "userError": kind in _PEOPLE}
    extensions["userPresentableMessage"] = _presented(message, problem)
    if isinstance(problem, Invalid) and problem.flaws:
        extensions["validationErrors"] = [_flaw(flaw) for flaw in problem.flaws]
    return {"message": message, "extensions": extensions}


def _presented(message: str, problem: Problem) -> str:
    if isinstance(problem, NotFound) and ": " in message:
        return f"Could not find referenced {message.partition(': ')[2]}."
    return message


def _said(problem: Problem, message: str) -> str:
    if isinstance(problem, NotFound) and problem.details.get("kind"):
        title = str(problem.details["kind"]).replace("_", " ").title().replace(" ", "")
        return f"{message}: {title}"
    return problem.message or message


def _flaw(flaw: Flaw) -> dict[str, Any]:
    return {
        "property": ".".join(map(str, flaw.path)),
        "constraints": {flaw.rule: f"{flaw.path[-1] if flaw.path else 'input'} is not valid"},
    }
