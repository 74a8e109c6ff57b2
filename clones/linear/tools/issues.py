"""Tools that list, show and save issues; https://linear.app/docs/mcp."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.operation import tool
from clonery.server.problems import Invalid

from ..lookups import find
from ..operations.attachments import attach
from ..operations.issues import change_issue, open_issue
from ..operations.relations import relate
from ..records.work import Issue, IssueRelation
from . import naming, shapes

if TYPE_CHECKING:
    from clonery.server.call import Call


@tool("list_issues")
def list_issues(
    call: Call, team: str | None = None, assignee: str | None = None, state: str | None = None,
    label: str | None = None,
    project: str | None = None, query: str | None = None, cycle: str | None = None, delegate: str | None = None,
    parentId: str | None = None, priority: float | None = None, createdAt: str | None = None,
    updatedAt: str | None = None, limit: float | None = None, cursor: str | None = None, orderBy: str | None = None,
    includeArchived: bool | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Issues that meet all that is given; things by id or name, times as "since"."""
    parts: list[dict[str, Any]] = []
    if team:
        parts.append({"team": {"id": {"eq": naming.team(call, team).id}}})
    if assignee:
        parts.append({"assignee": {"id": {"eq": naming.user(call, assignee).id}}})
    if delegate:
        parts.append({"delegate": {"id": {"eq": naming.user(call, delegate).id}}})
    if state:
        names = ("id", "name", "type")
        parts.append({"state": {"or": [{n: {"eq" if n != "name" else "eqIgnoreCase": state}} for n in names]}})
    if label:
        parts.append({"labels": {"some": {"id": {"eq": naming.label(call, label).id}}}})
    if project:
        parts.append({"project": {"id": {"eq": naming.project(call, project).id}}})
    if cycle:
        parts.append({"cycle": {"or": [{"id": {"eq": cycle}}, {"name": {"eq": cycle}}]}})
        if cycle.isdecimal():
            parts[-1]["cycle"]["or"].append({"number": {"eq": int(cycle)}})
    if parentId:
        parts.append({"parent": {"id": {"eq": find(call, Issue, parentId).id}}})
    if priority is not None:
        parts.append({"priority": {"eq": int(priority)}})
    if query:
        parts.append({"searchableContent": {"contains": query}})
    parts += [{name: {"gte": since}} for name, since in (("createdAt", createdAt), ("updatedAt", updatedAt)) if since]
    order = orderBy or "updatedAt"
    return shapes.page(call, "Issue", shapes.issue, "issues", {"and": parts}, limit, cursor, order, includeArchived)


@tool("list_my_issues")
def list_my_issues(
    call: Call, limit: float | None = None, state: str | None = None, cursor: str | None = None
) -> dict[str, Any]:
    return list_issues(call, assignee="me", state=state, limit=limit, cursor=cursor)


@tool("get_issue")
def get_issue(
    call: Call, id: str, includeRelations: bool | None = None, includeCustomerNeeds: bool | None = None,
    includeReleases: bool | None = None,
) -> dict[str, Any]:  # fmt: skip
    """One issue by id or identifier, with its attachments and, if asked, its relations."""
    return shapes.whole_issue(call, find(call, Issue, id), bool(includeRelations))


@tool("save_issue")
def save_issue(call: Call, id: str | None = None, **given: Any) -> dict[str, Any]:
    """Open an issue (a title and a team are needed), or change the one whose id is given."""
    naming.writing(call)
    issue = find(call, Issue, id) if id else None
    if issue is None and not (given.get("title") and given.get("team")):
        raise Invalid("title and team must be given to open an issue")
    sent = _input(call, issue, given)
    issue = change_issue(call, issue, sent) if issue is not None else open_issue(call, sent)
    _relate(call, issue, given)
    for link in given.get("links") or []:
        attach(
            call, {"issueId": issue.id, "url": link.get("url", ""), "title": link.get("title") or link.get("url", "")}
        )
    return shapes.whole_issue(call, call.get(Issue, issue.id), True)


def _input(call: Call, issue: Issue | None, given: dict[str, Any]) -> dict[str, Any]:
    """What a tool's arguments mean as an input: names become ids; an empty text or null takes away."""
    plain = ("title", "description", "estimate", "dueDate")
    sent: dict[str, Any] = {name: given[name] for name in plain if name in given}
    if given.get("priority") is not None:
        sent["priority"] = int(given["priority"])
    team = naming.team(call, given["team"]).id if given.get("team") else issue.teamId if issue else ""
    if issue is None or team != issue.teamId:
        sent["teamId"] = team
    people = (("assignee", "assigneeId"), ("delegate", "delegateId"))
    sent |= {field: given[name] and naming.user(call, given[name]).id for name, field in people if name in given}
    if given.get("state"):
        sent["stateId"] = naming.state(call, team, given["state"]).id
    if "labels" in given:
        sent["labelIds"] = [naming.label(call, name).id for name in given["labels"] or []]
    if "project" in given:
        sent["projectId"] = given["project"] and naming.project(call, given["project"]).id
    if given.get("milestone"):
        project = sent.get("projectId") or (issue.projectId if issue else None) or ""
        sent["projectMilestoneId"] = naming.milestone(call, project, given["milestone"]).id
    if "cycle" in given:
        sent["cycleId"] = given["cycle"] and naming.cycle(call, team, given["cycle"]).id
    if "parentId" in given:
        sent["parentId"] = given["parentId"] and find(call, Issue, given["parentId"]).id
    return sent


def _relate(call: Call, issue: Issue, given: dict[str, Any]) -> None:
    """Relations that come and go with a save."""
    added = (("blocks", "blocks", False), ("blockedBy", "blocks", True), ("relatedTo", "related", False))
    for name, type_, backwards in added:
        for other in given.get(name) or []:
            ends = (find(call, Issue, other).id, issue.id) if backwards else (issue.id, find(call, Issue, other).id)
            relate(call, {"issueId": ends[0], "relatedIssueId": ends[1], "type": type_})
    if given.get("duplicateOf"):
        other = find(call, Issue, given["duplicateOf"])
        relate(call, {"issueId": issue.id, "relatedIssueId": other.id, "type": "duplicate"})
    removed = (
        ("removeBlocks", "blocks", False), ("removeBlockedBy", "blocks", True), ("removeRelatedTo", "related", False),
    )  # fmt: skip
    for name, type_, backwards in removed:
        for text in given.get(name) or []:
            ends = (find(call, Issue, text).id, issue.id) if backwards else (issue.id, find(call, Issue, text).id)
            known = call.first(IssueRelation, {"issueId": ends[0], "relatedIssueId": ends[1], "type": type_})
            if known is not None:
                call.delete(known)


_OLD = {"teamId": "team", "assigneeId": "assignee", "stateId": "state", "projectId": "project", "labelIds": "labels"}


@tool("create_issue")
def create_issue(call: Call, title: str, **given: Any) -> dict[str, Any]:
    return save_issue(call, title=title, **{_OLD.get(name, name): value for name, value in given.items()})


@tool("update_issue")
def update_issue(call: Call, id: str, **given: Any) -> dict[str, Any]:
    return save_issue(call, id, **{_OLD.get(name, name): value for name, value in given.items()})
