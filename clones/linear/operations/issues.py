"""Issues opened, changed, labelled, followed, archived, trashed and restored; https://linear.app/developers/graphql#creating-and-editing-issues."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.operation import operation
from clonery.server.problems import Invalid

from .. import issuing, trail
from ..changes import change, create, payload, referring, remove
from ..lookups import find, visible
from ..records.people import Team, User
from ..records.work import Issue, IssueLabel, WorkflowState

if TYPE_CHECKING:
    from clonery.server.call import Call

BATCH = 50
TEMPLATED = (
    "title", "description", "priority", "labelIds", "assigneeId", "stateId", "projectId", "projectMilestoneId",
    "cycleId", "estimate", "dueDate", "delegateId", "subscriberIds",
)  # fmt: skip
"""What an issue takes over from a template, where its maker says nothing else."""


def open_issue(call: Call, given: dict[str, Any]) -> Issue:
    """A new issue from an input. Raises Invalid, NotFound."""
    sent = referring(call, Issue, given)
    team = call.get(Team, sent["teamId"])
    if sent.get("templateId"):
        sent = {**_template(call, sent["templateId"]), **sent, "lastAppliedTemplateId": sent["templateId"]}
    if not (sent.get("title") or "").strip():
        raise Invalid("title should not be empty")
    state = call.peek(WorkflowState, sent.get("stateId")) or issuing.first_state(call, team)
    actor = call.actor.id if call.actor is not None else None
    followers = [actor, sent.get("assigneeId"), *(sent.get("subscriberIds") or [])]
    parent = call.peek(Issue, sent.get("parentId"))
    more: dict[str, Any] = {
        "description": None, "priority": 0, "estimate": None, "dueDate": None, "assigneeId": None, "delegateId": None,
        "projectId": None, "projectMilestoneId": None, "cycleId": None, "parentId": None, "labelIds": [],
        "previousIdentifiers": [], "creatorId": actor, "startedAt": None, "completedAt": None, "canceledAt": None,
        "trashed": None, "subIssueSortOrder": 0 if parent else None, "addedToTeamAt": call.now,
    }  # fmt: skip
    if sent.get("cycleId"):
        more["addedToCycleAt"] = call.now
    if sent.get("projectId"):
        more["addedToProjectAt"] = call.now
    if parent is not None and "projectId" not in sent:
        more["projectId"] = parent.get("projectId")
    sent = {**sent, "stateId": state.id, "subscriberIds": list(dict.fromkeys(id for id in followers if id))}
    issuing.check(call, team, {**more, **sent})
    more |= issuing.numbered(call, team)
    more |= issuing.times(call, None, state, sent) | {"sortOrder": -1000.0 * more["number"], "boardOrder": 0}
    dropped = ("templateId", "useDefaultTemplate", "createAsUser", "displayIconUrl", "preserveSortOrderOnCreate")
    issue = create(call, Issue, {name: value for name, value in sent.items() if name not in dropped}, **more)
    trail.note(call, {**issue.doc, "stateId": None}, issue)
    trail.tell(call, issue, "issueAssignedToYou", [issue.assigneeId])
    return issue


def _template(call: Call, id: str) -> dict[str, Any]:
    """What an issue takes over from a template."""
    data = find(call, call.clone.kind("template"), id).get("templateData") or {}
    return {name: value for name, value in data.items() if name in TEMPLATED and value is not None}


def change_issue(call: Call, issue: Issue, given: dict[str, Any], **more: Any) -> Issue:
    """An issue with what an input changes, and what follows from it. Raises Invalid, NotFound."""
    before, sent = issue.doc, referring(call, Issue, given)
    if "title" in sent and not (sent["title"] or "").strip():
        raise Invalid("title should not be empty")
    labels = sent.get("labelIds", issue.get("labelIds")) or []
    added, removed = sent.pop("addedLabelIds", None) or [], sent.pop("removedLabelIds", None) or []
    if added or removed or "labelIds" in sent:
        added = [find(call, IssueLabel, id).id for id in added]
        sent["labelIds"] = [id for id in dict.fromkeys([*labels, *added]) if id not in removed]
    for name in ("priority", "subscriberIds"):
        if name in sent and sent[name] is None:
            sent[name] = 0 if name == "priority" else []
    team = call.get(Team, sent.get("teamId") or issue.teamId)
    if team.id != issue.teamId:
        sent = {**issuing.moved(call, issue, team), **sent}
    old, new = call.get(WorkflowState, issue.stateId), call.get(WorkflowState, sent.get("stateId") or issue.stateId)
    sent |= {"stateId": new.id, **issuing.times(call, old, new, before)}
    for name, stamp in (("cycleId", "addedToCycleAt"), ("projectId", "addedToProjectAt")):
        if name in sent and sent[name] != before.get(name):
            sent[stamp] = call.now if sent[name] else None
    if "projectId" in sent and sent["projectId"] != before.get("projectId"):
        sent.setdefault("projectMilestoneId", None)
    if sent.get("trashed"):
        sent |= {"archivedAt": call.now}
    elif "trashed" in sent and before.get("trashed"):
        sent |= {"archivedAt": None}
    issuing.check(call, team, {**before, **sent}, issue.id)
    if sent.get("assigneeId"):
        sent["subscriberIds"] = list(
            dict.fromkeys([*(sent.get("subscriberIds") or issue.get("subscriberIds") or []), sent["assigneeId"]])
        )
    issue = change(call, issue, sent, **more)
    trail.note(call, before, issue)
    if issue.assigneeId != before.get("assigneeId"):
        trail.tell(call, issue, "issueAssignedToYou", [issue.assigneeId])
        trail.tell(call, issue, "issueUnassignedFromYou", [before.get("assigneeId")])
    if new.id != old.id:
        trail.tell(call, issue, f"issueStatusChanged{_ending(new)}", list(issue.get("subscriberIds") or []))
        _close_around(call, issue, team, new)
    return issue


def _ending(state: WorkflowState) -> str:
    return {"completed": "Done", "canceled": "Done"}.get(state.type, "All")


def _close_around(call: Call, issue: Issue, team: Team, state: WorkflowState) -> None:
    """Teams may have the parent closed with its last sub-issue, and sub-issues with their parent."""
    if state.type not in ("completed", "canceled"):
        return
    if team.get("autoCloseChildIssues"):
        for child in call.all(Issue, {"parentId": issue.id}):
            _close(call, child, state)
    parent = call.peek(Issue, issue.get("parentId"))
    if parent is not None and call.get(Team, parent.teamId).get("autoCloseParentIssues"):
        if all(each.get("completedAt") or each.get("canceledAt") for each in call.all(Issue, {"parentId": parent.id})):
            _close(call, parent, state)


def _close(call: Call, issue: Issue, state: WorkflowState) -> None:
    target = issuing.state_of_type(call, issue.teamId, state.type)
    if target is not None and not issue.get("completedAt") and not issue.get("canceledAt"):
        change_issue(call, issue, {"stateId": target.id})


@operation("issueCreate")
def create_issue(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    return payload(call, open_issue(call, input))


@operation("issueBatchCreate")
def create_issues(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    """Up to 50 issues, all or none."""
    if len(input["issues"]) > BATCH:
        raise Invalid(f"issues must contain no more than {BATCH} elements")
    return payload(call, issues=[open_issue(call, each) for each in input["issues"]])


@operation("issueUpdate")
def update_issue(call: Call, id: str, input: dict[str, Any]) -> dict[str, Any]:
    return payload(call, change_issue(call, find(call, Issue, id), input))


@operation("issueBatchUpdate")
def update_issues(call: Call, ids: list[str], input: dict[str, Any]) -> dict[str, Any]:
    """Up to 50 issues, all or none."""
    if len(ids) > BATCH:
        raise Invalid(f"ids must contain no more than {BATCH} elements")
    return payload(call, issues=[change_issue(call, find(call, Issue, id), input) for id in ids])


@operation("issueAddLabel")
def add_label(call: Call, id: str, labelId: str) -> dict[str, Any]:
    return payload(call, change_issue(call, find(call, Issue, id), {"addedLabelIds": [labelId]}))


@operation("issueRemoveLabel")
def remove_label(call: Call, id: str, labelId: str) -> dict[str, Any]:
    issue = find(call, Issue, id)
    if labelId not in (issue.get("labelIds") or []):
        raise Invalid("The label is not on the issue")
    return payload(call, change_issue(call, issue, {"removedLabelIds": [labelId]}))


@operation("issueArchive")
def archive_issue(call: Call, id: str, trash: bool | None = None) -> dict[str, Any]:
    issue = find(call, Issue, id)
    return payload(call, _put_away(call, issue, bool(trash)))


@operation("issueDelete")
def delete_issue(call: Call, id: str, permanentlyDelete: bool | None = None) -> dict[str, Any]:
    """Into the trash, from which it can be restored for thirty days; at once and for good if asked."""
    issue = find(call, Issue, id)
    if permanentlyDelete:
        remove(call, issue)
        return payload(call, entityId=issue.id, entity=None)
    return payload(call, _put_away(call, issue, True))


def _put_away(call: Call, issue: Issue, trash: bool) -> Issue:
    before = issue.doc
    more = {"trashed": True} if trash else {}
    issue = change(call, issue, {}, archivedAt=issue.get("archivedAt") or call.now, **more)
    trail.note(call, before, issue)
    return issue


@operation("issueUnarchive")
def restore_issue(call: Call, id: str) -> dict[str, Any]:
    issue = find(call, Issue, id)
    before = issue.doc
    issue = change(call, issue, {}, archivedAt=None, trashed=None)
    trail.note(call, before, issue)
    return payload(call, issue)


@operation("issueSubscribe")
def subscribe(call: Call, id: str, userId: str | None = None, userEmail: str | None = None) -> dict[str, Any]:
    issue, user = find(call, Issue, id), find(call, User, userId or userEmail or "me")
    ids = list(dict.fromkeys([*(issue.get("subscriberIds") or []), user.id]))
    return payload(call, change(call, issue, {}, subscriberIds=ids))


@operation("issueUnsubscribe")
def unsubscribe(call: Call, id: str, userId: str | None = None, userEmail: str | None = None) -> dict[str, Any]:
    issue, user = find(call, Issue, id), find(call, User, userId or userEmail or "me")
    ids = [each for each in issue.get("subscriberIds") or [] if each != user.id]
    return payload(call, change(call, issue, {}, subscriberIds=ids))


@operation("issueReminder")
def remind(call: Call, id: str, reminderAt: str) -> dict[str, Any]:
    """A reminder for the caller: in the inbox when its time has come."""
    from clonery.server.state.clock import parse

    issue = find(call, Issue, id)
    call.schedule(parse(reminderAt), "remind", issue=issue.id, user=call.actor.id)
    return payload(call, issue)


@operation("issueVcsBranchSearch")
def by_branch(call: Call, branchName: str) -> Issue | None:
    """The issue whose identifier stands in the name of a branch."""
    import re

    for name in re.findall(r"[A-Za-z][A-Za-z0-9]*-\d+", branchName):
        found = call.find(Issue, identifier=name.upper())
        if found is not None and visible(call, found):
            return found
    return None
