"""The inbox and favorites of whoever calls."""

from collections.abc import Callable
from typing import Any

from tests.clones.linear.conftest import ADA, CLEO, Graph

INBOX = """{ notifications { nodes { id type readAt archivedAt snoozedUntilAt
  ... on IssueNotification { issue { identifier } actor { displayName } } } } notificationsUnreadCount }"""


def test_the_sdk_reads_marks_and_archives_notifications(sdk: Callable[..., Any]) -> None:
    made = sdk(
        """
const all = (await client.notifications()).nodes;
const first = all[0];
await client.updateNotification(first.id, { readAt: new Date("2026-01-06T12:00:00Z") });
const read = await client.notification(first.id);
await client.archiveNotification(first.id);
show({ count: all.length, type: first.type, read: read.readAt, left: (await client.notifications()).nodes.length });
""",
        key=CLEO,
    )
    assert made["read"] == "2026-01-06T12:00:00.000Z"
    assert made["left"] == made["count"] - 1


def test_an_assignment_is_told_to_the_one_it_is_given(ask: Graph) -> None:
    cleo = ask('{ user(id: "cleo@acme.example") { id } }')["user"]["id"]
    before = ask(INBOX, token=CLEO)["notificationsUnreadCount"]
    ask('mutation($id: String!) { issueUpdate(id: "ENG-2", input: {assigneeId: $id}) { success } }', id=cleo)
    told = ask(INBOX, token=CLEO)
    assert told["notificationsUnreadCount"] == before + 1
    first = told["notifications"]["nodes"][0]
    assert (first["type"], first["issue"], first["actor"]) == (
        "issueAssignedToYou", {"identifier": "ENG-2"}, {"displayName": "ada"},
    )  # fmt: skip
    assert first["id"] not in [each["id"] for each in ask(INBOX)["notifications"]["nodes"]]
    assert ask.refused("query($id: String!) { notification(id: $id) { id } }", id=first["id"])[2].startswith(
        "Entity not found"
    )


def test_all_of_one_thing_are_marked_together(ask: Graph) -> None:
    first = ask(INBOX)["notifications"]["nodes"][0]
    read = """mutation($i: NotificationEntityInput!) { notificationMarkReadAll(input: $i,
  readAt: "2026-01-06T12:00:00Z")
      { success notifications { id } } }"""
    marked = ask(read, i={"id": first["id"]})["notificationMarkReadAll"]["notifications"]
    same = [each for each in ask(INBOX)["notifications"]["nodes"] if each["issue"] == first["issue"]]
    assert {each["id"] for each in marked} == {each["id"] for each in same}
    assert all(each["readAt"] for each in same)
    unread = "mutation($i: NotificationEntityInput!) { notificationMarkUnreadAll(input: $i) { success } }"
    ask(unread, i={"id": first["id"]})
    assert not any(each["readAt"] for each in ask(INBOX)["notifications"]["nodes"])
    assert ask.refused(unread, i={})[1] == "invalid input"


def test_the_sdk_keeps_favorites(sdk: Callable[..., Any]) -> None:
    made = sdk(
        """
const issue = await client.issue("ENG-1");
const one = await (await client.createFavorite({ issueId: issue.id })).favorite;
const two = await (await client.createFavorite({ issueId: issue.id })).favorite;
const project = (await client.projects()).nodes[0];
await client.createFavorite({ projectId: project.id });
const all = (await client.favorites()).nodes.map(f => f.type).sort();
await client.deleteFavorite(one.id);
show({ same: one.id === two.id, issue: (await one.issue).identifier, all,
  left: (await client.favorites()).nodes.length });
""",
        key=ADA,
    )
    assert made == {
        "same": True, "issue": "ENG-1", "left": 1,
        "all": ["issue", "project"],
    }  # fmt: skip
