"""Issues: labels as a text or a list, closing and reopening; https://docs.gitlab.com/api/issues."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.generic import homes, items, perform
from clonery.server.generic.showing import shown
from clonery.server.operation import operation
from clonery.server.problems import Invalid
from clonery.server.state.record import Record

from .projects import above, completed, user

if TYPE_CHECKING:
    from clonery.server.call import Call


def listed(value: Any) -> list[str]:
    """Labels, be they a list or a text with commas."""
    parts = value if isinstance(value, list) else str(value or "").split(",")
    return list(dict.fromkeys(str(part).strip() for part in parts if str(part).strip()))


def people(call: Call, ids: Any) -> list[dict[str, Any]]:
    """The users of these ids, as other things show them."""
    found = [homes.by_id(call, call.clone.kind("user"), id) for id in ids or ()]
    names = ("id", "username", "name", "state", "locked", "avatar_url", "web_url")
    return [{name: each.get(name) for name in names} for each in found if each is not None]


def milestone(call: Call, id: Any) -> dict[str, Any] | None:
    """The milestone of that id, as other things show it; None without one."""
    found = homes.by_id(call, call.clone.kind("milestone"), id) if id else None
    return None if found is None else call.clone.dialect.plain(call, found)


@operation("postApiV4ProjectsIdIssues")
def create_issue(call: Call, **fields: Any) -> Any:
    """POST /projects/{id}/issues"""
    assert call.operation is not None
    project = above(call)
    plain = {name: value for name, value in fields.items() if name not in ("labels", "assignee_ids", "milestone_id")}
    made = perform(call, call.operation, {"id": call.arguments["id"], **plain})
    assignees = people(
        call, fields.get("assignee_ids") or ([fields["assignee_id"]] if fields.get("assignee_id") else ())
    )
    record = call.get(call.clone.kind("issue"), made["id"])
    call.update(record, labels=listed(fields.get("labels")), milestone=milestone(call, fields.get("milestone_id")))
    return completed(
        call, "issue", made, state="opened", author=user(call), project_id=project.id, assignees=assignees,
        assignee=assignees[0] if assignees else None, closed_at=None, closed_by=None, confidential=False,
        web_url=f"{project.get('web_url')}/-/issues/{made['iid']}", user_notes_count=0, upvotes=0, downvotes=0,
    )  # fmt: skip


@operation("putApiV4ProjectsIdIssuesIssueIid")
def update_issue(call: Call, **fields: Any) -> Any:
    """PUT /projects/{id}/issues/{issue_iid}"""
    assert call.operation is not None
    operation, effect = call.operation, call.operation.entry["effect"]
    record: Record = items.item(call, operation, effect, call.arguments, homes.parents(call, operation, call.arguments))
    labels = listed(fields["labels"]) if "labels" in fields else list(record.get("labels") or ())
    labels = [*labels, *(each for each in listed(fields.get("add_labels")) if each not in labels)]
    labels = [each for each in labels if each not in listed(fields.get("remove_labels"))]
    changes: dict[str, Any] = {"labels": labels, "updated_at": call.now}
    for name in ("title", "description", "due_date", "confidential", "weight", "discussion_locked", "issue_type"):
        if name in fields:
            changes[name] = fields[name]
    if "assignee_ids" in fields:
        chosen = people(call, fields["assignee_ids"])
        changes |= {"assignees": chosen, "assignee": chosen[0] if chosen else None}
    if "milestone_id" in fields:
        changes["milestone"] = milestone(call, fields["milestone_id"])
    if fields.get("state_event") == "close":
        changes |= {"state": "closed", "closed_at": call.now, "closed_by": user(call)}
    elif fields.get("state_event") == "reopen":
        changes |= {"state": "opened", "closed_at": None, "closed_by": None}
    return shown(call, operation, call.update(record, **changes))


@operation("postApiV4ProjectsIdIssuesIssueIidNotes", "postApiV4ProjectsIdMergeRequestsMergeRequestIidNotes")
def create_note(call: Call, **fields: Any) -> Any:
    """POST /projects/{id}/issues/{issue_iid}/notes, POST /projects/{id}/merge_requests/{merge_request_iid}/notes"""
    assert call.operation is not None
    if not str(fields.get("body") or "").strip():
        raise Invalid(errors={"note": ["can't be blank"]})
    made = perform(call, call.operation, dict(call.arguments))
    noted = homes.parents(call, call.operation, call.arguments)[-1]
    call.update(noted, user_notes_count=int(noted.get("user_notes_count") or 0) + 1)
    kind = "Issue" if noted.KIND.name == "issue" else "MergeRequest"
    completed(
        call, "note", made, author=user(call), system=False, noteable_id=noted.id, noteable_type=kind,
        noteable_iid=noted.get("iid"), project_id=noted.get("project_id"), resolvable=False, confidential=False,
    )  # fmt: skip
    return call.clone.dialect.plain(call, call.get(call.clone.kind("note"), made["id"]))  # with its author
