"""How Apify's clone reads tokens, paths, packed bodies and pages, and what its answers carry."""

import gzip
import re

import orjson
import pytest
from tests.clones.caller import Caller


@pytest.fixture(scope="module")
def ask() -> Caller:
    return Caller("apify")


def test_the_default_token_is_adas_in_header_or_query(ask: Caller) -> None:
    assert re.fullmatch("apify_api_[A-Za-z0-9]{36}", ask.token)
    assert ask("GET", "/v2/users/me").data["data"]["username"] == "ada-acme"
    assert ask("GET", "/v2/users/me", token=None, query=f"token={ask.token}").status == 200
    assert ask("GET", "/v2/users/acmeBen0000000002").data["data"]["username"] == "ben-acme"


def test_actors_go_by_id_by_name_and_by_their_older_path(ask: Caller) -> None:
    found = [ask("GET", f"/v2/{path}").data["data"]["id"] for path in (
        "actors/acmeActorShops001", "actors/ada-acme~shop-prices", "acts/ada-acme~shop-prices",
    )]  # fmt: skip
    assert found == ["acmeActorShops001"] * 3
    assert ask("GET", "/v2/actors/ben-acme~shop-prices").status == 404


def test_lists_say_which_part_they_are(ask: Caller) -> None:
    data = ask("GET", "/v2/datasets", query="limit=1").data["data"]
    assert (data["total"], data["offset"], data["limit"], data["count"]) == (1, 0, 1, 1)


def test_a_datasets_items_are_bare_and_counted_in_headers(ask: Caller) -> None:
    answer = ask("GET", "/v2/datasets/acmeDataShops0001/items", query="limit=2")
    headers = dict(answer.headers)
    assert len(answer.data) == 2
    assert (headers["X-Apify-Pagination-Total"], headers["X-Apify-Pagination-Limit"]) == ("3", "2")


def test_what_is_made_is_read_back_also_from_a_packed_body(ask: Caller) -> None:
    body = gzip.compress(orjson.dumps({"name": "prices-at-noon"}))
    made = ask("POST", "/v2/actors", body, content_encoding="gzip")
    assert made.status == 201
    assert re.fullmatch("[A-Za-z0-9]{17}", made.data["data"]["id"])
    assert ask("GET", f"/v2/actors/{made.data['data']['id']}").data["data"]["name"] == "prices-at-noon"


def test_another_verb_by_its_name(ask: Caller) -> None:
    made = ask("POST", "/v2/datasets", query="name=to-drop").data["data"]["id"]
    assert ask("POST", f"/v2/datasets/{made}", query="method=DELETE").status == 204
    assert ask("GET", f"/v2/datasets/{made}").status == 404
