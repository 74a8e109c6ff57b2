"""How Cal.com's clone reads keys, versions and pages, and what its answers carry."""

import pytest
from tests.clones.caller import Caller

BOOKINGS = {"cal_api_version": "2024-08-13"}


@pytest.fixture(scope="module")
def ask() -> Caller:
    return Caller("calcom")


def test_the_default_key_is_adas(ask: Caller) -> None:
    assert ask.token.startswith("cal_live_")
    me = ask("GET", "/v2/me").data
    assert (me["status"], me["data"]["username"], me["data"]["email"]) == ("success", "ada", "ada@acme.example")


def test_the_organization_has_its_people(ask: Caller) -> None:
    people = ask("GET", "/v2/organizations/10/users").data["data"]
    assert [person["email"] for person in people] == [f"{n}@acme.example" for n in ("ada", "ben", "cleo", "bot")]


def test_an_oauth_clients_secret_opens_too_and_may_call_more_often(ask: Caller) -> None:
    answer = ask(
        "GET", "/v2/me", token=None, x_cal_client_id="c", x_cal_secret_key="acme-oauth-client-secret-0000000000001"
    )
    assert (answer.status, dict(answer.headers)["X-RateLimit-Limit-Default"]) == (200, "500")
    assert dict(ask("GET", "/v2/me").headers)["X-RateLimit-Limit-Default"] == "120"


def test_a_resource_answers_to_its_version_alone(ask: Caller) -> None:
    assert len(ask("GET", "/v2/bookings", **BOOKINGS).data["data"]) == 2
    assert ask("GET", "/v2/bookings").status == 404
    assert ask("GET", "/v2/bookings", cal_api_version="2020-01-01").status == 404


def test_take_and_skip(ask: Caller) -> None:
    answer = ask("GET", "/v2/bookings", query="take=1&skip=1", **BOOKINGS).data
    assert [booking["uid"] for booking in answer["data"]] == ["acmeBooking00000000002"]


def test_what_is_made_is_read_back(ask: Caller) -> None:
    sent = {"name": "Mornings", "timeZone": "Europe/Paris", "isDefault": False}
    sent |= {"availability": [{"days": ["Monday"], "startTime": "09:00", "endTime": "12:00"}]}
    made = ask("POST", "/v2/schedules", sent, cal_api_version="2024-06-11")
    assert made.status == 201
    read = ask("GET", f"/v2/schedules/{made.data['data']['id']}", cal_api_version="2024-06-11").data["data"]
    assert (read["name"], read["availability"][0]["days"]) == ("Mornings", ["Monday"])


def test_a_request_keeps_its_name(ask: Caller) -> None:
    assert dict(ask("GET", "/v2/me", x_request_id="mine").headers)["X-Request-Id"] == "mine"
