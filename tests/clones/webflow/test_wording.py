"""What Webflow's clone says where something is wrong."""

from typing import Any

import pytest
from tests.clones.caller import Caller

SITE = "67c5a0000000000000000010"
LIMITED = "be40" * 15 + "feed"


@pytest.fixture(scope="module")
def ask() -> Caller:
    return Caller("webflow")


def body(message: str, code: str, details: Any = ()) -> dict[str, Any]:
    return {"message": message, "code": code, "externalReference": None, "details": list(details)}


def test_tokens(ask: Caller) -> None:
    refused = (401, body("Request not authorized", "not_authorized"))
    assert ask.refusal("GET", "/v2/sites", token=None) == refused
    assert ask.refusal("GET", "/v2/sites", token="0" * 64) == refused
    lacks = body("OAuthForbidden: You are missing the following scopes - sites:write", "missing_scopes")
    assert ask.refusal("PATCH", f"/v2/sites/{SITE}", body={"name": "x"}, token=LIMITED) == (403, lacks)


def test_what_is_not_there(ask: Caller) -> None:
    missing = body("Requested resource not found: The site cannot be found", "resource_not_found")
    assert ask.refusal("GET", f"/v2/sites/{'0' * 24}") == (404, missing)
    item = body("Requested resource not found: The item cannot be found", "item_not_found")
    assert ask.refusal("GET", f"/v2/collections/67c5a0000000000000000020/items/{'0' * 24}") == (404, item)
    assert ask.refusal("GET", "/v2/nope") == (404, body("Route not found: /v2/nope", "resource_not_found"))


def test_what_was_sent(ask: Caller) -> None:
    details = [
        {"param": "singularName", "description": "Value is required"},
        {"param": "displayName", "description": "Expected value to be string"},
    ]
    path = f"/v2/sites/{SITE}/collections"
    assert ask.refusal("POST", path, body={"displayName": 3}) == (
        400,
        body("Validation Error", "validation_error", details),
    )
    status, said = ask.refusal("POST", path, body=b"{")
    assert (status, said["code"]) == (400, "bad_request")
