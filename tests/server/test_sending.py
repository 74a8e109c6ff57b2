"""Deliveries over the network: where they may go, what an attempt keeps."""

import asyncio
import socket
from typing import Any

import pytest

from clonery.server.sending import BODY_LIMIT_BYTES, Sender, local
from clonery.server.state.outbox import Delivery

from .conftest import Target


def send(
    url: str, allowed: tuple[str, ...] = (), timeout_seconds: float = 5, **more: Any
) -> tuple[dict[str, Any], bool]:
    """One attempt by a sender of its own."""

    async def run() -> tuple[dict[str, Any], bool]:
        sender = Sender(allowed, timeout_seconds)
        try:
            return await sender.send(Delivery(url, "made", more.pop("body", "{}"), more.pop("headers", {}), **more))
        finally:
            await sender.close()

    return asyncio.run(run())


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("127.0.0.1", True), ("127.9.8.7", True), ("::1", True), ("localhost", True), ("LOCALHOST", True),
        ("hooks.localhost", True), ("localhost.", True), ("10.0.0.1", False), ("0.0.0.0", False),
        ("localhost.example.com", False), ("notlocalhost", False), ("127.0.0.1.nip.io", False), ("2130706433", False),
        ("::2", False), ("", False),
    ],
)  # fmt: skip
def test_a_host_is_local_by_its_form_alone(host: str, here: bool) -> None:
    assert local(host) is here


def test_the_request_is_what_the_delivery_says_and_nothing_more(target: Target) -> None:
    headers = {"Content-Type": "application/json", "User-Agent": "Toy-Hook/1", "X-Signature": "sha256=ab"}
    attempt, last = send(f"{target.url}/hook?a=b", body='{"é": 1}', headers=headers, method="POST")
    assert (attempt["status"], attempt["body"], attempt["error"], last) == (200, "taken", None, False)
    assert attempt["duration_ms"] > 0
    (request,) = target.requests
    assert request == (
        "POST", "/hook?a=b", {**headers, "Host": target.url.removeprefix("http://"), "Content-Length": "9"},
        '{"é": 1}'.encode(),
    )  # fmt: skip


def test_the_answer_is_kept_up_to_a_limit(target: Target) -> None:
    target.answers = [(503, {"Retry-After": "3"}, b"x" * (BODY_LIMIT_BYTES + 1000))]
    attempt, last = send(target.url)
    assert attempt["status"] == 503
    assert attempt["headers"]["retry-after"] == "3"
    assert attempt["body"] == "x" * BODY_LIMIT_BYTES
    assert last is False


def test_a_redirect_is_an_answer_and_is_not_followed(target: Target) -> None:
    target.answers = [(302, {"Location": "http://example.com/"}, b"")]
    attempt, _ = send(target.url)
    assert (attempt["status"], attempt["headers"]["location"]) == (302, "http://example.com/")
    assert len(target.requests) == 1


def test_names_below_localhost_go_to_this_machine_without_being_looked_up(target: Target) -> None:
    port = target.url.rpartition(":")[2]
    attempt, _ = send(f"http://my.hooks.localhost:{port}/")
    assert attempt["status"] == 200
    assert target.requests[0][2]["Host"] == f"my.hooks.localhost:{port}"


@pytest.mark.parametrize(
    "url",
    ["http://example.com/", "https://10.1.2.3/hook", "http://127.0.0.1@example.com/", "http://169.254.169.254/latest"],
)
def test_another_host_is_refused_by_name_and_for_good(url: str) -> None:
    attempt, last = send(url, allowed=("other.example",))
    host = url.rpartition("@")[2].split("/")[-2] if "@" in url else url.split("/")[2]
    assert attempt["error"] == (
        f"not sent: {host} is not this machine; start the farm with --allow-webhook-host {host} to let it go there"
    )
    assert (attempt["status"], last) == (None, True)


def test_an_allowed_host_is_looked_up_and_gets_it(target: Target, monkeypatch: pytest.MonkeyPatch) -> None:
    look_up = socket.getaddrinfo

    def here(host: Any, *rest: Any, **more: Any) -> Any:
        assert host in ("hooks.example", b"hooks.example")
        return look_up("127.0.0.1", *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", here)
    port = target.url.rpartition(":")[2]
    attempt, last = send(f"http://hooks.example:{port}/", allowed=("Hooks.Example",))
    assert (attempt["status"], attempt["error"], last) == (200, None, False)
    assert target.requests[0][2]["Host"] == f"hooks.example:{port}"


@pytest.mark.parametrize("url", ["ftp://localhost/", "file:///etc/passwd", "localhost:80", "http://", ""])
def test_what_is_no_web_address_is_refused(url: str) -> None:
    attempt, last = send(url)
    assert attempt["error"] == "not sent: the address is no http or https address with a host"
    assert last is True


def test_a_target_that_is_not_there_is_told(free_port: Any) -> None:
    attempt, last = send(f"http://127.0.0.1:{free_port()}/")
    assert attempt["error"].startswith("ConnectError: ")
    assert (attempt["status"], last) == (None, False)


def test_a_target_that_takes_too_long_is_given_up(target: Target) -> None:
    target.gate.clear()
    attempt, last = send(target.url, timeout_seconds=0.05)
    assert attempt["status"] is None
    assert "0.05 seconds" in attempt["error"] or "Timeout" in attempt["error"]
    assert last is False


def test_a_header_that_can_not_be_sent_is_an_error_of_the_attempt(target: Target) -> None:
    attempt, _ = send(target.url, headers={"X-Bad": "a\nb"})
    assert attempt["status"] is None
    assert attempt["error"].startswith("LocalProtocolError: ")
    assert target.requests == []
