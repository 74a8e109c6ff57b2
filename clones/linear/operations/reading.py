"""What is read by id and listed with filters; https://linear.app/developers/graphql#queries-and-mutations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server import rates
from clonery.server.graphql import listing
from clonery.server.graphql.filters import Filter
from clonery.server.graphql.graph import api
from clonery.server.operation import operation
from clonery.server.problems import Unauthorized
from clonery.server.state.record import Record

from ..lookups import find, organization
from ..naming import PRIORITIES
from ..records.people import Organization, Team, User, UserSettings
from ..records.plans import InitiativeUpdate, ProjectUpdate
from ..records.work import Attachment, Comment, Issue

if TYPE_CHECKING:
    from clonery.server.call import Call


@operation("viewer")
def viewer(call: Call) -> User:
    """Whoever the key belongs to."""
    if call.actor is None:
        raise Unauthorized(code="missing")
    found: User = call.actor
    return found


@operation("organization")
def workspace(call: Call) -> Organization:
    return organization(call)


@operation("userSettings")
def settings(call: Call) -> UserSettings:
    """The caller's settings, made when they are first looked at."""
    own = call.find(UserSettings, userId=call.actor.id)
    if own is None:
        times = {"createdAt": call.actor.createdAt, "updatedAt": call.actor.createdAt, "archivedAt": None}
        own = call.create(UserSettings, id=call.new_uuid(), userId=call.actor.id, **times)
    return own


@operation(
    "issues", "issueLabels", "issueRelations", "workflowStates", "cycles", "comments", "attachments", "teams",
    "teamMemberships", "users", "projects", "projectLabels", "projectMilestones", "projectRelations",
    "projectStatuses", "projectUpdates", "initiatives", "initiativeLabels", "initiativeRelations",
    "initiativeToProjects", "initiativeUpdates", "documents", "customViews", "webhooks", "customers",
    "customerNeeds", "customerStatuses", "customerTiers", "roadmaps", "roadmapToProjects", "emojis", "releases",
    "releaseNotes", "releasePipelines", "releaseStages", "issueToReleases", "timeSchedules",
    "triageResponsibilities", "externalUsers", "integrations", "organizationInvites", "agentSessions",
    "agentActivities", "agentSkills", "auditEntries", "administrableTeams",
)  # fmt: skip
def listed(call: Call, **given: Any) -> dict[str, Any]:
    """A connection of all entities of a kind that the filter leaves, newest first."""
    assert call.operation is not None
    if call.operation.name == "users" and not given.get("includeDisabled"):
        given["filter"] = {"and": [{"active": {"neq": False}}, given.get("filter") or {}]}
    return listing.page(api(call.clone), call, call.operation.entry["effect"]["type"], given)


@operation(
    "issue", "issueLabel", "issueRelation", "workflowState", "cycle", "team", "teamMembership", "user", "project",
    "projectLabel", "projectMilestone", "projectRelation", "projectStatus", "initiative", "initiativeLabel",
    "initiativeRelation", "initiativeToProject", "document", "customView", "webhook", "customer", "customerStatus",
    "customerTier", "roadmap", "roadmapToProject", "emoji", "release", "releaseNote", "releasePipeline",
    "releaseStage", "issueToRelease", "timeSchedule", "triageResponsibility", "externalUser", "integration",
    "agentSession", "agentActivity", "agentSkill", "favorite", "template", "entityExternalLink", "attachment",
    "organizationInvite", "notificationSubscription",
)  # fmt: skip
def single(call: Call, id: str) -> Record:
    """One entity, by its id or another name that stands for it."""
    assert call.operation is not None
    return find(call, call.clone.kind(call.operation.entry["effect"]["kind"]), id)


@operation("comment")
def comment(call: Call, id: str | None = None, hash: str | None = None) -> Comment:
    """One comment; the hash is how its page's address ends."""
    if id is None and hash:
        id = next((each.id for each in call.all(Comment) if each.id.startswith(hash)), hash)
    return find(call, Comment, id)


@operation("customerNeed")
def customer_need(call: Call, id: str | None = None, hash: str | None = None) -> Record:
    return find(call, call.clone.kind("customer_need"), id or hash)


@operation("query.projectUpdate")
def project_update(call: Call, id: str) -> ProjectUpdate:
    return find(call, ProjectUpdate, id)


@operation("query.initiativeUpdate")
def initiative_update(call: Call, id: str) -> InitiativeUpdate:
    return find(call, InitiativeUpdate, id)


@operation("archivedTeams")
def archived_teams(call: Call) -> list[Team]:
    return [team for team in call.all(Team, order="createdAt") if team.get("archivedAt")]


@operation("templates")
def templates(call: Call) -> list[Record]:
    return call.all(call.clone.kind("template"))


@operation("issuePriorityValues")
def priorities(call: Call) -> list[dict[str, Any]]:
    return [{"label": label, "priority": priority} for priority, label in enumerate(PRIORITIES)]


@operation("attachmentsForURL")
def attachments_for_url(call: Call, url: str, **given: Any) -> dict[str, Any]:
    made = api(call.clone)
    tests = Filter(made, call).tests("Attachment", {"url": {"eq": url}})
    return listing.page(made, call, "Attachment", given, tuple(tests))


@operation("attachmentIssue")
def attachment_issue(call: Call, id: str) -> Issue:
    """The issue of an attachment."""
    return find(call, Issue, find(call, Attachment, id).issueId)


@operation("rateLimitStatus")
def rate_limit(call: Call) -> dict[str, Any]:
    """What is left of the hour, in requests and in complexity."""
    from ..dialect import COMPLEXITY, HOUR, REQUESTS

    count, reset = rates.used(call, "requests", HOUR)
    common = {"period": HOUR // 1000, "requestedAmount": 1, "reset": reset // 1000}
    limits = [
        {"type": kind, "allowedAmount": limit, "remainingAmount": max(limit - count, 0), **common}
        for kind, limit in (("requests", REQUESTS), ("complexity", COMPLEXITY))
    ]
    return {"identifier": call.actor.id if call.actor is not None else None, "kind": "user", "limits": limits}
