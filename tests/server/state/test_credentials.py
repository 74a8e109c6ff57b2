"""Tokens: unknown, revoked, expired and under-scoped ones fail, and the state rewinds them."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

Ask = Callable[..., Any]


def test_the_refusals(ask: Ask) -> None:
    assert ask("GET", "/boxes/main/widgets", token="").data["error"]["code"] == "missing"
    assert ask("GET", "/boxes/main/widgets", token="nope").data["error"]["code"] == "unknown"
    refused = ask("POST", "/boxes/main/widgets", {"name": "x"}, token="toy_reader")
    assert (refused.status, refused.data["error"]["code"]) == (403, "missing_scope")


def test_revoked_and_expired_tokens_fail_until_a_reset(ask: Ask) -> None:
    credentials = ask.session.opened.credentials
    known = credentials.get("toy", "toy_default")
    with ask.session.transaction():
        credentials.put(replace(known, revoked=True))
    assert ask("GET", "/boxes/main/widgets").data["error"]["code"] == "revoked"
    with ask.session.transaction():
        credentials.put(replace(known, expires_at=1))
    assert ask("GET", "/boxes/main/widgets").data["error"]["code"] == "expired"
    ask.session.reset()
    assert ask("GET", "/boxes/main/widgets").status == 200


def test_lenient_auth_takes_any_token_as_the_default_person(toy_farm: Callable[..., Any]) -> None:
    from clonery.server import perform
    from clonery.server.request import Request

    farm = toy_farm(lenient_auth=True)
    request = Request("POST", "/boxes", headers={"authorization": "Bearer whatever"}, body=b'{"name":"x"}')
    assert perform.rest(farm, farm.session("default"), farm.clone("toy"), request).status == 201
    assert farm.session("default").opened.log.read()[0][0]["actor"] == "ada"


def test_the_default_comes_first_and_ids_are_stable(ask: Ask) -> None:
    credentials = ask.session.opened.credentials
    assert [made.token for made in credentials.all("toy")] == ["toy_default", "toy_reader"]
    assert credentials.default("toy").id == ask.farm.create(name="b").opened.credentials.default("toy").id
