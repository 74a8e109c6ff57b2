"""Linear's errors: a GraphQL list whose extensions its SDK reads."""

import pytest
from tests.clones.caller import Caller

from clonery.clones.linear import wording
from clonery.server import perform
from clonery.server.problems import Flaw, Forbidden, Invalid, NotFound, Problem, RateLimited, Refused, Unauthorized
from clonery.server.request import Request

CASES = [
    (Unauthorized(code="missing"), 401, "authentication error", "AUTHENTICATION_ERROR"),
    (Forbidden(), 403, "forbidden", "FORBIDDEN"),
    (NotFound(kind="issue"), 200, "invalid input", "INPUT_ERROR"),
    (RateLimited(retry_after=5), 400, "ratelimited", "RATELIMITED"),
    (Refused("why"), 200, "feature not accessible", "FEATURE_NOT_ACCESSIBLE"),
    (Problem(status=500), 500, "internal error", "INTERNAL_SERVER_ERROR"),
]


@pytest.fixture(scope="module")
def ask() -> Caller:
    return Caller("linear")


@pytest.mark.parametrize(("problem", "status", "kind", "code"), CASES)
def test_each_problem_has_type_and_code(ask: Caller, problem: Problem, status: int, kind: str, code: str) -> None:
    call = perform.start(ask.farm, ask.session, ask.clone, Request("POST", "/graphql"))
    got, body = wording.error(call, problem)
    extensions = body["errors"][0]["extensions"]
    assert (got, extensions["type"], extensions["code"]) == (status, kind, code)


def test_a_missing_thing_and_a_bad_argument_are_named(ask: Caller) -> None:
    call = perform.start(ask.farm, ask.session, ask.clone, Request("POST", "/graphql"))
    assert (
        wording.error(call, NotFound(kind="workflow_state"))[1]["errors"][0]["message"]
        == "Entity not found: WorkflowState"
    )
    _, body = wording.error(call, Invalid(flaws=(Flaw(("input", "title"), "required"),)))
    assert body["errors"][0]["extensions"]["validationErrors"][0]["property"] == "input.title"
