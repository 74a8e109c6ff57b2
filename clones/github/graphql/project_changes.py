"""Mutations of projects, their items and fields; https://docs.github.com/issues/planning-and-tracking-with-projects/automating-your-project/using-the-api-to-manage-projects."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from clonery.server.graphql.graph import answers
from clonery.server.problems import Forbidden, MissingScope

from .. import scopes
from ..lookups import me
from ..organizations import belongs
from ..records.issues import Issue
from ..records.people import User
from ..records.projects import Project, ProjectField, ProjectItem
from ..records.repositories import Repository
from ..refusals import Unprocessable
from .changing import doing, done, named, noted
from .nodes import find, unknown
from .pages import cut
from .projects import draft_of, may_change

if TYPE_CHECKING:
    from clonery.server.call import Call

_FIRST = (
    ("Title", "TITLE"), ("Assignees", "ASSIGNEES"), ("Status", "SINGLE_SELECT"), ("Labels", "LABELS"),
    ("Linked pull requests", "LINKED_PULL_REQUESTS"), ("Milestone", "MILESTONE"), ("Repository", "REPOSITORY"),
    ("Reviewers", "REVIEWERS"), ("Parent issue", "PARENT_ISSUE"), ("Sub-issues progress", "SUB_ISSUES_PROGRESS"),
)  # fmt: skip
_STATUSES = (("Todo", "GREEN", "Not begun"), ("In Progress", "YELLOW", "Begun"), ("Done", "PURPLE", "Completed"))
_FIELD_TYPES = ("ProjectV2Field", "ProjectV2SingleSelectField", "ProjectV2IterationField")
_WORDS = {"TEXT": "text", "NUMBER": "number", "DATE": "date", "SINGLE_SELECT": "singleSelectOptionId",
          "ITERATION": "iterationId"}  # fmt: skip
_ITEM = "ProjectV2Item"


def _scope(call: Call) -> None:
    me(call)
    if not scopes.holds(call, "project"):
        assert call.credential is not None, "who has no token is refused before"
        raise MissingScope(needed=["project"], provided=list(call.credential.scopes or ()))


def _project(call: Call, id: str) -> Project:
    """A project that the caller may change. Raises NotFound, MissingScope, Forbidden."""
    _scope(call)
    found: Project = find(call, id, "ProjectV2")
    if not may_change(call, found):
        raise noted(Forbidden("Must have push access to repository"), call.operation)
    return found


def _item(call: Call, input: dict[str, Any]) -> ProjectItem:
    """An item of the project that an input names."""
    project, found = _project(call, input["projectId"]), find(call, input["itemId"], _ITEM)
    if found.project != project.id:
        raise unknown(input["itemId"])
    return found  # type: ignore[no-any-return] # an item


def option(call: Call, name: str, color: str, description: str) -> dict[str, Any]:
    """An option of a single select, under a new id."""
    return {"id": call.new_id("")[:8].lower(), "name": name, "color": color, "description": description}


@answers("mutation.createProjectV2")
def create(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    """With the fields that every project has."""
    _scope(call)
    owner: User = find(call, input["ownerId"], "User", "Organization")
    if owner.id != me(call).id and not belongs(call, owner.id, me(call).id):
        raise noted(Forbidden("Must have push access to repository"), call.operation)
    place: Repository | None = find(call, input["repositoryId"], "Repository") if input.get("repositoryId") else None
    stamps = {"created_at": call.now, "updated_at": call.now}
    made = call.create(
        Project, owner=owner, number=call.next(f"project/{owner.id}"), title=input["title"], creator=me(call),
        repositories=[place.id] if place else [], **stamps,
    )  # fmt: skip
    for name, type in _FIRST:
        options = [option(call, *each) for each in _STATUSES] if name == "Status" else []
        call.create(ProjectField, project=made, name=name, type=type, options=options, iterations=[], **stamps)
    call.emit("projects_v2", action="created", organization=owner, project=made)
    return done(call, input, projectV2=made)


@answers("mutation.updateProjectV2")
def update(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    project = _project(call, input["projectId"])
    words = {"title": "title", "shortDescription": "description", "readme": "readme", "public": "public"}
    fields = {name: input[field] for field, name in words.items() if input.get(field) is not None}
    if input.get("closed") is not None:
        fields["closed_at"] = (project.closed_at or call.now) if input["closed"] else None
    return done(call, input, projectV2=call.update(project, **fields, updated_at=call.now))


@answers("mutation.deleteProjectV2")
def delete(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    project = _project(call, input["projectId"])
    answer = done(call, input, projectV2=project)
    call.delete(project)
    return answer


@answers("mutation.linkProjectV2ToRepository")
def link(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    project, place = _project(call, input["projectId"]), find(call, input["repositoryId"], "Repository")
    if place.owner != project.owner:
        raise Unprocessable("The repository and the project must have the same owner.")
    call.update(project, repositories=list(dict.fromkeys([*project.repositories, place.id])))
    return done(call, input, repository=place)


@answers("mutation.unlinkProjectV2FromRepository")
def unlink(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    project, place = _project(call, input["projectId"]), find(call, input["repositoryId"], "Repository")
    call.update(project, repositories=[id for id in project.repositories if id != place.id])
    return done(call, input, repository=place)


def _settings(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    """What an input says of a field's options or iterations."""
    made: dict[str, Any] = {}
    if input.get("singleSelectOptions") is not None:
        given = input["singleSelectOptions"]
        made["options"] = [option(call, e["name"], e["color"], e.get("description") or "") for e in given]
    times = input.get("iterationConfiguration")
    if times:
        made |= {"duration": times["duration"], "iterations": [_iteration(call, each) for each in times["iterations"]]}
    return made


def _iteration(call: Call, given: dict[str, Any]) -> dict[str, Any]:
    end = date.fromisoformat(given["startDate"]) + timedelta(days=given["duration"])
    return {"id": call.new_id("")[:8].lower(), **given, "end": end.isoformat()}


@answers("mutation.createProjectV2Field")
def create_field(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    project = _project(call, input["projectId"])
    taken = {each.name.casefold() for each in call.all(ProjectField, {"project": project.id})}
    if input["name"].casefold() in taken:
        raise Unprocessable("Name has already been taken")
    fields: dict[str, Any] = {"options": [], "iterations": [], **_settings(call, input)}
    if input["dataType"] == "SINGLE_SELECT" and not fields["options"]:
        raise Unprocessable("Single select fields must have at least one option")
    made = call.create(
        ProjectField, project=project, name=input["name"], type=input["dataType"], created_at=call.now,
        updated_at=call.now, **fields,
    )  # fmt: skip
    return done(call, input, projectV2Field=made)


def _field(call: Call, id: str) -> ProjectField:
    found: ProjectField = find(call, id, *_FIELD_TYPES)
    project = call.get(Project, found.project)
    _scope(call)
    if not may_change(call, project):
        raise noted(Forbidden("Must have push access to repository"), call.operation)
    return found


@answers("mutation.updateProjectV2Field")
def update_field(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    """An option whose name stays keeps its id."""
    found = _field(call, input["fieldId"])
    fields = _settings(call, input)
    kept = {each["name"]: each["id"] for each in found.options}
    if "options" in fields:
        fields["options"] = [{**each, "id": kept.get(each["name"], each["id"])} for each in fields["options"]]
    if input.get("name"):
        fields["name"] = input["name"]
    return done(call, input, projectV2Field=call.update(found, **fields, updated_at=call.now))


@answers("mutation.deleteProjectV2Field")
def delete_field(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    found = _field(call, input["fieldId"])
    if found.type not in _WORDS or found.name == "Status":
        raise Unprocessable("Only custom fields can be deleted.")
    for item in call.all(ProjectItem, {"project": found.project}):
        call.update(item, values={key: value for key, value in item.values.items() if key != str(found.id)})
    answer = done(call, input, projectV2Field=found)
    call.delete(found)
    return answer


def _added(call: Call, project: Project, **fields: Any) -> ProjectItem:
    last = call.all(ProjectItem, {"project": project.id}, "-position", 1)
    made = call.create(
        ProjectItem, project=project, values={}, position=last[0].position + 1 if last else 1, creator=me(call),
        created_at=call.now, updated_at=call.now, **{"assignees": [], **fields},
    )  # fmt: skip
    call.update(project, updated_at=call.now)
    _tell(call, made, "created")
    return made


def _tell(call: Call, item: ProjectItem, action: str) -> None:
    owner = call.get(User, call.get(Project, item.project).owner)
    call.emit("projects_v2_item", action=action, organization=owner, item=item)


@answers("mutation.addProjectV2ItemById")
def add(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    """What is there already is not added twice."""
    project, of = _project(call, input["projectId"]), find(call, input["contentId"], "Issue", "PullRequest")
    there = call.first(ProjectItem, {"project": project.id, "issue": of.id})
    return done(call, input, item=there or _added(call, project, issue=of.id))


@answers("mutation.addProjectV2DraftIssue")
def add_draft(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    project = _project(call, input["projectId"])
    people = [find(call, id, "User").id for id in input.get("assigneeIds") or ()]
    made = _added(call, project, title=input["title"], body=input.get("body") or "", assignees=people)
    return done(call, input, projectItem=made)


@answers("mutation.updateProjectV2DraftIssue")
def update_draft(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    item: ProjectItem = find(call, input["draftIssueId"], "DraftIssue").get("item")
    if not may_change(call, call.get(Project, item.project)):
        raise noted(Forbidden("Must have push access to repository"), call.operation)
    fields = {name: input[name] for name in ("title", "body") if input.get(name) is not None}
    if input.get("assigneeIds") is not None:
        fields["assignees"] = [find(call, id, "User").id for id in input["assigneeIds"]]
    return done(call, input, draftIssue=draft_of(call, call.update(item, **fields, updated_at=call.now)))


@answers("mutation.convertProjectV2DraftIssueItemToIssue")
def convert(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    item: ProjectItem = find(call, input["itemId"], _ITEM)
    place: Repository = find(call, input["repositoryId"], "Repository")
    if item.issue is not None or not may_change(call, call.get(Project, item.project)):
        raise Unprocessable("Only a draft issue can be converted.")
    people = [call.get(User, id).login for id in item.assignees]
    made: Issue = doing(
        call, "issues/create", **named(call, place), title=item.title, body=item.body, assignees=people or None
    )  # fmt: skip
    item = call.update(item, issue=made.id, title=None, body=None, assignees=[], updated_at=call.now)
    return done(call, input, item=item)


@answers("mutation.deleteProjectV2Item")
def delete_item(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    found = _item(call, input)
    _tell(call, found, "deleted")
    call.delete(found)
    return done(call, input, deletedItemId=input["itemId"])


@answers("mutation.archiveProjectV2Item", "mutation.unarchiveProjectV2Item")
def archive(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    field = call.operation.entry["graphql"]["field"] if call.operation else ""
    return done(call, input, item=call.update(_item(call, input), archived=field.startswith("archive")))


@answers("mutation.updateProjectV2ItemPosition")
def move(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    """Behind another item, or to the front."""
    found = _item(call, input)
    others = [e for e in call.all(ProjectItem, {"project": found.project}, "position") if e.id != found.id]
    after = find(call, input["afterId"], _ITEM) if input.get("afterId") else None
    at = next((place for place, each in enumerate(others, 1) if after is not None and each.id == after.id), 0)
    others.insert(at, found)
    made = [call.update(each, position=place) for place, each in enumerate(others, 1)]
    return done(call, input, items=cut(made, {"first": 100}))


@answers("mutation.updateProjectV2ItemFieldValue")
def set_value(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    """One value, of the kind that the field has."""
    item, field = _item(call, input), _field(call, input["fieldId"])
    given = {name: value for name, value in input["value"].items() if value is not None}
    word = _WORDS.get(field.type)
    if field.project != item.project:
        raise unknown(input["fieldId"])
    if word is None or list(given) != [word]:
        kind = field.type.lower()
        raise Unprocessable(f"Did not receive a {word or 'settable'} value to update a field of type {kind}")
    known = [each["id"] for each in (field.options if field.type == "SINGLE_SELECT" else field.iterations)]
    if field.type in ("SINGLE_SELECT", "ITERATION") and given[word] not in known:
        raise Unprocessable(f"The {field.type.lower().replace('_', ' ')} option Id does not belong to the field")
    item = call.update(item, values={**item.values, str(field.id): given[word]}, updated_at=call.now)
    _tell(call, item, "edited")
    return done(call, input, projectV2Item=item)


@answers("mutation.clearProjectV2ItemFieldValue")
def clear_value(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    item, field = _item(call, input), _field(call, input["fieldId"])
    left = {key: value for key, value in item.values.items() if key != str(field.id)}
    return done(call, input, projectV2Item=call.update(item, values=left, updated_at=call.now))
