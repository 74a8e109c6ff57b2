"""Projects, their items, fields and values, as the graph shows them; https://docs.github.com/graphql/reference/objects#projectv2."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.graphql.graph import resolves

from .. import scopes
from ..lookups import owns, permission
from ..nodes import node_id
from ..organizations import belongs
from ..records.issues import Issue, Label, Milestone
from ..records.people import User
from ..records.projects import Project, ProjectField, ProjectItem
from ..records.repositories import Repository
from .issues import assignees as assigned
from .lists import ordered
from .nodes import missing, stands_for
from .pages import cut
from .things import Thing, thing

if TYPE_CHECKING:
    from clonery.server.call import Call

_VALUES = {
    "TEXT": "ProjectV2ItemFieldTextValue", "NUMBER": "ProjectV2ItemFieldNumberValue",
    "DATE": "ProjectV2ItemFieldDateValue", "SINGLE_SELECT": "ProjectV2ItemFieldSingleSelectValue",
    "ITERATION": "ProjectV2ItemFieldIterationValue", "TITLE": "ProjectV2ItemFieldTextValue",
    "LABELS": "ProjectV2ItemFieldLabelValue", "ASSIGNEES": "ProjectV2ItemFieldUserValue",
    "MILESTONE": "ProjectV2ItemFieldMilestoneValue", "REPOSITORY": "ProjectV2ItemFieldRepositoryValue",
}  # fmt: skip
"""What the values of each kind of field are shown as."""


def open_to(call: Call, project: Project) -> bool:
    """Whether the caller may see a project."""
    if project.public:
        return True
    if call.actor is None or not (scopes.holds(call, "read:project") or scopes.holds(call, "project")):
        return False
    owner = call.get(User, project.owner)
    return owner.id == call.actor.id or owns(call, owner.id, call.actor.id) or belongs(call, owner.id, call.actor.id)


@resolves("User.projectV2", "Organization.projectV2", "Repository.projectV2")
def project(call: Call, of: User | Repository, number: int) -> Project:
    owner = of.owner if isinstance(of, Repository) else of.id
    found = call.find(Project, owner=owner, number=number)
    if found is None or not open_to(call, found):
        raise missing(f"Could not resolve to a ProjectV2 with the number {number}.")
    return found


@resolves("User.projectsV2", "Organization.projectsV2", "Repository.projectsV2", "Issue.projectsV2",
          "PullRequest.projectsV2")  # fmt: skip
def projects(call: Call, of: Any, query: str | None = None, **given: Any) -> dict[str, Any]:
    """Of an account all, of a repository those that it is linked to, of an issue those that have it."""
    given.pop("minPermissionLevel", None)
    words = " ".join(part for part in (query or "").split() if not part.startswith("is:")).casefold()
    wanted = {part.removeprefix("is:") for part in (query or "").split() if part.startswith("is:")} & {"open", "closed"}
    found = [each for each in _projects_of(call, of) if open_to(call, each) and words in each.title.casefold()]
    kept = [each for each in found if not wanted or ("closed" if each.closed_at else "open") in wanted]
    return cut(ordered(kept, given), given)


def _projects_of(call: Call, of: Any) -> list[Project]:
    if isinstance(of, User):
        return call.all(Project, {"owner": of.id})
    if isinstance(of, Repository):
        return [each for each in call.all(Project, {"owner": of.owner}) if of.id in each.repositories]
    return [call.get(Project, each.project) for each in items_with(call, of)]


@resolves("ProjectV2.owner")
def owner(call: Call, project: Project) -> User:
    return call.get(User, project.owner)


@resolves("ProjectV2.creator", "ProjectV2Item.creator")
def creator(call: Call, record: Project | ProjectItem) -> User | None:
    return call.peek(User, record.creator)


@resolves("ProjectV2.closed")
def closed(call: Call, project: Project) -> bool:
    return project.closed_at is not None


@resolves("ProjectV2.viewerCanUpdate", "ProjectV2.viewerCanClose", "ProjectV2.viewerCanReopen")
def can_update(call: Call, project: Project) -> bool:
    return call.actor is not None and open_to(call, project) and may_change(call, project)


def may_change(call: Call, project: Project) -> bool:
    """A person's own project, or one of an organization that they are in."""
    if call.actor is None or not scopes.holds(call, "project"):
        return False
    return project.owner == call.actor.id or belongs(call, project.owner, call.actor.id)


@resolves("ProjectV2.repositories")
def repositories(call: Call, project: Project, **given: Any) -> dict[str, Any]:
    found = [call.peek(Repository, id) for id in project.repositories]
    return cut([each for each in found if each is not None and permission(call, each) is not None], given)


# fields


def fields_of(call: Call, project: int) -> list[ProjectField]:
    return call.all(ProjectField, {"project": project})


@resolves("ProjectV2.fields")
def fields(call: Call, project: Project, **given: Any) -> dict[str, Any]:
    return cut(fields_of(call, project.id), given)


@resolves("ProjectV2.field")
def field(call: Call, project: Project, name: str) -> ProjectField | None:
    return next((each for each in fields_of(call, project.id) if each.name.casefold() == name.casefold()), None)


_FIELDS = ("ProjectV2Field", "ProjectV2SingleSelectField", "ProjectV2IterationField")


@resolves(*(f"{type}.dataType" for type in _FIELDS))
def data_type(call: Call, field: ProjectField) -> str:
    return field.type


@resolves(*(f"{type}.databaseId" for type in _FIELDS))
def field_id(call: Call, field: ProjectField) -> int:
    return field.id


@resolves(*(f"{type}.project" for type in _FIELDS), "ProjectV2Item.project")
def of_project(call: Call, record: ProjectField | ProjectItem) -> Project:
    return call.get(Project, record.project)


@resolves("ProjectV2SingleSelectField.options")
def options(call: Call, field: ProjectField, names: list[str] | None = None) -> list[dict[str, Any]]:
    kept = [each for each in field.options if not names or each["name"] in names]
    return [{**each, "nameHTML": each["name"], "descriptionHTML": each["description"]} for each in kept]


@resolves("ProjectV2IterationField.configuration")
def configuration(call: Call, field: ProjectField) -> dict[str, Any]:
    """Iterations that are over stand apart from those to come."""
    shown = [{**each, "titleHTML": each["title"]} for each in field.iterations]
    today = str(call.now)[:10]
    over = [each for each in shown if each["end"] <= today]
    return {
        "duration": field.duration, "startDay": 1, "completedIterations": over,
        "iterations": [each for each in shown if each not in over],
    }  # fmt: skip


# items


def items_with(call: Call, issue: Issue) -> list[ProjectItem]:
    """The items that an issue or pull request is, in projects that the caller may see."""
    if not call.session.store.holds(ProjectItem):
        return []
    found = call.all(ProjectItem, {"issue": issue.id})
    return [each for each in found if open_to(call, call.get(Project, each.project))]


@resolves("Issue.projectItems", "PullRequest.projectItems")
def project_items(call: Call, issue: Issue, includeArchived: bool = True, **given: Any) -> dict[str, Any]:
    return cut([each for each in items_with(call, issue) if includeArchived or not each.archived], given)


@resolves("ProjectV2.items")
def items(call: Call, project: Project, query: str | None = None, **given: Any) -> dict[str, Any]:
    found = [e for e in call.all(ProjectItem, {"project": project.id}, "position") if not e.archived]
    return cut(found[::-1] if (given.get("orderBy") or {}).get("direction") == "DESC" else found, given)


def content_of(call: Call, item: ProjectItem) -> Issue | Thing | None:
    """What an item is about; nothing where the caller may not see that."""
    if item.issue is None:
        return draft_of(call, item)
    found = call.peek(Issue, item.issue)
    place = call.peek(Repository, found.repository) if found is not None else None
    return found if place is not None and permission(call, place) is not None else None


@resolves("ProjectV2Item.content")
def content(call: Call, item: ProjectItem) -> Issue | Thing | None:
    return content_of(call, item)


@resolves("ProjectV2Item.type")
def item_type(call: Call, item: ProjectItem) -> str:
    made = content_of(call, item)
    if made is None:
        return "REDACTED"
    return "DRAFT_ISSUE" if isinstance(made, Thing) else "ISSUE" if made.pull is None else "PULL_REQUEST"


def draft_of(call: Call, item: ProjectItem) -> Thing:
    """The draft that an item is."""
    return thing(
        "DraftIssue", node=node_id("draft_issue", item.id), item=item, title=item.title or "", body=item.body or "",
        body_text=item.body or "", body_html=item.body or "", creator=call.peek(User, item.creator),
        created_at=item.created_at, updated_at=item.updated_at,
    )  # fmt: skip


@stands_for("draft_issue")
def draft(call: Call, number: int) -> Thing | None:
    item = call.peek(ProjectItem, number)
    there = item is not None and item.issue is None and open_to(call, call.get(Project, item.project))
    return draft_of(call, item) if there and item is not None else None


@resolves("DraftIssue.assignees")
def draft_assignees(call: Call, draft: Thing, **given: Any) -> dict[str, Any]:
    return cut([call.get(User, id) for id in draft.get("item").assignees], given)


@resolves("DraftIssue.projectV2Items")
def draft_items(call: Call, draft: Thing, **given: Any) -> dict[str, Any]:
    return cut([draft.get("item")], given)


# values


def value_of(call: Call, item: ProjectItem, field: ProjectField) -> Thing | None:
    """An item's value of a field: its own, or what its issue has; None for none."""
    held = item.values.get(str(field.id))
    made = _own(field, held) if held is not None else _of_content(call, content_of(call, item), field)
    if made is None:
        return None
    return thing(
        _VALUES[field.type], node=node_id("project_value", item.id, field.id), field=field, item=item,
        database_id=None, creator=call.peek(User, item.creator), created_at=item.created_at,
        updated_at=item.updated_at, **made,
    )  # fmt: skip


def _own(field: ProjectField, held: Any) -> dict[str, Any] | None:
    if field.type == "SINGLE_SELECT":
        option = next((each for each in field.options if each["id"] == held), None)
        more = {"option_id": held, "name_html": option["name"], "description_html": ""} if option else {}
        return {**option, **more} if option else None
    if field.type == "ITERATION":
        found = next((each for each in field.iterations if each["id"] == held), None)
        if found is None:
            return None
        return {
            "iteration_id": held, "title": found["title"], "title_html": found["title"], "duration": found["duration"],
            "start_date": found["startDate"],
        }  # fmt: skip
    return {{"TEXT": "text", "NUMBER": "number", "DATE": "date"}[field.type]: held}


def _of_content(call: Call, content: Issue | Thing | None, field: ProjectField) -> dict[str, Any] | None:
    if field.type == "TITLE" and content is not None:
        return {"text": content.get("title")}
    if not isinstance(content, Issue):
        return None
    if field.type == "LABELS" and content.labels:
        return {"of": content}
    if field.type == "ASSIGNEES" and content.assignees:
        return {"of": content}
    if field.type == "MILESTONE" and content.milestone:
        return {"milestone": call.peek(Milestone, content.milestone)}
    return {"repository": content.repository} if field.type == "REPOSITORY" else None


@resolves("ProjectV2Item.fieldValues")
def values(call: Call, item: ProjectItem, **given: Any) -> dict[str, Any]:
    made = [value_of(call, item, each) for each in fields_of(call, item.project)]
    return cut([each for each in made if each is not None], given)


@resolves("ProjectV2Item.fieldValueByName")
def value_named(call: Call, item: ProjectItem, name: str) -> Thing | None:
    found = field(call, call.get(Project, item.project), name)
    return value_of(call, item, found) if found is not None else None


@resolves("ProjectV2ItemFieldLabelValue.labels")
def value_labels(call: Call, value: Thing, **given: Any) -> dict[str, Any]:
    return cut([call.get(Label, id) for id in value.get("of").labels], given)


@resolves("ProjectV2ItemFieldUserValue.users")
def value_users(call: Call, value: Thing, **given: Any) -> dict[str, Any]:
    return assigned(call, value.get("of"), **given)
