"""Slack's words for what is wrong: HTTP 200 and one word, but for limits and the server's own faults."""

import pytest
from tests.clones.caller import Caller

from clonery.clones.slack import wording
from clonery.server import perform
from clonery.server.problems import (
    Flaw,
    Invalid,
    Malformed,
    MissingScope,
    NotFound,
    Problem,
    RateLimited,
    Taken,
    Unauthorized,
)
from clonery.server.request import Request

MISSING = Flaw(("channel",), "required")
CASES = [
    (Unauthorized(code="missing"), 200, {"error": "not_authed"}),
    (Unauthorized(code="unknown"), 200, {"error": "invalid_auth"}),
    (Unauthorized(code="expired"), 200, {"error": "token_expired"}),
    (Unauthorized(code="revoked"), 200, {"error": "token_revoked"}),
    (
        MissingScope(needed=["a", "b"], provided=["c"]),
        200,
        {"error": "missing_scope", "needed": "a,b", "provided": "c"},
    ),
    (NotFound(kind="conversation"), 200, {"error": "channel_not_found"}),
    (NotFound(kind="user"), 200, {"error": "user_not_found"}),
    (NotFound(code="message_not_found"), 200, {"error": "message_not_found"}),
    (Taken(kind="conversation", fields=("name",)), 200, {"error": "name_taken"}),
    (Malformed(code="json"), 200, {"error": "invalid_json"}),
    (Invalid(flaws=(Flaw((), "type"),)), 200, {"error": "json_not_object"}),
    (Invalid(code="no_text"), 200, {"error": "no_text"}),
    (RateLimited(retry_after=7), 429, {"error": "ratelimited"}),
    (Problem(status=500), 500, {"error": "internal_error"}),
]


@pytest.fixture(scope="module")
def ask() -> Caller:
    return Caller("slack")


@pytest.mark.parametrize(("problem", "status", "said"), CASES)
def test_each_problem_has_its_word(ask: Caller, problem: Problem, status: int, said: dict[str, str]) -> None:
    call = perform.start(ask.farm, ask.session, ask.clone, Request("POST", "/api/chat.postMessage"))
    assert wording.error(call, problem) == (status, {"ok": False, **said})


def test_missing_arguments_are_named(ask: Caller) -> None:
    call = perform.start(ask.farm, ask.session, ask.clone, Request("POST", "/api/chat.postMessage"))
    _, body = wording.error(call, Invalid(flaws=(MISSING,)))
    assert body["error"] == "invalid_arguments"
    assert body["response_metadata"] == {"messages": ["[ERROR] missing required field: channel"]}
