"""Incoming webhooks and response_urls, with the SDK's own clients."""

from collections.abc import Callable
from typing import Any

import httpx
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient
from tests.clones.slack.conftest import ADA_ID, RANDOM, WEBAPP


def test_a_webhook_posts_as_its_app(ada: WebClient, act: Callable[..., Any]) -> None:
    url = act("add_webhook", channel="random")["url"]
    hook = WebhookClient(url)
    answer = hook.send(text="built", blocks=[{"type": "divider"}])
    assert (answer.status_code, answer.body) == (200, "ok")
    (message,) = ada.conversations_history(channel=RANDOM)["messages"]
    assert (message["text"], message["subtype"], message["username"]) == ("built", "bot_message", "Release Bot")
    assert (hook.send(text="").status_code, hook.send(text="").body) == (400, "no_text")
    assert httpx.post(url, data={"payload": '{"text": "form"}'}).text == "ok"
    assert httpx.post(url, content=b"{").text == "invalid_payload"
    assert (httpx.post(url + "x", json={"text": "x"}).status_code, httpx.post(url + "x", json={}).text) == (
        403,
        "invalid_token",
    )
    assert httpx.post(url.replace("/B0", "/B1"), json={"text": "x"}).text == "no_service"
    ada.conversations_archive(channel=RANDOM)
    assert httpx.post(url, json={"text": "x"}).status_code == 410


def test_a_response_url_answers_five_times(ada: WebClient, act: Callable[..., Any], control: httpx.Client) -> None:
    act(
        "configure_app",
        interactivity_url="http://127.0.0.1:9/none",
        commands=[{"command": "/x", "url": "http://127.0.0.1:9/"}],
    )
    act("command", user="ben", channel="webapp", command="/x")
    sent = dict(each.split("=", 1) for each in control.get("/deliveries").json()[-1]["body"].split("&"))
    url = httpx.URL("http://x?u=" + sent["response_url"]).params["u"]
    for number in range(5):
        assert WebhookClient(url).send(text=str(number), response_type="in_channel").status_code == 200
    used = WebhookClient(url).send(text="more")
    assert (used.status_code, used.body) == (404, '{"ok":false,"error":"used_url"}')
    texts = [each["text"] for each in ada.conversations_history(channel=WEBAPP, limit=5)["messages"]]
    assert texts == ["4", "3", "2", "1", "0"]
    assert ada.auth_test()["user_id"] == ADA_ID
