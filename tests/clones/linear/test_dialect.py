"""How Linear's clone reads its keys and shows its limits."""

import pytest
from tests.clones.caller import Caller

from clonery.server import perform
from clonery.server.request import Request


@pytest.fixture(scope="module")
def ask() -> Caller:
    return Caller("linear")


def test_a_key_is_sent_bare_and_a_token_as_bearer(ask: Caller) -> None:
    dialect = ask.clone.dialect
    assert dialect.token(Request("POST", "/graphql", headers={"authorization": ask.token})) == ask.token
    assert dialect.token(Request("POST", "/graphql", headers={"authorization": "Bearer abc"})) == "abc"
    assert dialect.token(Request("POST", "/graphql")) is None
    assert dialect.present(ask.token) == {"Authorization": ask.token}
    assert dialect.present("oauth") == {"Authorization": "Bearer oauth"}


def test_pages_are_fifty_up_to_two_hundred_and_fifty(ask: Caller) -> None:
    call = perform.start(ask.farm, ask.session, ask.clone, Request("POST", "/graphql"))
    sizes = [ask.clone.dialect.paging(call, given).limit for given in ({}, {"first": 7}, {"last": 999}, {"first": -1})]
    assert sizes == [50, 7, 250, 50]


def test_limits_are_counted_in_headers(ask: Caller) -> None:
    call = perform.start(ask.farm, ask.session, ask.clone, Request("POST", "/graphql"))
    ask.clone.dialect.spend(call)
    headers = dict(ask.clone.dialect.headers(call, 200))
    assert headers["X-RateLimit-Requests-Limit"] == "5000"
    assert headers["X-RateLimit-Requests-Remaining"] == "4999"


def test_the_seed_has_the_team_and_its_states(ask: Caller) -> None:
    call = perform.start(ask.farm, ask.session, ask.clone, Request("POST", "/graphql"))
    assert [user.displayName for user in call.all(ask.clone.kind("user"))] == ["ada", "ben", "cleo", "dev-bot"]
    assert [state.type for state in call.all(ask.clone.kind("workflow_state"))][:5] == [
        "backlog", "unstarted", "started", "completed", "canceled",
    ]  # fmt: skip
