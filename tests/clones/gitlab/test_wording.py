"""GitLab's words for what is wrong: `message` from the models, `error` from parameters and router."""

import pytest
from tests.clones.caller import Caller

from clonery.clones.gitlab import wording
from clonery.server import perform
from clonery.server.problems import (
    Conflict,
    Flaw,
    Gone,
    Invalid,
    NoRoute,
    NotFound,
    Problem,
    RateLimited,
    Taken,
    Unauthorized,
)
from clonery.server.request import Request

CASES = [
    (Unauthorized(code="missing"), 401, {"message": "401 Unauthorized"}),
    (NotFound(kind="merge_request"), 404, {"message": "404 Merge Request Not Found"}),
    (NoRoute(), 404, {"error": "404 Not Found"}),
    (Taken(kind="label", fields=("name",)), 400, {"message": {"name": ["has already been taken"]}}),
    (Invalid(flaws=(Flaw(("title",), "required"),)), 400, {"error": "title is missing"}),
    (Invalid(flaws=(Flaw(("state",), "enum"),)), 400, {"error": "state does not have a valid value"}),
    (Invalid(flaws=(Flaw(("ids",), "type"), Flaw(("n",), "type"))), 400, {"error": "ids is invalid, n is invalid"}),
    (Conflict("Member already exists"), 409, {"message": "Member already exists"}),
    (Gone(), 410, {"message": "410 Gone"}),
    (RateLimited(retry_after=3), 429, {"message": "429 Too Many Requests"}),
    (Problem(status=500), 500, {"message": "500 Internal Server Error"}),
]


@pytest.fixture(scope="module")
def ask() -> Caller:
    return Caller("gitlab")


@pytest.mark.parametrize(("problem", "status", "body"), CASES)
def test_each_problem_has_its_words(ask: Caller, problem: Problem, status: int, body: object) -> None:
    call = perform.start(ask.farm, ask.session, ask.clone, Request("GET", "/api/v4/projects"))
    assert wording.error(call, problem) == (status, body)


def test_an_expired_token_says_so(ask: Caller) -> None:
    call = perform.start(ask.farm, ask.session, ask.clone, Request("GET", "/api/v4/projects"))
    status, body = wording.error(call, Unauthorized(code="expired"))
    assert (status, body["error"]) == (401, "invalid_token")
