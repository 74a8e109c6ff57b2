"""Reactions to issues, comments and releases; https://docs.github.com/rest/reactions/reactions."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.problems import Forbidden, NotFound

from ...lookups import find_issue, find_repository, may, me, require
from ...records.issues import Comment, Issue
from ...records.reactions import Reaction
from ...records.repositories import Repository

CREATED = 201


def _of(call: Call, kind: str, owner: str, repo: str, id: int) -> tuple[Repository, str]:
    """The repository, and the subject of a reaction to the record of that kind and id. Raises NotFound."""
    repository = find_repository(call, owner, repo)
    found: Any = call.peek(call.clone.kind(kind), id)
    if found is None or found.repository != repository.id:
        raise NotFound(kind=kind)
    return repository, f"{kind}/{id}"


def _of_issue(call: Call, owner: str, repo: str, number: int) -> tuple[Repository, str]:
    repository, issue = find_issue(call, owner, repo, number)
    return repository, f"issue/{issue.id}"


def _page(call: Call, subject: tuple[Repository, str], content: str) -> Page:
    where = {"subject": subject[1]} | ({"content": content} if content else {})
    return call.page(Reaction, where)


def react(call: Call, subject: tuple[Repository, str], content: str) -> Reaction:
    """A reaction: 201, or 200 where the caller has given it before."""
    repository, on = subject
    user = me(call)
    if repository.archived:
        raise Forbidden("Repository was archived so is read-only.")
    if _locked(call, on) and not may(call, repository, "push"):
        raise Forbidden("Unable to react because the conversation is locked.")
    found = call.find(Reaction, subject=on, user=user.id, content=content)
    call.status = 200 if found else CREATED
    return found or call.create(
        Reaction, repository=repository, subject=on, user=user, content=content, created_at=call.now
    )


def _locked(call: Call, subject: str) -> bool:
    kind, _, id = subject.partition("/")
    comment = call.get(Comment, int(id)) if kind == "issue_comment" else None
    issue = call.peek(Issue, comment.issue if comment else int(id)) if comment or kind == "issue" else None
    return issue is not None and issue.locked


def take_back(call: Call, subject: tuple[Repository, str], reaction_id: int) -> None:
    """Remove a reaction: one's own, or any with push access."""
    found = call.peek(Reaction, reaction_id)
    if found is None or found.subject != subject[1]:
        raise NotFound(kind="reaction")
    if found.user != me(call).id:
        require(call, subject[0], "push")
    call.delete(found)


@operation("reactions/list-for-issue")
def list_for_issue(call: Call, owner: str, repo: str, issue_number: int, content: str = "") -> Page:
    """GET /repos/{owner}/{repo}/issues/{issue_number}/reactions"""
    return _page(call, _of_issue(call, owner, repo, issue_number), content)


@operation("reactions/create-for-issue")
def create_for_issue(call: Call, owner: str, repo: str, issue_number: int, content: str) -> Reaction:
    """POST /repos/{owner}/{repo}/issues/{issue_number}/reactions"""
    return react(call, _of_issue(call, owner, repo, issue_number), content)


@operation("reactions/delete-for-issue")
def delete_for_issue(call: Call, owner: str, repo: str, issue_number: int, reaction_id: int) -> None:
    """DELETE /repos/{owner}/{repo}/issues/{issue_number}/reactions/{reaction_id}"""
    take_back(call, _of_issue(call, owner, repo, issue_number), reaction_id)


@operation("reactions/list-for-issue-comment")
def list_for_issue_comment(call: Call, owner: str, repo: str, comment_id: int, content: str = "") -> Page:
    """GET /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions"""
    return _page(call, _of(call, "issue_comment", owner, repo, comment_id), content)


@operation("reactions/create-for-issue-comment")
def create_for_issue_comment(call: Call, owner: str, repo: str, comment_id: int, content: str) -> Reaction:
    """POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions"""
    return react(call, _of(call, "issue_comment", owner, repo, comment_id), content)


@operation("reactions/delete-for-issue-comment")
def delete_for_issue_comment(call: Call, owner: str, repo: str, comment_id: int, reaction_id: int) -> None:
    """DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions/{reaction_id}"""
    take_back(call, _of(call, "issue_comment", owner, repo, comment_id), reaction_id)


@operation("reactions/list-for-commit-comment")
def list_for_commit_comment(call: Call, owner: str, repo: str, comment_id: int, content: str = "") -> Page:
    """GET /repos/{owner}/{repo}/comments/{comment_id}/reactions"""
    return _page(call, _of(call, "commit_comment", owner, repo, comment_id), content)


@operation("reactions/create-for-commit-comment")
def create_for_commit_comment(call: Call, owner: str, repo: str, comment_id: int, content: str) -> Reaction:
    """POST /repos/{owner}/{repo}/comments/{comment_id}/reactions"""
    return react(call, _of(call, "commit_comment", owner, repo, comment_id), content)


@operation("reactions/delete-for-commit-comment")
def delete_for_commit_comment(call: Call, owner: str, repo: str, comment_id: int, reaction_id: int) -> None:
    """DELETE /repos/{owner}/{repo}/comments/{comment_id}/reactions/{reaction_id}"""
    take_back(call, _of(call, "commit_comment", owner, repo, comment_id), reaction_id)


@operation("reactions/list-for-pull-request-review-comment")
def list_for_review_comment(call: Call, owner: str, repo: str, comment_id: int, content: str = "") -> Page:
    """GET /repos/{owner}/{repo}/pulls/comments/{comment_id}/reactions"""
    return _page(call, _of(call, "review_comment", owner, repo, comment_id), content)


@operation("reactions/create-for-pull-request-review-comment")
def create_for_review_comment(call: Call, owner: str, repo: str, comment_id: int, content: str) -> Reaction:
    """POST /repos/{owner}/{repo}/pulls/comments/{comment_id}/reactions"""
    return react(call, _of(call, "review_comment", owner, repo, comment_id), content)


@operation("reactions/delete-for-pull-request-comment")
def delete_for_review_comment(call: Call, owner: str, repo: str, comment_id: int, reaction_id: int) -> None:
    """DELETE /repos/{owner}/{repo}/pulls/comments/{comment_id}/reactions/{reaction_id}"""
    take_back(call, _of(call, "review_comment", owner, repo, comment_id), reaction_id)


@operation("reactions/list-for-release")
def list_for_release(call: Call, owner: str, repo: str, release_id: int, content: str = "") -> Page:
    """GET /repos/{owner}/{repo}/releases/{release_id}/reactions"""
    return _page(call, _of(call, "release", owner, repo, release_id), content)


@operation("reactions/create-for-release")
def create_for_release(call: Call, owner: str, repo: str, release_id: int, content: str) -> Reaction:
    """POST /repos/{owner}/{repo}/releases/{release_id}/reactions"""
    return react(call, _of(call, "release", owner, repo, release_id), content)


@operation("reactions/delete-for-release")
def delete_for_release(call: Call, owner: str, repo: str, release_id: int, reaction_id: int) -> None:
    """DELETE /repos/{owner}/{repo}/releases/{release_id}/reactions/{reaction_id}"""
    take_back(call, _of(call, "release", owner, repo, release_id), reaction_id)
