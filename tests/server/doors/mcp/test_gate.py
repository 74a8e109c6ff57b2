"""Names that the farm answers to, and tokens that open it."""

import dataclasses
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from clonery.server.app import App
from clonery.server.doors.mcp.gate import Gate
from clonery.server.farm import Farm

Post = Callable[..., httpx.Response]


@pytest.mark.parametrize(
    ("host", "ours"),
    [
        ("localhost", True), ("localhost:7070", True), ("LOCALHOST:7070", True), ("127.0.0.1:7070", True),
        ("127.8.8.8", True), ("[::1]:7070", True), ("toy.localhost:7070", True), ("toy.mine.localhost", True),
        ("api.toy.example", True), ("farm.internal:80", True), ("evil.example", False),
        ("localhost.evil.example", False),
        ("api.toy.example.evil.example", False), ("evil-localhost", False), ("192.168.1.5:7070", False),
    ],
)  # fmt: skip
def test_only_our_own_names_are_answered_to(toy_farm: Callable[..., Farm], host: str, ours: bool) -> None:
    assert Gate(toy_farm(hosts=("farm.internal",)))._ours(host) is ours


@pytest.mark.parametrize("version", ["2025-11-25", "2026-07-28"])
def test_foreign_hosts_and_origins_are_refused_before_anything_else(post: Post, version: str) -> None:
    for headers in (
        {"host": "evil.example"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "https://localhost.evil.example:7070"},
        {"host": "evil.example", "authorization": None},
    ):
        answer = post("tools/list", version=version, headers=headers)
        assert answer.status_code == 403, headers
        assert answer.json()["error"]["code"] == -32600
    for headers in ({"origin": "http://localhost:5173"}, {"origin": "http://127.0.0.1"}, {"host": "api.toy.example"}):
        path = "/mcp" if "host" in headers else "/toy/mcp"
        assert post("tools/list", version=version, headers=headers, path=path).status_code == 200, headers


@pytest.mark.parametrize("version", ["2025-11-25", "2026-07-28"])
def test_a_missing_and_a_bad_token_are_refused_already_at_the_start(post: Post, version: str) -> None:
    method = "initialize" if version == "2025-11-25" else "server/discover"
    params = {"protocolVersion": version, "capabilities": {}, "clientInfo": {"name": "x", "version": "1"}}
    for token in (None, "", "Basic dG95", "toy_default", "Bearer ", "Bearer toy_defaul", "Bearer toy_default x"):
        answer = post(method, params, version=version, headers={"authorization": token})
        assert answer.status_code == 401, token
        challenge = answer.headers["www-authenticate"]
        assert challenge.startswith('Bearer realm="clonery"')
        assert ("invalid_token" in challenge) is bool(token and token.startswith("Bearer t"))
    assert post(method, params, version=version, headers={"authorization": "bearer toy_default"}).status_code == 200


def test_revoked_and_expired_tokens_are_refused(post: Post) -> None:
    session = post.farm.session("default")  # type: ignore[attr-defined] # see the fixture
    known = session.opened.credentials
    made = known.get("toy", "toy_reader")
    for change in ({"revoked": True}, {"expires_at": session.clock.now() - 1}):
        known.put(dataclasses.replace(made, **change))
        assert post("tools/list", headers={"authorization": "Bearer toy_reader"}).status_code == 401, change
    known.put(dataclasses.replace(made, expires_at=session.clock.now() + 60_000_000))
    assert post("tools/list", headers={"authorization": "Bearer toy_reader"}).status_code == 200


def test_lenient_auth_takes_any_token_for_the_default_one(post: Post, toy_farm: Callable[..., Farm]) -> None:
    app = App(toy_farm(lenient_auth=True))
    call: dict[str, Any] = {"name": "create_widget", "arguments": {"box": "main", "name": "w"}}
    answer = post("tools/call", call, app=app, headers={"authorization": "Bearer whatever"})
    assert '"owner":1' in answer.json()["result"]["content"][0]["text"]
    assert post("tools/call", call, app=app, headers={"authorization": None}).status_code == 401


def test_an_unknown_session_and_a_clone_that_a_session_lacks_are_404(post: Post) -> None:
    answer = post("tools/list", path="/s/nowhere/toy/mcp")
    assert (answer.status_code, answer.json()["error"]["field"]) == (404, "session")
    assert post("tools/list", path="/s/nowhere/mcp").status_code == 404
    session = post.farm.create(name="bare", clones=["toy"])  # type: ignore[attr-defined] # see the fixture
    session.clones = ()
    assert "has no clone 'toy'" in post("tools/list", path="/s/bare/toy/mcp").json()["error"]["message"]
    assert post("tools/list", path="/s/bare/mcp").status_code == 401
