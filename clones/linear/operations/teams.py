"""Teams with their states, labels and members; https://linear.app/docs/teams."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from clonery.server.operation import operation
from clonery.server.problems import Forbidden, Invalid
from clonery.server.state.query import has

from ..changes import archive, change, create, payload, remove, unarchive
from ..lookups import find
from ..records.people import Team, TeamMembership, User
from ..records.work import Issue, IssueLabel, WorkflowState

if TYPE_CHECKING:
    from clonery.server.call import Call

TYPES = ("triage", "backlog", "unstarted", "started", "completed", "canceled", "duplicate")
STATES = (
    ("Backlog", "backlog", "#bec2c8"), ("Todo", "unstarted", "#e2e2e2"), ("In Progress", "started", "#f2c94c"),
    ("In Review", "started", "#0f783c"), ("Done", "completed", "#5e6ad2"), ("Canceled", "canceled", "#95a2b3"),
    ("Duplicate", "duplicate", "#95a2b3"),
)  # fmt: skip
DEFAULTS: dict[str, Any] = {
    "description": None, "icon": None, "color": "#5e6ad2", "private": False, "parentId": None, "timezone": "UTC",
    "issueEstimationType": "notUsed", "issueEstimationAllowZero": False, "issueEstimationExtended": False,
    "cyclesEnabled": False, "cycleDuration": 2, "cycleStartDay": 1, "cycleCooldownTime": 0, "upcomingCycleCount": 2,
    "triageEnabled": False, "triageIssueStateId": None, "autoArchivePeriod": 6, "defaultIssueEstimate": 1,
    "setIssueSortOrderOnStateChange": "first", "visibility": "public", "viewerCanJoin": True, "viewerCanLeave": True,
}  # fmt: skip
_KEY = re.compile(r"[A-Z][A-Z0-9]{0,9}")


def found_team(call: Call, given: dict[str, Any]) -> Team:
    """A new team with the usual states, its maker as its first member. Raises Invalid."""
    name = given["name"].strip()
    if not name:
        raise Invalid("name should not be empty")
    key = _free_key(call, given.get("key"), name)
    team = create(call, Team, {**given, "name": name, "key": key}, **DEFAULTS)
    team = with_states(call, team)
    if call.actor is not None:
        call.create(
            TeamMembership, id=call.new_uuid(), teamId=team.id, userId=call.actor.id, owner=True, sortOrder=0,
            createdAt=call.now, updatedAt=call.now, archivedAt=None,
        )  # fmt: skip
        call.memo.pop("hidden_teams", None)
    return team


def with_states(call: Call, team: Team) -> Team:
    """The team with the usual states."""
    named = {}
    for place, (name, type_, color) in enumerate(STATES):
        named[name] = call.new_uuid()
        call.create(
            WorkflowState, id=named[name], teamId=team.id, name=name, type=type_, color=color, position=float(place),
            description=None, createdAt=call.now, updatedAt=call.now, archivedAt=None,
        )  # fmt: skip
    more = {"defaultIssueStateId": named["Backlog"], "markedAsDuplicateWorkflowStateId": named["Duplicate"]}
    if team.get("triageEnabled"):
        more["triageIssueStateId"] = _triage(call, team).id
    return call.update(team, **more)


def _triage(call: Call, team: Team) -> WorkflowState:
    fields = {"teamId": team.id, "name": "Triage", "type": "triage", "color": "#fc7840"}
    return create(call, WorkflowState, fields, position=-1.0)


def _free_key(call: Call, wanted: str | None, name: str) -> str:
    if wanted is not None:
        key = wanted.upper()
        if not _KEY.fullmatch(key):
            raise Invalid("key must be 1 to 10 letters and digits, a letter first")
        if call.find(Team, key=key) is not None:
            raise Invalid(f"The team key {key} is already in use")
        return key
    base = re.sub(r"[^A-Z0-9]", "", name.upper()).lstrip("0123456789")[:3] or "TEA"
    key, number = base, 2
    while call.find(Team, key=key) is not None:
        key, number = f"{base}{number}", number + 1
    return key


@operation("teamCreate")
def create_team(call: Call, input: dict[str, Any], copySettingsFromTeamId: str | None = None) -> dict[str, Any]:
    copied: dict[str, Any] = {}
    if copySettingsFromTeamId:
        model = find(call, Team, copySettingsFromTeamId)
        copied = {name: model.get(name) for name in DEFAULTS if not name.endswith("Id") and model.get(name) is not None}
    return payload(call, found_team(call, {**copied, **input}))


@operation("teamUpdate")
def update_team(call: Call, id: str, input: dict[str, Any]) -> dict[str, Any]:
    """A new key renames every issue; the old identifiers still find them."""
    team, sent = find(call, Team, id), dict(input)
    if sent.get("key") and sent["key"].upper() != team.key:
        sent["key"] = _free_key(call, sent["key"], team.name)
    if sent.get("triageEnabled") and not team.get("triageIssueStateId"):
        sent["triageIssueStateId"] = _triage(call, team).id
    old, team = team.key, change(call, team, sent)
    if team.key != old:
        for issue in call.all(Issue, {"teamId": team.id}):
            former = [*(issue.get("previousIdentifiers") or []), issue.identifier]
            call.update(issue, identifier=f"{team.key}-{issue.number}", previousIdentifiers=former)
    return payload(call, team)


@operation("teamDelete")
def delete_team(call: Call, id: str) -> dict[str, Any]:
    """Hidden with all that is in it, until it is restored."""
    if call.actor is not None and not call.actor.get("admin"):
        raise Forbidden("Only admins may delete a team")
    return payload(call, archive(call, find(call, Team, id)))


@operation("teamUnarchive")
def restore_team(call: Call, id: str) -> dict[str, Any]:
    return payload(call, unarchive(call, find(call, Team, id)))


@operation("teamMembershipCreate")
def join(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    """A member more; one who is a member already stays one."""
    team, user = find(call, Team, input["teamId"]), find(call, User, input["userId"])
    known = call.find(TeamMembership, teamId=team.id, userId=user.id)
    return payload(call, known or create(call, TeamMembership, input, owner=False, sortOrder=0))


@operation("teamMembershipUpdate")
def change_membership(call: Call, id: str, input: dict[str, Any]) -> dict[str, Any]:
    return payload(call, change(call, find(call, TeamMembership, id), input))


@operation("teamMembershipDelete")
def leave(call: Call, id: str) -> dict[str, Any]:
    membership = find(call, TeamMembership, id)
    remove(call, membership)
    return payload(call, membership)


@operation("workflowStateCreate")
def create_state(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    if input["type"] not in TYPES:
        raise Invalid(f"type must be one of {', '.join(TYPES)}")
    team = find(call, Team, input["teamId"])
    there = call.all(WorkflowState, {"teamId": team.id})
    if any(state.name.casefold() == input["name"].casefold() for state in there):
        raise Invalid(f"The team has a state {input['name']!r} already")
    last = max((state.position for state in there if state.type == input["type"]), default=len(there) - 1.0)
    return payload(call, create(call, WorkflowState, input, position=last + 1, description=None))


@operation("workflowStateUpdate")
def update_state(call: Call, id: str, input: dict[str, Any]) -> dict[str, Any]:
    return payload(call, change(call, find(call, WorkflowState, id), input))


@operation("workflowStateArchive")
def archive_state(call: Call, id: str) -> dict[str, Any]:
    """Refused while issues are in it, and for the last state of its type."""
    state = find(call, WorkflowState, id)
    if call.count(Issue, {"stateId": state.id}):
        raise Invalid("The state can not be archived while issues are in it")
    if call.count(WorkflowState, {"teamId": state.teamId, "type": state.type, "archivedAt": None}) < 2:
        raise Invalid("The last state of its type can not be archived")
    return payload(call, archive(call, state))


def make_label(call: Call, given: dict[str, Any]) -> IssueLabel:
    """A new label, of a team or of the workspace. Raises Invalid for a name that is used there."""
    team = find(call, Team, given["teamId"]).id if given.get("teamId") else None
    if any(label.name.casefold() == given["name"].casefold() for label in call.all(IssueLabel, {"teamId": team})):
        raise Invalid(f"duplicate label name: a label {given['name']!r} exists already")
    if given.get("parentId"):
        _into_group(call, find(call, IssueLabel, given["parentId"]))
    actor = call.actor.id if call.actor is not None else None
    more = {"color": "#bec2c8", "description": None, "isGroup": False, "parentId": None}
    return create(call, IssueLabel, given, **{**more, "teamId": team, "creatorId": actor})


def _into_group(call: Call, parent: IssueLabel) -> None:
    """A label that gets one below it becomes a group. Raises Invalid for one that is below another itself."""
    if parent.get("parentId"):
        raise Invalid("A label in a group can not be a group itself")
    if not parent.get("isGroup"):
        change(call, parent, {}, isGroup=True)


@operation("issueLabelCreate")
def create_label(call: Call, input: dict[str, Any], replaceTeamLabels: bool | None = None) -> dict[str, Any]:
    return payload(call, make_label(call, input))


@operation("issueLabelUpdate")
def update_label(
    call: Call,
    id: str,
    input: dict[str, Any],
    replaceTeamLabels: bool | None = None,
) -> dict[str, Any]:
    label = find(call, IssueLabel, id)
    if input.get("parentId"):
        _into_group(call, find(call, IssueLabel, input["parentId"]))
    return payload(call, change(call, label, input))


@operation("issueLabelDelete")
def delete_label(call: Call, id: str) -> dict[str, Any]:
    """Gone from every issue as well, and with it the labels of its group."""
    label = find(call, IssueLabel, id)
    for each in [*call.all(IssueLabel, {"parentId": label.id}), label]:
        for issue in call.all(Issue, {"labelIds": has(each.id)}):
            call.update(issue, labelIds=[held for held in issue.labelIds if held != each.id])
        remove(call, each)
    return payload(call, label)


@operation("issueLabelRetire")
def retire_label(call: Call, id: str) -> dict[str, Any]:
    label = find(call, IssueLabel, id)
    return payload(call, change(call, label, {}, retiredAt=call.now, retiredById=call.actor.id if call.actor else None))


@operation("issueLabelRestore")
def restore_label(call: Call, id: str) -> dict[str, Any]:
    return payload(call, change(call, find(call, IssueLabel, id), {}, retiredAt=None, retiredById=None))
