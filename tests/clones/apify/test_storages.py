"""Datasets, key-value stores and request queues of Apify's clone."""

import pytest
from tests.clones.caller import Caller


@pytest.fixture
def ask() -> Caller:
    return Caller("apify")


def test_a_storage_of_a_name_is_made_once(ask: Caller) -> None:
    for path in ("datasets", "key-value-stores", "request-queues"):
        first = ask("POST", f"/v2/{path}", query="name=n")
        second = ask("POST", f"/v2/{path}", query="name=n")
        assert (first.status, second.status) == (201, 200)
        assert first.data["data"]["id"] == second.data["data"]["id"]
        assert ask("POST", f"/v2/{path}").data["data"]["id"] != first.data["data"]["id"]


def test_items_are_pushed_and_listed(ask: Caller) -> None:
    id = ask("POST", "/v2/datasets", query="name=n").data["data"]["id"]
    below = f"/v2/datasets/{id}/items"
    assert ask("POST", below, [{"a": 1, "#h": 1}, {"a": 2}]).status == 201
    assert ask("POST", below, {"b": 3}).status == 201
    page = ask("GET", below, query="limit=1&offset=1")
    assert (page.data, dict(page.headers)["X-Apify-Pagination-Total"]) == ([{"a": 2}], "3")
    assert ask("GET", below, query="desc=1&fields=b").data[0] == {"b": 3}
    assert ask("GET", below, query="clean=1&omit=a").data == [{"b": 3}]
    assert ask("GET", f"/v2/datasets/{id}").data["data"]["itemCount"] == 3
    assert ask("POST", below, [1]).status == 400
    assert ask("GET", "/v2/datasets/none/items").status == 404


def test_records_are_kept_as_they_are(ask: Caller) -> None:
    id = ask("POST", "/v2/key-value-stores").data["data"]["id"]
    below = f"/v2/key-value-stores/{id}"
    assert ask("PUT", f"{below}/records/text", b"hi", content_type="text/plain").status == 201
    assert ask("PUT", f"{below}/records/json", {"v": 1}).status == 201
    read = ask("GET", f"{below}/records/text")
    assert (read.body, dict(read.headers)["Content-Type"]) == (b"hi", "text/plain")
    assert ask("GET", f"{below}/records/json").data == {"v": 1}
    first = ask("GET", f"{below}/keys", query="limit=1").data["data"]
    assert (first["isTruncated"], first["nextExclusiveStartKey"], first["items"][0]["size"]) == (True, "json", 7)
    rest = ask("GET", f"{below}/keys", query="exclusiveStartKey=json").data["data"]
    assert [each["key"] for each in rest["items"]] == ["text"]
    assert ask("GET", f"{below}/keys", query="prefix=t").data["data"]["count"] == 1
    assert ask("DELETE", f"{below}/records/text").status == 204
    assert ask("GET", f"{below}/records/text").status == 404


def test_requests_wait_in_line_once(ask: Caller) -> None:
    id = ask("POST", "/v2/request-queues").data["data"]["id"]
    below = f"/v2/request-queues/{id}"
    one = ask("POST", f"{below}/requests", {"url": "https://a.example/", "uniqueKey": "a"}).data["data"]
    again = ask("POST", f"{below}/requests", {"url": "https://a.example/", "uniqueKey": "a"}).data["data"]
    assert (one["wasAlreadyPresent"], again["wasAlreadyPresent"]) == (False, True)
    assert one["requestId"] == again["requestId"]
    batch = [{"url": "https://b.example/", "uniqueKey": "b"}, {"url": "https://a.example/", "uniqueKey": "a"}]
    done = ask("POST", f"{below}/requests/batch", batch).data["data"]["processedRequests"]
    assert [each["wasAlreadyPresent"] for each in done] == [False, True]
    head = ask("GET", f"{below}/head", query="limit=1").data["data"]
    assert [each["uniqueKey"] for each in head["items"]] == ["a"]
    assert ask("GET", f"{below}/requests/{one['requestId']}").data["data"]["uniqueKey"] == "a"
