"""The history of issues, and who is told of what happens to them; https://linear.app/docs/notifications."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from .records.people import Notification
from .records.work import Issue, IssueHistory

if TYPE_CHECKING:
    from clonery.server.call import Call

_FROM_TO = {
    "stateId": "State", "assigneeId": "Assignee", "projectId": "Project", "cycleId": "Cycle", "parentId": "Parent",
    "teamId": "Team", "delegateId": "Delegate", "projectMilestoneId": "ProjectMilestone",
}  # fmt: skip
_PLAIN = {"title": "Title", "priority": "Priority", "estimate": "Estimate", "dueDate": "DueDate"}


def note(call: Call, before: dict[str, Any], issue: Issue, **more: Any) -> IssueHistory | None:
    """One entry for all that changed of an issue; none where nothing did that a history shows."""
    entry: dict[str, Any] = dict(more)
    for field, name in _FROM_TO.items():
        if before.get(field) != issue.get(field):
            entry |= {f"from{name}Id": before.get(field), f"to{name}Id": issue.get(field)}
    for field, name in _PLAIN.items():
        if before.get(field) != issue.get(field):
            entry |= {f"from{name}": before.get(field), f"to{name}": issue.get(field)}
    if before.get("description") != issue.get("description"):
        entry["updatedDescription"] = True
    old, new = before.get("labelIds") or [], issue.get("labelIds") or []
    for name, ids in (
        ("addedLabelIds", [i for i in new if i not in old]),
        ("removedLabelIds", [i for i in old if i not in new]),
    ):
        if ids:
            entry[name] = ids
    if bool(before.get("archivedAt")) != bool(issue.get("archivedAt")):
        entry["archived"] = bool(issue.get("archivedAt"))
    if bool(before.get("trashed")) != bool(issue.get("trashed")):
        entry["trashed"] = bool(issue.get("trashed"))
    if not entry:
        return None
    return _written(call, issue, entry)


def _written(call: Call, issue: Issue, entry: dict[str, Any]) -> IssueHistory:
    actor = call.actor.id if call.actor is not None else None
    times = {"createdAt": call.now, "updatedAt": call.now, "archivedAt": None}
    actors = [actor] if actor else []
    return call.create(
        IssueHistory, id=call.new_uuid(), issueId=issue.id, actorId=actor, actorIds=actors, **times, **entry
    )


def related(call: Call, issue: Issue, identifier: str, type_: str) -> None:
    """An entry for a relation that came or went: `a` and the type for one that was added, `r` for a removed one."""
    _written(call, issue, {"relationChanges": [{"identifier": identifier, "type": type_}]})


def tell(call: Call, issue: Issue, type_: str, people: Iterable[str | None], **more: Any) -> None:
    """Put a notification into the inbox of each of these people, the one who caused it left out."""
    own = call.actor.id if call.actor is not None else None
    for id in dict.fromkeys(people):
        if id is None or id == own:
            continue
        call.create(
            Notification, __typename="IssueNotification", id=call.new_uuid(), type=type_, userId=id, actorId=own,
            issueId=issue.id, teamId=issue.teamId, readAt=None, snoozedUntilAt=None, emailedAt=None, archivedAt=None,
            createdAt=call.now, updatedAt=call.now, title=issue.title, subtitle=issue.identifier, **more,
        )  # fmt: skip
