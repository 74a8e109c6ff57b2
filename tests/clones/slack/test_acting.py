"""Acts: people who post, react and use an app, without an app that listens."""

from collections.abc import Callable
from typing import Any

import httpx
from slack_sdk import WebClient
from tests.clones.slack.conftest import BEN_ID, CLEO_ID, WEBAPP


def test_acts_are_listed_with_their_arguments(control: httpx.Client) -> None:
    acts = {each["name"]: each["inputSchema"]["required"] for each in control.get("/clones/slack/acts").json()}
    assert acts["click"] == ["user", "action_id"]
    assert {"post", "react", "command", "shortcut", "submit_view", "close_view", "open_home", "open_assistant"} <= set(
        acts
    )


def test_a_person_writes_answers_and_reacts(ada: WebClient, act: Callable[..., Any]) -> None:
    first = act("post", user="ben", channel="webapp", text="hello @cleo")
    act("post", user=CLEO_ID, channel=WEBAPP, text="yes?", thread_ts=first["ts"])
    act("react", user="cleo", channel="webapp", ts=first["ts"], name=":wave:")
    message, reply = ada.conversations_replies(channel=WEBAPP, ts=first["ts"])["messages"]
    assert (message["user"], message["text"], reply["user"]) == (BEN_ID, f"hello <@{CLEO_ID}>", CLEO_ID)
    assert ("client_msg_id" in message, "bot_id" in message) == (True, False)
    assert message["reactions"] == [{"name": "wave", "users": [CLEO_ID], "count": 1}]
    direct = act("post", user="ben", channel="@dev-bot", text="hi")["channel"]
    assert direct.startswith("D0")


def test_what_can_not_be_done_is_refused(control: httpx.Client) -> None:
    def word(name: str, **arguments: Any) -> str:
        made = control.post(f"/clones/slack/acts/{name}", json={"arguments": arguments}).json()
        assert made["is_error"] is True
        return str(made["result"]["error"])

    assert word("post", user="nobody", channel="webapp", text="x") == "user_not_found"
    assert word("post", user="ben", channel="nowhere", text="x") == "channel_not_found"
    assert word("command", user="ben", channel="webapp", command="/none") == "unknown_command"
    assert word("submit_view", user="ben") == "view_not_found"
    assert word("click", user="ben", channel="webapp", ts="1.1", action_id="x") == "message_not_found"


def test_a_form_must_be_filled_in(bot: WebClient, act: Callable[..., Any], control: httpx.Client) -> None:
    label = {"type": "plain_text", "text": "x"}
    element = {"type": "external_select", "action_id": "pick"}
    view = {"type": "modal", "title": label, "submit": label, "notify_on_close": True,
            "blocks": [{"type": "input", "block_id": "b", "label": label, "element": element}]}  # fmt: skip
    bot.views_open(trigger_id=act("shortcut", user="ben", callback_id="x")["trigger_id"], view=view)
    made = control.post("/clones/slack/acts/submit_view", json={"arguments": {"user": "ben"}}).json()["result"]
    assert (made["error"], made["blocks"]) == ("missing_values", ["b"])
    act("configure_app", socket_mode=True)
    act("load_options", user="ben", action_id="pick", value="ab")
    act("close_view", user="ben")
    bodies = [each["body"] for each in control.get("/deliveries").json()]
    assert ['"type":"block_suggestion"' in bodies[0], '"type":"view_closed"' in bodies[1]] == [True, True]
