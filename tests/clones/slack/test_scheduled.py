"""Messages that wait for their time on the session's clock."""

import httpx
import pytest
from slack_sdk import WebClient
from tests.clones.slack.conftest import RANDOM, refused

NOW = 1_770_000_000


@pytest.fixture
def clock() -> str:
    return "2026-02-02T02:40:00Z"


def test_a_message_is_posted_when_its_time_has_come(ada: WebClient, control: httpx.Client) -> None:
    made = ada.chat_scheduleMessage(channel=RANDOM, text="later", post_at=NOW + 600)
    gone = ada.chat_scheduleMessage(channel=RANDOM, text="never", post_at=NOW + 700)["scheduled_message_id"]
    assert (made["post_at"], made["message"]["type"]) == (NOW + 600, "delayed_message")
    waiting = ada.chat_scheduledMessages_list(channel=RANDOM)["scheduled_messages"]
    assert [(each["text"], each["post_at"]) for each in waiting] == [("later", NOW + 600), ("never", NOW + 700)]
    ada.chat_deleteScheduledMessage(channel=RANDOM, scheduled_message_id=gone)
    word = refused(lambda: ada.chat_deleteScheduledMessage(channel=RANDOM, scheduled_message_id=gone))
    assert word == "invalid_scheduled_message_id"
    control.post("/clock", json={"advance": "30m"})
    (message,) = ada.conversations_history(channel=RANDOM)["messages"]
    assert (message["text"], message["ts"]) == ("later", f"{NOW + 600}.000000")
    assert ada.chat_scheduledMessages_list()["scheduled_messages"] == []


def test_not_too_many_at_once(ada: WebClient) -> None:
    for number in range(30):
        ada.chat_scheduleMessage(channel=RANDOM, text="x", post_at=NOW + 600 + number)
    assert (
        refused(lambda: ada.chat_scheduleMessage(channel=RANDOM, text="x", post_at=NOW + 700)) == "restricted_too_many"
    )
    assert refused(lambda: ada.chat_scheduleMessage(channel=RANDOM, text="x", post_at="soon")) == "invalid_time"
