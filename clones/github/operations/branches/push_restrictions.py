"""Who may push to a protected branch; https://docs.github.com/rest/branches/branch-protection#get-access-restrictions."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import operation
from clonery.server.problems import NotFound

from ...records.branches import BranchProtection
from ...records.repositories import Repository
from ...shapes.branches import allowed, restrictions
from .branch_protection import allowance, ruled


def _restricted(call: Call, owner: str, repo: str, branch: str) -> tuple[Repository, BranchProtection]:
    """The rules of a branch that only some may push to. Raises NotFound."""
    repository, rules = ruled(call, owner, repo, branch)
    if rules.restrictions is None:
        raise NotFound("Push restrictions not enabled", kind="branch_protection")
    return repository, rules


def _people(
    call: Call, owner: str, repo: str, branch: str, group: str, names: list[str] | None = None, way: str = ""
) -> list[Any]:
    """One group (users or teams) of those who may push, after adding, setting or removing `names`."""
    repository, rules = _restricted(call, owner, repo, branch)
    assert rules.restrictions is not None
    there = rules.restrictions[group]
    if names is not None:
        given = allowance(call, repository, {group: names})[group]
        kept = {"add": there + given, "set": given, "remove": [id for id in there if id not in given]}[way]
        rules = call.update(rules, restrictions={**rules.restrictions, group: list(dict.fromkeys(kept))})
    assert rules.restrictions is not None
    return allowed(call, rules.restrictions)[group]


@operation("repos/get-access-restrictions")
def get(call: Call, owner: str, repo: str, branch: str) -> dict[str, Any]:
    """GET /repos/{owner}/{repo}/branches/{branch}/protection/restrictions"""
    return restrictions(call, *_restricted(call, owner, repo, branch))


@operation("repos/delete-access-restrictions")
def delete(call: Call, owner: str, repo: str, branch: str) -> None:
    """DELETE /repos/{owner}/{repo}/branches/{branch}/protection/restrictions"""
    call.update(_restricted(call, owner, repo, branch)[1], restrictions=None)


@operation("repos/get-users-with-access-to-protected-branch")
def get_users(call: Call, owner: str, repo: str, branch: str) -> list[Any]:
    """GET /repos/{owner}/{repo}/branches/{branch}/protection/restrictions/users"""
    return _people(call, owner, repo, branch, "users")


@operation("repos/add-user-access-restrictions")
def add_users(call: Call, owner: str, repo: str, branch: str, users: list[str]) -> list[Any]:
    """POST /repos/{owner}/{repo}/branches/{branch}/protection/restrictions/users"""
    return _people(call, owner, repo, branch, "users", users, "add")


@operation("repos/set-user-access-restrictions")
def set_users(call: Call, owner: str, repo: str, branch: str, users: list[str]) -> list[Any]:
    """PUT /repos/{owner}/{repo}/branches/{branch}/protection/restrictions/users"""
    return _people(call, owner, repo, branch, "users", users, "set")


@operation("repos/remove-user-access-restrictions")
def remove_users(call: Call, owner: str, repo: str, branch: str, users: list[str]) -> list[Any]:
    """DELETE /repos/{owner}/{repo}/branches/{branch}/protection/restrictions/users"""
    return _people(call, owner, repo, branch, "users", users, "remove")


@operation("repos/get-teams-with-access-to-protected-branch")
def get_teams(call: Call, owner: str, repo: str, branch: str) -> list[Any]:
    """GET /repos/{owner}/{repo}/branches/{branch}/protection/restrictions/teams"""
    return _people(call, owner, repo, branch, "teams")


@operation("repos/add-team-access-restrictions")
def add_teams(call: Call, owner: str, repo: str, branch: str, teams: list[str]) -> list[Any]:
    """POST /repos/{owner}/{repo}/branches/{branch}/protection/restrictions/teams"""
    return _people(call, owner, repo, branch, "teams", teams, "add")


@operation("repos/set-team-access-restrictions")
def set_teams(call: Call, owner: str, repo: str, branch: str, teams: list[str]) -> list[Any]:
    """PUT /repos/{owner}/{repo}/branches/{branch}/protection/restrictions/teams"""
    return _people(call, owner, repo, branch, "teams", teams, "set")


@operation("repos/remove-team-access-restrictions")
def remove_teams(call: Call, owner: str, repo: str, branch: str, teams: list[str]) -> list[Any]:
    """DELETE /repos/{owner}/{repo}/branches/{branch}/protection/restrictions/teams"""
    return _people(call, owner, repo, branch, "teams", teams, "remove")
