"""What ClickUp's clone says where something is wrong."""

import pytest
from tests.clones.caller import Caller


@pytest.fixture(scope="module")
def ask() -> Caller:
    return Caller("clickup")


def test_tokens(ask: Caller) -> None:
    missing = {"err": "Authorization header required", "ECODE": "OAUTH_017"}
    assert ask.refusal("GET", "/api/v2/user", token=None) == (401, missing)
    assert ask.refusal("GET", "/api/v2/user", token="pk_1_X") == (401, {"err": "Token invalid", "ECODE": "OAUTH_025"})


def test_what_is_not_there(ask: Caller) -> None:
    task = {"err": "Task not found, deleted", "ECODE": "ITEM_013"}
    assert ask.refusal("GET", "/api/v2/task/86nope000") == (404, task)
    team = {"err": "Team not authorized", "ECODE": "OAUTH_027"}
    assert ask.refusal("GET", "/api/v2/team/1/space") == (401, team)
    assert ask.refusal("GET", "/api/v2/nope") == (404, {"err": "Route not found", "ECODE": "APP_001"})


def test_version_3_has_a_shape_of_its_own(ask: Caller) -> None:
    status, body = ask.refusal("GET", "/api/v3/nope")
    assert (status, body["status"], body["message"]) == (404, 404, "Route not found")
    assert sorted(body) == ["message", "status", "trace_id"]


def test_what_was_sent(ask: Caller) -> None:
    path = "/api/v2/list/901200120/task"
    assert ask.refusal("POST", path, body={}) == (400, {"err": "name is required", "ECODE": "INPUT_003"})
    assert ask.refusal("POST", path, body={"name": 3}) == (400, {"err": "name invalid", "ECODE": "INPUT_003"})
    assert ask.refusal("POST", path, body=b"{")[1]["ECODE"] == "JSON_001"
