"""Tokens, headers, pages and entity tags as GitHub has them."""

from base64 import b64encode

import httpx
import pytest

from clonery.clones.github.dialect import GitHub
from clonery.server.request import Request

from .credentials import ADA, CLEO


@pytest.mark.parametrize(
    "value",
    ["Bearer T", "token T", "bearer  T", "Basic " + b64encode(b"me:T").decode(), "Basic " + b64encode(b"T:").decode()],
)
def test_a_token_in_every_style(value: str) -> None:
    assert GitHub().token(Request("GET", "/", headers={"authorization": value})) == "T"


@pytest.mark.parametrize("value", ["", "Bearer", "Digest x", "Basic !!"])
def test_no_token(value: str) -> None:
    assert GitHub().token(Request("GET", "/", headers={"authorization": value})) is None


def test_the_headers_of_every_answer(http: httpx.Client) -> None:
    answer = http.get("/user")
    assert answer.headers["x-github-media-type"] == "github.v3; format=json"
    assert answer.headers["x-ratelimit-limit"] == "5000"
    assert int(answer.headers["x-ratelimit-remaining"]) < 5000
    assert "repo" in answer.headers["x-oauth-scopes"]
    assert answer.headers["server"] == "github.com"
    ids = {http.get("/user").headers["x-github-request-id"] for _ in range(3)}
    assert len(ids) == 3


def test_what_has_not_changed_is_304(http: httpx.Client) -> None:
    first = http.get("/repos/acme/webapp/issues/1")
    again = http.get("/repos/acme/webapp/issues/1", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    since = http.get("/repos/acme/webapp/issues/1", headers={"If-Modified-Since": first.headers["last-modified"]})
    assert since.status_code == 304
    http.patch("/repos/acme/webapp/issues/1", json={"title": "Another title"})
    changed = http.get("/repos/acme/webapp/issues/1", headers={"If-None-Match": first.headers["etag"]})
    assert (changed.status_code, changed.json()["title"]) == (200, "Another title")


def test_pages_link_to_each_other_by_id(http: httpx.Client) -> None:
    seen, url = [], "/repos/acme/webapp/issues?state=all&per_page=1"
    while url:
        answer = http.get(url)
        seen += [entry["number"] for entry in answer.json()]
        url = answer.links.get("next", {}).get("url", "")
        assert not url or "/repositories/1/issues?" in url
    assert sorted(seen) == [1, 2, 3, 4]
    middle = http.get("/repos/acme/webapp/issues?state=all&per_page=1&page=2").links
    assert set(middle) == {"prev", "next", "last", "first"}
    assert "page=4" in middle["last"]["url"]
    assert http.get("/repos/acme/webapp/issues?per_page=100&page=99").json() == []
    assert len(http.get("/repos/acme/webapp/issues?per_page=abc").json()) == 3


def test_a_private_repository_is_hidden_from_strangers_and_tokens_without_repo(base: str) -> None:
    for headers in ({}, {"Authorization": f"Bearer {CLEO}"}):
        answer = httpx.get(f"{base}/repos/acme/infrastructure", headers=headers)
        assert (answer.status_code, answer.json()["message"]) == (404, "Not Found")
    assert httpx.get(f"{base}/repos/acme/webapp").status_code == 200
    assert httpx.get(f"{base}/repos/acme/infrastructure", headers={"Authorization": f"Bearer {ADA}"}).json()["private"]


def test_a_token_without_scopes_does_not_write(base: str) -> None:
    answer = httpx.post(
        f"{base}/repos/acme/webapp/issues", headers={"Authorization": f"Bearer {CLEO}"}, json={"title": "x"}
    )
    assert answer.status_code == 403
    assert "Resource not accessible" in answer.json()["message"]
