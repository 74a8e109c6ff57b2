"""Socket Mode with Bolt and the SDK's own websocket: events, commands with answers, envelopes that come again."""

import json
from collections.abc import Callable, Iterator
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
