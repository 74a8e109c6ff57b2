"""How Datadog's clone reads its two keys, pages, and writes ids and times."""

import re

import pytest
from tests.clones.caller import Caller


@pytest.fixture(scope="module")
def ask() -> Caller:
    return Caller("datadog")


def test_an_application_key_goes_with_an_api_key(ask: Caller) -> None:
    keys = {"dd_application_key": ask.token, "dd_api_key": ask.details["api_key"]}
    assert ask("GET", "/api/v1/monitor", token=None, **keys).data[0]["name"] == "Checkout errors"
    assert ask("GET", "/api/v1/monitor", token=None, dd_application_key=ask.token).status == 401
    assert ask("GET", "/api/v1/monitor", token=None, **{**keys, "dd_api_key": "wrong"}).status == 403
    assert ask("GET", "/api/v1/monitor").status == 200


def test_an_api_key_alone_opens_the_intake(ask: Caller) -> None:
    key = {"dd_api_key": ask.details["api_key"]}
    assert ask("GET", "/api/v1/validate", token=None, **key).status == 200
    assert ask("GET", "/api/v1/monitor", token=None, **key).status == 401


def test_people_are_listed_and_known(ask: Caller) -> None:
    users = ask("GET", "/api/v2/users").data["data"]
    emails = [user["attributes"]["email"] for user in users]
    assert emails[:3] == ["ada@acme.example", "ben@acme.example", "cleo@acme.example"]
    assert ask("GET", "/api/v2/current_user").data["data"]["attributes"]["name"] == "Ada Moreau"


def test_a_monitor_is_made_changed_and_deleted(ask: Caller) -> None:
    made = ask("POST", "/api/v1/monitor", {"name": "Latency", "type": "query alert", "query": "avg(last_5m):a{*} > 1"})
    assert (made.status, made.data["name"]) == (200, "Latency")
    path = f"/api/v1/monitor/{made.data['id']}"
    assert ask("PUT", path, {"name": "Slow"}).data["name"] == "Slow"
    assert ask("GET", path).data["name"] == "Slow"
    assert ask("DELETE", path).status == 200
    assert ask.refusal("GET", path) == (404, {"errors": ["Monitor not found"]})


def test_ids_and_times_have_their_forms(ask: Caller) -> None:
    made = ask("POST", "/api/v1/dashboard", {"title": "T", "layout_type": "ordered", "widgets": []}).data
    assert re.fullmatch("[a-z0-9]{3}-[a-z0-9]{3}-[a-z0-9]{3}", made["id"])
    assert ask.clone.dialect.now(1_767_603_600_000_000) == "2026-01-05T09:00:00.000000+00:00"
