"""Filters on what no record holds: spans of time, periods, service levels, what issues and projects have around them; https://linear.app/developers/filtering."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from clonery.server.graphql.filters import Filter
from clonery.server.graphql.graph import api, expresses, rewrites
from clonery.server.state.record import Record

from ..records.people import Team
from ..records.plans import Initiative
from .filters import wanted

if TYPE_CHECKING:
    from clonery.server.call import Call

At = Callable[[str], str]
"""The SQL of a field of the record at hand."""
_SPANS = {
    "leadTime": ("createdAt", "completedAt"), "cycleTime": ("startedAt", "completedAt"),
    "triageTime": ("startedTriageAt", "triagedAt"),
}  # fmt: skip


def _seconds(since: str, until: str) -> str:
    return f"round((julianday({until}) - julianday({since})) * 86400, 3)"


@expresses("Issue.leadTime")
def lead_time(call: Call, at: At) -> str:
    return _seconds(*map(at, _SPANS["leadTime"]))


@expresses("Issue.cycleTime")
def cycle_time(call: Call, at: At) -> str:
    return _seconds(*map(at, _SPANS["cycleTime"]))


@expresses("Issue.triageTime")
def triage_time(call: Call, at: At) -> str:
    return _seconds(*map(at, _SPANS["triageTime"]))


@expresses("Issue.ageTime")
def age(call: Call, at: At) -> str:
    """How long an issue that isn't done has been there."""
    done = f"coalesce({at('completedAt')}, {at('canceledAt')})"
    return f"CASE WHEN {done} IS NULL THEN {_seconds(at('createdAt'), _quoted(call.now))} END"


@expresses("Issue.accumulatedStateUpdatedAt")
def state_changed(call: Call, at: At) -> str:
    return f"coalesce({at('completedAt')}, {at('canceledAt')}, {at('startedAt')}, {at('createdAt')})"


@expresses("Issue.addedToCyclePeriod")
def cycle_period(call: Call, at: At) -> str:
    """Whether an issue came into its cycle before, during or after it."""
    number = call.clone.kind("cycle").KIND.number
    fields = {name: f"json_extract(c.doc, '$.{name}')" for name in ("startsAt", "endsAt")}
    added = at("addedToCycleAt")
    case = f"CASE WHEN {added} < {fields['startsAt']} THEN 'before' WHEN {added} > {fields['endsAt']} THEN 'after'"
    return f"(SELECT {case} ELSE 'during' END FROM records c WHERE c.kind = {number} AND c.id = {at('cycleId')})"


@expresses("Issue.slaStatus")
def sla_status(call: Call, at: At) -> str:
    """How far an issue is with what was promised for it."""
    now, due, done = _quoted(call.now), at("slaBreachesAt"), at("completedAt")
    parts = [
        f"WHEN {due} IS NULL THEN NULL", f"WHEN {done} > {due} THEN 'Failed'",
        f"WHEN {done} IS NOT NULL THEN 'Completed'", f"WHEN {due} <= {now} THEN 'Breached'",
        f"WHEN {at('slaHighRiskAt')} <= {now} THEN 'HighRisk'",
        f"WHEN {at('slaMediumRiskAt')} <= {now} THEN 'MediumRisk'",
    ]  # fmt: skip
    return f"CASE {' '.join(parts)} ELSE 'LowRisk' END"


def _customers(call: Call, field: str, own: str, important: bool) -> str:
    number = call.clone.kind("customer_need").KIND.number
    more = " AND json_extract(n.doc, '$.priority') > 0" if important else ""
    counted = "count(DISTINCT json_extract(n.doc, '$.customerId'))"
    return (
        f"(SELECT {counted} FROM records n WHERE n.kind = {number} AND json_extract(n.doc, '$.{field}') = {own}{more})"
    )


@expresses("Issue.customerCount")
def customers(call: Call, at: At) -> str:
    return _customers(call, "issueId", at("id"), False)


@expresses("Issue.customerImportantCount")
def important_customers(call: Call, at: At) -> str:
    return _customers(call, "issueId", at("id"), True)


@expresses("Project.customerCount")
def project_customers(call: Call, at: At) -> str:
    return _customers(call, "projectId", at("id"), False)


@expresses("Project.customerImportantCount")
def important_project_customers(call: Call, at: At) -> str:
    return _customers(call, "projectId", at("id"), True)


@expresses("Project.healthWithAge", "Initiative.healthWithAge")
def health(call: Call, at: At) -> str:
    return f"coalesce({at('health')}, 'noUpdate')"


@expresses("AgentActivity.type")
def activity_type(call: Call, at: At) -> str:
    return at("content.type")


@expresses("User.invited", "User.isInvited", "Cycle.isInCooldown", "Project.hasViolatedRelations")
def never(call: Call, at: At) -> str:
    return "0"


def _other_cycle(call: Call, at: At, nearer: str) -> str:
    number = call.clone.kind("cycle").KIND.number
    team = f"json_extract(o.doc, '$.teamId') = {at('teamId')}"
    return f"NOT EXISTS (SELECT 1 FROM records o WHERE o.kind = {number} AND {team} AND {nearer})"


@expresses("Cycle.isNext")
def is_next(call: Call, at: At) -> str:
    """The first of the team's that begins after now."""
    now, own, other = _quoted(call.now), at("startsAt"), "json_extract(o.doc, '$.startsAt')"
    return f"({own} > {now} AND {_other_cycle(call, at, f'{other} > {now} AND {other} < {own}')})"


@expresses("Cycle.isPrevious")
def is_previous(call: Call, at: At) -> str:
    """The last of the team's that ended before now."""
    now, own, other = _quoted(call.now), at("endsAt"), "json_extract(o.doc, '$.endsAt')"
    return f"({own} <= {now} AND {_other_cycle(call, at, f'{other} <= {now} AND {other} > {own}')})"


def _quoted(text: str) -> str:
    assert "'" not in text
    return f"'{text}'"


# Filters that say what is around a thing


def _some(link: str, given: dict[str, Any], inner: dict[str, Any]) -> dict[str, Any]:
    return {link: {"some" if wanted(given) else "none": inner}}


@rewrites("Issue.hasActiveAgentSessions")
def active_sessions(call: Call, given: dict[str, Any]) -> dict[str, Any]:
    return _some("agentSessions", given, {"status": {"in": ["pending", "active", "awaitingInput"]}})


@rewrites("Issue.hasErroredAgentSessions")
def errored_sessions(call: Call, given: dict[str, Any]) -> dict[str, Any]:
    return _some("agentSessions", given, {"status": {"eq": "error"}})


@rewrites("Issue.hasDismissedAgentSessions")
def dismissed_sessions(call: Call, given: dict[str, Any]) -> dict[str, Any]:
    return _some("agentSessions", given, {"dismissedAt": {"null": False}})


@rewrites("Issue.hasMergedAgentPullRequests")
def merged_pulls(call: Call, given: dict[str, Any]) -> dict[str, Any]:
    return _some("agentSessions", given, {"mergedAt": {"null": False}})


@rewrites("Issue.hasSharedUsers")
def shared(call: Call, given: dict[str, Any]) -> dict[str, Any]:
    return {"sharedWith": {"length": {"gt" if wanted(given) else "eq": 0}}}


def _suggested(type_: str) -> Callable[[Any, dict[str, Any]], dict[str, Any]]:
    return lambda call, given: _some("suggestions", given, {"type": {"eq": type_}})


assignees = rewrites("Issue.hasSuggestedAssignees")(_suggested("assignee"))
labels = rewrites("Issue.hasSuggestedLabels")(_suggested("label"))
projects = rewrites("Issue.hasSuggestedProjects")(_suggested("project"))
teams = rewrites("Issue.hasSuggestedTeams")(_suggested("team"))
related = rewrites("Issue.hasSuggestedRelatedIssues")(_suggested("relatedIssue"))
similar = rewrites("Issue.hasSuggestedSimilarIssues")(_suggested("similarIssue"))


@rewrites("Issue.sourceMetadata")
def source(call: Call, given: dict[str, Any]) -> dict[str, Any]:
    """Parts of where an issue came from."""
    parts = {f"sourceMetadata.{name}": part for name, part in given.items() if name != "null" and part is not None}
    held = {"sourceMetadata": {"null": given["null"]}} if given.get("null") is not None else {}
    return {**parts, **held}


@rewrites("Project.hasBlockingRelations", "Project.hasDependedOnByRelations")
def depended_on(call: Call, given: dict[str, Any]) -> dict[str, Any]:
    return _some("relations", given, {})


@rewrites("Project.hasBlockedByRelations", "Project.hasDependsOnRelations")
def depends_on(call: Call, given: dict[str, Any]) -> dict[str, Any]:
    return _some("inverseRelations", given, {})


@rewrites("Project.hasRelatedRelations")
def related_projects(call: Call, given: dict[str, Any]) -> dict[str, Any]:
    parts = [_some(link, given, {}) for link in ("relations", "inverseRelations")]
    return {"or": parts} if wanted(given) else {"and": parts}


@rewrites("Project.completedProjectMilestones")
def completed_milestones(call: Call, given: dict[str, Any]) -> dict[str, Any]:
    done = {"issues": {"some": {}, "every": {"completedAt": {"null": False}}}}
    inner = given.get("some") or {name: part for name, part in given.items() if name not in ("every", "none", "length")}
    return {"projectMilestones": {"none" if given.get("none") is not None else "some": {"and": [inner, done]}}}


@rewrites("Project.nextProjectMilestone")
def next_milestone(call: Call, given: dict[str, Any]) -> dict[str, Any]:
    """A milestone on which something is left to do."""
    left = {"or": [{"issues": {"none": {}}}, {"issues": {"some": {"completedAt": {"null": True}}}}]}
    return {"projectMilestones": {"some": {"and": [given, left]}}}


@rewrites("Team.owners")
def owners(call: Call, given: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name in ("some", "none", "every"):
        if given.get(name) is not None:
            kept = {"user": given[name]}
            inner = {"or": [{"owner": {"neq": True}}, kept]} if name == "every" else {"owner": {"eq": True}, **kept}
            made[name] = inner
    bare = {name: part for name, part in given.items() if name not in ("some", "none", "every", "length", "and", "or")}
    if bare:
        made["some"] = {"owner": {"eq": True}, "user": {"and": [bare, made.get("some", {}).get("user", {})]}}
    return {"memberships": made} if made else {}


@rewrites("Initiative.teams")
def initiative_teams(call: Call, given: dict[str, Any]) -> dict[str, Any]:
    """The teams of its projects."""
    if given.get("none") is not None:
        return {"projects": {"none": {"teams": {"some": given["none"]}}}}
    if given.get("every") is not None:
        return {"projects": {"every": {"teams": {"every": given["every"]}}}}
    return {"projects": {"some": {"teams": {"some": given.get("some") or given}}}}


def _below(call: Call, kind: type[Record], given: dict[str, Any], parents: dict[str, list[str]]) -> dict[str, Any]:
    """Those that have one above them that meets a filter: few kinds of things nest, and few of each are there."""
    inner = given.get("some") or given.get("none") or {k: v for k, v in given.items() if k not in ("every", "length")}
    where = Filter(api(call.clone), call).ids(kind.KIND.name, inner)
    fitting = {each.id for each in call.all(kind)} if where is None else set(where)

    def above(id: str, seen: tuple[str, ...] = ()) -> set[str]:
        own = [each for each in parents.get(id, []) if each not in seen]
        return set(own).union(*(above(each, (*seen, id)) for each in own))

    found = [each.id for each in call.all(kind) if above(each.id) & fitting]
    return {"id": {"nin" if given.get("none") is not None else "in": found}}


@rewrites("Team.ancestors")
def teams_below(call: Call, given: dict[str, Any]) -> dict[str, Any]:
    parents = {each.id: [str(each.parentId)] for each in call.all(Team) if each.get("parentId")}
    return _below(call, Team, given, parents)


@rewrites("Initiative.ancestors")
def initiatives_below(call: Call, given: dict[str, Any]) -> dict[str, Any]:
    parents: dict[str, list[str]] = {}
    for each in call.all(call.clone.kind("initiative_relation")):
        parents.setdefault(each.get("relatedInitiativeId"), []).append(each.get("initiativeId"))
    return _below(call, Initiative, given, parents)


@rewrites("CustomView.hasFacet")
def has_facet(call: Call, given: bool) -> dict[str, Any]:
    return {"facetId": {"null": not given}}
