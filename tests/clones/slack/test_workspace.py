"""The workspace itself: its facts, logs, emoji, groups of people."""

from collections.abc import Callable

from slack_sdk import WebClient
from tests.clones.slack.conftest import ADA_ID, BEN_ID, CLEO_ID, WEBAPP, refused


def test_the_workspace_says_what_it_is(ada: WebClient, token_of: Callable[..., WebClient]) -> None:
    assert ada.team_info()["team"]["domain"] == "acme"
    assert refused(lambda: ada.team_info(team="T0NO")) == "team_not_found"
    assert ada.team_billableInfo(user=BEN_ID)["billable_info"] == {BEN_ID: {"billing_active": True}}
    assert len(ada.team_accessLogs()["logins"]) == 4
    assert refused(lambda: token_of("ben").team_accessLogs()) == "not_admin"
    assert ada.team_profile_get()["profile"]["fields"] == []
    assert ada.team_billing_info()["plan"] == "std"
    assert ada.emoji_list()["emoji"] == {}


def test_a_group_is_made_filled_and_switched_off(ada: WebClient) -> None:
    made = ada.usergroups_create(name="On call", handle="oncall", channels=[WEBAPP])["usergroup"]
    assert (made["created_by"], made["prefs"]["channels"]) == (ADA_ID, [WEBAPP])
    ada.usergroups_users_update(usergroup=made["id"], users=[BEN_ID, CLEO_ID])
    assert ada.usergroups_users_list(usergroup=made["id"])["users"] == [BEN_ID, CLEO_ID]
    (shown,) = ada.usergroups_list(include_users=True, include_count=True)["usergroups"]
    assert (shown["users"], shown["user_count"]) == ([BEN_ID, CLEO_ID], 2)
    ada.usergroups_update(usergroup=made["id"], name="Pager")
    ada.usergroups_disable(usergroup=made["id"])
    assert ada.usergroups_list()["usergroups"] == []
    assert ada.usergroups_list(include_disabled=True)["usergroups"][0]["name"] == "Pager"
    assert refused(lambda: ada.usergroups_disable(usergroup=made["id"])) == "already_disabled"
    ada.usergroups_enable(usergroup=made["id"])
    assert refused(lambda: ada.usergroups_create(name="Pager", handle="x")) == "name_already_exists"
    assert refused(lambda: ada.usergroups_create(name="x", handle="oncall")) == "handle_already_exists"
    assert refused(lambda: ada.usergroups_update(usergroup="S0NO", name="x")) == "no_such_subteam"
    assert refused(lambda: ada.usergroups_users_update(usergroup=made["id"], users=["U0NO"])) == "invalid_users"
