"""Comments on commits; https://docs.github.com/rest/commits/comments."""

from __future__ import annotations

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.problems import NotFound

from ...lookups import find_repository, me, require
from ...records.commits import CommitComment
from ...records.repositories import Repository
from ...refusals import ValidationFailed
from ...shapes.repositories import repository_url
from .commits import find_commit


def find_comment(call: Call, owner: str, repo: str, comment_id: int) -> tuple[Repository, CommitComment]:
    """A comment on a commit of this repository. Raises NotFound."""
    repository = find_repository(call, owner, repo)
    found = call.peek(CommitComment, comment_id)
    if found is None or found.repository != repository.id:
        raise NotFound(kind="commit_comment")
    return repository, found


def _text(body: str) -> str:
    if not body.strip():
        raise ValidationFailed("CommitComment", "body", "missing_field")
    return body


@operation("repos/create-commit-comment")
def create_comment(
    call: Call, owner: str, repo: str, commit_sha: str, body: str, path: str | None = None, position: int | None = None,
    line: int | None = None,
) -> CommitComment:  # fmt: skip
    """POST /repos/{owner}/{repo}/commits/{commit_sha}/comments"""
    repository, author = find_repository(call, owner, repo), me(call)
    if repository.archived:
        require(call, repository, "push")
    commit = find_commit(call, repository, commit_sha)
    made = call.create(
        CommitComment, repository=repository, commit=commit.sha, user=author, body=_text(body), path=path or None,
        position=position if path else None, line=line if path else None, created_at=call.now, updated_at=call.now,
    )  # fmt: skip
    call.headers.append(("Location", f"{repository_url(call, repository.id)}/comments/{made.id}"))
    call.emit("commit_comment", action="created", repository=repository, comment=made)
    return made


@operation("repos/list-comments-for-commit")
def list_for_commit(call: Call, owner: str, repo: str, commit_sha: str) -> Page:
    """GET /repos/{owner}/{repo}/commits/{commit_sha}/comments"""
    repository = find_repository(call, owner, repo)
    commit = find_commit(call, repository, commit_sha)
    return call.page(CommitComment, {"repository": repository.id, "commit": commit.sha}, "rid")


@operation("repos/list-commit-comments-for-repo")
def list_for_repository(call: Call, owner: str, repo: str) -> Page:
    """GET /repos/{owner}/{repo}/comments"""
    return call.page(CommitComment, {"repository": find_repository(call, owner, repo).id}, "rid")


@operation("repos/get-commit-comment")
def get_comment(call: Call, owner: str, repo: str, comment_id: int) -> CommitComment:
    """GET /repos/{owner}/{repo}/comments/{comment_id}"""
    return find_comment(call, owner, repo, comment_id)[1]


@operation("repos/update-commit-comment")
def update_comment(call: Call, owner: str, repo: str, comment_id: int, body: str) -> CommitComment:
    """PATCH /repos/{owner}/{repo}/comments/{comment_id}"""
    repository, found = find_comment(call, owner, repo, comment_id)
    if found.user != me(call).id or repository.archived:
        require(call, repository, "push")
    return call.update(found, body=_text(body), updated_at=call.now)


@operation("repos/delete-commit-comment")
def delete_comment(call: Call, owner: str, repo: str, comment_id: int) -> None:
    """DELETE /repos/{owner}/{repo}/comments/{comment_id}"""
    repository, found = find_comment(call, owner, repo, comment_id)
    if found.user != me(call).id or repository.archived:
        require(call, repository, "push")
    call.delete(found)
