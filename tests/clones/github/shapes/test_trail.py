"""Events of issues as they are shown."""

from clonery.clones.github.lookups import find_issue, find_user
from clonery.clones.github.records.issues import Comment
from clonery.clones.github.records.repositories import Repository
from clonery.clones.github.shapes.trail import issue_event, issue_reference, timeline_event
from clonery.clones.github.trail import note
from clonery.server.call import Call


def test_an_event_shows_whom_and_what_it_names(call: Call, webapp: Repository) -> None:
    issue, ben = find_issue(call, "acme", "webapp", 1)[1], find_user(call, "ben")
    assigned = issue_event(call, note(call, issue, "assigned", assignee=ben.id), True)
    assert (assigned["assignee"]["login"], assigned["assigner"]["login"]) == ("ben", "ada")
    assert assigned["issue"]["number"] == 1
    closed = issue_event(call, note(call, issue, "closed", commit="0" * 40), False)
    assert closed["commit_url"].endswith(f"/commits/{'0' * 40}")
    assert issue_event(call, note(call, issue, "milestoned", milestone="1.0"), False)["milestone"] == {"title": "1.0"}


def test_references_only_from_what_may_be_seen(call: Call, webapp: Repository) -> None:
    issue = find_issue(call, "acme", "webapp", 1)[1]
    hidden = find_issue(call, "acme", "infrastructure", 1)[1]
    event = note(call, issue, "cross-referenced", source=hidden.id)
    seen = timeline_event(call, event)
    assert seen is not None
    assert seen["source"]["issue"]["title"] == hidden.title
    call.actor = None
    call.memo.clear()
    assert timeline_event(call, event) is None
    assert issue_reference(call, None) is None
    said = timeline_event(call, call.all(Comment, {"issue": issue.id})[0])
    assert said is not None
    assert (said["event"], said["actor"]["login"]) == ("commented", "ben")
