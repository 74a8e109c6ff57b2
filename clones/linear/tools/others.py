"""The tools of the community's server, each one operation called by another name; https://github.com/tacticlaunch/mcp-linear."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from clonery.server.operation import tool

from ..lookups import find
from ..records.work import Issue
from . import naming

if TYPE_CHECKING:
    from clonery.server.call import Call

Made = Callable[..., Any]
CREATES = {
    "Comment": "commentCreate", "Customer": "customerCreate", "CustomerNeed": "customerNeedCreate",
    "Cycle": "cycleCreate", "Document": "documentCreate", "Initiative": "initiativeCreate",
    "InitiativeUpdate": "initiativeUpdateCreate", "Issue": "issueCreate", "IssueRelation": "issueRelationCreate",
    "IssueTemplate": "templateCreate", "Milestone": "projectMilestoneCreate", "Project": "projectCreate",
    "ProjectUpdate": "projectUpdateCreate", "Release": "releaseCreate", "ReleaseNote": "releaseNoteCreate",
    "ReleasePipeline": "releasePipelineCreate", "ReleaseStage": "releaseStageCreate", "Roadmap": "roadmapCreate",
    "SavedView": "customViewCreate", "Team": "teamCreate", "TeamLabel": "issueLabelCreate",
    "Webhook": "webhookCreate", "WorkflowState": "workflowStateCreate",
}  # fmt: skip
"""`linear_create…`: all arguments are the input."""
ADDS = {
    "addAttachment": "attachmentCreate", "addUserToTeam": "teamMembershipCreate",
    "addIssueToRelease": "issueToReleaseCreate", "addProjectToInitiative": "initiativeToProjectCreate",
}  # fmt: skip
UPDATES = {
    "Comment": "commentUpdate", "Customer": "customerUpdate", "CustomerNeed": "customerNeedUpdate",
    "Cycle": "cycleUpdate", "Document": "documentUpdate", "Initiative": "initiativeUpdate",
    "InitiativeUpdate": "initiativeUpdateUpdate", "Issue": "issueUpdate", "IssueTemplate": "templateUpdate",
    "Milestone": "projectMilestoneUpdate", "Project": "projectUpdate", "ProjectUpdate": "projectUpdateUpdate",
    "Release": "releaseUpdate", "ReleaseNote": "releaseNoteUpdate", "ReleasePipeline": "releasePipelineUpdate",
    "ReleaseStage": "releaseStageUpdate", "Roadmap": "roadmapUpdate", "SavedView": "customViewUpdate",
    "Team": "teamUpdate", "TeamMembership": "teamMembershipUpdate", "Webhook": "webhookUpdate",
    "WorkflowState": "workflowStateUpdate",
}  # fmt: skip
"""`linear_update…`: the id, and all others are the input."""
CALLS = {
    "archiveIssue": ("issueArchive", "issueId"), "archiveProject": ("projectArchive", "projectId"),
    "archiveInitiative": ("initiativeArchive", "initiativeId"), "archiveRelease": ("releaseArchive", "releaseId"),
    "archiveReleasePipeline": ("releasePipelineArchive", "pipelineId"),
    "archiveReleaseStage": ("releaseStageArchive", "stageId"), "archiveRoadmap": ("roadmapArchive", "roadmapId"),
    "deleteInitiative": ("initiativeDelete", "initiativeId"),
    "deleteReleasePipeline": ("releasePipelineDelete", "pipelineId"),
    "unarchiveInitiative": ("initiativeUnarchive", "initiativeId"),
    "unarchiveRelease": ("releaseUnarchive", "releaseId"),
    "unarchiveReleasePipeline": ("releasePipelineUnarchive", "pipelineId"),
    "unarchiveReleaseStage": ("releaseStageUnarchive", "stageId"), "addIssueLabel": ("issueAddLabel", "issueId"),
    "removeIssueLabel": ("issueRemoveLabel", "issueId"), "subscribeToIssue": ("issueSubscribe", "issueId"),
}  # fmt: skip
"""An operation whose `id` is called otherwise."""
CHANGES: dict[str, dict[str, Any]] = {
    "assignIssue": {"assigneeId": "assigneeId"}, "addIssueToCycle": {"cycleId": "cycleId"},
    "addIssueToProject": {"projectId": "projectId"}, "setIssuePriority": {"priority": "priority"},
    "transferIssue": {"teamId": "teamId"}, "convertIssueToSubtask": {"parentId": "parentIssueId"},
    "removeIssueFromCycle": {"cycleId": None}, "removeIssueFromProject": {"projectId": None},
}  # fmt: skip
"""Changes of one field of an issue: to what an argument says, or to nothing."""
LISTS = {
    "getAttachments": "attachments", "getComments": "comments", "getCustomerNeeds": "customerNeeds",
    "getCycleIssues": "issues", "getDocuments": "documents", "getIssueDocuments": "documents",
    "getInitiativeDocuments": "documents", "getMilestones": "projectMilestones", "getProjectDocuments": "documents",
    "getProjectIssues": "issues", "getProjectUpdates": "projectUpdates", "getRoadmaps": "roadmaps",
    "getSavedViews": "customViews", "getTeamDocuments": "documents", "getTeamLabels": "issueLabels",
    "getWorkflowStates": "workflowStates", "searchIssues": "issues", "getTeamMemberships": "teamMemberships",
}  # fmt: skip
"""Lists: `limit` and `cursor` page, `…Id` narrows down to what belongs to a thing, `query` to a text."""
_PAGES = {"limit": "first", "cursor": "after", "orderBy": "orderBy", "includeArchived": "includeArchived"}


def run(call: Call, name: str, given: dict[str, Any]) -> Any:
    """What an operation answers; of a payload each entity once."""
    operation = call.operation = call.clone.operations[name]
    if operation.entry["graphql"]["type"] == "mutation":
        naming.writing(call)
    made = operation.call(call, given)
    if isinstance(made, dict):
        return {key: value for key, value in made.items() if key not in ("entity", "entityId", "edges")}
    return made


def creation(name: str) -> Made:
    return lambda call, **given: run(call, name, {"input": given})


def alteration(name: str) -> Made:
    def alter(call: Call, **given: Any) -> Any:
        id = next(given.pop(key) for key in ("id", "initiativeId") if key in given)
        return run(call, name, {"id": id, "input": given})

    return alter


def renamed(name: str, key: str) -> Made:
    return lambda call, **given: run(call, name, {"id" if k == key else k: value for k, value in given.items()})


def change(fields: dict[str, Any]) -> Made:
    def of(call: Call, **given: Any) -> Any:
        sent = {field: given[source] if source else None for field, source in fields.items()}
        return run(call, "issueUpdate", {"id": given["issueId"], "input": sent})

    return of


def listing(name: str) -> Made:
    def of(call: Call, **given: Any) -> Any:
        asked = {_PAGES[key]: value for key, value in given.items() if key in _PAGES}
        asked["first"] = int(asked["first"]) if asked.get("first") else None
        parts = [part for key, value in given.items() if value is not None for part in narrowed(call, key, value)]
        return run(call, name, {**asked, **({"filter": {"and": parts}} if parts else {})})

    return of


def narrowed(call: Call, key: str, value: Any) -> list[dict[str, Any]]:
    """The filter that an argument of a list stands for; none for one that pages."""
    if key == "query":
        return [{"searchableContent": {"contains": value}}]
    if key == "title":
        return [{"title": {"containsIgnoreCase": value}}]
    if key == "states":
        return [{"state": {"name": {"in": value}}}]
    if key == "labelIds":
        return [{"labels": {"some": {"id": {"in": value}}}}]
    if key.endswith("Id"):
        found = find(call, Issue, value).id if key == "issueId" else value
        return [{key.removesuffix("Id"): {"id": {"eq": found}}}]
    return []


@tool("linear_getActiveCycle")
def active_cycle(call: Call, teamId: str) -> Any:
    from ..graphql.issues import active_cycle as active

    return active(call, naming.team(call, teamId))


@tool("linear_getIssueHistory")
def history(call: Call, issueId: str, limit: float | None = None) -> list[Any]:
    """The changes of an issue, the newest first."""
    from ..records.work import IssueHistory

    found = call.all(IssueHistory, {"issueId": find(call, Issue, issueId).id})
    return found[::-1][: int(limit or 50)]


_MADE: dict[str, Made] = {
    **{f"create{name}": creation(operation) for name, operation in CREATES.items()},
    **{name: creation(operation) for name, operation in ADDS.items()},
    **{f"update{name}": alteration(operation) for name, operation in UPDATES.items()},
    **{name: renamed(*operation) for name, operation in CALLS.items()},
    **{name: change(fields) for name, fields in CHANGES.items()},
    **{name: listing(operation) for name, operation in LISTS.items()},
}
globals().update({f"linear_{name}": tool(f"linear_{name}")(function) for name, function in _MADE.items()})
