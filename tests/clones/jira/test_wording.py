"""Jira's words for what is wrong."""

from typing import Any

import pytest
from tests.clones.caller import Caller

from clonery.clones.jira import wording
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
    (
        Unauthorized(code="missing"),
        401,
        {"errorMessages": ["Client must be authenticated to access this resource."], "errors": {}},
    ),
    (MissingScope(), 401, {"code": 401, "message": "Unauthorized; scope does not match"}),
    (
        NotFound(kind="issue"),
        404,
        {"errorMessages": ["Issue does not exist or you do not have permission to see it."], "errors": {}},
    ),
    (Invalid(flaws=(MISSING,)), 400, {"errorMessages": [], "errors": {"name": "name is required."}}),
    (
        Invalid(flaws=(WRONG,)),
        400,
        {"errorMessages": [], "errors": {"count": "data was not of the expected type: integer"}},
    ),
    (
        Taken(kind="filter", fields=("name",)),
        400,
        {"errorMessages": [], "errors": {"name": "A filter with that name already exists."}},
    ),
    (Conflict("Busy"), 409, {"errorMessages": ["Busy"], "errors": {}}),
    (Gone(), 410, {"errorMessages": ["The requested API has been removed."], "errors": {}}),
    (Problem(status=500), 500, {"errorMessages": ["Internal server error"], "errors": {}}),
    (WrongMethod(), 405, {"message": "HTTP 405 Method Not Allowed", "status-code": 405}),
    (Refused("why"), 404, {"message": "null for uri: /rest/api/3/issue", "status-code": 404}),
]


@pytest.fixture(scope="module")
def ask() -> Caller:
    return Caller("jira")


def said(ask: Caller, problem: Problem, path: str = "/rest/api/3/issue") -> tuple[int, Any]:
    return wording.error(perform.start(ask.farm, ask.session, ask.clone, Request("POST", path)), problem)


@pytest.mark.parametrize(("problem", "status", "body"), CASES)
def test_each_problem_has_its_words(ask: Caller, problem: Problem, status: int, body: Any) -> None:
    assert said(ask, problem) == (status, body)


def test_malformed_and_other_bodies_are_told_apart(ask: Caller) -> None:
    assert said(ask, Malformed())[1]["errorMessages"][0].startswith("There was an error parsing JSON")
    assert said(ask, Invalid(flaws=(Flaw((), "type"),)))[1]["errorMessages"][0].startswith("Invalid request payload")
    assert said(ask, NoRoute())[0] == 404
    assert [said(ask, problem)[0] for problem in (TooLarge(), Forbidden(), RateLimited())] == [413, 403, 429]
