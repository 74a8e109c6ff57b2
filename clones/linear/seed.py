"""Seeds that people write with names: people, teams, labels, projects, cycles, issues; https://linear.app/docs/conceptual-model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.generic import seed as generic
from clonery.server.state import clock
from clonery.server.state.seeds import SeedError

from .backlog import fill
from .operations.comments import say
from .operations.cycles import begin, close
from .operations.documents import write
from .operations.issues import change_issue, open_issue
from .operations.projects import change_project, plan, statuses
from .operations.relations import relate
from .operations.teams import found_team, make_label, with_states
from .records.people import Organization, Team, TeamMembership, User
from .records.plans import Project, ProjectMilestone
from .records.work import Cycle, Issue, IssueLabel, WorkflowState

if TYPE_CHECKING:
    from clonery.server.call import Call

SCHEMA: dict[str, Any] = {
    **generic.SCHEMA,
    "properties": {
        **generic.SCHEMA["properties"],
        "workspace": {
            "type": "object", "required": ["name", "urlKey"], "additionalProperties": False,
            "properties": {"name": {"type": "string"}, "urlKey": {"type": "string"}},
        },
        "people": {"type": "array", "items": {
            "type": "object", "required": ["name", "displayName"], "properties": {
                "name": {"type": "string"}, "displayName": {"type": "string"}, "token": {"type": "string"}}}},
        "labels": {"type": "array", "items": {"type": "object", "required": ["name"]}},
        "teams": {"type": "array", "items": {"type": "object", "required": ["key", "name"]}},
        "projects": {"type": "array", "items": {"type": "object", "required": ["name", "teams"]}},
        "cycles": {"type": "array", "items": {"type": "object", "required": ["team", "startsAt", "endsAt"]}},
        "issues": {"type": "array", "items": {"type": "object", "required": ["team", "title"]}},
        "documents": {"type": "array", "items": {"type": "object", "required": ["title"]}},
        "backlog": {"type": "object", "required": ["issues", "from"], "properties": {
            "issues": {"type": "integer", "minimum": 1, "maximum": 100_000}, "from": {"type": "string"}}},
    },
}  # fmt: skip


def plant(call: Call, data: dict[str, Any]) -> None:
    """Create what the seed names. Raises SeedError for a reference to nothing."""
    generic.plant(call, {name: value for name, value in data.items() if name in ("users", "records", "tokens")})
    if "workspace" in data:
        times = {"createdAt": call.now, "updatedAt": call.now, "archivedAt": None}
        call.create(Organization, id=call.new_uuid(), **times, **data["workspace"])
    for place, fields in enumerate(data.get("people", [])):
        _person(call, dict(fields), place == 0)
    began = call.moment
    for fields in data.get("teams", []):
        _team(call, dict(fields))
    for fields in data.get("labels", []):
        _label(call, dict(fields), None)
    parts = (("projects", _project), ("cycles", _cycle), ("issues", _issue), ("documents", _document))
    for name, made in parts:
        for place, fields in enumerate(data.get(name, [])):
            try:
                _at(call, fields, began)
                made(call, {key: value for key, value in fields.items() if key != "createdAt"})
                call.moment = began
            except KeyError as error:
                raise SeedError(f"there is no {error}", f"{name}.{place}") from None
    call.moment = began
    if "backlog" in data:
        fill(call, data["backlog"]["issues"], clock.parse(data["backlog"]["from"]))
        call.moment = began
    _settle(call)


def _at(call: Call, fields: dict[str, Any], began: int) -> None:
    """A part is made when it says it was; people act at that time."""
    call.moment = clock.parse(fields["createdAt"]) if "createdAt" in fields else began
    if "creator" in fields:
        call.actor = _user(call, fields["creator"])


def _person(call: Call, fields: dict[str, Any], first: bool) -> None:
    token, scopes = fields.pop("token", None), fields.pop("scopes", None)
    times = {"createdAt": call.now, "updatedAt": call.now, "archivedAt": None}
    more = {"active": True, "admin": first, "owner": first, "guest": False, "app": False, "timezone": "UTC"}
    email = f"{fields['displayName']}@example.com"
    user = call.create(User, **{"id": call.new_uuid(), **times, **more, "email": email, **fields})
    if first:
        call.actor = user
    if token:
        call.mint(token, user=user.id, scopes=tuple(scopes) if scopes else None, seeded=True, default=first)


def _team(call: Call, fields: dict[str, Any]) -> None:
    members, labels = fields.pop("members", []), fields.pop("labels", [])
    if "parent" in fields:
        fields["parentId"] = _one(call, Team, key=fields.pop("parent")).id
    team = found_team(call, fields)
    for name in members:
        user = _user(call, name)
        if call.find(TeamMembership, teamId=team.id, userId=user.id) is None:
            _join(call, team, user)
    for label in labels:
        _label(call, dict(label), team)


def _join(call: Call, team: Team, user: User) -> None:
    call.create(
        TeamMembership, id=call.new_uuid(), teamId=team.id, userId=user.id, owner=False, sortOrder=0,
        createdAt=call.now, updatedAt=call.now, archivedAt=None,
    )  # fmt: skip


def _label(call: Call, fields: dict[str, Any], team: Team | None) -> None:
    inner = fields.pop("labels", [])
    made = make_label(call, {**fields, "teamId": team.id if team else None, "isGroup": bool(inner)})
    for label in inner:
        make_label(call, {**label, "teamId": team.id if team else None, "parentId": made.id})


def _project(call: Call, fields: dict[str, Any]) -> None:
    status, milestones = fields.pop("status", None), fields.pop("milestones", [])
    sent = {name: value for name, value in fields.items() if name not in ("teams", "members", "lead", "creator")}
    sent["teamIds"] = [_one(call, Team, key=key).id for key in fields["teams"]]
    sent["memberIds"] = [_user(call, name).id for name in fields.get("members", [])]
    if "lead" in fields:
        sent["leadId"] = _user(call, fields["lead"]).id
    project = plan(call, sent)
    if status:
        found = {each.name: each.id for each in statuses(call)}
        change_project(call, project, {"statusId": found[status]})
    for place, name in enumerate(milestones):
        times = {"createdAt": call.now, "updatedAt": call.now, "archivedAt": None}
        order = 1000.0 * (place + 1)
        call.create(ProjectMilestone, id=call.new_uuid(), name=name, projectId=project.id, sortOrder=order, **times)


def _cycle(call: Call, fields: dict[str, Any]) -> None:
    sent = {name: value for name, value in fields.items() if name not in ("team", "creator")}
    made = begin(call, {**sent, "teamId": _one(call, Team, key=fields["team"]).id})
    call.update(made, createdAt=min(made.startsAt, call.now))


def _issue(call: Call, fields: dict[str, Any]) -> None:
    team = _one(call, Team, key=fields["team"])
    names = (
        "team",
        "creator",
        "assignee",
        "labels",
        "state",
        "project",
        "parent",
        "cycle",
        "comments",
        "blocks",
        "milestone",
    )
    sent = {name: value for name, value in fields.items() if name not in names}
    sent["labelIds"] = [_one(call, IssueLabel, name=name).id for name in fields.get("labels", [])]
    if "assignee" in fields:
        sent["assigneeId"] = _user(call, fields["assignee"]).id
    if "project" in fields:
        sent["projectId"] = _one(call, Project, name=fields["project"]).id
    if "milestone" in fields:
        sent["projectMilestoneId"] = _one(call, ProjectMilestone, name=fields["milestone"]).id
    if "parent" in fields:
        sent["parentId"] = _one(call, Issue, identifier=fields["parent"]).id
    if "cycle" in fields:
        sent["cycleId"] = _one(call, Cycle, teamId=team.id, number=fields["cycle"]).id
    issue = open_issue(call, {**sent, "teamId": team.id})
    for name in fields.get("blocks", []):
        relate(call, {"issueId": issue.id, "relatedIssueId": _one(call, Issue, identifier=name).id, "type": "blocks"})
    for comment in fields.get("comments", []):
        call.actor, call.moment = _user(call, comment["user"]), call.moment + clock.MICROSECONDS * 3600
        say(call, {"issueId": issue.id, "body": comment["body"]})
    if "state" in fields:
        state = _one(call, WorkflowState, teamId=team.id, name=fields["state"])
        call.moment += clock.MICROSECONDS * 3600
        change_issue(call, call.get(Issue, issue.id), {"stateId": state.id})


def _document(call: Call, fields: dict[str, Any]) -> None:
    sent = {name: value for name, value in fields.items() if name not in ("project", "creator")}
    if "project" in fields:
        sent["projectId"] = _one(call, Project, name=fields["project"]).id
    write(call, sent)


def _one(call: Call, kind: Any, **fields: Any) -> Any:
    """The record of that name. Raises KeyError."""
    found = call.first(kind, fields)
    if found is None:
        raise KeyError(f"{kind.KIND.name} {' '.join(map(str, fields.values()))}")
    return found


def _user(call: Call, name: str) -> User:
    found: User = _one(call, User, displayName=name)
    return found


def _settle(call: Call) -> None:
    """What seeds may leave out: statuses, states, members; numbers go on where they end, past cycles are closed."""
    statuses(call)
    for team in call.all(Team):
        if not call.count(WorkflowState, {"teamId": team.id}):
            with_states(call, team)
        if not call.count(TeamMembership, {"teamId": team.id}):
            for user in call.all(User):
                _join(call, team, user)
    for issue in call.all(Issue):
        call.reach(f"number/{issue.get('teamId')}", issue.number)
    for cycle in call.all(Cycle):
        if cycle.endsAt <= call.now:
            close(call, cycle.id)


def export(call: Call) -> dict[str, Any]:
    """The state as a seed: what `plant` makes again."""
    return generic.export(call)
