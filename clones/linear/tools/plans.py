"""Tools for teams, people and projects; https://linear.app/docs/mcp."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.operation import tool
from clonery.server.problems import Invalid
from clonery.server.state.record import Record

from ..changes import change, remove
from ..operations import projects
from ..operations.documents import add_project
from ..records.people import User
from ..records.plans import InitiativeToProject, Project, ProjectMilestone
from . import naming, shapes

if TYPE_CHECKING:
    from clonery.server.call import Call


@tool("list_teams")
def list_teams(
    call: Call, query: str | None = None, limit: float | None = None, cursor: str | None = None,
    orderBy: str | None = None, createdAt: str | None = None, updatedAt: str | None = None,
    includeArchived: bool | None = None,
) -> dict[str, Any]:  # fmt: skip
    parts = naming.since(createdAt, updatedAt)
    if query:
        parts.append({"or": [{"name": {"containsIgnoreCase": query}}, {"key": {"containsIgnoreCase": query}}]})
    return shapes.page(call, "Team", shapes.team, "teams", {"and": parts}, limit, cursor, orderBy, includeArchived)


@tool("get_team")
def get_team(call: Call, query: str) -> dict[str, Any]:
    return shapes.team(call, naming.team(call, query))


@tool("list_users")
def list_users(
    call: Call, query: str | None = None, team: str | None = None, limit: float | None = None,
    cursor: str | None = None, orderBy: str | None = None,
) -> dict[str, Any]:  # fmt: skip
    """People of the workspace, or of a team."""
    parts: list[dict[str, Any]] = [{"active": {"eq": True}}]
    if query:
        parts.append({"or": [{name: {"containsIgnoreCase": query}} for name in ("name", "displayName", "email")]})
    if team:
        parts.append({"teams": {"some": {"id": {"eq": naming.team(call, team).id}}}})
    return shapes.page(call, "User", shapes.user, "users", {"and": parts}, limit, cursor, orderBy)


@tool("get_user")
def get_user(call: Call, query: str) -> dict[str, Any]:
    return shapes.user(call, naming.user(call, query))


@tool("list_projects")
def list_projects(
    call: Call, team: str | None = None, state: str | None = None, query: str | None = None, member: str | None = None,
    initiative: str | None = None, label: str | None = None, createdAt: str | None = None, updatedAt: str | None = None,
    limit: float | None = None, cursor: str | None = None, orderBy: str | None = None,
    includeArchived: bool | None = None, includeMembers: bool | None = None, includeMilestones: bool | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Projects that meet all that is given."""
    parts = naming.since(createdAt, updatedAt)
    if team:
        parts.append({"teams": {"some": {"id": {"eq": naming.team(call, team).id}}}})
    if state:
        parts.append(
            {"status": {"or": [{"id": {"eq": state}}, {"type": {"eq": state}}, {"name": {"eqIgnoreCase": state}}]}}
        )
    if query:
        parts.append({"name": {"containsIgnoreCase": query}})
    if member:
        parts.append({"members": {"some": {"id": {"eq": naming.user(call, member).id}}}})
    if initiative:
        parts.append({"initiatives": {"some": {"id": {"eq": naming.initiative(call, initiative).id}}}})
    if label:
        parts.append({"labels": {"some": {"name": {"eqIgnoreCase": label}}}})
    return shapes.page(
        call, "Project", shapes.project, "projects", {"and": parts}, limit, cursor, orderBy, includeArchived
    )


@tool("get_project")
def get_project(
    call: Call, query: str, includeMembers: bool | None = None, includeMilestones: bool | None = None,
    includeResources: bool | None = None,
) -> dict[str, Any]:  # fmt: skip
    """One project by id, name or slug, with members and milestones if asked."""
    project = naming.project(call, query)
    shown = shapes.project(call, project)
    if includeMembers:
        shown["members"] = [shapes.user(call, call.get(User, id)) for id in project.get("memberIds") or []]
    if includeMilestones:
        shown["milestones"] = list_milestones(call, project.id)
    return shown


@tool("save_project")
def save_project(call: Call, id: str | None = None, **given: Any) -> dict[str, Any]:
    """Make a project (a name and a team are needed), or change the one whose id is given."""
    naming.writing(call)
    project = naming.project(call, id) if id else None
    plain = (
        "name",
        "icon",
        "color",
        "startDate",
        "targetDate",
        "startDateResolution",
        "targetDateResolution",
        "priority",
    )
    sent: dict[str, Any] = {name: given[name] for name in plain if name in given}
    sent |= {"description": given["summary"]} if given.get("summary") is not None else {}
    sent |= {"content": given["description"]} if given.get("description") is not None else {}
    if "lead" in given:
        sent["leadId"] = given["lead"] and naming.user(call, given["lead"]).id
    if given.get("state"):
        sent["statusId"] = _status(call, given["state"])
    teams = list(project.teamIds) if project else []
    teams = [naming.team(call, each).id for each in given["setTeams"]] if given.get("setTeams") else teams
    teams += [naming.team(call, each).id for each in given.get("addTeams") or []]
    gone = {naming.team(call, each).id for each in given.get("removeTeams") or []}
    sent["teamIds"] = [each for each in dict.fromkeys(teams) if each not in gone]
    if project is None and not (given.get("name") and sent["teamIds"]):
        raise Invalid("name and setTeams or addTeams must be given to make a project")
    project = projects.change_project(call, project, sent) if project else projects.plan(call, sent)
    for each in given.get("addInitiatives") or given.get("setInitiatives") or []:
        add_project(call, {"initiativeId": naming.initiative(call, each).id, "projectId": project.id})
    for each in given.get("removeInitiatives") or []:
        joined = {"initiativeId": naming.initiative(call, each).id, "projectId": project.id}
        for known in call.all(InitiativeToProject, joined):
            remove(call, known)
    return shapes.project(call, call.get(Project, project.id))


def _status(call: Call, text: str) -> str:
    """The id of a project status by id, name or type. Raises Invalid."""
    for field in ("id", "name", "type"):
        for each in projects.statuses(call):
            if str(each.get(field)).casefold() == text.casefold():
                return str(each.id)
    raise Invalid(f"there is no project status {text!r}")


@tool("create_project")
def create_project(call: Call, name: str, team: str | None = None, **given: Any) -> dict[str, Any]:
    return save_project(call, name=name, addTeams=[team] if team else [], **given)


@tool("update_project")
def update_project(call: Call, id: str, **given: Any) -> dict[str, Any]:
    return save_project(call, id, **given)


@tool("list_milestones")
def list_milestones(call: Call, project: str) -> list[dict[str, Any]]:
    there = call.all(ProjectMilestone, {"projectId": naming.project(call, project).id})
    return [shapes.milestone(call, each) for each in sorted(there, key=lambda each: each.sortOrder)]


@tool("get_milestone")
def get_milestone(call: Call, project: str, query: str) -> dict[str, Any]:
    return shapes.milestone(call, naming.milestone(call, naming.project(call, project).id, query))


@tool("save_milestone")
def save_milestone(
    call: Call, project: str, id: str | None = None, name: str | None = None, description: str | None = None,
    targetDate: str | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Make a milestone, or change the one whose id is given."""
    naming.writing(call)
    owner = naming.project(call, project).id
    sent = {
        n: v for n, v in (("name", name), ("description", description), ("targetDate", targetDate)) if v is not None
    }
    if id:
        return shapes.milestone(call, change(call, naming.milestone(call, owner, id), sent))
    if not name:
        raise Invalid("name must be given to make a milestone")
    made = projects.create_milestone(call, {**sent, "projectId": owner})["projectMilestone"]
    return shapes.milestone(call, made)


@tool("list_project_labels")
def list_project_labels(
    call: Call,
    name: str | None = None,
    limit: float | None = None,
    cursor: str | None = None,
    orderBy: str | None = None,
) -> dict[str, Any]:
    wanted = {"name": {"containsIgnoreCase": name}} if name else {}

    def show(call: Call, record: Record) -> dict[str, Any]:
        return {"id": record.id, "name": record.get("name"), "color": record.get("color")}

    return shapes.page(call, "ProjectLabel", show, "labels", wanted, limit, cursor, orderBy)
