"""Who is in: joining, leaving, inviting, kicking, sharing with others."""

from collections.abc import Callable

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from tests.clones.slack.conftest import ADA_ID, BEN_ID, CLEO_ID, RANDOM, WEBAPP, refused


def test_leaving_is_said_and_joining_again(ada: WebClient, token_of: Callable[..., WebClient]) -> None:
    ben = token_of("ben")
    ben.conversations_leave(channel=RANDOM)
    assert BEN_ID not in ada.conversations_members(channel=RANDOM)["members"]
    assert ben.conversations_leave(channel=RANDOM)["not_in_channel"] is True
    ben.conversations_join(channel=RANDOM)
    said = [(each["subtype"], each["user"]) for each in ada.conversations_history(channel=RANDOM)["messages"]]
    assert said == [("channel_join", BEN_ID), ("channel_leave", BEN_ID)]
    pages = [page["members"] for page in ada.conversations_members(channel=RANDOM, limit=3)]
    assert [len(page) for page in pages] == [3, 1]


def test_a_bad_invitation_invites_nobody_unless_forced(ada: WebClient) -> None:
    channel = ada.conversations_create(name="team")["channel"]["id"]
    with pytest.raises(SlackApiError) as caught:
        ada.conversations_invite(channel=channel, users=[BEN_ID, "U0NOBODY00"])
    assert caught.value.response["errors"] == [{"user": "U0NOBODY00", "ok": False, "error": "user_not_found"}]
    assert ada.conversations_members(channel=channel)["members"] == [ADA_ID]
    made = ada.conversations_invite(channel=channel, users=[BEN_ID, "U0NOBODY00"], force=True)
    assert made["errors"][0]["error"] == "user_not_found"
    assert ada.conversations_members(channel=channel)["members"] == [ADA_ID, BEN_ID]
    assert ada.conversations_history(channel=channel, limit=1)["messages"][0]["inviter"] == ADA_ID


def test_who_is_put_out_is_out(ada: WebClient) -> None:
    ada.conversations_kick(channel=WEBAPP, user=CLEO_ID)
    assert CLEO_ID not in ada.conversations_members(channel=WEBAPP)["members"]
    assert refused(lambda: ada.conversations_kick(channel=WEBAPP, user=CLEO_ID)) == "not_in_channel"


def test_the_last_of_a_private_channel_stays(ada: WebClient) -> None:
    channel = ada.conversations_create(name="mine", is_private=True)["channel"]["id"]
    assert refused(lambda: ada.conversations_leave(channel=channel)) == "last_member"
    assert refused(lambda: ada.conversations_join(channel=channel)) == "method_not_supported_for_channel_type"


def test_a_channel_is_shared_with_another_workspace(ada: WebClient) -> None:
    invite = ada.conversations_inviteShared(channel=WEBAPP, emails=["partner@other.example"])["invite_id"]
    assert [each["status"] for each in ada.conversations_listConnectInvites()["invites"]] == ["sent"]
    assert refused(lambda: ada.conversations_approveSharedInvite(invite_id=invite)) == "invalid_action"
    ada.conversations_acceptSharedInvite(channel_name="webapp", invite_id=invite)
    ada.conversations_approveSharedInvite(invite_id=invite)
    assert ada.conversations_info(channel=WEBAPP)["channel"]["is_ext_shared"] is True
    assert refused(lambda: ada.conversations_declineSharedInvite(invite_id=invite)) == "invalid_action"
    assert refused(lambda: ada.conversations_declineSharedInvite(invite_id="I0NO")) == "invite_not_found"
