"""Reactions, pins, bookmarks, stars."""

from functools import partial

import pytest
from slack_sdk import WebClient
from tests.clones.slack.conftest import ADA_ID, BOT_ID, RANDOM, WEBAPP, refused

pytestmark = pytest.mark.filterwarnings("ignore:stars.* is deprecated")


def test_reactions_count_and_end(ada: WebClient, bot: WebClient) -> None:
    ts = ada.chat_postMessage(channel=RANDOM, text="x")["ts"]
    for client in (ada, bot):
        client.reactions_add(channel=RANDOM, timestamp=ts, name=":eyes:")
    shown = ada.reactions_get(channel=RANDOM, timestamp=ts)["message"]["reactions"]
    assert shown == [{"name": "eyes", "users": [ADA_ID, BOT_ID], "count": 2}]
    assert [each["message"]["ts"] for each in ada.reactions_list()["items"]] == [ts]
    ada.reactions_remove(channel=RANDOM, timestamp=ts, name="eyes")
    assert ada.reactions_list()["items"] == []
    bot.reactions_remove(channel=RANDOM, timestamp=ts, name="eyes")
    assert "reactions" not in ada.reactions_get(channel=RANDOM, timestamp=ts)["message"]
    assert refused(lambda: ada.reactions_add(channel=RANDOM, timestamp=ts, name="Not One")) == "invalid_name"
    assert refused(lambda: ada.reactions_add(channel=RANDOM, timestamp="x", name="eyes")) == "bad_timestamp"
    assert refused(lambda: ada.reactions_get(channel=RANDOM)) == "no_item_specified"


def test_a_message_has_no_more_than_so_many_emoji(ada: WebClient) -> None:
    ts = ada.chat_postMessage(channel=RANDOM, text="x")["ts"]
    for name in [f"clock{hour}" for hour in range(1, 13)] + [f"clock{hour}30" for hour in range(1, 12)]:
        ada.reactions_add(channel=RANDOM, timestamp=ts, name=name)
    assert refused(lambda: ada.reactions_add(channel=RANDOM, timestamp=ts, name="eyes")) == "too_many_emoji"


def test_pins(ada: WebClient) -> None:
    ts = ada.chat_postMessage(channel=RANDOM, text="x")["ts"]
    ada.pins_add(channel=RANDOM, timestamp=ts)
    assert refused(lambda: ada.pins_add(channel=RANDOM, timestamp=ts)) == "already_pinned"
    assert ada.conversations_history(channel=RANDOM)["pin_count"] == 1
    assert ada.conversations_history(channel=RANDOM)["messages"][0]["pinned_to"] == [RANDOM]
    ada.pins_remove(channel=RANDOM, timestamp=ts)
    assert ada.pins_list(channel=RANDOM)["items"] == []
    assert refused(lambda: ada.pins_remove(channel=RANDOM, timestamp=ts)) == "no_pin"


def test_bookmarks(ada: WebClient) -> None:
    made = ada.bookmarks_add(channel_id=WEBAPP, title="Docs", type="link", link="https://docs.example")["bookmark"]
    assert (made["id"][:2], made["channel_id"]) == ("Bk", WEBAPP)
    ada.bookmarks_edit(bookmark_id=made["id"], channel_id=WEBAPP, title="Handbook")
    assert [each["title"] for each in ada.bookmarks_list(channel_id=WEBAPP)["bookmarks"]] == ["Handbook"]
    ada.bookmarks_remove(bookmark_id=made["id"], channel_id=WEBAPP)
    assert ada.bookmarks_list(channel_id=WEBAPP)["bookmarks"] == []
    assert refused(lambda: ada.bookmarks_remove(bookmark_id=made["id"], channel_id=WEBAPP)) == "not_found"
    bad = refused(lambda: ada.bookmarks_add(channel_id=WEBAPP, title="x", type="link", link="nowhere"))
    assert bad == "invalid_link"


def test_stars(ada: WebClient) -> None:
    ts = ada.chat_postMessage(channel=RANDOM, text="x")["ts"]
    ada.stars_add(channel=RANDOM, timestamp=ts)
    ada.stars_add(channel=WEBAPP)
    assert [each["type"] for each in ada.stars_list()["items"]] == ["channel", "message"]
    assert refused(lambda: ada.stars_add(channel=RANDOM, timestamp=ts)) == "already_starred"
    ada.stars_remove(channel=WEBAPP)
    assert refused(lambda: ada.stars_remove(channel=WEBAPP)) == "not_starred"


def test_what_is_no_emoji_is_no_reaction(ada: WebClient) -> None:
    ts = ada.chat_postMessage(channel=WEBAPP, text="look")["ts"]
    here = {"channel": WEBAPP, "timestamp": ts}
    for name in ("no_such_emoji", "Eyes", "eyes::skin-tone-9", "shipped"):
        assert refused(partial(ada.reactions_add, name=name, **here)) == "invalid_name"
    ada.admin_emoji_add(name="shipped", url="https://x.example/s.png")
    for name in ("shipped", "eyes", "wave::skin-tone-3", ":tada:"):
        assert ada.reactions_add(name=name, **here)["ok"]
    shown = ada.reactions_get(**here)["message"]["reactions"]
    assert [each["name"] for each in shown] == ["shipped", "eyes", "wave::skin-tone-3", "tada"]
