"""Repositories; https://docs.github.com/rest/repos/repos."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.problems import Forbidden

from ...lookups import find_organization, find_repository, find_user, me, membership
from ...records.people import User
from ...records.repositories import Collaborator, Redirect, Repository
from ...refusals import ValidationFailed


@operation("repos/get")
def get(call: Call, owner: str, repo: str) -> Repository:
    """GET /repos/{owner}/{repo}"""
    return find_repository(call, owner, repo)


@operation("repos/create-for-authenticated-user")
def create_for_user(call: Call, name: str, **fields: Any) -> Repository:
    """POST /user/repos"""
    return create(call, me(call), name, fields)


@operation("repos/create-in-org")
def create_in_org(call: Call, org: str, name: str, **fields: Any) -> Repository:
    """POST /orgs/{org}/repos"""
    organization, actor = find_organization(call, org), me(call)
    belongs = membership(call, organization.id, actor.id)
    if belongs is None or not (organization.members_can_create_repositories or belongs.role == "admin"):
        raise Forbidden("You need admin access to the organization before adding a repository to it.")
    return create(call, organization, name, fields)


def create(call: Call, owner: User, name: str, fields: dict[str, Any]) -> Repository:
    """Store a new repository of `owner`. Raises ValidationFailed for a bad or taken name."""
    name = clean_name(name)
    if call.find(Repository, owner=owner.id, name=name):
        raise ValidationFailed("Repository", "name", "custom", "name already exists on this account")
    kept = {key: value for key, value in fields.items() if key in Repository.FIELDS and value is not None}
    visibility = fields.get("visibility")
    if visibility is not None:
        kept["private"] = visibility != "public"
    stamps = {"created_at": call.now, "updated_at": call.now, "pushed_at": call.now}
    record = call.create(
        Repository, owner=owner, name=name, **{"topics": [], "languages": {}, "security": {}, **kept, **stamps}
    )
    call.headers.append(("Location", f"{call.base}/repos/{owner.login}/{name}"))
    call.emit("repository", action="created", repository=record)
    return record


def clean_name(name: str) -> str:
    """A name as GitHub keeps it: what is no letter, digit, dot, dash or underscore becomes a dash."""
    made = "".join(letter if letter.isascii() and (letter.isalnum() or letter in "._-") else "-" for letter in name)
    if not made.strip("-.") or len(made) > 100:
        code = "missing_field" if not name.strip() else "custom"
        raise ValidationFailed("Repository", "name", code, "name is invalid")
    return made.removesuffix(".git")


@operation("repos/update")
def update(call: Call, owner: str, repo: str, **changes: Any) -> Repository:
    """PATCH /repos/{owner}/{repo}"""
    repository = find_repository(call, owner, repo, "admin")
    changes = {key: value for key, value in changes.items() if value is not None or key in ("description", "homepage")}
    visibility = changes.pop("visibility", None)
    if visibility is not None:
        changes["private"] = visibility != "public"
    changes.pop("security_and_analysis", None)
    name = changes.get("name")
    if name is not None:
        changes["name"] = clean_name(name)
        if changes["name"].lower() != repository.name.lower():
            _make_way(call, repository, changes["name"])
    kept = {key: value for key, value in changes.items() if key in Repository.FIELDS}
    was = {key: getattr(repository, key) for key in kept}
    repository = call.update(repository, **kept, updated_at=call.now)
    call.memo.clear()
    call.emit("repository", action="renamed" if name else "edited", repository=repository, was=was)
    return repository


def _make_way(call: Call, repository: Repository, name: str) -> None:
    """Refuse a taken name; leave a redirect where the repository was."""
    if call.find(Repository, owner=repository.owner, name=name):
        raise ValidationFailed("Repository", "name", "custom", "name already exists on this account")
    login = call.get(User, repository.owner).login
    old = call.find(Redirect, owner=login, name=repository.name)
    if old is not None:
        call.delete(old)
    call.create(Redirect, owner=login, name=repository.name, repository=repository.id)


@operation("repos/delete")
def delete(call: Call, owner: str, repo: str) -> None:
    """DELETE /repos/{owner}/{repo}"""
    repository = find_repository(call, owner, repo, "admin")
    call.emit("repository", action="deleted", repository=repository)
    call.delete(repository)


_ORDERS = {"created": "created_at", "updated": "updated_at", "pushed": "pushed_at", "full_name": "name"}


def _order(sort: str, direction: str) -> str:
    falling = direction == "desc" if direction else sort != "full_name"
    return ("-" if falling else "") + _ORDERS[sort]


@operation("repos/list-for-user")
def list_for_user(call: Call, username: str, type: str = "owner", sort: str = "full_name", direction: str = "") -> Page:
    """GET /users/{username}/repos: the public ones, and no others, whoever asks."""
    return call.page(Repository, {"owner": find_user(call, username).id, "private": False}, _order(sort, direction))


@operation("repos/list-for-org")
def list_for_org(call: Call, org: str, type: str = "all", sort: str = "created", direction: str = "") -> Page:
    """GET /orgs/{org}/repos"""
    organization = find_organization(call, org)
    where: dict[str, Any] = {"owner": organization.id}
    seen = call.actor is not None and membership(call, organization.id, call.actor.id) is not None
    if not seen or type == "public":
        where["private"] = False
    elif type == "private":
        where["private"] = True
    if type in ("forks", "sources"):
        where["fork"] = type == "forks"
    return call.page(Repository, where, _order(sort, direction))


@operation("repos/list-for-authenticated-user")
def list_mine(
    call: Call, visibility: str = "all", affiliation: str = "owner,collaborator,organization_member",
    type: str = "all", sort: str = "full_name", direction: str = "",
) -> Page:  # fmt: skip
    """GET /user/repos"""
    actor = me(call)
    found = [r for r in call.all(Repository, {}, _order(sort, direction)) if _mine(call, r, actor, affiliation)]
    if type in ("public", "private"):
        visibility = type
    if visibility != "all":
        found = [record for record in found if record.private == (visibility == "private")]
    return call.slice(found)


def _mine(call: Call, record: Repository, actor: User, affiliation: str) -> bool:
    if record.owner == actor.id:
        return "owner" in affiliation
    if "organization_member" in affiliation and membership(call, record.owner, actor.id) is not None:
        return True
    held = call.memo.setdefault("collaborations", None)
    if held is None:
        held = call.memo["collaborations"] = {c.repository for c in call.all(Collaborator, {"user": actor.id})}
    return "collaborator" in affiliation and record.id in held
