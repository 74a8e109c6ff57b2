"""Changes of an issue or pull request, each remembered and told as GitHub does; https://docs.github.com/rest/issues/issues#update-an-issue."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.state.record import Record

from ...pulls.turning import may_turn, turned
from ...records.issues import Issue, IssueType, Label, Milestone
from ...records.people import User
from ...records.repositories import Repository
from ...trail import note, tell


def change(call: Call, repository: Repository, issue: Issue, commit: str | None = None, **wanted: Any) -> Issue:
    """The issue with these values; what differs is stored, remembered and told.

    `labels`, `assignees` and `milestone` are records; `commit` is the one that closes it.
    """
    before, fields = issue, {name: _stored(value) for name, value in wanted.items()}
    fields = {name: value for name, value in fields.items() if issue.get(name) != value}
    if "state" in fields:
        if issue.pull is not None:
            may_turn(call, repository, issue, wanted["state"])
        fields |= _turn(call, issue, wanted)
    else:
        fields.pop("state_reason", None)
    if not fields:
        return issue
    issue = call.update(issue, **fields, updated_at=call.now)
    if "state" in fields:
        fresh = call.get(Repository, repository.id)
        call.update(fresh, open_issues=fresh.open_issues + (1 if issue.state == "open" else -1))
        if issue.pull is not None:
            turned(call, repository, issue)
    _text(call, repository, before, issue)
    if "labels" in fields:
        _labels(call, repository, before, issue)
    if "assignees" in fields:
        _assignees(call, repository, before, issue)
    if "milestone" in fields:
        _milestone(call, repository, before, issue)
    if "type" in fields:
        _type(call, repository, before, issue)
    if "state" in fields:
        action = "closed" if issue.state == "closed" else "reopened"
        note(call, issue, action, commit=commit, state_reason=issue.state_reason if action == "closed" else None)
        tell(call, repository, issue, action)
    return issue


def opened(call: Call, repository: Repository, issue: Issue) -> None:
    """Remember and tell what a new issue has from its start: labels, people, a milestone."""
    bare = issue.load(issue.rid, {**issue.doc, "labels": [], "assignees": [], "milestone": None, "type": None})
    _labels(call, repository, bare, issue)
    _assignees(call, repository, bare, issue)
    _milestone(call, repository, bare, issue)
    _type(call, repository, bare, issue)


def _stored(value: Any) -> Any:
    if isinstance(value, list):
        return [_stored(each) for each in value]
    return value.id if isinstance(value, Record) else value


def _turn(call: Call, issue: Issue, wanted: dict[str, Any]) -> dict[str, Any]:
    """What goes with closing or reopening: when, by whom, and (for issues) why."""
    closing = wanted["state"] == "closed"
    reason = wanted.get("state_reason") or ("completed" if closing else "reopened")
    who = call.actor.id if call.actor is not None else None
    return {
        "state": wanted["state"], "state_reason": reason if issue.pull is None else None,
        "closed_at": call.now if closing else None, "closed_by": who if closing else None,
    }  # fmt: skip


def _text(call: Call, repository: Repository, before: Issue, issue: Issue) -> None:
    changes = {}
    if issue.title != before.title:
        note(call, issue, "renamed", rename={"from": before.title, "to": issue.title})
        changes["title"] = {"from": before.title}
    if issue.body != before.body:
        changes["body"] = {"from": before.body or ""}
    if changes:
        tell(call, repository, issue, "edited", changes=changes)


def _labels(call: Call, repository: Repository, before: Issue, issue: Issue) -> None:
    for action, ids, others in (("unlabeled", before.labels, issue.labels), ("labeled", issue.labels, before.labels)):
        for id in ids:
            label = None if id in others else call.peek(Label, id)
            if label is not None:
                note(call, issue, action, label={"name": label.name, "color": label.color})
                tell(call, repository, issue, action, label=label)


def _assignees(call: Call, repository: Repository, before: Issue, issue: Issue) -> None:
    removed, added = before.assignees, issue.assignees
    for action, ids, others in (("unassigned", removed, added), ("assigned", added, removed)):
        for id in ids:
            if id not in others:
                note(call, issue, action, assignee=id)
                tell(call, repository, issue, action, assignee=call.get(User, id))


def _milestone(call: Call, repository: Repository, before: Issue, issue: Issue) -> None:
    if before.milestone == issue.milestone:
        return
    for action, id in (("demilestoned", before.milestone), ("milestoned", issue.milestone)):
        milestone = call.peek(Milestone, id)
        if milestone is not None:
            note(call, issue, action, milestone=milestone.title)
            tell(call, repository, issue, action, milestone=milestone)


def _type(call: Call, repository: Repository, before: Issue, issue: Issue) -> None:
    if before.type == issue.type:
        return
    kind = call.peek(IssueType, issue.type) or call.peek(IssueType, before.type)
    event = "added" if before.type is None else "removed" if issue.type is None else "changed"
    earlier: dict[str, Any] = {"prev_issue_type": before.type} if event == "changed" else {}
    note(call, issue, f"issue_type_{event}", issue_type=kind.id if kind else None, **earlier)
    if issue.pull is None and kind is not None:
        tell(call, repository, issue, "untyped" if event == "removed" else "typed", type=kind)
