"""What Cal.com's clone says where something is wrong."""

from typing import Any

import pytest
from tests.clones.caller import Caller

EVENT_TYPES = {"cal_api_version": "2024-06-14"}


@pytest.fixture(scope="module")
def ask() -> Caller:
    return Caller("calcom")


def said(ask: Caller, method: str, path: str, **more: Any) -> tuple[int, str, str, str]:
    """Status, path, code and message; the envelope around them is always the same."""
    status, body = ask.refusal(method, path, **more)
    error = body["error"]
    assert body["status"] == "error"
    assert (error["details"]["statusCode"], error["details"]["message"]) == (status, error["message"])
    return status, body["path"], error["code"], error["message"]


def test_keys(ask: Caller) -> None:
    status, path, code, message = said(ask, "GET", "/v2/me", token=None, query="a=1")
    assert (status, path, code) == (401, "/v2/me?a=1", "UnauthorizedException")
    assert message.startswith("ApiAuthStrategy - No authentication method provided.")
    assert said(ask, "GET", "/v2/me", token="cal_nope")[3] == "ApiAuthStrategy - api key - Your api key is not valid"


def test_what_is_not_there(ask: Caller) -> None:
    assert said(ask, "GET", "/v2/nope") == (404, "/v2/nope", "NotFoundException", "Cannot GET /v2/nope")
    found = said(ask, "GET", "/v2/event-types/999", **EVENT_TYPES)
    assert found[2:] == ("NotFoundException", "Event type with id=999 not found")


def test_what_was_sent(ask: Caller) -> None:
    schedule = {"name": 3, "timeZone": "Europe/Paris"}
    wrong = said(ask, "POST", "/v2/schedules", body=schedule, cal_api_version="2024-06-11")
    assert wrong[2:] == ("BadRequestException", "isDefault should not be empty, name must be a string")
    assert said(ask, "POST", "/v2/schedules", body=b"{", cal_api_version="2024-06-11")[0] == 400


def test_limits() -> None:
    ask = Caller("calcom")
    ask.session.rate_limits = True
    for _ in range(120):
        assert ask("GET", "/v2/me").status == 200
    status, _, code, message = said(ask, "GET", "/v2/me")
    assert (status, code) == (429, "HttpException")
    assert message.startswith("CustomThrottlerGuard - Too many requests.")
