"""What OwnerRez's clone says where something is wrong."""

import pytest
from tests.clones.caller import Caller


@pytest.fixture(scope="module")
def ask() -> Caller:
    return Caller("ownerrez")


def test_tokens(ask: Caller) -> None:
    required = {
        "messages": ["Authentication is required."], "code": "auth_required",
        "doc_url": "https://api.ownerrez.com/help/v2/errors/auth_required",
        "status": "unauthorized", "status_code": 401,
    }  # fmt: skip
    assert ask.refusal("GET", "/v2/users/me", token=None) == (401, required)
    assert ask.refusal("GET", "/v2/users/me", token="pt_nope")[1]["code"] == "invalid_token"


def test_what_is_not_there(ask: Caller) -> None:
    status, body = ask.refusal("GET", "/v2/guests/1")
    assert (status, body["messages"], body["status"]) == (404, ["Guest 1 does not exist."], "not_found")
    assert ask.refusal("GET", "/v2/nope")[1]["code"] == "not_found"
    assert ask.refusal("PUT", "/v2/guests")[1]["code"] == "method_not_allowed"


def test_what_was_sent(ask: Caller) -> None:
    status, body = ask.refusal("POST", "/v2/guests", body=b"{")
    assert (status, body["code"]) == (400, "invalid_json")
    status, body = ask.refusal("POST", "/v2/guests", body=[1])
    assert (status, body["code"]) == (400, "validation_failed")


def test_limits() -> None:
    ask = Caller("ownerrez")
    ask.session.rate_limits = True
    for _ in range(300):
        assert ask("GET", "/v2/users/me").status == 200
    assert ask.refusal("GET", "/v2/users/me") == (429, {"code": 429, "error": "Rate limit exceeded."})
