"""How tools show things: names beside ids, no nested entities; https://linear.app/docs/mcp."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.graphql import listing
from clonery.server.graphql.graph import api
from clonery.server.state.record import Record

from ..graphql.issues import branch_name, comment_url, is_active, issue_url
from ..graphql.plans import page_url, project_state
from ..naming import priority_label
from ..records.people import Team, User
from ..records.plans import Document, Project, ProjectMilestone, ProjectStatus
from ..records.work import Attachment, Comment, Cycle, Issue, IssueLabel, IssueRelation, WorkflowState

if TYPE_CHECKING:
    from clonery.server.call import Call

MOST = 250


def page(
    call: Call, type_name: str, show: Any, key: str, filter: dict[str, Any], limit: float | None = None,
    cursor: str | None = None, order: str | None = None, archived: bool | None = None,
) -> dict[str, Any]:  # fmt: skip
    """A part of a list: the things under `key`, whether more follow, and the cursor to go on with."""
    size = min(max(int(limit or 50), 1), MOST)
    given = {
        "first": size,
        "after": cursor,
        "orderBy": order or "createdAt",
        "includeArchived": archived,
        "filter": filter,
    }
    made = listing.page(api(call.clone), call, type_name, given)
    more = made["pageInfo"]["hasNextPage"]
    shown: dict[str, Any] = {key: [show(call, record) for record in made["nodes"]], "hasNextPage": more}
    return shown | ({"cursor": made["pageInfo"]["endCursor"]} if more else {})


def _name(call: Call, kind: type[Record], id: str | None, field: str = "name") -> str | None:
    found = call.peek(kind, id) if id else None
    return found.get(field) if found else None


def _given(shown: dict[str, Any]) -> dict[str, Any]:
    """Without what is not set."""
    return {name: value for name, value in shown.items() if value is not None}


def issue(call: Call, record: Issue) -> dict[str, Any]:
    return _given({
        "id": record.identifier, "uuid": record.id, "title": record.title, "description": record.description,
        "priority": {"value": record.priority, "name": priority_label(record.priority)}, "url": issue_url(call, record),
        "gitBranchName": branch_name(call, record), "createdAt": record.createdAt, "updatedAt": record.updatedAt,
        "archivedAt": record.archivedAt, "completedAt": record.completedAt, "startedAt": record.startedAt,
        "dueDate": record.dueDate, "estimate": record.estimate, "status": _name(call, WorkflowState, record.stateId),
        "statusType": _name(call, WorkflowState, record.stateId, "type"),
        "labels": [_name(call, IssueLabel, id) for id in record.get("labelIds") or []],
        "createdBy": _name(call, User, record.creatorId), "createdById": record.creatorId,
        "assignee": _name(call, User, record.assigneeId), "assigneeId": record.assigneeId,
        "project": _name(call, Project, record.projectId), "projectId": record.projectId,
        "projectMilestone": _name(call, ProjectMilestone, record.projectMilestoneId),
        "cycleId": record.cycleId, "parentId": _name(call, Issue, record.parentId, "identifier"),
        "team": _name(call, Team, record.teamId), "teamId": record.teamId,
    })  # fmt: skip


def whole_issue(call: Call, record: Issue, relations: bool = False) -> dict[str, Any]:
    """An issue with its attachments, and its relations both ways where they are asked for."""
    attached = call.all(Attachment, {"issueId": record.id})
    shown = {**issue(call, record), "attachments": [attachment(call, each) for each in attached]}
    if relations:
        own = call.all(IssueRelation, {"issueId": record.id})
        other = call.all(IssueRelation, {"relatedIssueId": record.id})
        shown["relations"] = {
            "blocks": _issues(call, own, "blocks", "relatedIssueId"),
            "blockedBy": _issues(call, other, "blocks", "issueId"),
            "relatedTo": _issues(call, own, "related", "relatedIssueId") + _issues(call, other, "related", "issueId"),
            "duplicateOf": next(iter(_issues(call, own, "duplicate", "relatedIssueId")), None),
        }
    return shown


def _issues(call: Call, relations: list[IssueRelation], type_: str, field: str) -> list[dict[str, Any]]:
    found = [call.get(Issue, each.get(field)) for each in relations if each.type == type_]
    return [{"id": each.identifier, "title": each.title} for each in found]


def attachment(call: Call, record: Attachment) -> dict[str, Any]:
    return _given({"id": record.id, "title": record.title, "subtitle": record.subtitle, "url": record.url})


def comment(call: Call, record: Comment) -> dict[str, Any]:
    author = call.peek(User, record.userId)
    return _given({
        "id": record.id, "body": record.body, "createdAt": record.createdAt, "updatedAt": record.updatedAt,
        "parentId": record.parentId, "resolvedAt": record.resolvedAt, "url": comment_url(call, record),
        "author": {"id": author.id, "name": author.name} if author else None,
    })  # fmt: skip


def state(call: Call, record: WorkflowState) -> dict[str, Any]:
    return {"id": record.id, "type": record.type, "name": record.name}


def label(call: Call, record: IssueLabel) -> dict[str, Any]:
    return _given({
        "id": record.id, "name": record.name, "color": record.color, "description": record.get("description"),
        "isGroup": bool(record.isGroup), "parent": _name(call, IssueLabel, record.parentId), "teamId": record.teamId,
    })  # fmt: skip


def team(call: Call, record: Team) -> dict[str, Any]:
    return _given({
        "id": record.id, "name": record.name, "key": record.key, "icon": record.get("icon"),
        "description": record.get("description"), "createdAt": record.createdAt, "updatedAt": record.updatedAt,
    })  # fmt: skip


def user(call: Call, record: User) -> dict[str, Any]:
    return {
        "id": record.id, "name": record.name, "displayName": record.get("displayName"), "email": record.get("email"),
        "isAdmin": bool(record.admin), "isGuest": bool(record.guest), "isActive": bool(record.active),
        "createdAt": record.createdAt, "updatedAt": record.updatedAt,
    }  # fmt: skip


def project(call: Call, record: Project) -> dict[str, Any]:
    status = call.peek(ProjectStatus, record.statusId)
    return _given({
        "id": record.id, "name": record.name, "summary": record.description, "description": record.get("content"),
        "url": page_url(call, record), "createdAt": record.createdAt, "updatedAt": record.updatedAt,
        "startDate": record.get("startDate"), "targetDate": record.get("targetDate"), "health": record.health,
        "priority": record.get("priority"), "icon": record.get("icon"), "color": record.get("color"),
        "lead": _brief(call.peek(User, record.leadId)), "status": {
            "id": record.statusId, "name": status.name if status else "", "type": project_state(call, record)},
        "teams": [_brief(call.peek(Team, id)) for id in record.get("teamIds") or []],
        "labels": record.get("labelIds") or [],
    })  # fmt: skip


def _brief(record: Record | None) -> dict[str, Any] | None:
    return {"id": record.id, "name": record.get("name")} if record else None


def milestone(call: Call, record: ProjectMilestone) -> dict[str, Any]:
    return _given({
        "id": record.id, "name": record.name, "description": record.get("description"),
        "targetDate": record.get("targetDate"), "sortOrder": record.sortOrder,
    })  # fmt: skip


def document(call: Call, record: Document) -> dict[str, Any]:
    return _given({
        "id": record.id, "title": record.title, "content": record.content, "slugId": record.slugId,
        "url": page_url(call, record), "createdAt": record.createdAt, "updatedAt": record.updatedAt,
        "creator": _brief(call.peek(User, record.get("creatorId"))),
        "project": _brief(call.peek(Project, record.get("projectId"))),
    })  # fmt: skip


def cycle(call: Call, record: Cycle) -> dict[str, Any]:
    return _given({
        "id": record.id, "number": record.number, "name": record.name, "startsAt": record.startsAt,
        "endsAt": record.endsAt, "completedAt": record.completedAt, "isActive": is_active(call, record),
    })  # fmt: skip


def update(call: Call, record: Record) -> dict[str, Any]:
    return _given({
        "id": record.id, "body": record.get("body"), "health": record.get("health"),
        "createdAt": record.get("createdAt"), "updatedAt": record.get("updatedAt"),
        "user": _brief(call.peek(User, record.get("userId"))),
        "projectId": record.get("projectId"), "initiativeId": record.get("initiativeId"),
    })  # fmt: skip
