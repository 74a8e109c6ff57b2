"""Reading: spans of time, threads in parts, and how far one has read."""

from collections.abc import Callable

import pytest
from slack_sdk import WebClient
from tests.clones.slack.conftest import BEN_ID, RANDOM, WEBAPP, refused


def test_a_thread_comes_in_parts(ada: WebClient) -> None:
    root = ada.chat_postMessage(channel=RANDOM, text="root")["ts"]
    sent = [ada.chat_postMessage(channel=RANDOM, text=str(number), thread_ts=root)["ts"] for number in range(5)]
    pages = [dict(page.data) for page in ada.conversations_replies(channel=RANDOM, ts=root, limit=2)]
    assert [each["ts"] for page in pages for each in page["messages"] if each["ts"] != root] == sent
    assert [page["has_more"] for page in pages] == [True, True, False]
    assert [each["ts"] for each in ada.conversations_history(channel=RANDOM)["messages"]] == [root]
    late = ada.conversations_replies(channel=RANDOM, ts=root, oldest=sent[2])["messages"]
    assert [each["ts"] for each in late] == [root, *sent[3:]]


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [("oldest", "then", "invalid_ts_oldest"), ("latest", "now", "invalid_ts_latest"), ("limit", -1, "invalid_limit")],
)
def test_a_bad_span_is_refused(ada: WebClient, name: str, value: object, word: str) -> None:
    assert refused(lambda: ada.conversations_history(channel=WEBAPP, **{name: value})) == word  # type: ignore[arg-type] # bad


def test_what_is_read_is_no_longer_unread(ada: WebClient, token_of: Callable[..., WebClient]) -> None:
    channel = ada.conversations_open(users=BEN_ID)["channel"]["id"]
    ben = token_of("ben")
    sent = [ben.chat_postMessage(channel=channel, text=str(number))["ts"] for number in range(3)]
    assert ada.conversations_info(channel=channel)["channel"]["unread_count"] == 3
    ada.conversations_mark(channel=channel, ts=sent[1])
    shown = ada.conversations_info(channel=channel)["channel"]
    assert (shown["unread_count"], shown["last_read"]) == (1, sent[1])
    assert refused(lambda: ada.conversations_mark(channel=channel, ts="x")) == "invalid_timestamp"
    alone = ben.conversations_create(name="bens")["channel"]["id"]
    assert refused(lambda: ada.conversations_mark(channel=alone, ts=sent[0])) == "not_in_channel"
