"""Requests and answers are plain values."""

import pytest

from clonery.server.problems import Malformed
from clonery.server.request import Answer, Request


def test_the_query_is_decoded_in_order_and_strictly() -> None:
    assert Request("GET", "/", "b=2&a=%C3%A9+x&b=").pairs == [("b", "2"), ("a", "é x"), ("b", "")]
    with pytest.raises(Malformed):
        _ = Request("GET", "/", "a=%ff").pairs


def test_headers_and_content_type() -> None:
    request = Request("GET", "/", headers={"content-type": "Application/JSON; charset=x"})
    assert (request.content_type, request.header("accept", "none")) == ("application/json", "none")


def test_an_answers_data() -> None:
    assert Answer(200, b'{"a":1}').data == {"a": 1}
    assert Answer(200, b"text", json=False).data == "text"
    assert Answer(204).data is None


def test_basic_authorization_is_a_name_and_a_password_or_nothing() -> None:
    def told(value: str) -> tuple[str, str] | None:
        return Request("GET", "/", headers={"authorization": value}).basic

    assert told("Basic YWRhOnNlY3JldDp4") == ("ada", "secret:x")
    assert told("basic YWRh") == ("ada", "")
    assert [told(value) for value in ("", "Bearer YWRh", "Basic %%%", "Basic /w==")] == [None] * 4


def test_cookies_by_name() -> None:
    assert Request("GET", "/", headers={"cookie": "a=1; sid=x=y; ;b="}).cookies == {"a": "1", "sid": "x=y", "b": ""}
    assert Request("GET", "/").cookies == {}
