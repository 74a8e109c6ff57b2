"""Google's words for what is wrong: a code, a status, and reasons in the older APIs."""

from typing import Any

import pytest
from tests.clones.caller import Caller

from clonery.clones.google_workspace import wording
from clonery.server import perform
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
from clonery.server.request import Request

CASES = [
    (Unauthorized(code="missing"), 401, "UNAUTHENTICATED", "required"),
    (Unauthorized(code="unknown"), 401, "UNAUTHENTICATED", "authError"),
    (MissingScope(), 403, "PERMISSION_DENIED", "insufficientPermissions"),
    (Forbidden(), 403, "PERMISSION_DENIED", "forbidden"),
    (NotFound(kind="event"), 404, "NOT_FOUND", "notFound"),
    (NoRoute(), 404, "NOT_FOUND", "notFound"),
    (Refused("why"), 404, "NOT_FOUND", "notFound"),
    (WrongMethod(), 404, "NOT_FOUND", "notFound"),
    (Malformed(), 400, "INVALID_ARGUMENT", "parseError"),
    (Invalid(flaws=(Flaw(("name",), "required"),)), 400, "INVALID_ARGUMENT", "required"),
    (
        Invalid(flaws=(Flaw(("maxResults",), "type", "x", ["integer"], "query"),)),
        400,
        "INVALID_ARGUMENT",
        "invalidParameter",
    ),
    (Taken(kind="label", fields=("name",)), 409, "ALREADY_EXISTS", "duplicate"),
    (Conflict(), 409, "ABORTED", "conflict"),
    (Gone(), 410, "NOT_FOUND", "deleted"),
    (TooLarge(), 413, "INVALID_ARGUMENT", "uploadTooLarge"),
    (RateLimited(), 429, "RESOURCE_EXHAUSTED", "rateLimitExceeded"),
    (Problem(status=500), 500, "INTERNAL", "backendError"),
]


@pytest.fixture(scope="module")
def ask() -> Caller:
    return Caller("google-workspace")


def said(ask: Caller, problem: Problem, path: str) -> tuple[int, Any]:
    return wording.error(perform.start(ask.farm, ask.session, ask.clone, Request("POST", path)), problem)


@pytest.mark.parametrize(("problem", "status", "word", "reason"), CASES)
def test_each_problem_has_status_and_reason(ask: Caller, problem: Problem, status: int, word: str, reason: str) -> None:
    got, body = said(ask, problem, "/calendar/v3/calendars")
    error = body["error"]
    assert (got, error["code"], error["status"], error["errors"][0]["reason"]) == (status, status, word, reason)
    assert "errors" not in said(ask, problem, "/v1/documents")[1]["error"]


def test_newer_apis_name_the_field(ask: Caller) -> None:
    _, body = said(ask, Invalid(flaws=(Flaw(("requests", 0), "type"),)), "/v1/documents")
    assert body["error"]["details"][0]["fieldViolations"][0]["field"] == "requests.0"
