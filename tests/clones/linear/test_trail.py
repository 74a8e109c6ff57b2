"""History and notifications."""

from clonery.clones.linear import trail
from clonery.clones.linear.lookups import find
from clonery.clones.linear.records.people import Notification, User
from clonery.clones.linear.records.work import Issue, IssueHistory
from clonery.server.call import Call


def test_one_entry_for_all_that_changed(call: Call) -> None:
    issue = find(call, Issue, "ENG-1")
    before = {**issue.doc, "priority": 4, "labelIds": ["gone"], "title": "Old"}
    entry = trail.note(call, before, issue)
    assert entry
    assert (entry.get("fromPriority"), entry.get("toPriority"), entry.get("fromTitle")) == (4, 2, "Old")
    assert (entry.get("addedLabelIds"), entry.get("removedLabelIds")) == (issue.labelIds, ["gone"])
    assert entry.actorId == call.actor.id
    assert trail.note(call, issue.doc, issue) is None


def test_relations_are_told_by_type_and_way(call: Call) -> None:
    issue = find(call, Issue, "ENG-1")
    trail.related(call, issue, "ENG-2", "ab")
    last = call.all(IssueHistory, {"issueId": issue.id})[-1]
    assert last.get("relationChanges") == [{"identifier": "ENG-2", "type": "ab"}]


def test_others_are_told_once_and_oneself_never(call: Call) -> None:
    issue, ben = find(call, Issue, "ENG-2"), call.find(User, displayName="ben")
    assert ben
    count = call.count(Notification)
    trail.tell(call, issue, "issueNewComment", [ben.id, ben.id, None, call.actor.id], commentId="c")
    assert call.count(Notification) == count + 1
    made = call.all(Notification, {"userId": ben.id})[-1]
    assert (made.type, made.issueId, made.get("commentId"), made.readAt) == ("issueNewComment", issue.id, "c", None)
