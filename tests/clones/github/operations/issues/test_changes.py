"""Changes of an issue, remembered as events."""

from clonery.clones.github.lookups import find_issue
from clonery.clones.github.operations.issues.changes import change, opened
from clonery.clones.github.operations.issues.naming import labels_named
from clonery.clones.github.records.issues import IssueEvent
from clonery.clones.github.records.repositories import Repository
from clonery.server.call import Call


def events(call: Call, issue: int) -> list[str]:
    return [made.event for made in call.all(IssueEvent, {"issue": issue})]


def test_what_differs_is_stored_and_remembered(call: Call, webapp: Repository) -> None:
    issue = find_issue(call, "acme", "webapp", 2)[1]
    before, told = webapp.open_issues, len(events(call, issue.id))
    assert change(call, webapp, issue, title=issue.title, state="open") is issue
    labels = labels_named(call, webapp, ["bug"])
    made = change(call, webapp, issue, title="New", labels=labels, assignees=[call.actor], state="closed")
    assert (made.title, made.labels, made.state, made.state_reason) == ("New", [labels[0].id], "closed", "completed")
    assert events(call, issue.id)[told:] == ["renamed", "unlabeled", "labeled", "assigned", "closed"]
    assert call.get(Repository, webapp.id).open_issues == before - 1
    again = change(call, webapp, made, state="open")
    assert (again.state_reason, again.closed_at, again.closed_by) == ("reopened", None, None)
    assert call.get(Repository, webapp.id).open_issues == before


def test_what_a_new_issue_has_is_remembered(call: Call, webapp: Repository) -> None:
    issue = find_issue(call, "acme", "webapp", 1)[1]
    told = len(events(call, issue.id))
    opened(call, webapp, issue)
    assert events(call, issue.id)[told:] == ["labeled", "assigned", "milestoned"]
