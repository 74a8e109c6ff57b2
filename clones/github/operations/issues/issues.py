"""Issues: create, read, update, lock; https://docs.github.com/rest/issues/issues."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import operation
from clonery.server.problems import Forbidden, Gone

from ...lookups import find_issue, find_repository, may, me, require
from ...records.issues import Issue
from ...records.repositories import Repository
from ...references import mention
from ...refusals import ValidationFailed
from ...trail import note, tell
from .changes import change, opened
from .naming import labels_named, milestone_named, people_named, type_named

TITLE_LIMIT = 256
BODY_LIMIT = 65_536


@operation("issues/create")
def create_issue(
    call: Call, owner: str, repo: str, title: Any, body: str | None = None, labels: Any = None, assignee: Any = None,
    assignees: list[Any] | None = None, milestone: Any = None, type: Any = None,
) -> Issue:  # fmt: skip
    """POST /repos/{owner}/{repo}/issues"""
    repository, author = find_repository(call, owner, repo), me(call)
    if not repository.has_issues:
        raise Gone("Issues has been disabled in this repository.")
    if repository.archived:
        raise Forbidden("Repository was archived so is read-only.")
    check_text("Issue", title=str(title), body=body)
    trusted = may(call, repository, "triage")
    named = [*(assignees or []), *([assignee] if assignee else [])]
    issue = open_issue(
        call, repository, author.id, title=str(title), body=body,
        labels=labels_named(call, repository, labels or []) if trusted else [],
        assignees=people_named(call, repository, named) if trusted else [],
        milestone=milestone_named(call, repository, milestone) if trusted else None,
        type=type_named(call, repository, type) if trusted else None,
    )  # fmt: skip
    call.headers.append(("Location", f"{call.base}/repos/{owner}/{repo}/issues/{issue.number}"))
    tell(call, repository, issue, "opened")
    opened(call, repository, issue)
    mention(call, repository, issue, body)
    return issue


def open_issue(call: Call, repository: Repository, author: int, **fields: Any) -> Issue:
    """Store a new issue (or a pull request's issue side), under the repository's next number if none is given."""
    if "milestone" in fields:
        fields["milestone"] = fields["milestone"].id if fields["milestone"] else None
    if fields.get("type") is not None:
        fields["type"] = fields["type"].id
    if "number" in fields:
        call.reach(f"number/{repository.id}", fields["number"])
    else:
        fields["number"] = call.next(f"number/{repository.id}")
    issue = call.create(
        Issue, repository=repository, user=author, created_at=call.now, updated_at=call.now,
        **{"labels": [], "assignees": [], **fields},
    )  # fmt: skip
    call.update(call.get(Repository, repository.id), open_issues=call.get(Repository, repository.id).open_issues + 1)
    return issue


def check_text(resource: str, title: str | None = None, body: str | None = None) -> None:
    """Raise ValidationFailed for a title that is empty or a text that is too long."""
    if title is not None and not title.strip():
        raise ValidationFailed(resource, "title", "missing_field")
    for field, text, limit in (("title", title, TITLE_LIMIT), ("body", body, BODY_LIMIT)):
        if text is not None and len(text) > limit:
            raise ValidationFailed(resource, field, "custom", f"{field} is too long (maximum is {limit} characters)")


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
    wanted = _resolved(call, repository, changes)
    before, issue = issue, change(call, repository, issue, **wanted)
    if wanted.get("state_reason") == "duplicate" and issue.state_reason != before.state_reason:
        note(call, issue, "marked_as_duplicate")
    if issue.body != before.body:
        mention(call, repository, issue, issue.body, before.body)
    return issue


def _resolved(call: Call, repository: Repository, changes: dict[str, Any]) -> dict[str, Any]:
    """What is to be changed, as records; what a caller without triage rights may not set is dropped, as GitHub does."""
    known = ("title", "body", "state", "state_reason")
    wanted = {name: changes[name] for name in known if name in changes}
    if "title" in wanted:
        wanted["title"] = str(wanted["title"] or "")
    check_text("Issue", wanted.get("title"), wanted.get("body"))
    if not may(call, repository, "triage"):
        return wanted
    if "labels" in changes:
        wanted["labels"] = labels_named(call, repository, changes["labels"] or [])
    if "assignees" in changes or "assignee" in changes:
        one = changes.get("assignee")
        wanted["assignees"] = people_named(call, repository, changes.get("assignees") or ([one] if one else []))
    if "milestone" in changes:
        wanted["milestone"] = milestone_named(call, repository, changes["milestone"])
    if "type" in changes:
        wanted["type"] = type_named(call, repository, changes["type"])
    return wanted


@operation("issues/lock")
def lock(call: Call, owner: str, repo: str, issue_number: int, lock_reason: str | None = None) -> None:
    """PUT /repos/{owner}/{repo}/issues/{issue_number}/lock"""
    repository, issue = find_issue(call, owner, repo, issue_number)
    require(call, repository, "push")
    if issue.locked and issue.active_lock_reason == lock_reason:
        return
    issue = call.update(issue, locked=True, active_lock_reason=lock_reason, updated_at=call.now)
    note(call, issue, "locked", lock_reason=lock_reason)
    tell(call, repository, issue, "locked")


@operation("issues/unlock")
def unlock(call: Call, owner: str, repo: str, issue_number: int) -> None:
    """DELETE /repos/{owner}/{repo}/issues/{issue_number}/lock"""
    repository, issue = find_issue(call, owner, repo, issue_number)
    require(call, repository, "push")
    if issue.locked:
        issue = call.update(issue, locked=False, active_lock_reason=None, updated_at=call.now)
        note(call, issue, "unlocked", lock_reason=None)
        tell(call, repository, issue, "unlocked")
