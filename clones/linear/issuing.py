"""What issues must meet, and what follows from a new state, team, parent or label; https://linear.app/docs/configuring-workflows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.problems import Invalid

from .lookups import find
from .records.people import Team, TeamMembership
from .records.work import Issue, IssueLabel, WorkflowState

if TYPE_CHECKING:
    from clonery.server.call import Call

SCALES = {
    "exponential": ((1, 2, 4, 8, 16), (32, 64)), "fibonacci": ((1, 2, 3, 5, 8), (13, 21)),
    "linear": ((1, 2, 3, 4, 5), (6, 7)), "tShirt": ((1, 2, 3, 5, 8), (13, 21)),
}  # fmt: skip


def check(call: Call, team: Team, doc: dict[str, Any], own: str = "") -> None:
    """What holds for every issue: state, labels, estimate, cycle of its team, no parent below it. Raises Invalid."""
    state = call.get(WorkflowState, doc["stateId"])
    if state.teamId != team.id:
        raise Invalid("The state does not belong to the issue's team")
    priority = doc.get("priority")
    if priority is not None and not 0 <= priority <= 4:
        raise Invalid("priority must be between 0 and 4")
    _check_estimate(team, doc.get("estimate"))
    _check_labels(call, team, doc.get("labelIds") or [])
    cycle = call.peek(call.clone.kind("cycle"), doc.get("cycleId"))
    if cycle is not None and cycle.get("teamId") != team.id:
        raise Invalid("The cycle does not belong to the issue's team")
    milestone = call.peek(call.clone.kind("project_milestone"), doc.get("projectMilestoneId"))
    if milestone is not None and milestone.get("projectId") != doc.get("projectId"):
        raise Invalid("The milestone does not belong to the issue's project")
    if doc.get("parentId"):
        _check_parent(call, doc["parentId"], own)


def _check_estimate(team: Team, estimate: Any) -> None:
    scale = SCALES.get(team.get("issueEstimationType") or "notUsed")
    if estimate is None or scale is None:
        return
    allowed = {*scale[0], *(scale[1] if team.get("issueEstimationExtended") else ())}
    if team.get("issueEstimationAllowZero"):
        allowed.add(0)
    if estimate not in allowed:
        raise Invalid(f"estimate {estimate} is not in the team's scale: {', '.join(map(str, sorted(allowed)))}")


def _check_labels(call: Call, team: Team, ids: list[str]) -> None:
    labels = [find(call, IssueLabel, id) for id in ids]
    groups = [label.get("parentId") for label in labels if label.get("parentId")]
    if len(groups) != len(set(groups)):
        raise Invalid("labelIds not exclusive child labels: only one label of a group may be applied")
    own = {None, team.id, *_above(call, team)}
    for label in labels:
        if label.get("isGroup"):
            raise Invalid(f"The label group {label.name!r} can not be applied to an issue")
        if label.get("teamId") not in own:
            raise Invalid(f"The label {label.name!r} belongs to another team")


def _above(call: Call, team: Team) -> list[str]:
    found: list[str] = []
    while team.get("parentId") and team.get("parentId") not in found:
        found.append(str(team.parentId))
        team = call.get(Team, team.parentId)
    return found


def _check_parent(call: Call, id: str, own: str) -> None:
    above, seen = find(call, Issue, id), set()
    if above.get("archivedAt"):
        raise Invalid("The parent issue is archived")
    while above is not None and above.id not in seen:
        if above.id == own:
            raise Invalid("An issue can not be the parent of an issue above it")
        seen.add(above.id)
        following = call.peek(Issue, above.get("parentId"))
        if following is None:
            return
        above = following


def times(call: Call, before: WorkflowState | None, after: WorkflowState, doc: dict[str, Any]) -> dict[str, Any]:
    """The times that a change of state sets and clears."""
    if before is not None and before.type == after.type:
        return {}
    made: dict[str, Any] = {}
    done = after.type in ("completed", "canceled", "duplicate")
    if after.type in ("started", "completed") and not doc.get("startedAt"):
        made["startedAt"] = call.now
    if not done and after.type != "started":
        made["startedAt"] = None
    made["completedAt"] = call.now if after.type == "completed" else None
    made["canceledAt"] = call.now if after.type in ("canceled", "duplicate") else None
    if after.type == "triage":
        made |= {"startedTriageAt": call.now, "triagedAt": None}
    elif before is not None and before.type == "triage":
        made["triagedAt"] = call.now
    return made


def states(call: Call, team: str) -> list[WorkflowState]:
    """A team's states in their order."""
    order = ("triage", "backlog", "unstarted", "started", "completed", "canceled", "duplicate")
    found = [state for state in call.all(WorkflowState, {"teamId": team}) if not state.get("archivedAt")]
    return sorted(found, key=lambda state: (order.index(state.type) if state.type in order else 9, state.position))


def state_of_type(call: Call, team: str, *types: str) -> WorkflowState | None:
    """The team's first state of the first of these types that it has."""
    found = states(call, team)
    for type_ in types:
        for state in found:
            if state.type == type_:
                return state
    return None


def default_state(call: Call, team: Team) -> WorkflowState:
    """Where a new issue begins. Raises Invalid for a team without states."""
    named = call.peek(WorkflowState, team.get("defaultIssueStateId"))
    found = named or state_of_type(call, team.id, "backlog", "unstarted", "triage", "started")
    if found is None:
        raise Invalid(f"The team {team.name} has no workflow state")
    return found


def first_state(call: Call, team: Team) -> WorkflowState:
    """Where an issue of the caller's begins: in triage, where the team has it and the caller is none of them."""
    own = call.actor.id if call.actor is not None else ""
    if team.get("triageEnabled") and call.find(TeamMembership, teamId=team.id, userId=own) is None:
        triage = call.peek(WorkflowState, team.get("triageIssueStateId")) or state_of_type(call, team.id, "triage")
        if triage is not None:
            return triage
    return default_state(call, team)


def moved(call: Call, issue: Issue, team: Team) -> dict[str, Any]:
    """What an issue becomes in another team: a new number, a state of the same type, labels that the team has."""
    state = call.get(WorkflowState, issue.stateId)
    target = state_of_type(call, team.id, state.type) or default_state(call, team)
    own = {None, team.id, *_above(call, team)}
    kept = [id for id in issue.get("labelIds") or [] if call.get(IssueLabel, id).get("teamId") in own]
    return {
        **numbered(call, team), "teamId": team.id, "stateId": target.id, "labelIds": kept, "cycleId": None,
        "previousIdentifiers": [*(issue.get("previousIdentifiers") or []), issue.identifier],
        "addedToTeamAt": call.now,
    }  # fmt: skip


def numbered(call: Call, team: Team) -> dict[str, Any]:
    """The next number of a team, and the identifier that it makes."""
    number = call.next(f"number/{team.id}")
    return {"number": number, "identifier": f"{team.key}-{number}"}
