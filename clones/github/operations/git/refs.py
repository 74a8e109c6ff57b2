"""References; https://docs.github.com/rest/git/refs."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import operation
from clonery.server.problems import Conflict, NotFound

from ... import gitstore
from ...git.refs import check_ref
from ...git.refusal import GitRefusal
from ...lookups import find_repository
from ...protections import guard
from ...records.git import Ref
from ...records.repositories import Repository
from ...refusals import Unprocessable
from ...shapes.refs import git_ref
from .blobs import writable


def _found(call: Call, repository: Repository, ref: str) -> Ref:
    found = gitstore.find_ref(call, repository, f"refs/{ref}")
    if found is None:
        raise Unprocessable("Reference does not exist")
    return found


@operation("git/get-ref")
def get_ref(call: Call, owner: str, repo: str, ref: str) -> dict[str, Any]:
    """GET /repos/{owner}/{repo}/git/ref/{ref}: this one, not those that its name begins."""
    repository = find_repository(call, owner, repo)
    found = gitstore.find_ref(call, repository, f"refs/{ref}")
    if found is None:
        if gitstore.is_empty(call, repository):
            raise Conflict("Git Repository is empty.")
        raise NotFound(kind="ref")
    return git_ref(call, repository, found)


@operation("git/list-matching-refs")
def list_matching_refs(call: Call, owner: str, repo: str, ref: str) -> list[dict[str, Any]]:
    """GET /repos/{owner}/{repo}/git/matching-refs/{ref}: all whose names begin so."""
    repository = find_repository(call, owner, repo)
    return [git_ref(call, repository, found) for found in gitstore.refs_below(call, repository, f"refs/{ref}")]


@operation("git/create-ref")
def create_ref(call: Call, owner: str, repo: str, ref: str, sha: str) -> dict[str, Any]:
    """POST /repos/{owner}/{repo}/git/refs"""
    repository = writable(call, owner, repo)
    checked(ref)
    kind = gitstore.has(call, repository, sha)
    if kind is None:
        raise Unprocessable("Object does not exist")
    if ref.startswith("refs/heads/") and kind != "commit":
        raise Unprocessable("Reference update failed")
    if gitstore.find_ref(call, repository, ref) is None and in_the_way(call, repository, ref):
        raise Unprocessable("Reference update failed")
    made = gitstore.create_ref(call, repository, ref, sha)
    shown = git_ref(call, repository, made)
    call.headers.append(("Location", shown["url"]))
    return shown


def checked(ref: str) -> str:
    """A full name that git can store. Raises Unprocessable."""
    if ref.count("/") < 2 or not ref.startswith("refs/"):
        raise Unprocessable("Reference name must contain at least three slash-separated components.")
    try:
        return check_ref(ref)
    except GitRefusal:
        raise Unprocessable(f"{ref} is not a valid ref name.") from None


def in_the_way(call: Call, repository: Repository, ref: str) -> bool:
    """Whether a reference has a name that git, which keeps them as files, can't have beside this one."""
    parts = ref.split("/")
    above = ("/".join(parts[:count]) for count in range(3, len(parts)))
    if any(gitstore.find_ref(call, repository, name) for name in above):
        return True
    return bool(gitstore.refs_below(call, repository, f"{ref}/"))


@operation("git/update-ref")
def update_ref(call: Call, owner: str, repo: str, ref: str, sha: str, force: bool = False) -> dict[str, Any]:
    """PATCH /repos/{owner}/{repo}/git/refs/{ref}"""
    repository = writable(call, owner, repo)
    found = _found(call, repository, ref)
    kind = gitstore.has(call, repository, sha)
    if kind is None:
        raise Unprocessable("Object does not exist")
    if found.name.startswith("refs/heads/") and kind != "commit":
        raise Unprocessable("Reference update failed")
    guard(call, repository, found.name, found.sha, sha)
    return git_ref(call, repository, gitstore.move_ref(call, repository, found.name, sha, force))


@operation("git/delete-ref")
def delete_ref(call: Call, owner: str, repo: str, ref: str) -> None:
    """DELETE /repos/{owner}/{repo}/git/refs/{ref}"""
    repository = writable(call, owner, repo)
    found = _found(call, repository, ref)
    if found.name == f"refs/heads/{repository.default_branch}":
        raise Unprocessable("Cannot delete the default branch")
    guard(call, repository, found.name, found.sha, None)
    gitstore.delete_ref(call, repository, found)


@operation("git/list-refs")
def list_refs(call: Call, owner: str, repo: str) -> list[dict[str, Any]]:
    """GET /repos/{owner}/{repo}/git/refs: all of them."""
    repository = find_repository(call, owner, repo)
    if gitstore.is_empty(call, repository):
        raise Conflict("Git Repository is empty.")
    return [git_ref(call, repository, found) for found in gitstore.refs_below(call, repository, "refs/")]


@operation("git/list-refs-below")
def list_refs_below(call: Call, owner: str, repo: str, ref: str) -> Any:
    """GET /repos/{owner}/{repo}/git/refs/{ref}: the one of that name, else all whose names begin so."""
    repository = find_repository(call, owner, repo)
    found = gitstore.find_ref(call, repository, f"refs/{ref}")
    if found is not None:
        return git_ref(call, repository, found)
    below = gitstore.refs_below(call, repository, f"refs/{ref}")
    if not below:
        raise NotFound(kind="ref")
    return [git_ref(call, repository, each) for each in below]
