"""Issues as parts of another issue; https://docs.github.com/rest/issues/sub-issues."""

from __future__ import annotations

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.problems import NotFound

from ...lookups import find_issue, permission, require
from ...records.issues import Issue, SubIssue
from ...records.repositories import Repository
from ...refusals import Unprocessable
from ...trail import note

LIMIT = 100
DEPTH = 8


@operation("issues/list-sub-issues")
def list_sub_issues(call: Call, owner: str, repo: str, issue_number: int) -> Page:
    """GET /repos/{owner}/{repo}/issues/{issue_number}/sub_issues"""
    _, issue = find_issue(call, owner, repo, issue_number)
    children = [call.get(Issue, part.child) for part in _parts(call, issue)]
    return call.slice(child for child in children if _seen(call, child))


def _parts(call: Call, issue: Issue) -> list[SubIssue]:
    return call.all(SubIssue, {"above": issue.id}, "position")


def _seen(call: Call, issue: Issue) -> bool:
    return permission(call, call.get(Repository, issue.repository)) is not None


@operation("issues/get-parent")
def get_parent(call: Call, owner: str, repo: str, issue_number: int) -> Issue:
    """GET /repos/{owner}/{repo}/issues/{issue_number}/parent"""
    _, issue = find_issue(call, owner, repo, issue_number)
    part = call.find(SubIssue, child=issue.id)
    above = call.get(Issue, part.above) if part else None
    if above is None or not _seen(call, above):
        raise NotFound(kind="parent")
    return above


@operation("issues/add-sub-issue")
def add_sub_issue(
    call: Call, owner: str, repo: str, issue_number: int, sub_issue_id: int, replace_parent: bool = False
) -> Issue:
    """POST /repos/{owner}/{repo}/issues/{issue_number}/sub_issues"""
    issue, child = _pair(call, owner, repo, issue_number, sub_issue_id)
    earlier = call.find(SubIssue, child=child.id)
    if earlier is not None and earlier.above == issue.id:
        raise Unprocessable("Sub-issue already exists: duplicate sub-issues are not allowed")
    if earlier is not None and not replace_parent:
        raise Unprocessable("Sub issue may only have one parent")
    above = _above(call, issue)
    if child.id in [issue.id, *above]:
        raise Unprocessable("Sub-issues cannot create a circular dependency")
    if len(above) + 1 >= DEPTH:
        raise Unprocessable(f"Sub-issues cannot be nested deeper than {DEPTH} levels")
    parts = _parts(call, issue)
    if len(parts) >= LIMIT:
        raise Unprocessable(f"Parent cannot have more than {LIMIT} sub-issues")
    if earlier is not None:
        _part_ways(call, call.get(Issue, earlier.above), child, earlier)
    call.create(SubIssue, above=issue, child=child, position=parts[-1].position + 1 if parts else 1)
    _tell(call, issue, child, "added")
    return call.update(issue, updated_at=call.now)


def _pair(call: Call, owner: str, repo: str, issue_number: int, sub_issue_id: int) -> tuple[Issue, Issue]:
    """The issue above and the one below it, by its id. Raises NotFound."""
    repository, issue = find_issue(call, owner, repo, issue_number)
    require(call, repository, "triage")
    child = call.peek(Issue, sub_issue_id)
    if child is None or not _seen(call, child):
        raise NotFound("The provided sub-issue does not exist")
    return issue, child


def _above(call: Call, issue: Issue) -> list[int]:
    """The issues above one, the nearest first."""
    found: list[int] = []
    part = call.find(SubIssue, child=issue.id)
    while part is not None:
        found.append(part.above)
        part = call.find(SubIssue, child=part.above)
    return found


def _tell(call: Call, issue: Issue, child: Issue, action: str) -> None:
    note(call, issue, f"sub_issue_{action}", sub_issue=child.id)
    note(call, child, f"parent_issue_{action}", parent_issue=issue.id)
    for name, of in (("sub_issue", issue), ("parent_issue", child)):
        call.emit(
            "sub_issues", action=f"{name}_{action}", repository=call.get(Repository, of.repository), sub_issue=child,
            parent_issue=issue, parent_issue_id=issue.id, sub_issue_id=child.id,
        )  # fmt: skip


def _part_ways(call: Call, issue: Issue, child: Issue, part: SubIssue) -> None:
    call.delete(part)
    _tell(call, issue, child, "removed")


@operation("issues/remove-sub-issue")
def remove_sub_issue(call: Call, owner: str, repo: str, issue_number: int, sub_issue_id: int) -> Issue:
    """DELETE /repos/{owner}/{repo}/issues/{issue_number}/sub_issue"""
    issue, child = _pair(call, owner, repo, issue_number, sub_issue_id)
    part = call.find(SubIssue, child=child.id)
    if part is None or part.above != issue.id:
        raise NotFound("The provided sub-issue does not exist")
    _part_ways(call, issue, child, part)
    return call.update(issue, updated_at=call.now)


@operation("issues/reprioritize-sub-issue")
def reprioritize(
    call: Call, owner: str, repo: str, issue_number: int, sub_issue_id: int, after_id: int | None = None,
    before_id: int | None = None,
) -> Issue:  # fmt: skip
    """PATCH /repos/{owner}/{repo}/issues/{issue_number}/sub_issues/priority"""
    issue, child = _pair(call, owner, repo, issue_number, sub_issue_id)
    if (after_id is None) == (before_id is None):
        raise Unprocessable("Either after_id or before_id must be provided")
    parts = _parts(call, issue)
    moved = next((part for part in parts if part.child == child.id), None)
    beside = next((part for part in parts if part.child == (after_id if before_id is None else before_id)), None)
    if moved is None or beside is None or moved is beside:
        raise NotFound("The provided sub-issue does not exist")
    others = [part for part in parts if part is not moved]
    others.insert(others.index(beside) + (after_id is not None), moved)
    for place, part in enumerate(others, 1):
        call.update(part, position=place)
    return call.update(issue, updated_at=call.now)
