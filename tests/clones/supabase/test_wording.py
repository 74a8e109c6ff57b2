"""What Supabase's clone says where something is wrong, in the Management API and in a project."""

import pytest
from tests.clones.caller import Caller

from clonery.clones.supabase import wording


@pytest.fixture(scope="module")
def ask() -> Caller:
    return Caller("supabase")


def test_which_paths_are_a_projects() -> None:
    paths = ("/auth/v1/user", "/rest/v1/orders", "/v1/projects", "/v1/projects/x/functions")
    assert [wording.of_project(path) for path in paths] == [True, True, False, False]


def test_tokens(ask: Caller) -> None:
    assert ask.refusal("GET", "/v1/projects", token=None) == (401, {"message": "Unauthorized"})
    assert ask.refusal("GET", "/v1/projects", token="sbp_x") == (401, {"message": "Unauthorized"})


def test_a_projects_keys(ask: Caller) -> None:
    status, body = ask.refusal("GET", "/auth/v1/settings", token=None)
    assert (status, body["message"]) == (401, "No API key found in request")
    assert ask.refusal("GET", "/auth/v1/settings", token="nope")[1]["message"] == "Invalid API key"
    anon = ask.details["anon_key"]
    refused = (403, {"code": 403, "error_code": "not_admin", "msg": "User not allowed"})
    assert ask.refusal("GET", "/auth/v1/admin/users", token=anon) == refused


def test_what_is_not_there(ask: Caller) -> None:
    assert ask.refusal("GET", f"/v1/projects/{'z' * 20}") == (404, {"message": "Project not found"})
    assert ask.refusal("GET", "/v1/nope") == (404, {"message": "Cannot GET /v1/nope"})
    path = "/auth/v1/admin/users/00000000-0000-4000-8000-0000000000ff"
    older = {"code": 404, "error_code": "user_not_found", "msg": "User not found"}
    assert ask.refusal("GET", path) == (404, older)
    newer = {"code": "user_not_found", "message": "User not found"}
    assert ask.refusal("GET", path, x_supabase_api_version="2024-01-01") == (404, newer)


def test_what_was_sent(ask: Caller) -> None:
    status, body = ask.refusal("POST", "/v1/projects", body={"name": 3})
    assert status == 400
    assert "name: Expected string" in body["message"]
    assert ask.refusal("POST", "/v1/projects", body=b"{")[1] == {"message": "Could not parse request body as JSON"}
