"""ClickUp's errors: a sentence and a code, or a status and a message; https://developer.clickup.com/docs/common_errors."""

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

_ROUTE = (404, "Route not found", "APP_001")
_WORDS: dict[type[Problem], tuple[int, str, str]] = {
    Unauthorized: (401, "Token invalid", "OAUTH_025"), MissingScope: (401, "Team not authorized", "OAUTH_023"),
    Forbidden: (401, "You do not have access to this", "ACCESS_001"), NoRoute: _ROUTE,
    WrongMethod: _ROUTE, Refused: _ROUTE,
    Malformed: (400, "Unexpected token in JSON", "JSON_001"), Invalid: (400, "Input invalid", "INPUT_003"),
    Taken: (400, "Already exists", "INPUT_009"), Conflict: (400, "Not possible in this state", "INPUT_010"),
    Gone: (404, "Not found, deleted", "ITEM_013"), TooLarge: (413, "Payload too large", "APP_003"),
    RateLimited: (429, "Rate limit reached", "APP_002"),
}  # fmt: skip
_MISSING = {
    "task": (404, "Task not found, deleted", "ITEM_013"),
    "team": (401, "Team not authorized", "OAUTH_027"),
    "list": (404, "List not found", "SUBCAT_016"),
    "folder": (404, "Folder not found", "CAT_018"),
    "space": (404, "Space not found", "PROJ_010"),
    "view": (404, "View not found", "VIEWS_002"),
    "goal": (404, "Goal not found", "GOAL_006"),
    "comment": (404, "Comment not found", "COMMENT_021"),
    "webhook": (404, "Webhook not found", "OAUTH_058"),
    "checklist": (404, "Checklist not found", "CHECKLIST_004"),
}
_UNAUTHORIZED = {
    "missing": (401, "Authorization header required", "OAUTH_017"),
    "revoked": (401, "Oauth token not found", "OAUTH_019"),
    "expired": (401, "Oauth token not found", "OAUTH_019"),
}  # fmt: skip


def error(call: Call, problem: Problem) -> tuple[int, Any]:
    """Status and body of a problem."""
    status, words, code = _words(problem)
    if call.request.path.startswith("/api/v3/"):
        return status, {"status": status, "message": words, "trace_id": call.request_id}
    return status, {"err": words, "ECODE": code}


def _words(problem: Problem) -> tuple[int, str, str]:
    status, words, code = _WORDS.get(type(problem), (problem.status, "Internal server error", "APP_000"))
    if isinstance(problem, Unauthorized):
        status, words, code = _UNAUTHORIZED.get(problem.code, (status, words, code))
    elif isinstance(problem, NotFound):
        kind = str(problem.details.get("kind", "")).replace("path", "item")
        status, words, code = _MISSING.get(
            kind, (404, f"{kind.replace('_', ' ').capitalize() or 'Item'} not found", "ITEM_015")
        )
    elif isinstance(problem, Invalid) and problem.flaws:
        words = sentence(problem.flaws[0])
    if problem.message and not isinstance(problem, Malformed):
        words = problem.message
    return status, words, problem.code if problem.code and "_" in problem.code else code


def sentence(flaw: Flaw) -> str:
    """One flaw in words."""
    name = ".".join(map(str, flaw.path)) or "Body"
    if flaw.rule == "required":
        return f"{name} is required"
    return f"{name} invalid"
