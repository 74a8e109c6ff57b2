"""Messages changed, deleted, described, streamed, with the SDK."""

from collections.abc import Callable
from typing import Any

import httpx
from slack_sdk import WebClient
from tests.clones.slack.conftest import ADA_ID, BEN_ID, GENERAL, RANDOM, WEBAPP, refused


def only(client: WebClient, channel: str = RANDOM) -> dict[str, Any]:
    return dict(client.conversations_history(channel=channel, limit=1)["messages"][0])


def test_a_change_is_marked_and_read_back(ada: WebClient, bot: WebClient) -> None:
    ts = ada.chat_postMessage(channel=RANDOM, text="one")["ts"]
    made = ada.chat_update(channel=RANDOM, ts=ts, text="*two*")
    assert (made["text"], made["message"]["edited"]["user"]) == ("*two*", ADA_ID)
    assert only(ada)["blocks"][0]["elements"][0]["elements"][0] == {
        "type": "text",
        "text": "two",
        "style": {"bold": True},
    }
    assert refused(lambda: bot.chat_update(channel=RANDOM, ts=ts, text="x")) == "cant_update_message"
    assert ada.chat_delete(channel=RANDOM, ts=ts)["ts"] == ts
    assert ada.conversations_history(channel=RANDOM)["messages"] == []
    assert refused(lambda: ada.chat_delete(channel=RANDOM, ts=ts)) == "message_not_found"


def test_what_one_person_sees_is_not_kept(ada: WebClient, bot: WebClient) -> None:
    assert bot.chat_postEphemeral(channel=RANDOM, user=BEN_ID, text="psst")["message_ts"]
    assert ada.conversations_history(channel=RANDOM)["messages"] == []
    alone = ada.conversations_create(name="alone")["channel"]["id"]
    assert refused(lambda: ada.chat_postEphemeral(channel=alone, user=BEN_ID, text="x")) == "user_not_in_channel"


def test_a_link_to_a_message(ada: WebClient) -> None:
    ts = ada.chat_postMessage(channel=RANDOM, text="one")["ts"]
    reply = ada.chat_postMessage(channel=RANDOM, text="two", thread_ts=ts)["ts"]
    link = f"https://acme.slack.com/archives/{RANDOM}/p{reply.replace('.', '')}?thread_ts={ts}&cid={RANDOM}"
    assert ada.chat_getPermalink(channel=RANDOM, message_ts=reply)["permalink"] == link
    ada.chat_meMessage(channel=GENERAL, text="waves")
    assert only(ada, GENERAL)["subtype"] == "me_message"


def test_previews_of_links(ada: WebClient, bot: WebClient) -> None:
    ts = ada.chat_postMessage(channel=RANDOM, text="see https://x.example/a")["ts"]
    bot.chat_unfurl(channel=RANDOM, ts=ts, unfurls={"https://x.example/a": {"text": "A"}})
    assert [(each["from_url"], each["text"]) for each in only(ada)["attachments"]] == [("https://x.example/a", "A")]
    bad = {"https://y.example": {"text": "B"}}
    assert refused(lambda: bot.chat_unfurl(channel=RANDOM, ts=ts, unfurls=bad)) == "cannot_unfurl_url"


def test_a_message_grows_until_it_is_done(ada: WebClient, bot: WebClient) -> None:
    root = ada.chat_postMessage(channel=WEBAPP, text="ask")["ts"]
    ts = bot.chat_startStream(channel=WEBAPP, thread_ts=root, markdown_text="**Hello**")["ts"]
    bot.chat_appendStream(channel=WEBAPP, ts=ts, markdown_text=" world")
    done = bot.chat_stopStream(channel=WEBAPP, ts=ts, markdown_text="!", blocks=[{"type": "divider"}])
    assert done["message"]["text"] == "*Hello* world!"
    assert [each["type"] for each in done["message"]["blocks"]] == ["rich_text", "divider"]
    assert (
        refused(lambda: bot.chat_appendStream(channel=WEBAPP, ts=ts, markdown_text="x"))
        == "message_not_in_streaming_state"
    )


def test_what_programs_attach_is_shown_to_those_who_ask(ada: WebClient) -> None:
    data = {"event_type": "task", "event_payload": {"id": 7}}
    ada.chat_postMessage(channel=RANDOM, text="x", metadata=data)
    assert only(ada)["metadata"] == {"event_type": "task"}
    assert ada.conversations_history(channel=RANDOM, include_all_metadata=True)["messages"][0]["metadata"] == data


def test_a_direct_message_by_a_persons_id(ada: WebClient, token_of: Callable[..., WebClient]) -> None:
    channel = ada.chat_postMessage(channel=BEN_ID, text="hi")["channel"]
    assert channel.startswith("D0")
    ben = token_of("ben")
    assert ben.conversations_history(channel=channel)["messages"][0]["text"] == "hi"
    assert refused(lambda: token_of("cleo").conversations_history(channel=channel)) == "channel_not_found"


def test_the_time_to_change_a_message_is_over(
    ada: WebClient, bot: WebClient, act: Callable[..., Any], control: httpx.Client
) -> None:
    mine, theirs = (client.chat_postMessage(channel=RANDOM, text="x")["ts"] for client in (ada, bot))
    act("set_preferences", msg_edit_window_mins=5)
    ada.chat_update(channel=RANDOM, ts=mine, text="y")
    control.post("/clock", json={"advance": "6m"})
    assert refused(lambda: ada.chat_update(channel=RANDOM, ts=mine, text="z")) == "edit_window_closed"
    assert bot.chat_update(channel=RANDOM, ts=theirs, text="z")["ok"]
    assert ada.api_call("team.preferences.list")["msg_edit_window_mins"] == 5
