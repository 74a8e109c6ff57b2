"""Lists of repositories: of a person, of an organization, of the caller, of all; https://docs.github.com/rest/repos/repos#list-repositories-for-the-authenticated-user."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.state.query import gt

from ...lookups import find_organization, find_user, me, permission
from ...records.people import Membership, User
from ...records.repositories import Collaborator, Repository
from ...refusals import Unprocessable

_ORDERS = {"created": "created_at", "updated": "updated_at", "pushed": "pushed_at"}


def _ordered(call: Call, found: Iterable[Repository], sort: str, direction: str) -> Page:
    """Names rise and times fall, unless a direction is asked for."""

    def key(record: Repository) -> tuple[str, ...]:
        if sort in _ORDERS:
            return (getattr(record, _ORDERS[sort]) or "",)
        return (call.get(User, record.owner).login.lower(), record.name.lower())

    falling = direction == "desc" if direction else sort in _ORDERS
    return call.slice(sorted(found, key=key, reverse=falling))


@operation("repos/list-for-user")
def list_for_user(call: Call, username: str, type: str = "owner", sort: str = "full_name", direction: str = "") -> Page:
    """GET /users/{username}/repos: the public ones, and no others, whoever asks."""
    user = find_user(call, username)
    found = call.all(Repository, {"owner": user.id, "private": False}) if type != "member" else []
    if type != "owner":
        found += [record for record in _collaborations(call, user.id) if not record.private]
    return _ordered(call, found, sort, direction)


@operation("repos/list-for-org")
def list_for_org(call: Call, org: str, type: str = "all", sort: str = "created", direction: str = "") -> Page:
    """GET /orgs/{org}/repos: those that the caller may see."""
    found = call.all(Repository, {"owner": find_organization(call, org).id})
    if type in ("public", "private"):
        found = [record for record in found if record.private == (type == "private")]
    elif type in ("forks", "sources"):
        found = [record for record in found if record.fork == (type == "forks")]
    seen = [record for record in found if not record.private or permission(call, record) is not None]
    return _ordered(call, seen, sort, direction)


_TYPES = {"owner": "owner", "member": "collaborator,organization_member"}


@operation("repos/list-for-authenticated-user")
def list_mine(
    call: Call, visibility: str = "all", affiliation: str = "owner,collaborator,organization_member",
    type: str = "all", sort: str = "full_name", direction: str = "", since: str = "", before: str = "",
) -> Page:  # fmt: skip
    """GET /user/repos: those that the caller was given, not all that anybody may see."""
    asked = {name for name, _ in call.request.pairs}
    if "type" in asked and asked & {"visibility", "affiliation"}:
        raise Unprocessable("If you specify visibility or affiliation, you cannot specify type.")
    if type in ("public", "private"):
        visibility = type
    ways = _TYPES.get(type, affiliation).split(",")
    found = {record.id: record for way in ways for record in _given(call, me(call), way.strip())}
    kept = [
        record
        for record in found.values()
        if visibility in ("all", "private" if record.private else "public")
        and (not since or record.updated_at >= since)
        and (not before or record.updated_at <= before)
        and permission(call, record) is not None
    ]
    return _ordered(call, kept, sort, direction)


def _given(call: Call, actor: User, way: str) -> list[Repository]:
    """The repositories that a person has by one way: owner, collaborator, organization_member."""
    if way == "owner":
        return call.all(Repository, {"owner": actor.id})
    if way == "collaborator":
        return _collaborations(call, actor.id)
    held = call.all(Membership, {"user": actor.id}) if way == "organization_member" else []
    return [
        record
        for mine in held
        if mine.state == "active"
        for record in call.all(Repository, {"owner": mine.organization})
    ]


def _collaborations(call: Call, user: int) -> list[Repository]:
    return [call.get(Repository, grant.repository) for grant in call.all(Collaborator, {"user": user})]


@operation("repos/list-public")
def list_public(call: Call, since: int = 0) -> Page:
    """GET /repositories: the public ones by id, after `since`."""
    where: dict[str, Any] = {"private": False, "id": gt(since)}
    page = call.page(Repository, where, "id", total=False)
    if page.more:
        link = f'<{call.base}/repositories?since={page.items[-1].id}>; rel="next"'
        call.headers.append(("Link", link))
    return Page(page.items, page.paging)
