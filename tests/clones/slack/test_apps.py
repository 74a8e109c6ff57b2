"""Apps that administrators let in or keep out, and the workspace's own emoji."""

from slack_sdk import WebClient
from tests.clones.slack.conftest import refused


def test_an_app_is_let_in_or_kept_out(ada: WebClient) -> None:
    ada.admin_apps_approve(app_id="A0ACMEBOT0")
    assert [each["app"]["id"] for each in ada.admin_apps_approved_list()["approved_apps"]] == ["A0ACMEBOT0"]
    ada.admin_apps_restrict(app_id="A0ACMEBOT0")
    assert len(ada.admin_apps_restricted_list()["restricted_apps"]) == 1
    ada.admin_apps_clearResolution(app_id="A0ACMEBOT0")
    assert ada.admin_apps_approved_list()["approved_apps"] == ada.admin_apps_restricted_list()["restricted_apps"] == []
    assert refused(lambda: ada.admin_apps_approve(app_id="A0NO")) == "app_not_found"


def test_emoji_are_added_renamed_and_removed(ada: WebClient) -> None:
    ada.admin_emoji_add(name="shipit", url="https://x.example/a.png")
    ada.admin_emoji_addAlias(name="squirrel", alias_for="shipit")
    assert ada.emoji_list()["emoji"] == {"shipit": "https://x.example/a.png", "squirrel": "alias:shipit"}
    ada.admin_emoji_rename(name="shipit", new_name="ship")
    assert list(ada.admin_emoji_list()["emoji"]) == ["ship", "squirrel"]
    assert refused(lambda: ada.admin_emoji_add(name="ship", url="https://x")) == "error_name_taken"
    ada.admin_emoji_remove(name="ship")
    assert refused(lambda: ada.admin_emoji_remove(name="ship")) == "emoji_not_found"
