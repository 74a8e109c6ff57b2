"""Issues; https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.operation import operation
from clonery.server.problems import Invalid, NotFound
from clonery.server.state.record import Record

from .. import issues, links

if TYPE_CHECKING:
    from clonery.server.call import Call


@operation("createIssue")
def create_issue(call: Call, fields: Any = None, **given: Any) -> dict[str, Any]:
    """POST /rest/api/3/issue"""
    return _made(call, issues.create(call, fields))


@operation("createIssues")
def create_issues(call: Call, issueUpdates: Any = ()) -> dict[str, Any]:
    """POST /rest/api/3/issue/bulk"""
    made, errors = [], []
    for number, each in enumerate(issueUpdates):
        try:
            made.append(_made(call, issues.create(call, each.get("fields"))))
        except Invalid as problem:
            said = {"errorMessages": [], "errors": problem.details.get("errors", {})}
            errors.append({"status": 400, "elementErrors": said, "failedElementNumber": number})
    call.status = 400 if errors and not made else 201
    return {"issues": made, "errors": errors}


def _made(call: Call, issue: Record) -> dict[str, Any]:
    return {"id": issue.id, "key": issue.get("key"), "self": f"{links.api(call)}/issue/{issue.id}"}


@operation("getIssue")
def get_issue(call: Call, issueIdOrKey: str, fields: Any = (), **given: Any) -> dict[str, Any]:
    """GET /rest/api/3/issue/{issueIdOrKey}"""
    return issues.show(call, issues.find(call, issueIdOrKey), fields)


@operation("editIssue")
def edit_issue(
    call: Call, issueIdOrKey: str, fields: Any = None, update: Any = None, returnIssue: bool = False, **given: Any
) -> Any:
    """PUT /rest/api/3/issue/{issueIdOrKey}"""
    issue = issues.change(call, issues.find(call, issueIdOrKey), fields, update)
    call.status = 200 if returnIssue else 204
    return issues.show(call, issue) if returnIssue else None


@operation("deleteIssue")
def delete_issue(call: Call, issueIdOrKey: str, **given: Any) -> None:
    """DELETE /rest/api/3/issue/{issueIdOrKey}"""
    call.delete(issues.find(call, issueIdOrKey))


@operation("assignIssue")
def assign_issue(call: Call, issueIdOrKey: str, **given: Any) -> None:
    """PUT /rest/api/3/issue/{issueIdOrKey}/assignee"""
    who = next((given[name] for name in ("accountId", "name", "key") if given.get(name)), None)
    issue = issues.find(call, issueIdOrKey)
    assignee = None if who in (None, "-1") else issues.person(call, who)
    call.update(issue, fields={**issue.get("fields", {}), "assignee": assignee, "updated": call.now})


@operation("getTransitions")
def get_transitions(call: Call, issueIdOrKey: str, **given: Any) -> dict[str, Any]:
    """GET /rest/api/3/issue/{issueIdOrKey}/transitions"""
    issues.find(call, issueIdOrKey)
    return {"expand": "transitions", "transitions": [shown for shown, _ in _transitions(call)]}


def _transitions(call: Call) -> list[tuple[dict[str, Any], Record]]:
    """One to every status, as in a project whose workflow is the simplified one."""
    found = call.all(call.clone.kind("status"))
    made = []
    for number, status in enumerate(found):
        to = issues.brief(status, "id", "name", "description", "statusCategory")
        more = {"hasScreen": False, "isGlobal": True, "isInitial": False, "isConditional": False, "isAvailable": True}
        made.append(({"id": str(11 + 10 * number), "name": status.get("name"), "to": to, **more}, status))
    return made


@operation("doTransition")
def do_transition(
    call: Call, issueIdOrKey: str, transition: Any = None, fields: Any = None, update: Any = None, **given: Any
) -> None:
    """POST /rest/api/3/issue/{issueIdOrKey}/transitions"""
    issue = issues.find(call, issueIdOrKey)
    wanted = (transition or {}).get("id")
    if not wanted:
        raise Invalid("Missing 'transition' identifier")
    found = next((made for made in _transitions(call) if made[0]["id"] == str(wanted)), None)
    if found is None:
        raise Invalid(f"Transition id '{wanted}' is not valid for this issue.")
    issue = issues.change(call, issue, fields, update)
    to = found[0]["to"]
    done = (to.get("statusCategory") or {}).get("key") == "done"
    moved = {"status": to, "statuscategorychangedate": call.now, "resolutiondate": call.now if done else None}
    resolution = {"id": "10000", "name": "Done"} if done else None
    call.update(issue, fields={**issue.get("fields", {}), **moved, "resolution": resolution})


@operation("archiveIssues")
def archive_issues(call: Call, issueIdsOrKeys: Any = ()) -> dict[str, Any]:
    """PUT /rest/api/3/issue/archive"""
    return _put_away(call, issueIdsOrKeys, True)


@operation("unarchiveIssues")
def unarchive_issues(call: Call, issueIdsOrKeys: Any = ()) -> dict[str, Any]:
    """PUT /rest/api/3/issue/unarchive"""
    return _put_away(call, issueIdsOrKeys, False)


def _put_away(call: Call, names: Any, archived: bool) -> dict[str, Any]:
    """Archived issues stay, but no search finds them; what is not there is named."""
    count, missing = 0, []
    for name in names:
        try:
            call.update(issues.find(call, name), archived=archived)
            count += 1
        except NotFound:
            missing.append(str(name))
    said = {"count": len(missing), "issueIdsOrKeys": missing, "message": "Issue not found"}
    return {"numberOfIssuesUpdated": count, "errors": {"issuesNotFound": said} if missing else {}}
