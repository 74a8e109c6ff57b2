"""What Apify's clone says where something is wrong."""

import pytest
from tests.clones.caller import Caller


@pytest.fixture(scope="module")
def ask() -> Caller:
    return Caller("apify")


def body(kind: str, message: str) -> dict[str, dict[str, str]]:
    return {"error": {"type": kind, "message": message}}


def test_tokens(ask: Caller) -> None:
    missing = body("token-not-provided", "Authentication token was not provided.")
    assert ask.refusal("GET", "/v2/users/me", token=None) == (401, missing)
    unknown = body("user-or-token-not-found", "User was not found or authentication token is not valid")
    assert ask.refusal("GET", "/v2/users/me", token="apify_api_x") == (401, unknown)


def test_what_is_not_there(ask: Caller) -> None:
    assert ask.refusal("GET", "/v2/actors/nope") == (404, body("record-not-found", "Actor was not found"))
    status, said = ask.refusal("GET", "/v2/nope")
    assert (status, said["error"]["type"]) == (404, "page-not-found")
    status, said = ask.refusal("PATCH", "/v2/users/me")
    assert (status, said["error"]["type"]) == (405, "method-not-allowed")
    assert said["error"]["message"].endswith("OPTIONS, GET")


def test_what_was_sent(ask: Caller) -> None:
    wrong = body("invalid-input", "Field name must be string or null")
    status, said = ask.refusal("POST", "/v2/actors", body={"name": 3})
    assert (status, said["error"]["type"]) == (400, wrong["error"]["type"])
    assert ask.refusal("POST", "/v2/actors", body=b"{")[1]["error"]["type"] == "invalid-request"
    status, said = ask.refusal("POST", "/v2/actors", body=b"x", content_encoding="zstd")
    assert (status, said["error"]["type"]) == (415, "unsupported-content-encoding")
    status, said = ask.refusal("POST", "/v2/actors", body=b"x", content_encoding="gzip")
    assert (status, said["error"]["type"]) == (400, "invalid-request")


def test_limits() -> None:
    ask = Caller("apify")
    ask.session.rate_limits = True
    ask.session.clock.mode = "virtual"
    answers = [ask("GET", "/v2/users/me") for _ in range(61)]
    assert (answers[59].status, answers[60].status) == (200, 429)
    assert answers[60].data["error"]["type"] == "rate-limit-exceeded"
