"""Sentry's words for what is wrong."""

from typing import Any

import pytest
from tests.clones.caller import Caller

from clonery.clones.sentry import wording
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

MISSING, WRONG = Flaw(("name",), "required"), Flaw(("count",), "type", "x", ["integer"])
CASES: list[tuple[Problem, int, Any]] = [
    (Unauthorized(code="missing"), 401, {"detail": "Authentication credentials were not provided."}),
    (Unauthorized(code="unknown"), 401, {"detail": "Invalid token"}),
    (MissingScope(), 403, {"detail": "You do not have permission to perform this action."}),
    (Forbidden("No."), 403, {"detail": "No."}),
    (NotFound(kind="issue"), 404, {"detail": "The requested resource does not exist"}),
    (NoRoute(), 404, {"detail": "The requested resource does not exist"}),
    (Refused("why"), 404, {"detail": "The requested resource does not exist"}),
    (
        Invalid(flaws=(MISSING, WRONG)),
        400,
        {"name": ["This field is required."], "count": ["A valid integer is required."]},
    ),
    (Invalid("Invalid cursor parameter."), 400, {"detail": "Invalid cursor parameter."}),
    (Malformed(), 400, {"detail": "JSON parse error"}),
    (Taken(kind="team", fields=("slug",)), 409, {"detail": "A resource with that name already exists."}),
    (Conflict(), 409, {"detail": "Conflict"}),
    (Gone(), 410, {"detail": "This endpoint is gone."}),
    (TooLarge(), 413, {"detail": "The request is too large."}),
    (WrongMethod(allowed=["GET"]), 405, {"detail": 'Method "POST" not allowed.'}),
    (Problem(status=500), 500, {"detail": "Internal Error"}),
]


@pytest.fixture(scope="module")
def ask() -> Caller:
    return Caller("sentry")


def said(ask: Caller, problem: Problem, path: str = "/api/0/organizations/") -> tuple[int, Any]:
    return wording.error(perform.start(ask.farm, ask.session, ask.clone, Request("POST", path)), problem)


@pytest.mark.parametrize(("problem", "status", "body"), CASES)
def test_each_problem_has_its_words(ask: Caller, problem: Problem, status: int, body: Any) -> None:
    assert said(ask, problem) == (status, body)


def test_a_limit_says_how_long_to_wait(ask: Caller) -> None:
    call = perform.start(ask.farm, ask.session, ask.clone, Request("GET", "/api/0/organizations/"))
    status, body = wording.error(call, RateLimited(limit=40, retry_after=1))
    assert status == 429
    assert body["detail"].endswith("Limit is 40 requests in 1 seconds")
    assert ("Retry-After", "1") in call.headers
