"""Files written and deleted, each time as a commit on a branch; https://docs.github.com/rest/repos/contents#create-or-update-file-contents."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import operation
from clonery.server.problems import Conflict, NotFound

from ... import gitstore, scopes
from ...base64_text import unwrapped
from ...git.objects import DIRECTORY, Entry
from ...git.refs import check_branch
from ...git.refusal import GitRefusal
from ...git.trees import lookup
from ...lookups import find_repository, me
from ...protections import objection
from ...records.git import StoredCommit
from ...records.repositories import Repository
from ...refusals import Unprocessable
from ...shapes.commits import git_commit
from ...shapes.contents import short
from ..git.commits import person_given

WORKFLOWS = ".github/workflows/"


def _place(call: Call, repository: Repository, path: str, branch: str) -> tuple[str, Entry | None]:
    """The branch to commit to, and what it has at the path. Raises NotFound, Unprocessable."""
    if path.startswith("/"):
        entry = {"resource": "Commit", "field": "path", "code": "invalid"}
        raise Unprocessable("path cannot start with a slash", [entry])
    if not path:
        raise NotFound(kind="content")
    if path.startswith(WORKFLOWS) and call.credential is not None and not scopes.holds(call, "workflow"):
        raise NotFound(kind="content")
    branch = branch.removeprefix("refs/heads/") or repository.default_branch
    head = gitstore.branch_head(call, repository, branch)
    if head is None:
        if not gitstore.is_empty(call, repository):
            raise NotFound(f"Branch {branch} not found", kind="branch")
        return _first_branch(call, repository, branch), None
    tree = gitstore.tree_of(call, repository, head)
    return branch, lookup(gitstore.read_tree(call, repository), tree, path)


def _first_branch(call: Call, repository: Repository, branch: str) -> str:
    """The branch that the first commit makes becomes the default one."""
    try:
        check_branch(branch)
    except GitRefusal:
        raise NotFound(f"Branch {branch} not found", kind="branch") from None
    call.update(call.get(Repository, repository.id), default_branch=branch)
    return branch


def _commit(
    call: Call, repository: Repository, branch: str, path: str, content: bytes | None, message: str,
    author: dict[str, Any] | None, committer: dict[str, Any] | None, doing: str,
) -> StoredCommit:  # fmt: skip
    head = gitstore.branch_head(call, repository, branch)
    words = objection(call, repository, f"refs/heads/{branch}", head, "")
    if words:
        raise Conflict(f"Could not {doing} file: {words}")
    to = person_given(call, committer, "committer", gitstore.identity(call, me(call)))
    by = person_given(call, author, "author", to)
    try:
        fresh = call.get(Repository, repository.id)
        return gitstore.commit_files(call, fresh, branch, {path: content}, message, author=by, committer=to)
    except GitRefusal:
        raise Unprocessable("path contains a malformed path component") from None


@operation("repos/create-or-update-file-contents")
def put_file(
    call: Call, owner: str, repo: str, path: str, message: str, content: str, sha: str = "", branch: str = "",
    committer: dict[str, Any] | None = None, author: dict[str, Any] | None = None,
) -> dict[str, Any]:  # fmt: skip
    """PUT /repos/{owner}/{repo}/contents/{path}"""
    repository = find_repository(call, owner, repo, "push")
    data = unwrapped(content)
    branch, there = _place(call, repository, path, branch)
    if there is not None:
        if there.mode == DIRECTORY:
            raise Unprocessable(f"{path} is a directory")
        if not sha:
            raise Unprocessable('Invalid request.\n\n"sha" wasn\'t supplied.')
        if sha != there.sha:
            raise Conflict(f"{path} does not match {sha}")
    doing = "update" if there else "create"
    made = _commit(call, repository, branch, path, data, message, author, committer, doing)
    entry = lookup(gitstore.read_tree(call, repository), made.tree, path)
    assert entry is not None
    call.status = 200 if there else 201
    return {
        "content": short(call, repository, path, entry, branch),
        "commit": git_commit(call, repository, made),
    }


@operation("repos/delete-file")
def delete_file(
    call: Call, owner: str, repo: str, path: str, message: str, sha: str, branch: str = "",
    committer: dict[str, Any] | None = None, author: dict[str, Any] | None = None,
) -> dict[str, Any]:  # fmt: skip
    """DELETE /repos/{owner}/{repo}/contents/{path}"""
    repository = find_repository(call, owner, repo, "push")
    branch, there = _place(call, repository, path, branch)
    if there is None or there.mode == DIRECTORY:
        raise NotFound(kind="content")
    if sha != there.sha:
        raise Conflict(f"{path} does not match {sha}")
    made = _commit(call, repository, branch, path, None, message, author, committer, "delete")
    return {"content": None, "commit": git_commit(call, repository, made)}
