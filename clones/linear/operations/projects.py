"""Projects, their statuses, milestones, labels, relations and updates; https://linear.app/docs/projects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.operation import operation
from clonery.server.problems import Invalid

from ..changes import archive, change, create, payload, referring, remove, report, reword, synced, unarchive
from ..lookups import find
from ..records.plans import Project, ProjectMilestone, ProjectRelation, ProjectStatus, ProjectUpdate
from ..records.work import Issue

if TYPE_CHECKING:
    from clonery.server.call import Call

STATUSES = (
    ("Backlog", "backlog", "#bec2c8"), ("Planned", "planned", "#e2e2e2"), ("In Progress", "started", "#f2c94c"),
    ("Completed", "completed", "#5e6ad2"), ("Canceled", "canceled", "#95a2b3"),
)  # fmt: skip


def statuses(call: Call) -> list[ProjectStatus]:
    """The workspace's statuses in order; the usual ones are made at the first look."""
    found = call.all(ProjectStatus)
    if not found:
        found = [
            call.create(
                ProjectStatus, id=call.new_uuid(), name=name, type=type_, color=color, position=place, indefinite=False,
                description=None, createdAt=call.now, updatedAt=call.now, archivedAt=None,
            )
            for place, (name, type_, color) in enumerate(STATUSES)
        ]  # fmt: skip
    return sorted(found, key=lambda status: status.position)


def plan(call: Call, given: dict[str, Any]) -> Project:
    """A new project. Raises Invalid, NotFound."""
    if not given["name"].strip():
        raise Invalid("name should not be empty")
    if not given["teamIds"]:
        raise Invalid("teamIds should not be empty")
    first = statuses(call)[0]
    actor = call.actor.id if call.actor is not None else None
    more: dict[str, Any] = {
        "description": "", "content": None, "icon": None, "color": "#bec2c8", "statusId": first.id, "memberIds": [],
        "labelIds": [], "leadId": None, "priority": 0, "sortOrder": -1000.0 * call.next("project/order"),
        "slugId": call.new_id(size=12).lower(), "creatorId": actor, "startDate": None, "targetDate": None,
        "health": None,
        "lastUpdateId": None, "startedAt": None, "completedAt": None, "canceledAt": None, "trashed": None,
    }  # fmt: skip
    dropped = ("templateId", "useDefaultTemplate")
    sent = referring(call, Project, {name: value for name, value in given.items() if name not in dropped})
    more |= _times(call, call.get(ProjectStatus, sent.get("statusId") or first.id))
    return create(call, Project, sent, **more)


def _times(call: Call, status: ProjectStatus) -> dict[str, Any]:
    made: dict[str, Any] = {"completedAt": None, "canceledAt": None}
    field = {"started": "startedAt", "completed": "completedAt", "canceled": "canceledAt"}.get(status.type)
    return made | ({field: call.now} if field else {})


@operation("projectCreate")
def create_project(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    return payload(call, plan(call, input))


def change_project(call: Call, project: Project, given: dict[str, Any]) -> Project:
    """A project with what an input changes. Raises Invalid, NotFound."""
    if "name" in given and not (given["name"] or "").strip():
        raise Invalid("name should not be empty")
    sent = referring(call, Project, given)
    if sent.get("statusId") and sent["statusId"] != project.get("statusId"):
        made = _times(call, call.get(ProjectStatus, sent["statusId"]))
        if project.get("startedAt"):
            made.pop("startedAt", None)
        sent = {**made, **sent}
    if "trashed" in sent:
        sent["archivedAt"] = call.now if sent["trashed"] else None
    return change(call, project, sent)


@operation("projectUpdate")
def update_project(call: Call, id: str, input: dict[str, Any]) -> dict[str, Any]:
    return payload(call, change_project(call, find(call, Project, id), input))


@operation("projectArchive")
def archive_project(call: Call, id: str, trash: bool | None = None) -> dict[str, Any]:
    more = {"trashed": True} if trash else {}
    return payload(call, archive(call, find(call, Project, id), **more))


@operation("projectDelete")
def delete_project(call: Call, id: str) -> dict[str, Any]:
    """Into the trash; its issues stay."""
    return payload(call, archive(call, find(call, Project, id), trashed=True))


@operation("projectUnarchive")
def restore_project(call: Call, id: str) -> dict[str, Any]:
    return payload(call, unarchive(call, find(call, Project, id), trashed=None))


@operation("projectAddLabel")
def add_label(call: Call, id: str, labelId: str) -> dict[str, Any]:
    project = find(call, Project, id)
    ids = list(dict.fromkeys([*(project.get("labelIds") or []), labelId]))
    return payload(call, change(call, project, {"labelIds": ids}))


@operation("projectRemoveLabel")
def remove_label(call: Call, id: str, labelId: str) -> dict[str, Any]:
    project = find(call, Project, id)
    ids = [held for held in project.get("labelIds") or [] if held != labelId]
    return payload(call, change(call, project, {"labelIds": ids}))


@operation("projectReassignStatus")
def reassign(call: Call, originalProjectStatusId: str, newProjectStatusId: str) -> dict[str, Any]:
    """Every project of one status gets another one."""
    old, new = find(call, ProjectStatus, originalProjectStatusId), find(call, ProjectStatus, newProjectStatusId)
    for project in call.all(Project, {"statusId": old.id}):
        change_project(call, project, {"statusId": new.id})
    return {"success": True, "lastSyncId": synced(call)}


@operation("projectStatusCreate")
def create_status(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    statuses(call)
    return payload(call, create(call, ProjectStatus, input, description=None, indefinite=False))


@operation("projectStatusUpdate")
def update_status(call: Call, id: str, input: dict[str, Any]) -> dict[str, Any]:
    return payload(call, change(call, find(call, ProjectStatus, id), input))


@operation("projectStatusArchive")
def archive_status(call: Call, id: str) -> dict[str, Any]:
    status = find(call, ProjectStatus, id)
    if call.count(Project, {"statusId": status.id}):
        raise Invalid("The status can not be archived while projects have it")
    return payload(call, archive(call, status))


@operation("projectStatusUnarchive")
def restore_status(call: Call, id: str) -> dict[str, Any]:
    return payload(call, unarchive(call, find(call, ProjectStatus, id)))


@operation("projectMilestoneCreate")
def create_milestone(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    project = find(call, Project, input["projectId"])
    order = 1000.0 * (1 + call.count(ProjectMilestone, {"projectId": project.id}))
    more = {"description": None, "targetDate": None, "sortOrder": order}
    return payload(call, create(call, ProjectMilestone, input, **more))


@operation("projectMilestoneUpdate")
def update_milestone(call: Call, id: str, input: dict[str, Any]) -> dict[str, Any]:
    return payload(call, change(call, find(call, ProjectMilestone, id), input))


@operation("projectMilestoneDelete")
def delete_milestone(call: Call, id: str) -> dict[str, Any]:
    """Its issues stay in the project."""
    milestone = find(call, ProjectMilestone, id)
    for issue in call.all(Issue, {"projectMilestoneId": milestone.id}):
        call.update(issue, projectMilestoneId=None)
    remove(call, milestone)
    return payload(call, milestone)


@operation("projectRelationCreate")
def relate(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    if find(call, Project, input["projectId"]).id == find(call, Project, input["relatedProjectId"]).id:
        raise Invalid("A project can not be related to itself")
    return payload(call, create(call, ProjectRelation, input))


@operation("projectUpdateCreate")
def report_on(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    return payload(call, report(call, ProjectUpdate, input, Project, "projectId"))


@operation("projectUpdateUpdate")
def rewrite(call: Call, id: str, input: dict[str, Any]) -> dict[str, Any]:
    return payload(call, reword(call, find(call, ProjectUpdate, id), input, Project, "projectId"))


@operation("projectUpdateDelete")
def delete_update(call: Call, id: str) -> dict[str, Any]:
    made = find(call, ProjectUpdate, id)
    remove(call, made)
    left = call.all(ProjectUpdate, {"projectId": made.projectId})
    last = max(left, key=lambda each: each.createdAt, default=None)
    project = find(call, Project, made.projectId)
    change(call, project, {}, health=last.health if last else None, lastUpdateId=last.id if last else None)
    return payload(call, made)


@operation("projectUpdateArchive")
def archive_update(call: Call, id: str) -> dict[str, Any]:
    return payload(call, archive(call, find(call, ProjectUpdate, id)))


@operation("projectUpdateUnarchive")
def restore_update(call: Call, id: str) -> dict[str, Any]:
    return payload(call, unarchive(call, find(call, ProjectUpdate, id)))
