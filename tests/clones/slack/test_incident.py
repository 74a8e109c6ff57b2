"""An incident from the alarm to the report, with Slack's own SDK for Python."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from tests.clones.slack.conftest import ADA_ID, BEN_ID, CLEO_ID, GENERAL, WEBAPP, refused


def test_an_incident_from_alarm_to_archive(ada: WebClient, bot: WebClient, token_of: Callable[..., WebClient]) -> None:
    alarm = bot.chat_postMessage(
        channel=GENERAL, text=":rotating_light: checkout fails", username="pager", icon_emoji=":x:"
    )
    assert (alarm["message"]["subtype"], alarm["message"]["username"]) == ("bot_message", "pager")
    channel = ada.conversations_create(name="inc-checkout")["channel"]
    assert (channel["is_member"], channel["creator"], channel["is_private"]) == (True, ADA_ID, False)
    ada.conversations_setTopic(channel=channel["id"], topic="Checkout fails")
    ada.conversations_setPurpose(channel=channel["id"], purpose="Find out why")
    invited = ada.conversations_invite(channel=channel["id"], users=[BEN_ID, CLEO_ID])["channel"]
    assert invited["topic"]["value"] == "Checkout fails"
    assert set(ada.conversations_members(channel=channel["id"])["members"]) == {ADA_ID, BEN_ID, CLEO_ID}
    first = ada.chat_postMessage(channel=channel["id"], text="Who looks at *payments*?")
    ben = token_of("ben")
    reply = ben.chat_postMessage(channel=channel["id"], text="I do", thread_ts=first["ts"])
    ben.chat_postMessage(channel=channel["id"], text="Found it", thread_ts=first["ts"], reply_broadcast=True)
    thread = ada.conversations_replies(channel=channel["id"], ts=first["ts"])["messages"]
    assert [each["text"] for each in thread] == ["Who looks at *payments*?", "I do", "Found it"]
    assert (thread[0]["reply_count"], thread[0]["reply_users"]) == (2, [BEN_ID])
    assert thread[0]["latest_reply"] == thread[2]["ts"] > reply["ts"] > first["ts"]
    assert thread[0]["blocks"][0]["elements"][0]["elements"][1] == {
        "type": "text", "text": "payments", "style": {"bold": True}
    }  # fmt: skip
    history = ada.conversations_history(channel=channel["id"])["messages"]
    subtypes = [
        "thread_broadcast",
        None,
        "channel_join",
        "channel_join",
        "channel_purpose",
        "channel_topic",
        "channel_join",
    ]
    assert [each.get("subtype") for each in history] == subtypes
    _report(ada, ben, channel["id"], str(first["ts"]))


def _report(ada: WebClient, ben: WebClient, channel: str, first: str) -> None:
    """Files, marks, search, the report, and the end."""
    upload = ben.files_upload_v2(channel=channel, filename="stack.txt", content="KeyError: total", title="Trace",
                                 initial_comment="The trace")  # fmt: skip
    assert upload["file"]["title"] == "Trace"
    shared = ada.conversations_history(channel=channel, limit=1)["messages"][0]
    assert (shared["text"], shared["files"][0]["name"]) == ("The trace", "stack.txt")
    ada.reactions_add(channel=channel, timestamp=shared["ts"], name="eyes")
    ada.pins_add(channel=channel, timestamp=first)
    assert ada.pins_list(channel=channel)["items"][0]["message"]["ts"] == first
    found = ada.search_messages(query="in:inc-checkout has:pin")["messages"]
    assert [match["ts"] for match in found["matches"]] == [first]
    assert ada.search_files(query="KeyError")["files"]["matches"][0]["id"] == upload["file"]["id"]
    report = ada.chat_postMessage(channel=WEBAPP, text="Checkout is back", blocks=[
        {"type": "header", "text": {"type": "plain_text", "text": "Report"}}, {"type": "divider"}])  # fmt: skip
    assert [block["type"] for block in report["message"]["blocks"]] == ["header", "divider"]
    ada.conversations_rename(channel=channel, name="inc-checkout-closed")
    ada.conversations_archive(channel=channel)
    assert ada.conversations_info(channel=channel)["channel"]["is_archived"] is True
    assert refused(lambda: ada.chat_postMessage(channel=channel, text="late")) == "is_archived"
    assert refused(lambda: ada.conversations_archive(channel=channel)) == "already_archived"


def test_a_thread_outlives_its_first_message(ada: WebClient) -> None:
    first = ada.chat_postMessage(channel=WEBAPP, text="one")["ts"]
    reply = ada.chat_postMessage(channel=WEBAPP, text="two", thread_ts=first)["ts"]
    ada.chat_delete(channel=WEBAPP, ts=first)
    stone = ada.conversations_replies(channel=WEBAPP, ts=first)["messages"][0]
    assert (stone["subtype"], stone["user"], stone["reply_count"]) == ("tombstone", "USLACKBOT", 1)
    ada.chat_delete(channel=WEBAPP, ts=reply)
    assert refused(lambda: ada.conversations_replies(channel=WEBAPP, ts=first)) == "thread_not_found"


def test_pages_of_history_join_without_gap(ada: WebClient) -> None:
    sent = [ada.chat_postMessage(channel=WEBAPP, text=f"m{number}")["ts"] for number in range(7)]
    assert sent == sorted(set(sent))
    pages = [page["messages"] for page in ada.conversations_history(channel=WEBAPP, limit=3)]
    assert [len(page) for page in pages] == [3, 3, 3]
    assert [each["ts"] for page in pages for each in page][:7] == sent[::-1]
    between = ada.conversations_history(channel=WEBAPP, oldest=sent[1], latest=sent[4])["messages"]
    assert [each["ts"] for each in between] == [sent[3], sent[2]]
    closed = ada.conversations_history(channel=WEBAPP, oldest=sent[1], latest=sent[4], inclusive=True)["messages"]
    assert [each["ts"] for each in closed] == sent[4:0:-1]


pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")
REFUSED: list[tuple[str, Callable[[WebClient], Any]]] = [
    ("channel_not_found", lambda ada: ada.chat_postMessage(channel="C0NOSUCH00", text="x")),
    ("no_text", lambda ada: ada.chat_postMessage(channel=WEBAPP)),
    ("msg_too_long", lambda ada: ada.chat_postMessage(channel=WEBAPP, text="x" * 40_001)),
    ("invalid_blocks_format", lambda ada: ada.chat_postMessage(channel=WEBAPP, blocks="{")),
    ("thread_not_found", lambda ada: ada.chat_postMessage(channel=WEBAPP, text="x", thread_ts="1700000000.000001")),
    ("invalid_thread_ts", lambda ada: ada.chat_postMessage(channel=WEBAPP, text="x", thread_ts="never")),
    ("message_not_found", lambda ada: ada.chat_update(channel=WEBAPP, ts="1700000000.000001", text="x")),
    ("name_taken", lambda ada: ada.conversations_create(name="webapp")),
    ("invalid_name_specials", lambda ada: ada.conversations_create(name="Web App")),
    ("invalid_name_maxlength", lambda ada: ada.conversations_create(name="x" * 81)),
    ("invalid_name_punctuation", lambda ada: ada.conversations_create(name="---")),
    ("cant_invite_self", lambda ada: ada.conversations_invite(channel=WEBAPP, users=[ADA_ID])),
    ("already_in_channel", lambda ada: ada.conversations_invite(channel=WEBAPP, users=[BEN_ID])),
    ("user_not_found", lambda ada: ada.conversations_invite(channel=WEBAPP, users=["U0NOBODY00"])),
    ("cant_kick_self", lambda ada: ada.conversations_kick(channel=WEBAPP, user=ADA_ID)),
    ("cant_leave_general", lambda ada: ada.conversations_leave(channel=GENERAL)),
    ("cant_archive_general", lambda ada: ada.conversations_archive(channel=GENERAL)),
    ("cant_kick_from_general", lambda ada: ada.conversations_kick(channel=GENERAL, user=BEN_ID)),
    ("not_archived", lambda ada: ada.conversations_unarchive(channel=WEBAPP)),
    ("time_in_past", lambda ada: ada.chat_scheduleMessage(channel=WEBAPP, text="x", post_at=1_600_000_000)),
    ("time_too_far", lambda ada: ada.chat_scheduleMessage(channel=WEBAPP, text="x", post_at=9_000_000_000)),
    ("invalid_cursor", lambda ada: ada.conversations_history(channel=WEBAPP, cursor="???")),
    ("invalid_cursor", lambda ada: ada.conversations_list(cursor="bm9wZQ==")),
    ("invalid_types", lambda ada: ada.conversations_list(types="secret")),
    ("users_not_found", lambda ada: ada.users_lookupByEmail(email="no@one.example")),
    ("user_not_found", lambda ada: ada.users_info(user="U0NOBODY00")),
    ("file_not_found", lambda ada: ada.files_info(file="F0NOSUCH00")),
    ("file_upload_size_restricted", lambda ada: ada.files_getUploadURLExternal(filename="x", length=2**31)),
    ("no_reaction", lambda ada: ada.reactions_remove(channel=WEBAPP, name="eyes", timestamp=_first(ada))),
    ("invalid_trigger_id", lambda ada: ada.views_open(trigger_id="1.2.3", view={
        "type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": []})),
    ("method_deprecated", lambda ada: ada.api_call("files.upload", params={"content": "x"})),
    ("method_deprecated", lambda ada: ada.api_call("channels.list")),
    ("unknown_method", lambda ada: ada.api_call("chat.shout")),
    ("not_allowed_token_type", lambda ada: ada.chat_startStream(channel=WEBAPP, thread_ts=_first(ada))),
]  # fmt: skip


def _first(client: WebClient) -> str:
    return str(client.conversations_history(channel=WEBAPP)["messages"][0]["ts"])


@pytest.mark.parametrize(("word", "call"), REFUSED, ids=[f"{word}-{place}" for place, (word, _) in enumerate(REFUSED)])
def test_each_refusal_has_its_word(word: str, call: Callable[[WebClient], Any], ada: WebClient) -> None:
    assert refused(lambda: call(ada)) == word


def test_bad_blocks_are_refused_with_a_pointer(ada: WebClient) -> None:
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}]
    with pytest.raises(SlackApiError) as caught:
        ada.chat_postMessage(channel=WEBAPP, blocks=blocks)
    said = "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
    assert caught.value.response["error"] == "invalid_blocks"
    assert said in caught.value.response["errors"]
    assert f"[ERROR] {said}" in caught.value.response["response_metadata"]["messages"]


def test_who_is_not_in_a_channel_does_not_write_there(
    ada: WebClient, bot: WebClient, token_of: Callable[..., WebClient]
) -> None:
    private = ada.conversations_create(name="secret", is_private=True)["channel"]["id"]
    ben = token_of("ben")
    assert refused(lambda: ben.conversations_info(channel=private)) == "channel_not_found"
    assert refused(lambda: ben.chat_postMessage(channel=private, text="x")) == "channel_not_found"
    public = ada.conversations_create(name="open")["channel"]["id"]
    assert refused(lambda: ben.chat_postMessage(channel=public, text="x")) == "not_in_channel"
    assert refused(lambda: bot.conversations_history(channel=public)) == "not_in_channel"
    assert ben.conversations_join(channel=public)["channel"]["is_member"] is True
    assert ben.conversations_join(channel=public)["warning"] == "already_in_channel"
    sent = ben.chat_postMessage(channel=public, text="mine")["ts"]
    assert refused(lambda: bot.chat_delete(channel=public, ts=sent)) == "cant_delete_message"
    assert refused(lambda: ada.chat_update(channel=public, ts=sent, text="not mine")) == "cant_update_message"
    assert ada.reactions_add(channel=public, timestamp=sent, name="eyes")["ok"]
    assert refused(lambda: ada.reactions_add(channel=public, timestamp=sent, name="eyes")) == "already_reacted"
