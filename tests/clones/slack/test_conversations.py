"""Channels as administrators see and change them."""

from collections.abc import Callable

from slack_sdk import WebClient
from tests.clones.slack.conftest import GENERAL, WEBAPP, refused


def test_an_administrator_finds_and_turns_channels(ada: WebClient, token_of: Callable[..., WebClient]) -> None:
    id = ada.admin_conversations_create(name="plans", is_private=False, description="aim")["channel_id"]
    assert ada.conversations_info(channel=id)["channel"]["purpose"]["value"] == "aim"
    ada.admin_conversations_convertToPrivate(channel_id=id)
    assert refused(lambda: token_of("ben").conversations_info(channel=id)) == "channel_not_found"
    found = ada.admin_conversations_search(query="plan")["conversations"]
    assert [(each["name"], each["is_private"], each["member_count"]) for each in found] == [("plans", True, 1)]
    ada.admin_conversations_rename(channel_id=id, name="plans-2")
    ada.admin_conversations_archive(channel_id=id)
    assert refused(lambda: ada.admin_conversations_archive(channel_id=id)) == "already_archived"
    ada.admin_conversations_unarchive(channel_id=id)
    ada.admin_conversations_delete(channel_id=id)
    assert refused(lambda: ada.conversations_info(channel=id)) == "channel_not_found"
    assert refused(lambda: token_of("ben").admin_conversations_delete(channel_id=WEBAPP)) == "not_an_admin"
    assert refused(lambda: ada.admin_conversations_delete(channel_id=GENERAL)) == "default_org_wide_channel"


def test_who_may_post_is_kept(ada: WebClient, token_of: Callable[..., WebClient]) -> None:
    ada.admin_conversations_setConversationPrefs(channel_id=WEBAPP, prefs={"who_can_post": "type:admin"})
    assert ada.admin_conversations_getConversationPrefs(channel_id=WEBAPP)["prefs"]["who_can_post"]["type"] == ["admin"]
    word = refused(lambda: token_of("ben").chat_postMessage(channel=WEBAPP, text="x"))
    assert word == "restricted_action_read_only_channel"
    assert ada.chat_postMessage(channel=WEBAPP, text="x")["ok"]
    ada.admin_conversations_setCustomRetention(channel_id=WEBAPP, duration_days=30)
    assert ada.admin_conversations_getCustomRetention(channel_id=WEBAPP)["duration_days"] == 30
