"""A device without a browser, and somebody who has one."""

from typing import Any

from .conftest import Web

DEVICE = "urn:ietf:params:oauth:grant-type:device_code"


def started(web: Web, **form: str) -> Any:
    answer = web.call("POST", "/oauth/device", {"client_id": "acme", "scope": "read", **form})
    assert answer.status == 200, answer.body
    return answer.data


def polled(web: Web, code: str) -> Any:
    """As a device asks: without a secret."""
    return web.call("POST", "/oauth/token", {"client_id": "acme", "grant_type": DEVICE, "device_code": code}).data


def test_a_device_waits_until_somebody_allows_it(web: Web) -> None:
    made = started(web)
    assert made["verification_uri"] == "http://farm/consenting/activate"
    assert (made["expires_in"], made["interval"]) == (900, 5)
    assert polled(web, made["device_code"])["error"] == "authorization_pending"
    page = web.call("GET", "/activate", query={"user_code": made["user_code"]})
    assert b"Acme App would like to use" in page.body
    done = web.call("POST", "/activate", {"user_code": made["user_code"].lower(), "user": "ben", "decision": "allow"})
    assert b"The device may go on" in done.body
    web.advance(5)
    tokens = polled(web, made["device_code"])
    assert web.reads(tokens["access_token"]) == 200
    assert web.session.opened.log.read(0, 100)[0][-1]["actor"] == "ben"
    assert polled(web, made["device_code"])["error"] == "invalid_grant"


def test_one_who_asks_too_often_is_slowed_down_for_good(web: Web) -> None:
    code = started(web)["device_code"]
    assert polled(web, code)["error"] == "authorization_pending"
    assert polled(web, code)["error"] == "slow_down"
    web.advance(6)
    assert polled(web, code)["error"] == "slow_down"
    web.advance(15)
    assert polled(web, code)["error"] == "authorization_pending"


def test_no_and_too_late_and_never_heard_of(web: Web) -> None:
    made = started(web)
    web.call("POST", "/activate", {"user_code": made["user_code"], "decision": "deny"})
    assert polled(web, made["device_code"])["error"] == "access_denied"
    other = started(web)
    web.advance(900)
    assert polled(web, other["device_code"])["error"] == "expired_token"
    late = web.call("POST", "/activate", {"user_code": other["user_code"], "decision": "allow"})
    assert (late.status, b"is no code that waits" in late.body) == (400, True)
    assert polled(web, "none")["error"] == "invalid_grant"


def test_the_page_asks_for_the_code(web: Web) -> None:
    assert b"The code it shows" in web.call("GET", "/activate").body
    assert web.call("GET", "/activate", query={"user_code": "AAAA-AAAA"}).status == 400
    refused = web.call("POST", "/oauth/device", {"client_id": "none"})
    assert (refused.status, refused.data["error"]) == (401, "invalid_client")
    assert web.call("POST", "/oauth/device", {"client_id": "acme", "scope": "fly"}).data["error"] == "invalid_scope"
