"""What Customer.io's clone says where something is wrong, in each of its APIs."""

import pytest
from tests.clones.caller import Caller

from clonery.clones.customerio import wording


@pytest.fixture(scope="module")
def ask() -> Caller:
    return Caller("customerio")


@pytest.mark.parametrize(("path", "api"), [
    ("/api/v1/customers/1", "track"), ("/api/v2/batch", "track"), ("/v1/customers", "app"), ("/v1/send/email", "app"),
    ("/v1/track", "pipelines"), ("/v1/identify", "pipelines"), ("/v1/batch", "pipelines"),
])  # fmt: skip
def test_a_path_belongs_to_an_api(path: str, api: str) -> None:
    assert wording.api(path) == api


def test_keys(ask: Caller) -> None:
    app = {"errors": [{"detail": "Unauthorized request", "status": "401"}]}
    assert ask.refusal("GET", "/v1/workspaces", token=None) == (401, app)
    assert ask.refusal("GET", "/v1/workspaces", token="nope") == (401, app)
    track = {"meta": {"error": "Unauthorized request"}}
    assert ask.refusal("PUT", "/api/v1/customers/1", body={}, token=None) == (401, track)


def test_what_is_not_there(ask: Caller) -> None:
    missing = {"errors": [{"detail": "not found", "status": "404"}]}
    assert ask.refusal("GET", "/v1/segments/99") == (404, missing)
    assert ask.refusal("GET", "/v1/nope") == (404, missing)
    assert ask.refusal("GET", "/api/v1/nope") == (404, {"meta": {"error": "not found"}})


def test_what_was_sent(ask: Caller) -> None:
    status, body = ask.refusal("POST", "/v1/segments", body={"segment": 3})
    assert (status, body["errors"][0]["source"]["pointer"], body["errors"][0]["status"]) == (422, "/segment", "422")
    status, body = ask.refusal("POST", "/api/v1/customers/cust-1/events", body={"name": 3})
    assert (status, body) == (400, {"meta": {"errors": ["name must be string"]}})
    assert ask.refusal("POST", "/v1/segments", body=b"{")[0] == 400
