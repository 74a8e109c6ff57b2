"""Forks; https://docs.github.com/rest/repos/forks."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.problems import Forbidden, NotFound

from ...gitstore import is_empty, refs_below
from ...lifecycle import new_repository
from ...lookups import find_repository, me, permission
from ...records.git import Ref
from ...records.people import User
from ...records.repositories import Repository
from ...refusals import Unprocessable
from .repos import creating_in

_COPIED = ("description", "homepage", "private", "default_branch", "language", "license", "languages", "size")
_ORDERS = {"newest": "-created_at", "oldest": "created_at", "stargazers": "-stars", "watchers": "-stars"}


@operation("repos/list-forks")
def list_forks(call: Call, owner: str, repo: str, sort: str = "newest") -> Page:
    """GET /repos/{owner}/{repo}/forks"""
    repository = find_repository(call, owner, repo)
    found = call.all(Repository, {"parent": repository.id}, _ORDERS[sort])
    return call.slice([fork for fork in found if permission(call, fork) is not None])


@operation("repos/create-fork")
def create_fork(
    call: Call, owner: str, repo: str, organization: str = "", name: str = "", default_branch_only: bool = False
) -> Repository:
    """POST /repos/{owner}/{repo}/forks: who has a fork of it already is given that one."""
    repository = find_repository(call, owner, repo)
    target = _target(call, organization)
    if target.id == repository.owner and not organization:
        raise Forbidden("You cannot fork your own repository into the same account.")
    if is_empty(call, repository):
        raise Forbidden("The repository exists, but it contains no Git content. Empty repositories cannot be forked.")
    if not repository.allow_forking:
        raise Forbidden("The owner of this repository has turned forking off.")
    there = _fork_of(call, repository, target)
    if there is not None and not name:
        return there
    fork = new_repository(call, target, _free_name(call, target, name or repository.name), _fields(repository))
    main = f"refs/heads/{repository.default_branch}"
    for ref in [*refs_below(call, repository, "refs/heads/"), *refs_below(call, repository, "refs/tags/")]:
        if ref.name == main or not default_branch_only:
            call.create(Ref, repository=fork, name=ref.name, sha=ref.sha)
    call.update(call.get(Repository, repository.id), forks=repository.forks + 1)
    call.memo.clear()
    fork = call.get(Repository, fork.id)
    call.emit("fork", repository=call.get(Repository, repository.id), forkee=fork)
    return fork


def _target(call: Call, organization: str) -> User:
    """The account that the fork is to belong to. Raises Unprocessable for another person's."""
    if not organization:
        return me(call)
    found = call.find(User, login=organization)
    if found is not None and found.type != "Organization":
        who = f"'{organization}' is the login for a user account."
        raise Unprocessable(f"{who} You must pass the login for an organization account.")
    if found is None:
        raise NotFound(kind="organization")
    return creating_in(call, organization)


def _fork_of(call: Call, repository: Repository, target: User) -> Repository | None:
    """The fork of the same root that an account has."""
    root = repository.source or repository.id
    owned = call.all(Repository, {"owner": target.id})
    return next((each for each in owned if each.fork and each.source == root), None)


def _fields(repository: Repository) -> dict[str, Any]:
    """What a fork takes over, and where it comes from; issues are off in forks."""
    copied = {name: getattr(repository, name) for name in _COPIED}
    root = repository.source or repository.id
    return {**copied, "fork": True, "parent": repository.id, "source": root, "has_issues": False}


def _free_name(call: Call, target: User, name: str) -> str:
    """The name, or the first of name-1, name-2, … that the account does not use."""
    made, count = name, 0
    while call.find(Repository, owner=target.id, name=made):
        count += 1
        made = f"{name}-{count}"
    return made
