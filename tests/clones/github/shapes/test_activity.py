"""Threads, subscriptions and events."""

from clonery.clones.github.records.activity import Activity, Subscription, Thread
from clonery.clones.github.records.issues import Issue
from clonery.clones.github.records.repositories import Repository
from clonery.clones.github.shapes.activity import actor, event, subscription, thread, thread_subscription
from clonery.server.call import Call

URL = "http://test/github/repos/acme/webapp"


def test_a_thread_leads_to_its_subject_and_the_last_word(call: Call, webapp: Repository) -> None:
    issue = call.first(Issue, {"repository": webapp.id})
    assert issue is not None
    fields = {"repository": webapp, "user": call.actor, "updated_at": call.now, "reason": "mention"}
    record = call.create(Thread, subject=f"issue/{issue.id}", latest_comment="issue_comment/7", **fields)
    made = thread(call, record, True)
    assert made["subject"] == {
        "title": issue.title, "url": f"{URL}/issues/{issue.number}", "type": "Issue",
        "latest_comment_url": f"{URL}/issues/comments/7",
    }  # fmt: skip
    gone = thread(call, call.create(Thread, subject="release/99", **fields), True)["subject"]
    assert (gone["type"], gone["url"], gone["latest_comment_url"]) == ("Release", *[f"{URL}/releases/99"] * 2)
    assert thread_subscription(call, record)["reason"] == "mention"
    assert thread_subscription(call, call.update(record, subscribed=True, ignored=True))["subscribed"] is False


def test_an_event_shows_what_is_there_and_leaves_out_what_is_gone(call: Call, webapp: Repository) -> None:
    record = call.create(
        Activity, type="IssueCommentEvent", actor=call.actor, repository=webapp.id, repository_name="old/name",
        organization=webapp.owner, public=True, created_at=call.now,
        payload={"action": "created", "issue": ["issue", 1], "comment": ["issue_comment", 999]},
    )  # fmt: skip
    made = event(call, record, True)
    assert (made["repo"]["name"], made["org"]["login"], made["actor"]) == ("acme/webapp", "acme", actor(call, 1))
    assert (made["payload"]["action"], made["payload"]["issue"]["number"], set(made["payload"])) == (
        "created", 1, {"action", "issue"},
    )  # fmt: skip
    call.delete(webapp)
    assert (event(call, record, True)["repo"]["name"], actor(call, 999)["login"]) == ("old/name", "ghost")


def test_a_subscription(call: Call, webapp: Repository) -> None:
    record = call.create(Subscription, repository=webapp, user=call.actor, created_at=call.now)
    assert subscription(call, record, True)["url"] == f"{URL}/subscription"
