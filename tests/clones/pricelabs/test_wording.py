"""What PriceLabs' clone says where something is wrong."""

import pytest
from tests.clones.caller import Caller


@pytest.fixture(scope="module")
def ask() -> Caller:
    return Caller("pricelabs")


def test_keys(ask: Caller) -> None:
    assert ask.refusal("GET", "/v1/listings", token=None) == (401, {"error": "API key is missing", "status": 401})
    assert ask.refusal("GET", "/v1/listings", token="x") == (401, {"error": "Invalid API key", "status": 401})


def test_what_is_not_there(ask: Caller) -> None:
    assert ask.refusal("GET", "/v1/nope") == (404, {"error": "Route not found", "status": 404})
    status, body = ask.refusal("GET", "/v1/listings/9", query="pms=ownerrez")
    assert (status, body["error"]) == (404, "Listing 9 not found")


def test_what_was_sent(ask: Caller) -> None:
    status, body = ask.refusal("POST", "/v1/listings", body={"listings": 3})
    assert (status, body["error"]) == (400, "listings must be of type array")
    assert ask.refusal("POST", "/v1/listings", body=b"{")[1]["error"] == "The body is not valid JSON"
