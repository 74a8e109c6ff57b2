"""One handshake-era request on its own: what the transport and the protocol refuse, and what they accept."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

Post = Callable[..., httpx.Response]


@pytest.mark.parametrize("version", ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"])
def test_initialize_agrees_on_the_version_that_was_asked_for(post: Post, version: str) -> None:
    params = {"protocolVersion": version, "capabilities": {}, "clientInfo": {"name": "x", "version": "1"}}
    answer = post("initialize", params, headers={"mcp-protocol-version": None})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/json")
    assert "mcp-session-id" not in answer.headers
    result = answer.json()["result"]
    assert (result["protocolVersion"], result["serverInfo"]["name"]) == (version, "clonery")
    assert "tools" in result["capabilities"]
    unknown = post("initialize", params | {"protocolVersion": "1999-01-01"}, headers={"mcp-protocol-version": None})
    assert unknown.json()["result"]["protocolVersion"] == "2025-11-25"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"{", -32700), (b"", -32700), (b'{"jsonrpc": "2.0", "id": 1, "method": "\xff"}', -32700), (b"[]", -32600),
        (b"7", -32600), (b'{"id": 1}', -32600), (b'{"jsonrpc": "1.0", "id": 1, "method": "ping"}', -32600),
        (b'[{"jsonrpc": "2.0", "id": 1, "method": "ping"}]', -32600),
    ],
)  # fmt: skip
def test_what_is_no_message_is_400(post: Post, body: bytes, code: int) -> None:
    answer = post("", body=body)
    assert (answer.status_code, answer.json()["error"]["code"], answer.json()["id"]) == (400, code, None)


def test_malformed_json_is_400_in_the_stateless_era_too(post: Post) -> None:
    answer = post("tools/list", body=b"{", version="2026-07-28")
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, -32700)


@pytest.mark.parametrize(
    ("method", "params", "code"),
    [
        ("nothing/such", {}, -32601),
        ("resources/list", {}, -32601),
        ("tools/call", {}, -32602),
        ("tools/call", {"name": "get_widget", "arguments": [1]}, -32602),
        ("tools/call", {"name": "get_gadget", "arguments": {}}, -32602),
        ("tools/list", {"cursor": "2"}, -32602),
        ("initialize", {}, -32602),
    ],
)
def test_what_the_protocol_refuses_is_the_same_in_both_eras(post: Post, method: str, params: Any, code: int) -> None:
    answer = post(method, params)
    assert (answer.status_code, answer.json()["error"]["code"], answer.json()["id"]) == (200, code, 7)
    modern = post(method, params, version="2026-07-28")
    assert modern.json()["error"]["code"] == (-32601 if method == "initialize" else code)
    assert modern.status_code == (404 if modern.json()["error"]["code"] == -32601 else 400)


def test_a_tool_name_that_is_no_text_is_refused(post: Post) -> None:
    assert post("tools/call", {"name": 1}).json()["error"]["code"] == -32602


def test_notifications_and_ping(post: Post) -> None:
    answer = post("", body=b'{"jsonrpc": "2.0", "method": "notifications/initialized"}')
    assert (answer.status_code, answer.content) == (202, b"")
    assert post("ping").json() == {"jsonrpc": "2.0", "id": 7, "result": {}}


def test_other_methods_types_and_sizes_are_refused(post: Post) -> None:
    for verb in ("GET", "DELETE", "PUT", "OPTIONS"):
        answer = post("tools/list", verb=verb)
        assert (answer.status_code, answer.headers["allow"]) == (405, "POST"), verb
    assert post("tools/list", headers={"content-type": "text/plain"}).status_code == 415
    assert post("tools/list", headers={"accept": "text/html"}).status_code == 406
    assert post("tools/list", headers={"accept": "*/*"}).status_code == 200


@pytest.mark.parametrize("version", ["2025-11-25", "2026-07-28"])
def test_a_body_of_the_limit_passes_and_one_over_it_does_not(post: Post, version: str) -> None:
    limit = post.farm.settings.body_limit_bytes  # type: ignore[attr-defined] # see the fixture
    params = {"name": "create_widget", "arguments": {"box": "main", "name": "x" * (limit - 1000)}}
    answer = post("tools/call", params, version=version)
    assert answer.status_code == 200
    assert len(answer.json()["result"]["content"][0]["text"]) > limit - 1000
    params["arguments"]["name"] += "x" * 2000  # type: ignore[index] # a mapping in a mapping
    assert post("tools/call", params, version=version).status_code == 413
