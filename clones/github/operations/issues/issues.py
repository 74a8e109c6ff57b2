"""Issues; https://docs.github.com/rest/issues/issues."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.problems import Forbidden, Gone
from clonery.server.state.query import Op, gte, has, ne

from ...lookups import find_issue, find_label, find_repository, find_user, may, me, require
from ...records.issues import Issue
from ...records.repositories import Repository
from ...refusals import ValidationFailed
from .naming import labels_named, milestone_named, people_named


@operation("issues/list-for-repo")
def list_issues(
    call: Call, owner: str, repo: str, state: str = "open", sort: str = "created", direction: str = "desc",
    labels: str = "", assignee: str = "", creator: str = "", mentioned: str = "", milestone: str = "", since: str = "",
) -> Page:  # fmt: skip
    """GET /repos/{owner}/{repo}/issues"""
    repository = find_repository(call, owner, repo)
    if not repository.has_issues:
        raise Gone("Issues are disabled for this repo")
    where: dict[str, Any] = {"repository": repository.id}
    if state != "all":
        where["state"] = state
    wanted = [name.strip() for name in labels.split(",") if name.strip()]
    for place, name in enumerate(wanted):
        label = find_label(call, repository, name)
        if label is None:
            return call.slice([])
        where[f"labels{' ' * place}"] = has(label.id)
    if not _people(call, where, assignee, creator, mentioned) or not _milestone(call, where, repository, milestone):
        return call.slice([])
    if since:
        where["updated_at"] = gte(since)
    order = {"created": "created_at", "updated": "updated_at", "comments": "comments"}[sort]
    return call.page(Issue, where, order if direction == "asc" else f"-{order}")


def _people(call: Call, where: dict[str, Any], assignee: str, creator: str, mentioned: str) -> bool:
    """Add the conditions on people; False where nobody can match."""
    if assignee == "none":
        where["assignees"] = Op("coalesce(json_array_length({}), 0) = 0")
    elif assignee == "*":
        where["assignees"] = Op("json_array_length({}) > 0")
    elif assignee:
        where["assignees"] = has(find_user(call, assignee).id)
    if creator:
        where["user"] = find_user(call, creator).id
    if mentioned:
        where["body"] = Op("instr(lower({}), lower(?)) > 0", (f"@{mentioned}",))
    return True


def _milestone(call: Call, where: dict[str, Any], repository: Repository, milestone: str) -> bool:
    if milestone == "*":
        where["milestone"] = ne(None)
    elif milestone == "none":
        where["milestone"] = None
    elif milestone:
        if not milestone.isdecimal():
            raise ValidationFailed("Issue", "milestone", "invalid")
        found = milestone_named(call, repository, int(milestone))
        if found is None:
            return False
        where["milestone"] = found.id
    return True


@operation("issues/create")
def create_issue(
    call: Call, owner: str, repo: str, title: Any, body: str | None = None, labels: Any = None, assignee: Any = None,
    assignees: list[str] | None = None, milestone: Any = None, type: Any = None,
) -> Issue:  # fmt: skip
    """POST /repos/{owner}/{repo}/issues"""
    repository, author = find_repository(call, owner, repo), me(call)
    if not repository.has_issues:
        raise Gone("Issues are disabled for this repo")
    if repository.archived:
        raise Forbidden("Repository was archived so is read-only.")
    if not str(title).strip():
        raise ValidationFailed("Issue", "title", "missing_field")
    trusted = may(call, repository, "triage")
    named = [*(assignees or []), *([assignee] if assignee else [])]
    issue = open_issue(
        call, repository, author.id, title=str(title), body=body,
        labels=labels_named(call, repository, labels or []) if trusted else [],
        assignees=people_named(call, repository, named) if trusted else [],
        milestone=milestone_named(call, repository, milestone) if trusted else None,
    )  # fmt: skip
    call.headers.append(("Location", f"{call.base}/repos/{owner}/{repo}/issues/{issue.number}"))
    call.emit("issues", action="opened", repository=repository, issue=issue)
    return issue


def open_issue(call: Call, repository: Repository, author: int, **fields: Any) -> Issue:
    """Store a new issue (or a pull request's issue side) under the repository's next number."""
    if "milestone" in fields:
        fields["milestone"] = fields["milestone"].id if fields["milestone"] else None
    issue = call.create(
        Issue, repository=repository, number=call.next(f"number/{repository.id}"), user=author, created_at=call.now,
        updated_at=call.now, **{"labels": [], "assignees": [], **fields},
    )  # fmt: skip
    call.update(call.get(Repository, repository.id), open_issues=call.get(Repository, repository.id).open_issues + 1)
    return issue


@operation("issues/get")
def get_issue(call: Call, owner: str, repo: str, issue_number: int) -> Issue:
    """GET /repos/{owner}/{repo}/issues/{issue_number}"""
    return find_issue(call, owner, repo, issue_number)[1]


@operation("issues/update")
def update_issue(call: Call, owner: str, repo: str, issue_number: int, **changes: Any) -> Issue:
    """PATCH /repos/{owner}/{repo}/issues/{issue_number}"""
    repository, issue = find_issue(call, owner, repo, issue_number)
    if issue.user != me(call).id or repository.archived:
        require(call, repository, "triage")
    _resolve(call, repository, issue, changes)
    turned = changes.get("state", issue.state) != issue.state
    if turned:
        issue = turn(call, repository, issue, changes)
    elif changes:
        issue = call.update(issue, **changes, updated_at=call.now)
    if not turned and changes:
        call.emit("issues", action="edited", repository=repository, issue=issue)
    return issue


def turn(call: Call, repository: Repository, issue: Issue, changes: dict[str, Any]) -> Issue:
    """Close or reopen: who, when and why are recorded, and the repository's count of open issues moves."""
    closing = changes["state"] == "closed"
    changes["state_reason"] = changes.get("state_reason") or ("completed" if closing else "reopened")
    if issue.pull is not None:
        changes["state_reason"] = None
    changes |= {"closed_at": call.now, "closed_by": call.actor} if closing else {"closed_at": None, "closed_by": None}
    issue = call.update(issue, **changes, updated_at=call.now)
    fresh = call.get(Repository, repository.id)
    call.update(fresh, open_issues=fresh.open_issues + (-1 if closing else 1))
    call.emit("issues", action="closed" if closing else "reopened", repository=repository, issue=issue)
    return issue


def _resolve(call: Call, repository: Repository, issue: Issue, changes: dict[str, Any]) -> None:
    """Names become records; what a caller without triage rights may not set is dropped, as GitHub drops it."""
    if "title" in changes:
        changes["title"] = str(changes["title"] or "")
        if not changes["title"].strip():
            raise ValidationFailed("Issue", "title", "missing_field")
    if "assignee" in changes:
        one = changes.pop("assignee")
        changes.setdefault("assignees", [one] if one else [])
    trusted = may(call, repository, "triage")
    for name in ("labels", "assignees", "milestone", "type"):
        if name in changes and not trusted:
            del changes[name]
    changes.pop("issue_field_values", None)
    if changes.get("type") is not None:
        changes["type"] = None
    if "labels" in changes:
        changes["labels"] = [label.id for label in labels_named(call, repository, changes["labels"] or [])]
    if "assignees" in changes:
        changes["assignees"] = [user.id for user in people_named(call, repository, changes["assignees"] or [])]
    if "milestone" in changes:
        found = milestone_named(call, repository, changes["milestone"])
        changes["milestone"] = found.id if found else None


@operation("issues/lock")
def lock(call: Call, owner: str, repo: str, issue_number: int, lock_reason: str | None = None) -> None:
    """PUT /repos/{owner}/{repo}/issues/{issue_number}/lock"""
    repository, issue = find_issue(call, owner, repo, issue_number)
    require(call, repository, "push")
    issue = call.update(issue, locked=True, active_lock_reason=lock_reason, updated_at=call.now)
    call.emit("issues", action="locked", repository=repository, issue=issue)


@operation("issues/unlock")
def unlock(call: Call, owner: str, repo: str, issue_number: int) -> None:
    """DELETE /repos/{owner}/{repo}/issues/{issue_number}/lock"""
    repository, issue = find_issue(call, owner, repo, issue_number)
    require(call, repository, "push")
    issue = call.update(issue, locked=False, active_lock_reason=None, updated_at=call.now)
    call.emit("issues", action="unlocked", repository=repository, issue=issue)
