"""The tools for notifications: listed, dismissed, and whether one hears of a thing at all."""

from collections.abc import Callable

from github import Github
from tests.clones.github.credentials import BEN
from tests.clones.github.tools.conftest import Use


def test_a_mention_is_told_read_and_done(use: Use, sign_in: Callable[[str], Github]) -> None:
    sign_in(BEN).get_repo("acme/webapp").get_issue(2).create_comment("What do you say, @ada?")
    told = use("list_notifications", here=False)
    assert [(made["reason"], made["subject"]["title"]) for made in told] == [("mention", "Add a dark theme")]
    thread = told[0]["id"]
    assert use("get_notification_details", here=False, notificationID=thread)["id"] == thread
    use("dismiss_notification", here=False, threadID=thread, state="read")
    assert use("list_notifications") == []
    assert len(use("list_notifications", filter="include_read_notifications")) == 1
    use("dismiss_notification", here=False, threadID=thread, state="done")
    assert use("list_notifications", filter="include_read_notifications") == []
    assert use("dismiss_notification", here=False, threadID="x", state="done", error=True)["status"] == "404"


def test_all_are_marked_and_subscriptions_changed(use: Use, sign_in: Callable[[str], Github]) -> None:
    sign_in(BEN).get_repo("acme/webapp").get_issue(2).create_comment("@ada?")
    thread = use("list_notifications", here=False)[0]["id"]
    subscription = {"here": False, "notificationID": thread}
    assert use("manage_notification_subscription", **subscription, action="ignore")["ignored"] is True
    assert "deleted" in use("manage_notification_subscription", **subscription, action="delete")["message"]
    use("mark_all_notifications_read", here=False)
    assert use("list_notifications", here=False) == []
    assert use("manage_repository_notification_subscription", action="watch")["subscribed"] is True
    assert "deleted" in use("manage_repository_notification_subscription", action="delete")["message"]
    use("mark_all_notifications_read")
