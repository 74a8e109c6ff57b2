"""Workspaces, groups, roles and barriers, as administrators change them."""

from collections.abc import Callable

from slack_sdk import WebClient
from tests.clones.slack.conftest import ADA_ID, BEN_ID, WEBAPP, refused

TEAM = "T0ACME0000"


def test_settings_of_a_workspace(ada: WebClient, token_of: Callable[..., WebClient]) -> None:
    ada.admin_teams_settings_setName(team_id=TEAM, name="Acme Ltd")
    ada.admin_teams_settings_setDefaultChannels(team_id=TEAM, channel_ids=[WEBAPP])
    shown = ada.admin_teams_settings_info(team_id=TEAM)["team"]
    assert (shown["name"], shown["default_channels"]) == ("Acme Ltd", [WEBAPP])
    assert ada.team_info()["team"]["name"] == "Acme Ltd"
    assert ada.admin_teams_admins_list(team_id=TEAM)["admin_ids"] == [ADA_ID]
    made = ada.admin_teams_create(team_domain="beta", team_name="Beta")["team"]
    assert made in [each["id"] for each in ada.admin_teams_list()["teams"]]
    assert refused(lambda: ada.admin_teams_create(team_domain="beta", team_name="B")) == "team_domain_taken"
    assert refused(lambda: token_of("ben").admin_teams_list()) == "not_an_admin"


def test_roles_and_barriers(ada: WebClient) -> None:
    ada.admin_roles_addAssignments(role_id="Rl0A", entity_ids=[TEAM], user_ids=[BEN_ID])
    assert [each["user_id"] for each in ada.admin_roles_listAssignments(role_ids=["Rl0A"])["role_assignments"]] == [
        BEN_ID
    ]
    ada.admin_roles_removeAssignments(role_id="Rl0A", entity_ids=[TEAM], user_ids=[BEN_ID])
    assert ada.admin_roles_listAssignments()["role_assignments"] == []
    given = {
        "barriered_from_usergroup_ids": ["S2"],
        "primary_usergroup_id": "S1",
        "restricted_subjects": ["im", "mpim", "call"],
    }
    id = ada.admin_barriers_create(**given)["barrier"]["id"]
    ada.admin_barriers_update(barrier_id=id, **{**given, "primary_usergroup_id": "S3"})
    (shown,) = ada.admin_barriers_list()["barriers"]
    assert (shown["id"], shown["primary_usergroup"]) == (id, {"id": "S3"})
    ada.admin_barriers_delete(barrier_id=id)
    assert refused(lambda: ada.admin_barriers_delete(barrier_id=id)) == "barrier_not_found"


def test_channels_of_a_group(ada: WebClient) -> None:
    group = ada.usergroups_create(name="G", handle="g")["usergroup"]["id"]
    ada.admin_usergroups_addChannels(usergroup_id=group, channel_ids=[WEBAPP])
    shown = ada.admin_usergroups_listChannels(usergroup_id=group, include_num_members=True)["channels"]
    assert shown == [{"id": WEBAPP, "name": "webapp", "team_id": TEAM, "num_members": 4}]
    ada.admin_usergroups_removeChannels(usergroup_id=group, channel_ids=[WEBAPP])
    assert ada.admin_usergroups_listChannels(usergroup_id=group)["channels"] == []
