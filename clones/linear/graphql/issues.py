"""Fields of issues, comments and cycles that are worked out; https://studio.apollographql.com/public/Linear-API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.graphql.graph import resolves

from .. import naming
from ..records.people import Team
from ..records.work import Comment, Cycle, Issue, Reaction, WorkflowState

if TYPE_CHECKING:
    from clonery.server.call import Call


@resolves("Issue.url")
def issue_url(call: Call, issue: Issue) -> str:
    return naming.address(call, "issue", issue.identifier, naming.slug(issue.title))


@resolves("Issue.branchName")
def branch_name(call: Call, issue: Issue) -> str:
    return naming.branch(call, issue)


@resolves("Issue.priorityLabel", "Project.priorityLabel")
def priority_label(call: Call, record: Any) -> str:
    return naming.priority_label(record.get("priority"))


@resolves("Issue.reactionData", "Comment.reactionData", "ProjectUpdate.reactionData", "InitiativeUpdate.reactionData")
def reaction_data(call: Call, record: Any) -> list[dict[str, Any]]:
    """Reactions by emoji, each with who gave it."""
    if not call.session.store.holds(Reaction):
        return []
    field = {"issue": "issueId", "comment": "commentId", "project_update": "projectUpdateId"}.get(record.KIND.name)
    found: dict[str, list[dict[str, Any]]] = {}
    for reaction in call.all(Reaction, {field or "initiativeUpdateId": record.id}):
        shown = {"id": reaction.id, "userId": reaction.userId, "reactedAt": reaction.createdAt}
        found.setdefault(reaction.emoji, []).append(shown)
    return [{"emoji": emoji, "reactions": given} for emoji, given in found.items()]


@resolves("Comment.url")
def comment_url(call: Call, comment: Comment) -> str:
    issue = call.peek(Issue, comment.get("issueId"))
    return (
        f"{issue_url(call, issue)}#comment-{comment.id[:8]}" if issue else naming.address(call, "comment", comment.id)
    )


@resolves("Comment.bodyData", "ProjectUpdate.bodyData", "InitiativeUpdate.bodyData")
def body_data(call: Call, record: Any) -> str:
    """The text as a document of the editor: one paragraph a line."""
    import json

    lines = [
        {"type": "paragraph", "content": [{"type": "text", "text": line}]}
        for line in (record.body or "").split("\n")
        if line
    ]
    return json.dumps({"type": "doc", "content": lines}, separators=(",", ":"))


@resolves("Cycle.isActive")
def is_active(call: Call, cycle: Cycle) -> bool:
    return bool(cycle.startsAt <= call.now < cycle.endsAt)


@resolves("Cycle.isFuture")
def is_future(call: Call, cycle: Cycle) -> bool:
    return bool(cycle.startsAt > call.now)


@resolves("Cycle.isPast")
def is_past(call: Call, cycle: Cycle) -> bool:
    return bool(cycle.endsAt <= call.now)


@resolves("Cycle.isNext")
def is_next(call: Call, cycle: Cycle) -> bool:
    later = [each for each in call.all(Cycle, {"teamId": cycle.teamId}) if each.startsAt > call.now]
    return bool(later) and min(later, key=lambda each: each.startsAt).id == cycle.id


@resolves("Cycle.isPrevious")
def is_previous(call: Call, cycle: Cycle) -> bool:
    past = [each for each in call.all(Cycle, {"teamId": cycle.teamId}) if each.endsAt <= call.now]
    return bool(past) and max(past, key=lambda each: each.endsAt).id == cycle.id


@resolves("Team.activeCycle")
def active_cycle(call: Call, team: Team) -> Cycle | None:
    return next((each for each in call.all(Cycle, {"teamId": team.id}) if is_active(call, each)), None)


@resolves("Cycle.progress", "Project.progress", "ProjectMilestone.progress")
def progress(call: Call, record: Any) -> float:
    """The part of its issues that is done, canceled ones left out."""
    field = {"cycle": "cycleId", "project": "projectId"}.get(record.KIND.name, "projectMilestoneId")
    types = [_type(call, issue.stateId) for issue in call.all(Issue, {field: record.id})]
    counted = [kind for kind in types if kind != "canceled"]
    return round(counted.count("completed") / len(counted), 4) if counted else 0


@resolves("Project.scope")
def scope(call: Call, record: Any) -> int:
    """The estimates of its issues together; one without counts one."""
    return int(sum(issue.get("estimate") or 1 for issue in call.all(Issue, {"projectId": record.id})))


def _type(call: Call, state: str) -> str:
    found = call.peek(WorkflowState, state)
    return found.type if found else ""
