"""Channels and direct messages: made, listed, described, opened, closed."""

from collections.abc import Callable

from slack_sdk import WebClient
from tests.clones.slack.conftest import ADA_ID, BEN_ID, CLEO_ID, GENERAL, WEBAPP, refused


def test_lists_come_in_parts_and_by_kind(ada: WebClient) -> None:
    ada.conversations_create(name="secret", is_private=True)
    names = [each["name"] for page in ada.conversations_list(limit=2) for each in page["channels"]]
    assert names == ["general", "random", "webapp"]
    private = ada.conversations_list(types="private_channel")["channels"]
    assert [(each["name"], each["is_private"], each["num_members"]) for each in private] == [("secret", True, 1)]
    ada.conversations_open(users=BEN_ID)
    assert [each["user"] for each in ada.conversations_list(types="im")["channels"]] == [BEN_ID]
    assert len(ada.users_conversations(types="public_channel,private_channel,im")["channels"]) == 5
    ben = [each["name"] for each in ada.users_conversations(user=BEN_ID)["channels"]]
    assert ben == ["general", "random", "webapp"]


def test_what_a_token_may_not_read_is_named(token_of: Callable[..., WebClient]) -> None:
    bot = token_of("dev-bot", "channels:read")
    assert bot.conversations_list()["ok"]
    assert refused(lambda: bot.conversations_list(types="im")) == "missing_scope"
    assert refused(lambda: bot.conversations_create(name="x")) == "missing_scope"


def test_a_name_and_its_past(ada: WebClient, token_of: Callable[..., WebClient]) -> None:
    made = ada.conversations_rename(channel=WEBAPP, name="shop")["channel"]
    assert (made["name"], made["previous_names"]) == ("shop", ["webapp"])
    assert ada.chat_postMessage(channel="#shop", text="x")["channel"] == WEBAPP
    assert refused(lambda: token_of("ben").conversations_rename(channel=WEBAPP, name="mine")) == "not_authorized"
    said = [each.get("old_name") for each in ada.conversations_history(channel=WEBAPP)["messages"]]
    assert "webapp" in said


def test_topic_and_purpose(ada: WebClient) -> None:
    ada.conversations_setTopic(channel=WEBAPP, topic="new")
    ada.conversations_setPurpose(channel=WEBAPP, purpose="aim")
    shown = ada.conversations_info(channel=WEBAPP, include_num_members=True)["channel"]
    assert (shown["topic"]["value"], shown["purpose"]["value"], shown["num_members"]) == ("new", "aim", 4)
    assert shown["topic"]["creator"] == ADA_ID
    assert refused(lambda: ada.conversations_setTopic(channel=WEBAPP, topic="x" * 251)) == "too_long"


def test_an_archive_is_taken_back(ada: WebClient) -> None:
    ada.conversations_archive(channel=WEBAPP)
    assert WEBAPP not in [each["id"] for each in ada.conversations_list(exclude_archived=True)["channels"]]
    assert refused(lambda: ada.conversations_join(channel=WEBAPP)) == "is_archived"
    ada.conversations_unarchive(channel=WEBAPP)
    assert ada.conversations_history(channel=WEBAPP, limit=1)["messages"][0]["subtype"] == "channel_unarchive"


def test_direct_messages_open_and_close(ada: WebClient) -> None:
    made = ada.conversations_open(users=[BEN_ID])
    again = ada.conversations_open(users=[BEN_ID], return_im=True)
    assert (again["already_open"], again["channel"]["id"], again["channel"]["user"]) == (
        True,
        made["channel"]["id"],
        BEN_ID,
    )
    ada.conversations_close(channel=made["channel"]["id"])
    assert ada.conversations_close(channel=made["channel"]["id"])["already_closed"] is True
    group = ada.conversations_open(users=[BEN_ID, CLEO_ID])["channel"]["id"]
    assert ada.conversations_info(channel=group)["channel"]["is_mpim"] is True
    assert refused(lambda: ada.conversations_open(users=[])) == "users_list_not_supplied"
    assert refused(lambda: ada.conversations_close(channel=GENERAL)) == "method_not_supported_for_channel_type"


def test_a_channels_canvas_is_made_once(ada: WebClient) -> None:
    content = {"type": "markdown", "markdown": "# Plan"}
    assert ada.conversations_canvases_create(channel_id=WEBAPP, document_content=content)["canvas_id"].startswith("F0")
    word = refused(lambda: ada.conversations_canvases_create(channel_id=WEBAPP, document_content=content))
    assert word == "channel_canvas_already_exists"
