"""Skills, featured workflows, policies, and an app taken out by an administrator."""

from collections.abc import Callable
from typing import Any

from slack_sdk import WebClient
from tests.clones.slack.conftest import ADA_ID, BEN_ID, WEBAPP, refused


def test_a_skill_is_written_published_and_deleted(ada: WebClient) -> None:
    call = ada.api_call
    made = call("slackbot.skills.create", json={"display_name": "Sum up", "category": "work"})["skill"]
    assert (made["creator_id"], made["publish_status"]) == (ADA_ID, "draft")
    call("slackbot.skills.update", json={"skill_id": made["id"], "instructions": "be brief"})
    call("slackbot.skills.library.add", json={"skill_id": made["id"]})
    call("admin.slackbot.skills.publish", json={"skill_ids": [made["id"]]})
    shown = call("slackbot.skills.info", json={"skill_id": made["id"]})["skill"]
    assert (shown["instructions"], shown["library"], shown["publish_status"]) == ("be brief", [ADA_ID], "published")
    assert len(call("admin.slackbot.skills.list", json={"publish_status": "published"})["skills"]) == 1
    assert call("slackbot.skills.list", json={"category": "play"})["skills"] == []
    call("slackbot.skills.delete", json={"skill_id": made["id"]})
    assert refused(lambda: call("slackbot.skills.info", json={"skill_id": made["id"]})) == "skill_not_found"


def test_workflows_are_featured_in_a_channel(ada: WebClient) -> None:
    ada.workflows_featured_set(channel_id=WEBAPP, trigger_ids=["Ft1"])
    ada.workflows_featured_add(channel_id=WEBAPP, trigger_ids=["Ft2", "Ft1"])
    ada.workflows_featured_remove(channel_id=WEBAPP, trigger_ids="Ft1")
    (row,) = ada.workflows_featured_list(channel_ids=WEBAPP)["featured_workflows"]
    assert (row["channel_id"], [each["id"] for each in row["triggers"]]) == (WEBAPP, ["Ft2"])
    many = [f"Ft{number}" for number in range(16)]
    assert refused(lambda: ada.workflows_featured_set(channel_id=WEBAPP, trigger_ids=many)) == "too_many_workflows"


def test_people_are_put_under_a_policy(ada: WebClient) -> None:
    given = {"entity_ids": [BEN_ID], "entity_type": "USER", "policy_name": "email_password"}
    assert ada.admin_auth_policy_assignEntities(**given)["entity_total_count"] == 1
    held = ada.admin_auth_policy_getEntities(policy_name="email_password")["entities"]
    assert [each["entity_id"] for each in held] == [BEN_ID]
    assert ada.admin_auth_policy_removeEntities(**given)["entity_total_count"] == 0
    assert refused(lambda: ada.admin_auth_policy_assignEntities(**{**given, "policy_name": "x"})) == "policy_not_found"


def test_details_need_a_fresh_trigger(bot: WebClient, ada: WebClient, act: Callable[..., Any]) -> None:
    id = act("shortcut", user="ben", callback_id="x")["trigger_id"]
    bot.api_call("entity.presentDetails", json={"trigger_id": id, "metadata": {"entity_type": "x"}})
    again = refused(lambda: bot.api_call("entity.presentDetails", json={"trigger_id": id, "metadata": {}}))
    assert again == "exchanged_trigger_id"
    assert ada.admin_apps_uninstall(app_id="A0ACMEBOT0")["ok"]
    assert refused(lambda: ada.admin_apps_uninstall(app_id="A0NO")) == "app_not_found"
