"""People: found, described, present, quiet; and how administrators change them."""

from collections.abc import Callable

import httpx
import pytest
from slack_sdk import WebClient
from tests.clones.slack.conftest import ADA_ID, BEN_ID, CLEO_ID, GENERAL, WEBAPP, refused

TEAM = "T0ACME0000"


@pytest.fixture
def clock() -> str:
    return "2026-02-02T02:40:00Z"


def test_people_are_listed_and_found(ada: WebClient, token_of: Callable[..., WebClient]) -> None:
    assert [each["name"] for page in ada.users_list(limit=3) for each in page["members"]] == [
        "ada",
        "ben",
        "cleo",
        "dev-bot",
    ]
    assert ada.users_lookupByEmail(email="Ben@acme.example")["user"]["id"] == BEN_ID
    assert ada.users_info(user=BEN_ID, include_locale=True)["user"]["locale"] == "en-US"
    assert ada.users_identity()["user"]["email"] == "ada@acme.example"
    assert ada.bots_info(bot="B0ACMEBOT0")["bot"]["user_id"] == "U0ACMEBOT0"
    assert refused(lambda: ada.bots_info(bot="B0NO")) == "bot_not_found"
    assert "email" not in token_of("ben", "users:read").users_info(user=ADA_ID)["user"]["profile"]


def test_a_status_ends_by_itself(ada: WebClient, control: httpx.Client) -> None:
    status = {"status_text": "lunch", "status_emoji": ":pizza:", "status_expiration": 1_770_000_000 + 1800}
    made = ada.users_profile_set(profile=status)["profile"]
    assert (made["status_text"], made["status_emoji"]) == ("lunch", ":pizza:")
    control.post("/clock", json={"advance": "31m"})
    after = ada.users_profile_get(user=ADA_ID)["profile"]
    assert (after["status_text"], after["status_expiration"]) == ("", 0)


def test_a_profile_is_changed_by_its_owner_or_an_administrator(
    ada: WebClient, token_of: Callable[..., WebClient]
) -> None:
    ben = token_of("ben")
    ben.users_profile_set(name="first_name", value="Benjamin")
    assert ada.users_info(user=BEN_ID)["user"]["real_name"] == "Benjamin Okafor"
    ada.users_profile_set(user=BEN_ID, profile={"title": "Lead", "fields": {"Xf1": {"value": "x"}}})
    assert ada.users_profile_get(user=BEN_ID, include_labels=True)["profile"]["fields"]["Xf1"]["value"] == "x"
    assert refused(lambda: ben.users_profile_set(user=ADA_ID, profile={"title": "x"})) == "not_admin"
    assert refused(lambda: ben.users_profile_set(profile={"status_text": "x" * 101})) == "too_long"
    assert refused(lambda: ben.users_profile_set(profile={"team": "T1"})) == "reserved_name"


def test_presence_and_quiet_hours(ada: WebClient, token_of: Callable[..., WebClient]) -> None:
    assert ada.users_getPresence(user=BEN_ID)["presence"] == "active"
    ben = token_of("ben")
    ben.users_setPresence(presence="away")
    assert ada.users_getPresence(user=BEN_ID).data == {"ok": True, "presence": "away"}
    assert ben.users_getPresence(user=BEN_ID)["manual_away"] is True
    assert refused(lambda: ben.users_setPresence(presence="gone")) == "invalid_presence"
    assert ben.dnd_setSnooze(num_minutes=10)["snooze_remaining"] == 600
    assert ben.dnd_info()["snooze_enabled"] is True
    assert ada.dnd_teamInfo(users=[BEN_ID])["users"][BEN_ID]["dnd_enabled"] is False
    ben.dnd_endSnooze()
    assert refused(lambda: ben.dnd_endSnooze()) == "snooze_not_active"


def test_an_administrator_invites_promotes_and_removes(ada: WebClient, token_of: Callable[..., WebClient]) -> None:
    ada.admin_users_invite(team_id=TEAM, email="zoe@acme.example", channel_ids=[WEBAPP], real_name="Zoe Marsh")
    zoe = ada.users_lookupByEmail(email="zoe@acme.example")["user"]["id"]
    assert {GENERAL, WEBAPP} == {each["id"] for each in ada.users_conversations(user=zoe)["channels"]}
    assert (
        refused(lambda: ada.admin_users_invite(team_id=TEAM, email="zoe@acme.example", channel_ids=[WEBAPP]))
        == "already_in_team"
    )
    ada.admin_users_setAdmin(team_id=TEAM, user_id=zoe)
    assert ada.users_info(user=zoe)["user"]["is_admin"] is True
    ada.admin_users_setRegular(team_id=TEAM, user_id=zoe)
    client = token_of("zoe")
    ada.admin_users_remove(team_id=TEAM, user_id=zoe)
    assert refused(client.auth_test) == "account_inactive"
    assert ada.users_info(user=zoe)["user"]["deleted"] is True
    assert refused(lambda: token_of("ben").admin_users_remove(team_id=TEAM, user_id=ADA_ID)) == "not_an_admin"
    assert refused(lambda: ada.admin_users_remove(team_id=TEAM, user_id=ADA_ID)) == "cant_remove_primary_owner"


def test_a_guests_time_ends(ada: WebClient, control: httpx.Client, token_of: Callable[..., WebClient]) -> None:
    ends = 1_770_000_000 + 3600
    ada.admin_users_invite(
        team_id=TEAM, email="g@x.example", channel_ids=[WEBAPP], is_restricted=True, guest_expiration_ts=str(ends)
    )
    guest = ada.users_lookupByEmail(email="g@x.example")["user"]["id"]
    assert [each["id"] for each in ada.users_conversations(user=guest)["channels"]] == [WEBAPP]
    assert ada.admin_users_getExpiration(user_id=guest)["expiration_ts"] == ends
    assert [each["name"] for each in token_of("g").conversations_list()["channels"]] == ["webapp"]
    control.post("/clock", json={"advance": "2h"})
    assert ada.users_info(user=guest)["user"]["deleted"] is True
    assert (
        refused(lambda: ada.admin_users_setExpiration(user_id=BEN_ID, expiration_ts=ends * 2, team_id=TEAM))
        == "user_is_not_guest"
    )


def test_sessions_are_ended(ada: WebClient, token_of: Callable[..., WebClient]) -> None:
    cleo = token_of("cleo")
    assert CLEO_ID in {each["user_id"] for each in ada.admin_users_session_list()["active_sessions"]}
    ada.admin_users_session_reset(user_id=CLEO_ID)
    assert refused(cleo.auth_test) == "token_revoked"
    ada.admin_users_session_setSettings(user_ids=[BEN_ID], duration=60)
    assert ada.admin_users_session_getSettings(user_ids=[BEN_ID])["session_settings"][0]["duration"] == 60
