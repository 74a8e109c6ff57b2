"""Issues that wait for other issues; https://docs.github.com/rest/issues/issue-dependencies."""

from __future__ import annotations

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.problems import NotFound

from ...lookups import find_issue, permission, require
from ...records.issues import Dependency, Issue
from ...records.repositories import Repository
from ...refusals import ValidationFailed
from ...trail import note


@operation("issues/list-dependencies-blocked-by")
def list_blocked_by(call: Call, owner: str, repo: str, issue_number: int) -> Page:
    """GET /repos/{owner}/{repo}/issues/{issue_number}/dependencies/blocked_by"""
    _, issue = find_issue(call, owner, repo, issue_number)
    return _seen(call, [made.blocking for made in call.all(Dependency, {"blocked": issue.id})])


@operation("issues/list-dependencies-blocking")
def list_blocking(call: Call, owner: str, repo: str, issue_number: int) -> Page:
    """GET /repos/{owner}/{repo}/issues/{issue_number}/dependencies/blocking"""
    _, issue = find_issue(call, owner, repo, issue_number)
    return _seen(call, [made.blocked for made in call.all(Dependency, {"blocking": issue.id})])


def _seen(call: Call, ids: list[int]) -> Page:
    found = [issue for issue in (call.peek(Issue, id) for id in ids) if issue is not None]
    return call.slice(made for made in found if permission(call, call.get(Repository, made.repository)))


@operation("issues/add-blocked-by-dependency")
def add_blocked_by(call: Call, owner: str, repo: str, issue_number: int, issue_id: int) -> Issue:
    """POST /repos/{owner}/{repo}/issues/{issue_number}/dependencies/blocked_by"""
    issue, other = _pair(call, owner, repo, issue_number, issue_id)
    if other.id == issue.id:
        raise ValidationFailed("IssueDependency", "issue_id", "custom", "An issue cannot depend on itself")
    if call.find(Dependency, blocked=issue.id, blocking=other.id):
        raise ValidationFailed("IssueDependency", "issue_id", "already_exists")
    if call.find(Dependency, blocked=other.id, blocking=issue.id):
        raise ValidationFailed("IssueDependency", "issue_id", "custom", "Issues cannot wait for each other")
    call.create(Dependency, blocked=issue, blocking=other)
    _tell(call, issue, other, "added")
    return issue


@operation("issues/remove-dependency-blocked-by")
def remove_blocked_by(call: Call, owner: str, repo: str, issue_number: int, issue_id: int) -> Issue:
    """DELETE /repos/{owner}/{repo}/issues/{issue_number}/dependencies/blocked_by/{issue_id}"""
    issue, other = _pair(call, owner, repo, issue_number, issue_id)
    found = call.find(Dependency, blocked=issue.id, blocking=other.id)
    if found is None:
        raise NotFound(kind="issue_dependency")
    call.delete(found)
    _tell(call, issue, other, "removed")
    return issue


def _pair(call: Call, owner: str, repo: str, issue_number: int, issue_id: int) -> tuple[Issue, Issue]:
    repository, issue = find_issue(call, owner, repo, issue_number)
    require(call, repository, "triage")
    other = call.peek(Issue, issue_id)
    if other is None or not permission(call, call.get(Repository, other.repository)):
        raise NotFound(kind="issue")
    return issue, other


def _tell(call: Call, blocked: Issue, blocking: Issue, action: str) -> None:
    note(call, blocked, f"blocked_by_{action}", blocked_by=blocking.id)
    note(call, blocking, f"blocking_{action}", blocking=blocked.id)
    for name, of in (("blocked_by", blocked), ("blocking", blocking)):
        call.emit(
            "issue_dependencies", action=f"{name}_{action}", repository=call.get(Repository, of.repository),
            blocked_issue=blocked, blocked_issue_id=blocked.id, blocking_issue=blocking, blocking_issue_id=blocking.id,
        )  # fmt: skip
