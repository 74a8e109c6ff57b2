"""The queries of the graph: who calls, things by name, by id, by address, and searches; https://docs.github.com/graphql/reference/queries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.graphql.graph import answers
from clonery.server.problems import NotFound, Problem
from clonery.server.state import clock

from ..licences.table import LICENCES
from ..lookups import Moved, find_repository, me, permission
from ..nodes import node_id
from ..operations.search import issues, repositories, users
from ..records.discussions import Discussion
from ..records.issues import Issue
from ..records.people import User
from ..records.repositories import Repository
from ..searching.answers import MOST
from ..searching.issues import QUALIFIERS as OF_ISSUES
from ..searching.query import Query
from ..searching.repositories import QUALIFIERS as OF_REPOSITORIES
from . import nodes
from .nodes import missing
from .pages import cut
from .repositories import licence_of

if TYPE_CHECKING:
    from clonery.server.call import Call

HOUR = 3600 * clock.MICROSECONDS
_KINDS = {"user": ("a User", "User"), "organization": ("an Organization", "Organization")}


@answers("query.viewer")
def viewer(call: Call) -> User:
    return me(call)


@answers("query.repository")
def repository(call: Call, owner: str, name: str, followRenames: bool = True) -> Repository:
    """By its name, or by one that it had before."""
    try:
        return find_repository(call, owner, name)
    except Moved as moved:
        call.headers.pop()
        if followRenames:
            return moved.repository
    except NotFound:
        pass
    raise missing(f"Could not resolve to a Repository with the name '{owner}/{name}'.")


@answers("query.user", "query.organization", "query.repositoryOwner")
def account(call: Call, login: str) -> User | None:
    found, wanted = call.find(User, login=login), call.operation and call.operation.entry["graphql"]["field"]
    if wanted == "repositoryOwner":
        return found
    named, kind = _KINDS[str(wanted)]
    if found is None or found.type != kind:
        raise missing(f"Could not resolve to {named} with the login of '{login}'.")
    return found


@answers("query.node")
def node(call: Call, id: str) -> Any:
    return nodes.find(call, id)


@answers("query.nodes")
def several(call: Call, ids: list[str]) -> list[Any]:
    """Each that there is; for others null, with an error."""

    def one(id: str) -> Any:
        try:
            return nodes.find(call, id)
        except Problem as problem:
            return problem

    return [one(id) for id in ids]


@answers("query.resource")
def resource(call: Call, url: str) -> Any:
    """What a page's address shows: an account, a repository, an issue, a pull request, a commit."""
    parts = url.partition("://")[2].partition("/")[2].strip("/").split("/")
    base = call.base.partition("://")[2].partition("/")[2].strip("/").split("/")
    parts = parts[len(base) :] if base != [""] and parts[: len(base)] == base else parts
    if len(parts) == 1:
        return call.find(User, login=parts[0])
    try:
        place = find_repository(call, *parts[:2])
    except NotFound:
        return None
    if len(parts) == 2:
        return place
    if len(parts) > 3 and parts[2] in ("issues", "pull") and parts[3].isdecimal():
        return call.find(Issue, repository=place.id, number=int(parts[3]))
    if len(parts) > 3 and parts[2] == "discussions" and parts[3].isdecimal():
        return call.find(Discussion, repository=place.id, number=int(parts[3]))
    from .code import object_of

    return object_of(call, place, parts[3]) if len(parts) > 3 and parts[2] == "commit" else None


@answers("query.rateLimit")
def rate_limit(call: Call, **given: Any) -> dict[str, Any]:
    reset = call.moment - call.moment % HOUR + HOUR
    token = call.credential.token if call.credential else ""
    used, reset = call.session.opened.usage.get(("graphql", token), [1, reset])
    return {
        "cost": 1, "limit": 5000, "remaining": max(5000 - used, 0), "used": used, "nodeCount": 0,
        "resetAt": clock.iso(reset)[:19] + "Z",
    }  # fmt: skip


@answers("query.relay")
def relay(call: Call) -> dict[str, Any]:
    """The root again, for clients that can only begin from one field."""
    return {"viewer": me(call), "id": "Query"}


@answers("query.licenses")
def licences(call: Call) -> list[Any]:
    return [licence_of(call, each.spdx) for each in LICENCES.values()]


@answers("query.license")
def licence(call: Call, key: str) -> Any:
    held = LICENCES.get(key.lower())
    return licence_of(call, held.spdx) if held else None


@answers("query.topic")
def topic(call: Call, name: str) -> dict[str, Any] | None:
    """A topic that some repository has, with the public ones that have it."""
    found = [each for each in call.all(Repository) if name in each.topics and permission(call, each) is not None]
    return {"id": node_id("topic", name), "name": name, "relatedTopics": []} if found else None


# searches


@answers("query.search")
def search(call: Call, query: str, type: str, **given: Any) -> dict[str, Any]:
    """By the same words and qualifiers as REST; of each kind its own count."""
    counts = {f"{kind}Count": 0 for kind in ("issue", "repository", "user", "discussion", "code", "wiki")}
    name, found = _SEARCHES[type]
    items, total = found(call, query)
    page = cut(items, given)
    return {**counts, name: total, **{key: value for key, value in page.items() if key != "totalCount"}}


def _issues(call: Call, text: str) -> tuple[list[Any], int]:
    found = issues.find(call, Query(text, OF_ISSUES), "", "desc", MOST)
    return found.items, found.total


def _repositories(call: Call, text: str) -> tuple[list[Any], int]:
    found = repositories.find(call, Query(text, OF_REPOSITORIES), "", "desc", MOST)
    return found.items, found.total


def _users(call: Call, text: str) -> tuple[list[Any], int]:
    found = users.find(call, Query(text, users.KNOWN), "", "desc", MOST)
    return found.items, found.total


def _discussions(call: Call, text: str) -> tuple[list[Any], int]:
    from .discussions import searched

    found = searched(call, text)
    return found[:MOST], len(found)


_SEARCHES = {
    "ISSUE": ("issueCount", _issues), "ISSUE_ADVANCED": ("issueCount", _issues),
    "REPOSITORY": ("repositoryCount", _repositories), "USER": ("userCount", _users),
    "DISCUSSION": ("discussionCount", _discussions),
}  # fmt: skip
