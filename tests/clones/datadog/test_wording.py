"""Datadog's words for what is wrong: texts, or objects where the description has them."""

from typing import Any

import pytest
from tests.clones.caller import Caller

from clonery.clones.datadog import wording
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

MISSING = Flaw(("name",), "required")
CASES: list[tuple[Problem, int, Any]] = [
    (Unauthorized(code="missing"), 401, {"errors": ["Unauthorized"]}),
    (Unauthorized(code="unknown"), 403, {"errors": ["Forbidden"]}),
    (MissingScope(), 403, {"errors": ["Forbidden"]}),
    (Forbidden(), 403, {"errors": ["Forbidden"]}),
    (NotFound(kind="dashboard_list"), 404, {"errors": ["Dashboard list not found"]}),
    (NoRoute(), 404, {"errors": ["Not found"]}),
    (Refused("why"), 404, {"errors": ["Not found"]}),
    (WrongMethod(), 405, {"errors": ["Method Not Allowed"]}),
    (Malformed(), 400, {"errors": ["Invalid JSON"]}),
    (Invalid(flaws=(MISSING,)), 400, {"errors": ["Missing required attribute: 'name'"]}),
    (Taken(kind="team", fields=("handle",)), 409, {"errors": ["Conflict"]}),
    (Conflict("Handle must be unique"), 409, {"errors": ["Handle must be unique"]}),
    (Gone(), 410, {"errors": ["Gone"]}),
    (TooLarge(), 413, {"errors": ["Payload too large"]}),
    (Problem(status=500), 500, {"errors": ["Internal Server Error"]}),
]


@pytest.fixture(scope="module")
def ask() -> Caller:
    return Caller("datadog")


def said(ask: Caller, problem: Problem, path: str = "/api/v1/monitor") -> tuple[int, Any]:
    return wording.error(perform.start(ask.farm, ask.session, ask.clone, Request("POST", path)), problem)


@pytest.mark.parametrize(("problem", "status", "body"), CASES)
def test_each_problem_has_its_words(ask: Caller, problem: Problem, status: int, body: Any) -> None:
    assert said(ask, problem) == (status, body)


def test_an_operation_with_error_objects_gets_them(ask: Caller) -> None:
    found = (
        made for made in ask.clone.operations.values() if "JSONAPI" in str(made.entry.get("errors", {}).get("404"))
    )
    call = perform.start(ask.farm, ask.session, ask.clone, Request("GET", "/"))
    call.operation = next(found)
    assert wording.error(call, NotFound(kind="team")) == (
        404, {"errors": [{"status": "404", "title": "Not Found", "detail": "Team not found"}]},
    )  # fmt: skip
    assert said(ask, RateLimited())[0] == 429
