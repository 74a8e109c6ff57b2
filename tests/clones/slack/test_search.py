"""Search: pages, order, marks, files, and what a bot may not."""

from collections.abc import Callable

from slack_sdk import WebClient
from tests.clones.slack.conftest import RANDOM, WEBAPP, refused


def test_matches_come_in_pages_and_in_order(ada: WebClient) -> None:
    sent = [ada.chat_postMessage(channel=RANDOM, text=f"needle {number}")["ts"] for number in range(5)]
    first = ada.search_messages(query="needle", sort="timestamp", count=2)["messages"]
    assert [each["ts"] for each in first["matches"]] == sent[:2:-1]
    assert (first["total"], first["paging"]["pages"], first["pagination"]["last"]) == (5, 3, 2)
    last = ada.search_messages(query="needle", sort="timestamp", sort_dir="asc", count=2, page=3)["messages"]
    assert [each["ts"] for each in last["matches"]] == sent[4:]
    marked = ada.search_messages(query="needle", highlight=True, count=1)["messages"]["matches"][0]
    assert marked["text"].startswith("\ue000needle\ue001")
    assert (marked["channel"]["name"], marked["username"]) == ("random", "ada")
    cursor = ada.search_messages(query="needle", count=3, cursor="*")["messages"]["paging"]["next_cursor"]
    assert len(ada.search_messages(query="needle", count=3, cursor=cursor)["messages"]["matches"]) == 2


def test_what_one_may_not_see_is_not_found(ada: WebClient, token_of: Callable[..., WebClient], bot: WebClient) -> None:
    secret = ada.conversations_create(name="secret", is_private=True)["channel"]["id"]
    ada.chat_postMessage(channel=secret, text="treasure")
    assert ada.search_messages(query="treasure")["messages"]["total"] == 1
    assert token_of("ben").search_messages(query="treasure")["messages"]["total"] == 0
    assert refused(lambda: bot.search_messages(query="treasure")) == "not_allowed_token_type"
    assert refused(lambda: ada.search_messages(query=" ")) == "no_query"


def test_a_changed_message_is_found_by_its_new_words(ada: WebClient) -> None:
    ts = ada.chat_postMessage(channel=RANDOM, text="before")["ts"]
    assert ada.search_messages(query="before")["messages"]["total"] == 1
    ada.chat_update(channel=RANDOM, ts=ts, text="afterwards")
    totals = [ada.search_messages(query=text)["messages"]["total"] for text in ("before", "afterwards")]
    assert totals == [0, 1]


def test_files_are_found_by_content(ada: WebClient) -> None:
    ada.files_upload_v2(channel=WEBAPP, filename="notes.md", content="the quick brown fox")
    everything = ada.search_all(query="quick")
    assert [each["name"] for each in everything["files"]["matches"]] == ["notes.md"]
    assert everything["messages"]["total"] == 0
    assert ada.search_files(query="in:webapp type:markdown")["files"]["total"] == 1
