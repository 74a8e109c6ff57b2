"""Repositories; https://docs.github.com/rest/repos/repos."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import operation
from clonery.server.problems import Forbidden

from ...gitstore import branch_head, is_empty
from ...lifecycle import clean_name, drop, forget_redirect, leave_redirect, new_repository
from ...lookups import find_organization, find_repository, me, membership
from ...organizations import sees
from ...records.people import User
from ...records.repositories import Repository
from ...records.teams import Team, TeamRepository
from ...refusals import ValidationFailed


@operation("repos/get")
def get(call: Call, owner: str, repo: str) -> Repository:
    """GET /repos/{owner}/{repo}"""
    return find_repository(call, owner, repo)


@operation("repos/create-for-authenticated-user")
def create_for_user(call: Call, name: str, **fields: Any) -> Repository:
    """POST /user/repos"""
    return _located(call, new_repository(call, me(call), name, fields))


@operation("repos/create-in-org")
def create_in_org(call: Call, org: str, name: str, **fields: Any) -> Repository:
    """POST /orgs/{org}/repos"""
    organization = creating_in(call, org)
    team = _team(call, organization, fields.pop("team_id", None))
    repository = new_repository(call, organization, name, fields)
    if team is not None:
        call.create(TeamRepository, team=team, repository=repository, permission=team.permission)
    return _located(call, repository)


def _team(call: Call, organization: User, id: int | None) -> Team | None:
    found = call.peek(Team, id)
    if id is not None and (found is None or found.organization != organization.id or not sees(call, found)):
        raise ValidationFailed("Repository", "team_id", "invalid", value=id)
    return found


def creating_in(call: Call, org: str) -> User:
    """An organization in which the caller may make repositories. Raises NotFound, Forbidden."""
    organization, actor = find_organization(call, org), me(call)
    belongs = membership(call, organization.id, actor.id)
    active = belongs is not None and belongs.state == "active"
    if belongs is None or not active or not (organization.members_can_create_repositories or belongs.role == "admin"):
        raise Forbidden("You need admin access to the organization before adding a repository to it.")
    return organization


def _located(call: Call, repository: Repository) -> Repository:
    owner = call.get(User, repository.owner)
    call.headers.append(("Location", f"{call.base}/repos/{owner.login}/{repository.name}"))
    return repository


@operation("repos/update")
def update(call: Call, owner: str, repo: str, **changes: Any) -> Repository:
    """PATCH /repos/{owner}/{repo}: an archived one takes nothing but the end of that."""
    repository = find_repository(call, owner, repo, "admin")
    changes = {key: value for key, value in changes.items() if value is not None or key in ("description", "homepage")}
    if repository.archived and changes.get("archived") is not False:
        raise Forbidden("Repository was archived so is read-only.")
    _check(call, repository, changes)
    kept = {key: value for key, value in changes.items() if key in Repository.FIELDS}
    was = {key: getattr(repository, key) for key in kept if getattr(repository, key) != kept[key]}
    if "name" in was and kept["name"].lower() != repository.name.lower():
        _make_way(call, repository, kept["name"])
    repository = call.update(repository, **kept, updated_at=call.now)
    call.memo.clear()
    _tell(call, repository, was)
    return repository


def _check(call: Call, repository: Repository, changes: dict[str, Any]) -> None:
    """Mend what is written in other words; raise ValidationFailed for what can't be."""
    visibility = changes.pop("visibility", None)
    if visibility is not None:
        changes["private"] = visibility != "public"
    if "name" in changes:
        changes["name"] = clean_name(changes["name"])
    branch = changes.get("default_branch")
    if branch and branch_head(call, repository, branch) is None:
        message = f"The branch {branch} was not found. Please push that ref first or create it via the Git Data API."
        if is_empty(call, repository):
            message = "Cannot update default branch for an empty repository. Please init the repository and push first"
        raise ValidationFailed("Repository", "default_branch", "invalid", message)
    ways = ("allow_merge_commit", "allow_squash_merge", "allow_rebase_merge")
    if not any(changes.get(way, getattr(repository, way)) for way in ways):
        message = "Sorry, you need to allow at least one merge strategy. (no_merge_method)"
        raise ValidationFailed("Repository", "merge_commit_allowed", "custom", message)


def _make_way(call: Call, repository: Repository, name: str) -> None:
    """Refuse a taken name; leave a redirect where the repository was."""
    if call.find(Repository, owner=repository.owner, name=name):
        raise ValidationFailed("Repository", "name", "custom", "name already exists on this account")
    leave_redirect(call, repository)
    forget_redirect(call, call.get(User, repository.owner), name)


def _tell(call: Call, repository: Repository, was: dict[str, Any]) -> None:
    """One event for each kind of change, as webhooks have them."""
    turned = {"archived": ("archived", "unarchived"), "private": ("privatized", "publicized")}
    if "name" in was:
        call.emit("repository", action="renamed", repository=repository, was=was)
    for field, (on, off) in turned.items():
        if field in was:
            call.emit("repository", action=on if getattr(repository, field) else off, repository=repository, was=was)
    if "private" in was and not repository.private:
        call.emit("public", repository=repository)
    if set(was) - {"name", *turned}:
        call.emit("repository", action="edited", repository=repository, was=was)


@operation("repos/delete")
def delete(call: Call, owner: str, repo: str) -> None:
    """DELETE /repos/{owner}/{repo}"""
    drop(call, find_repository(call, owner, repo, "admin"))
