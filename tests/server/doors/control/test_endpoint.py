"""The wire: what can be read and what can't, and how a refusal looks."""

import logging
from collections.abc import Callable

import pytest

from clonery.server.doors import control as door

from .conftest import Control


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"{", 400, "malformed"),
        (b'{"name": "\xff"}', 400, "malformed"),
        (b'{"name": NaN}', 400, "malformed"),
        (b"[]", 422, "invalid"),
        (b'"x"', 422, "invalid"),
        (b"null", 422, "invalid"),
    ],
)
def test_a_body_that_is_no_object_is_refused(control: Control, content: bytes, status: int, code: str) -> None:
    before = len(control.farm.sessions)
    assert control.refused("POST", "sessions", content=content)[:2] == (status, code)
    assert len(control.farm.sessions) == before


@pytest.mark.parametrize("content", [b"", b"  \n", b"{}"])
def test_an_empty_body_is_an_empty_object(control: Control, content: bytes) -> None:
    assert control.send("POST", "/_clonery/sessions/x/snapshots", content=content).status_code == 201


def test_a_body_over_the_limit_is_refused(controls: Callable[..., Control]) -> None:
    control = controls(body_limit_bytes=1000)
    assert control.send("POST", "/_clonery/sessions", content=b" " * 1000).status_code == 201
    status, code, _, message = control.refused("POST", "sessions", content=b" " * 1001)
    assert (status, code, message) == (413, "too_large", "the body is over 1000 bytes")


@pytest.mark.parametrize(
    ("query", "field", "message"),
    [
        ("after=x", "after", "after has to be integer, not string"),
        ("after=-1", "after", "after: -1 is less than the minimum of 0"),
        ("limit=0", "limit", "limit: 0 is less than the minimum of 1"),
        ("afer=1", "afer", "unknown field 'afer'; did you mean 'after'? There are after, limit"),
        ("after=99999999999999999999", "after", "after has to be integer, not string"),
    ],
)
def test_a_query_is_checked_as_strictly_as_a_body(control: Control, query: str, field: str, message: str) -> None:
    assert control.refused("GET", f"sessions/x/calls?{query}") == (422, "invalid", field, message)
    assert control.refused("GET", "sessions/x/calls?after=%ff")[:2] == (400, "malformed")
    assert control.refused("POST", "sessions?name=y", {})[2] == "name"


def test_an_unknown_session_and_an_ended_one_say_so(control: Control) -> None:
    assert control.refused("GET", "sessions/y") == (404, "not_found", "session", "there is no session 'y'")
    control("DELETE", "sessions/x")
    gone = (404, "not_found", "session", "session 'x' has ended: it was deleted")
    for method, path in (("GET", "sessions/x/state"), ("POST", "sessions/x/reset"), ("DELETE", "sessions/x")):
        assert control.refused(method, path) == gone


@pytest.mark.parametrize(
    ("headers", "root"),
    [
        ({"host": "farm.example:81"}, "http://farm.example:81"),
        ({"host": "toy.localhost:7070"}, "http://localhost:7070"),
        ({"x-forwarded-host": "a.example", "x-forwarded-proto": "https", "x-forwarded-prefix": "/farm/"},
         "https://a.example/farm"),
    ],
)  # fmt: skip
def test_addresses_are_those_that_the_caller_used(control: Control, headers: dict[str, str], root: str) -> None:
    made = control("GET", "sessions/x", **headers)["clones"]["toy"]
    assert (made["rest"], made["mcp"]) == (f"{root}/s/x/toy", f"{root}/s/x/toy/mcp")


def test_our_own_mistake_is_logged_and_answered(control: Control, caplog: pytest.LogCaptureFixture) -> None:
    control.farm.sessions["x"].settings.pop("created_at")
    with caplog.at_level(logging.ERROR):
        assert control.refused("GET", "sessions/x") == (500, "failed", "", "the farm failed: see its log")
    assert "KeyError: 'created_at'" in caplog.text
    assert door.PREFIX == "/_clonery"
