"""Merge requests: opened, changed, approved, merged; https://docs.gitlab.com/api/merge_requests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.generic import homes, items, perform
from clonery.server.generic.showing import shown
from clonery.server.operation import operation
from clonery.server.problems import Conflict, Invalid, Problem, Unauthorized
from clonery.server.state.record import Record

from .issues import listed, milestone, people
from .projects import above, completed, user

if TYPE_CHECKING:
    from clonery.server.call import Call

APPROVERS = "_approvers"
"""The ids of those who approved: the answers about approvals show them, the merge request itself does not."""


def _sha(call: Call) -> str:
    return "".join(f"{call.random(16):x}" for _ in range(40))


def _draft(title: Any) -> bool:
    return str(title).lower().startswith(("draft:", "[draft]", "(draft)"))


def _people_of(call: Call, fields: dict[str, Any]) -> dict[str, Any]:
    """Assignees and reviewers that were sent, as the merge request shows them."""
    changes: dict[str, Any] = {}
    ids = fields.get("assignee_ids", [fields["assignee_id"]] if fields.get("assignee_id") else None)
    if ids is not None:
        chosen = people(call, ids)
        changes |= {"assignees": chosen, "assignee": chosen[0] if chosen else None}
    if "reviewer_ids" in fields:
        changes["reviewers"] = people(call, fields["reviewer_ids"])
    return changes


@operation("postApiV4ProjectsIdMergeRequests")
def create_merge_request(call: Call, **fields: Any) -> Any:
    """POST /projects/{id}/merge_requests"""
    assert call.operation is not None
    project, kind = above(call), call.clone.kind("merge_request")
    target = fields.get("target_project_id") or project.id
    source, into = fields["source_branch"], fields["target_branch"]
    if source == into and target == project.id:
        message = "You can't use same project/branch for source and target"
        raise Invalid(errors=[message], status=422)
    for other in call.all(kind, homes.home(kind, [project])):
        if (other.get("source_branch"), other.get("target_branch")) == (source, into) and other.get(
            "state"
        ) == "opened":
            message = f"Another open merge request already exists for this source branch: !{other.get('iid')}"
            raise Invalid(errors=[message], status=409)
    people_sent = ("assignee_id", "assignee_ids", "reviewer_ids", "labels", "milestone_id", "target_project_id")
    plain = {name: value for name, value in fields.items() if name not in people_sent}
    made = perform(call, call.operation, {"id": call.arguments["id"], **plain})
    chosen = {"assignees": [], "assignee": None, "reviewers": [], **_people_of(call, fields)}
    record = call.get(kind, made["id"])
    call.update(
        record, labels=listed(fields.get("labels")), milestone=milestone(call, fields.get("milestone_id")),
        draft=_draft(fields["title"]), work_in_progress=_draft(fields["title"]), state="opened", author=user(call),
        description=fields.get("description"), source_project_id=project.id, target_project_id=target, **chosen,
    )  # fmt: skip
    short = f"!{made['iid']}"
    references = {"short": short, "relative": short, "full": f"{project.get('path_with_namespace')}{short}"}
    return completed(
        call, "merge_request", made, project_id=project.id, merge_status="can_be_merged", has_conflicts=False,
        detailed_merge_status="draft_status" if _draft(fields["title"]) else "mergeable", sha=_sha(call),
        web_url=f"{project.get('web_url')}/-/merge_requests/{made['iid']}", user_notes_count=0, upvotes=0, downvotes=0,
        reference=short, references=references,
        merge_when_pipeline_succeeds=False, blocking_discussions_resolved=True, squash=bool(fields.get("squash")),
        merged_at=None, merged_by=None, merge_user=None, closed_at=None, closed_by=None, merge_commit_sha=None,
    )  # fmt: skip


def _found(call: Call) -> Record:
    """The merge request that the path names. Raises NotFound."""
    assert call.operation is not None
    operation, arguments = call.operation, call.arguments
    effect = {**operation.entry["effect"], "kind": "merge_request", "identity": ["merge_request_iid"]}
    effect["fields"] = {"merge_request_iid": "iid"}
    return items.item(call, operation, effect, arguments, homes.parents(call, operation, arguments)[:1])


@operation("putApiV4ProjectsIdMergeRequestsMergeRequestIid")
def update_merge_request(call: Call, **fields: Any) -> Any:
    """PUT /projects/{id}/merge_requests/{merge_request_iid}"""
    assert call.operation is not None
    record, event = _found(call), fields.get("state_event")
    names = (
        "title",
        "description",
        "target_branch",
        "squash",
        "discussion_locked",
        "allow_collaboration",
        "merge_after",
    )
    changes: dict[str, Any] = {name: fields[name] for name in names if name in fields}
    labels = listed(fields["labels"]) if "labels" in fields else list(record.get("labels") or ())
    labels = [*labels, *(each for each in listed(fields.get("add_labels")) if each not in labels)]
    changes["labels"] = [each for each in labels if each not in listed(fields.get("remove_labels"))]
    if "milestone_id" in fields:
        changes["milestone"] = milestone(call, fields["milestone_id"])
    if "remove_source_branch" in fields:
        changes["force_remove_source_branch"] = fields["remove_source_branch"]
    if "title" in fields:
        draft = _draft(fields["title"])
        changes |= {"draft": draft, "work_in_progress": draft}
        changes["detailed_merge_status"] = "draft_status" if draft else "mergeable"
    if event == "close" and record.get("state") == "opened":
        changes |= {"state": "closed", "closed_at": call.now, "closed_by": user(call)}
    elif event == "reopen" and record.get("state") == "closed":
        changes |= {"state": "opened", "closed_at": None, "closed_by": None}
    changed = call.update(record, **changes, **_people_of(call, fields), updated_at=call.now)
    return shown(call, call.operation, changed)


@operation("putApiV4ProjectsIdMergeRequestsMergeRequestIidMerge")
def merge(call: Call, sha: str = "", **how: Any) -> Any:
    """PUT /projects/{id}/merge_requests/{merge_request_iid}/merge"""
    assert call.operation is not None
    record = _found(call)
    if record.get("state") != "opened" or record.get("draft"):
        raise Problem("405 Method Not Allowed", status=405)
    if sha and sha != record.get("sha"):
        raise Conflict("SHA does not match HEAD of source branch")
    commit, squashed = _sha(call), how.get("squash", record.get("squash"))
    merged = call.update(
        record, state="merged", merged_at=call.now, merged_by=user(call), merge_user=user(call), updated_at=call.now,
        merge_commit_sha=commit, squash_commit_sha=_sha(call) if squashed else None, squash=bool(squashed),
        detailed_merge_status="not_open", should_remove_source_branch=how.get("should_remove_source_branch"),
    )  # fmt: skip
    return shown(call, call.operation, merged)


def _approvals(call: Call, record: Record) -> dict[str, Any]:
    ids = record.get(APPROVERS) or []
    own = call.actor.id if call.actor is not None else None
    return {
        "id": record.id, "iid": record.get("iid"), "project_id": record.get("project_id"), "title": record.get("title"),
        "description": record.get("description"), "state": record.get("state"), "created_at": record.get("created_at"),
        "updated_at": record.get("updated_at"), "merge_status": record.get("merge_status"), "approved": bool(ids),
        "approvals_required": 0, "approvals_left": 0,
        "user_has_approved": own in ids, "user_can_approve": own not in ids,
        "approved_by": [{"user": each, "approved_at": record.get("updated_at")} for each in people(call, ids)],
    }  # fmt: skip


@operation("postApiV4ProjectsIdMergeRequestsMergeRequestIidApprove")
def approve(call: Call, sha: str = "", **more: Any) -> Any:
    """POST /projects/{id}/merge_requests/{merge_request_iid}/approve"""
    record = _found(call)
    if sha and sha != record.get("sha"):
        raise Conflict("SHA does not match HEAD of source branch")
    ids = record.get(APPROVERS) or []
    if call.actor is None or call.actor.id in ids or record.get("state") != "opened":
        raise Unauthorized()
    return _approvals(call, call.update(record, **{APPROVERS: [*ids, call.actor.id]}, updated_at=call.now))


@operation("postApiV4ProjectsIdMergeRequestsMergeRequestIidUnapprove")
def unapprove(call: Call, **more: Any) -> Any:
    """POST /projects/{id}/merge_requests/{merge_request_iid}/unapprove"""
    record = _found(call)
    ids = record.get(APPROVERS) or []
    if call.actor is None or call.actor.id not in ids:
        raise Problem("404 Not Found", status=404)
    left = [each for each in ids if each != call.actor.id]
    return _approvals(call, call.update(record, **{APPROVERS: left}, updated_at=call.now))


@operation("getApiV4ProjectsIdMergeRequestsMergeRequestIidApprovals")
def list_approvals(call: Call, **more: Any) -> Any:
    """GET /projects/{id}/merge_requests/{merge_request_iid}/approvals"""
    return _approvals(call, _found(call))
