"""Requests are read wherever they say something."""

import orjson

from clonery.server import perform
from clonery.server.consent.given import client, given
from clonery.server.request import Request

from .conftest import Web, basic


def read(web: Web, body: bytes = b"", query: str = "", **headers: str) -> tuple[dict[str, str], tuple[str, str]]:
    request = Request("POST", "/oauth/token", query, headers, body)
    call = perform.start(web.farm, web.session, web.clone, request)
    asked = given(call)
    return asked, client(call, asked)


def test_a_form_a_json_body_and_the_query(web: Web) -> None:
    assert read(web, b"client_id=a&client_secret=b%20c") == (
        {"client_id": "a", "client_secret": "b c"}, ("a", "b c")
    )  # fmt: skip
    assert read(web, orjson.dumps({"client_id": "a", "n": 1, "more": [1]}))[0] == {"client_id": "a", "n": "1"}
    assert read(web, b"client_id=b", "client_id=a&state=s")[0] == {"client_id": "b", "state": "s"}
    assert read(web, b"{", "%ff=1")[0] == {}


def test_a_client_in_the_header(web: Web) -> None:
    assert read(web, authorization=basic("a%20b", "c"))[1] == ("a b", "c")
    assert read(web, authorization="Basic !")[1] == ("", "")
    assert read(web, authorization="Bearer x")[1] == ("", "")
