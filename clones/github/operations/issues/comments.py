"""Comments on issues and pull requests; https://docs.github.com/rest/issues/comments."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.problems import Forbidden, NotFound
from clonery.server.state.query import gte

from ...lookups import find_issue, find_repository, may, me, require
from ...records.issues import Comment, Issue
from ...records.repositories import Repository
from ...references import mention
from ...refusals import ValidationFailed
from ...times import stamp
from ...trail import note
from .issues import BODY_LIMIT


@operation("issues/list-comments")
def list_comments(call: Call, owner: str, repo: str, issue_number: int, since: str = "") -> Page:
    """GET /repos/{owner}/{repo}/issues/{issue_number}/comments"""
    _, issue = find_issue(call, owner, repo, issue_number)
    return call.page(Comment, {"issue": issue.id, **_since(since)}, "created_at")


def _since(since: str) -> dict[str, Any]:
    return {"updated_at": gte(stamp(since, "IssueComment", "since"))} if since else {}


@operation("issues/list-comments-for-repo")
def list_comments_for_repo(
    call: Call, owner: str, repo: str, sort: str = "created", direction: str = "", since: str = ""
) -> Page:
    """GET /repos/{owner}/{repo}/issues/comments"""
    repository = find_repository(call, owner, repo)
    order = f"{sort}_at" if direction != "desc" else f"-{sort}_at"
    return call.page(Comment, {"repository": repository.id, **_since(since)}, order)


@operation("issues/create-comment")
def create_comment(call: Call, owner: str, repo: str, issue_number: int, body: str) -> Comment:
    """POST /repos/{owner}/{repo}/issues/{issue_number}/comments"""
    repository, issue = find_issue(call, owner, repo, issue_number)
    author = me(call)
    if repository.archived:
        raise Forbidden("Repository was archived so is read-only.")
    if issue.locked and not may(call, repository, "push"):
        raise Forbidden("Unable to create comment because issue is locked.")
    _check(body)
    made = call.create(
        Comment, repository=repository, issue=issue, user=author, body=body, created_at=call.now, updated_at=call.now
    )
    issue = call.update(issue, comments=issue.comments + 1, updated_at=call.now)
    call.headers.append(("Location", f"{call.base}/repos/{owner}/{repo}/issues/comments/{made.id}"))
    mention(call, repository, issue, body)
    call.emit("issue_comment", action="created", repository=repository, issue=issue, comment=made)
    return made


def _check(body: str) -> None:
    if not body.strip():
        raise ValidationFailed("IssueComment", "data", "unprocessable", "Body cannot be blank")
    if len(body) > BODY_LIMIT:
        message = f"Body is too long (maximum is {BODY_LIMIT} characters)"
        raise ValidationFailed("IssueComment", "data", "unprocessable", message)


def find_comment(call: Call, owner: str, repo: str, comment_id: int) -> tuple[Repository, Issue, Comment]:
    """A comment with its repository and issue. Raises NotFound."""
    repository = find_repository(call, owner, repo)
    found = call.peek(Comment, comment_id)
    if found is None or found.repository != repository.id:
        raise NotFound(kind="issue_comment")
    return repository, call.get(Issue, found.issue), found


@operation("issues/get-comment")
def get_comment(call: Call, owner: str, repo: str, comment_id: int) -> Comment:
    """GET /repos/{owner}/{repo}/issues/comments/{comment_id}"""
    return find_comment(call, owner, repo, comment_id)[2]


@operation("issues/update-comment")
def update_comment(call: Call, owner: str, repo: str, comment_id: int, body: str) -> Comment:
    """PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}"""
    repository, issue, found = _own(call, owner, repo, comment_id)
    _check(body)
    if body == found.body:
        return found
    made = call.update(found, body=body, updated_at=call.now)
    mention(call, repository, issue, body, found.body)
    changes = {"body": {"from": found.body}}
    call.emit("issue_comment", action="edited", repository=repository, issue=issue, comment=made, changes=changes)
    return made


@operation("issues/delete-comment")
def delete_comment(call: Call, owner: str, repo: str, comment_id: int) -> None:
    """DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}"""
    repository, issue, found = _own(call, owner, repo, comment_id)
    pinned = None if issue.pinned_comment == found.id else issue.pinned_comment
    issue = call.update(issue, comments=issue.comments - 1, pinned_comment=pinned, updated_at=call.now)
    note(call, issue, "comment_deleted")
    call.emit("issue_comment", action="deleted", repository=repository, issue=issue, comment=found)
    call.delete(found)


def _own(call: Call, owner: str, repo: str, comment_id: int) -> tuple[Repository, Issue, Comment]:
    """A comment that the caller may change: an own one, or any with push access. Raises Forbidden."""
    repository, issue, found = find_comment(call, owner, repo, comment_id)
    if found.user != me(call).id or repository.archived:
        require(call, repository, "push")
    return repository, issue, found


@operation("issues/pin-comment")
def pin_comment(call: Call, owner: str, repo: str, comment_id: int) -> Comment:
    """PUT /repos/{owner}/{repo}/issues/comments/{comment_id}/pin: one in an issue; an earlier one makes way."""
    repository, issue, found = find_comment(call, owner, repo, comment_id)
    require(call, repository, "triage")
    if issue.pinned_comment == found.id:
        return found
    earlier = call.peek(Comment, issue.pinned_comment)
    if earlier is not None:
        call.update(earlier, pinned_at=None, pinned_by=None)
    issue = call.update(issue, pinned_comment=found.id)
    note(call, issue, "comment_pinned")
    found = call.update(found, pinned_at=call.now, pinned_by=me(call))
    call.emit("issue_comment", action="pinned", repository=repository, issue=issue, comment=found)
    return found


@operation("issues/unpin-comment")
def unpin_comment(call: Call, owner: str, repo: str, comment_id: int) -> None:
    """DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}/pin"""
    repository, issue, found = find_comment(call, owner, repo, comment_id)
    require(call, repository, "triage")
    if issue.pinned_comment == found.id:
        issue = call.update(issue, pinned_comment=None)
        note(call, issue, "comment_unpinned")
        found = call.update(found, pinned_at=None, pinned_by=None)
        call.emit("issue_comment", action="unpinned", repository=repository, issue=issue, comment=found)
