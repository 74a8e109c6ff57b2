"""What Unipile's clone says where something is wrong, in both versions."""

import pytest
from tests.clones.caller import Caller


@pytest.fixture(scope="module")
def ask() -> Caller:
    return Caller("unipile")


def test_keys(ask: Caller) -> None:
    status, body = ask.refusal("GET", "/api/v1/accounts", token=None)
    assert (status, body["type"], body["status"], body["title"]) == (
        401,
        "errors/missing_credentials",
        401,
        "Missing credentials",
    )
    assert ask.refusal("GET", "/api/v1/accounts", token="x")[1]["type"] == "errors/invalid_credentials"


def test_what_is_not_there(ask: Caller) -> None:
    status, body = ask.refusal("GET", "/api/v1/chats/nope")
    assert (status, body) == (404, {
        "title": "Resource not found", "detail": "There is no chat nope", "instance": "/api/v1/chats/nope",
        "type": "errors/resource_not_found", "status": 404,
    })  # fmt: skip
    assert ask.refusal("GET", "/api/v1/nope")[1]["type"] == "errors/resource_not_found"


def test_version_2_has_a_shape_of_its_own(ask: Caller) -> None:
    status, body = ask.refusal("GET", "/v2/nope")
    assert (status, body["object"], body["type"]) == (404, "Error", "api/resource_not_found")
    assert sorted(body) == ["detail", "object", "req_id", "status", "title", "type"]


def test_what_was_sent(ask: Caller) -> None:
    status, body = ask.refusal("PATCH", "/api/v1/chats/acmeChatLeaRoux0000001", body={"action": 3})
    assert (status, body["type"]) == (400, "errors/invalid_parameters")
    assert ask.refusal("POST", "/api/v1/webhooks", body=b"{")[1]["type"] == "errors/malformed_request"
