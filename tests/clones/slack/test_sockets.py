"""Socket Mode with Bolt and the SDK's own websocket: events, commands with answers, envelopes that come again."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode import SocketModeClient
from tests.clones.slack.conftest import BEN_ID, BOT, BOT_ID, WEBAPP, Served
from tests.clones.slack.test_events import last, until
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from clonery.clones.slack import sockets

APP_TOKEN = "xapp-1-A0ACMEBOT0-100000000006-acmeapp0socket0000000000000000000000"


@pytest.fixture
def heard() -> list[Any]:
    return []


@pytest.fixture
def handler(base: str, heard: list[Any], act: Callable[..., Any]) -> Iterator[SocketModeHandler]:
    """A Bolt app on its socket."""
    act("configure_app", events=["message.channels", "app_mention"], socket_mode=True, commands=[{"command": "/say"}])
    app = App(client=WebClient(BOT, base_url=f"{base}/api/"), process_before_response=True)

    @app.event("app_mention")
    def mentioned(event: dict[str, Any], say: Any) -> None:
        heard.append(event)
        say("here", thread_ts=event["ts"])

    @app.event("message")
    def message(event: dict[str, Any]) -> None:
        heard.append(event)

    @app.command("/say")
    def speak(ack: Any, body: dict[str, Any]) -> None:
        ack(text=f"said {body['text']}", response_type="in_channel")

    made = SocketModeHandler(app, APP_TOKEN, web_client=WebClient(APP_TOKEN, base_url=f"{base}/api/"))
    made.connect()
    yield made
    made.close()


def test_events_and_commands_come_over_the_socket(
    handler: SocketModeHandler, heard: list[Any], act: Callable[..., Any], ada: WebClient
) -> None:
    ts = act("post", user="ben", channel="webapp", text=f"<@{BOT_ID}> ping")["ts"]
    assert until(lambda: [each for each in heard if each["type"] == "app_mention"])[0]["user"] == BEN_ID
    assert until(lambda: ada.conversations_replies(channel=WEBAPP, ts=ts)["messages"][1:])[0]["text"] == "here"
    act("command", user="ben", channel="webapp", command="/say", text="hi")
    assert until(lambda: last(ada)["text"] == "said hi")


def test_what_is_not_acknowledged_comes_again(
    base: str, served: Served, act: Callable[..., Any], control: httpx.Client
) -> None:
    act("configure_app", events=["message.channels"], socket_mode=True)
    web, got = WebClient(APP_TOKEN, base_url=f"{base}/api/"), []
    served.farm.sockets.acknowledge_seconds = 0.6

    def listen(client: SocketModeClient, request: Any) -> None:
        got.append(request)
        if len(got) > 1:
            client.send_socket_mode_response({"envelope_id": request.envelope_id})

    client = SocketModeClient(app_token=APP_TOKEN, web_client=web)
    client.socket_mode_request_listeners.append(listen)
    client.connect()
    try:
        act("post", user="ben", channel="webapp", text="hello")
        until(lambda: len(got) == 2)
        assert got[0].envelope_id == got[1].envelope_id
        assert (got[1].retry_attempt, got[1].retry_reason) == (1, "timeout")
        made = until(lambda: [each for each in control.get("/deliveries").json() if each["status"] == "delivered"])
        assert [attempt["status"] for attempt in made[0]["attempts"]] == [None, 200]
    finally:
        client.close()
        served.farm.sockets.acknowledge_seconds = 3.0


def test_a_ticket_is_good_once_and_for_apps_alone(base: str, bot: WebClient, served: Served) -> None:
    with pytest.raises(SlackApiError) as caught:
        bot.apps_connections_open(app_token=BOT)
    assert caught.value.response["error"] == "not_allowed_token_type"
    url = WebClient(APP_TOKEN, base_url=f"{base}/api/").apps_connections_open(app_token=APP_TOKEN)["url"]
    assert url.startswith("ws://127.0.0.1")
    path = url.removeprefix("ws://").partition("/")[2]
    plain = f"{served.url}/{path}"
    headers = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
               "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="}  # fmt: skip
    with httpx.stream("GET", plain, headers=headers) as first:
        assert first.status_code == 101
    assert httpx.get(plain, headers=headers).status_code == 403


def test_messages_that_acknowledge_nothing_are_passed_over() -> None:
    assert sockets.acknowledged("no json") is None
    assert sockets.acknowledged(json.dumps({"type": "ping"})) is None
    assert sockets.acknowledged(json.dumps({"envelope_id": "7", "payload": {"text": "x"}})) == (7, '{"text":"x"}')


@pytest.fixture
def opened_socket(base: str) -> Iterator[Callable[[], Any]]:
    """`opened_socket()` → a bare websocket of the app, and its first message."""
    with ExitStack() as stack:

        def make() -> Any:
            url = WebClient(APP_TOKEN, base_url=f"{base}/api/").apps_connections_open(app_token=APP_TOKEN)["url"]
            socket = stack.enter_context(connect(url))
            return socket, json.loads(socket.recv(5))

        yield make


def test_an_app_may_have_ten_connections(opened_socket: Callable[[], Any], act: Callable[..., Any]) -> None:
    act("configure_app", socket_mode=True)
    held = [opened_socket() for _ in range(10)]
    assert [first["num_connections"] for _, first in held] == list(range(1, 11))
    socket, first = opened_socket()
    assert (first["type"], first["reason"]) == ("disconnect", "too_many_websockets")
    with pytest.raises(ConnectionClosed):
        socket.recv(5)
    held[0][0].close()
    until(lambda: opened_socket()[1]["type"] == "hello")


def test_an_envelope_that_one_connection_drops_goes_to_another(
    opened_socket: Callable[[], Any], act: Callable[..., Any]
) -> None:
    act("configure_app", socket_mode=True, events=["message.channels"], commands=[{"command": "/say"}])
    (first, _), (second, _) = opened_socket(), opened_socket()
    act("post", user="ben", channel="webapp", text="hear me")
    got = json.loads(first.recv(5))
    assert (got["payload"]["event"]["text"], got["retry_attempt"], got["retry_reason"]) == ("hear me", 0, "")
    first.close()
    again = json.loads(second.recv(5))
    assert (again["envelope_id"], again["retry_attempt"]) == (got["envelope_id"], 1)
    second.send(json.dumps({"envelope_id": again["envelope_id"]}))
    act("disconnect_socket", reason="refresh_requested")
    assert json.loads(second.recv(5)) == {
        "type": "disconnect", "reason": "refresh_requested", "debug_info": {"host": "applink-1"}
    }  # fmt: skip


def test_bolt_comes_back_after_it_is_asked_to_refresh(
    handler: SocketModeHandler, heard: list[Any], act: Callable[..., Any], ada: WebClient
) -> None:
    before = handler.client.wss_uri
    act("disconnect_socket", reason="warning")
    until(lambda: handler.client.wss_uri != before and handler.client.is_connected())
    ts = act("post", user="ben", channel="webapp", text=f"<@{BOT_ID}> still?")["ts"]
    assert until(lambda: ada.conversations_replies(channel=WEBAPP, ts=ts)["messages"][1:])[0]["text"] == "here"
    assert heard[-1]["ts"] == ts
