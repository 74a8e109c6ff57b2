"""What happened lately, in a repository, of a person, in an organization; https://docs.github.com/rest/activity/events."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.problems import NotFound
from clonery.server.state.query import any_of

from ...lookups import find_organization, find_repository, find_user, me, permission
from ...organizations import inside
from ...records.accounts import Follow
from ...records.activity import Activity, Subscription
from ...records.people import User
from ...records.repositories import Repository
from ...refusals import Unprocessable

EVENT_LIMIT = 300
"""How far back the lists go."""


def _listed(call: Call, where: dict[str, Any]) -> Page:
    """Newest first."""
    if call.paging.offset >= EVENT_LIMIT:
        raise Unprocessable("In order to keep the API fast for everyone, pagination is limited for this resource.")
    call.headers.append(("X-Poll-Interval", "60"))
    return call.page(Activity, where, "-id")


@operation("activity/list-public-events")
def list_public(call: Call) -> Page:
    """GET /events"""
    return _listed(call, {"public": True})


@operation("activity/list-repo-events")
def list_of_repository(call: Call, owner: str, repo: str) -> Page:
    """GET /repos/{owner}/{repo}/events"""
    return _listed(call, {"repository": find_repository(call, owner, repo).id})


@operation("activity/list-public-events-for-repo-network")
def list_of_network(call: Call, owner: str, repo: str) -> Page:
    """GET /networks/{owner}/{repo}/events: of the repository and all its relatives."""
    repository = find_repository(call, owner, repo)
    root = repository.source or repository.id
    family = [root, *(each.id for each in call.all(Repository, {"source": root}))]
    return _listed(call, {"public": True, "repository": any_of(family)})


@operation("activity/list-public-org-events")
def list_of_organization(call: Call, org: str) -> Page:
    """GET /orgs/{org}/events"""
    return _listed(call, {"organization": find_organization(call, org).id, "public": True})


@operation("activity/list-events-for-authenticated-user")
def list_of_user(call: Call, username: str) -> Page:
    """GET /users/{username}/events: to the person the private ones too."""
    user = find_user(call, username)
    mine = call.actor is not None and call.actor.id == user.id
    return _listed(call, {"actor": user.id} if mine else {"actor": user.id, "public": True})


@operation("activity/list-public-events-for-user")
def list_public_of_user(call: Call, username: str) -> Page:
    """GET /users/{username}/events/public"""
    return _listed(call, {"actor": find_user(call, username).id, "public": True})


@operation("activity/list-org-events-for-authenticated-user")
def list_of_my_organization(call: Call, username: str, org: str) -> Page:
    """GET /users/{username}/events/orgs/{org}: the person's own view of the organization, in what they may see."""
    organization = find_organization(call, org)
    if find_user(call, username).id != me(call).id or not inside(call, organization):
        raise NotFound(kind="events")
    seen = [each.id for each in call.all(Repository, {"owner": organization.id}) if permission(call, each) is not None]
    return _listed(call, {"organization": organization.id, "repository": any_of(seen)})


@operation("activity/list-received-events-for-user")
def list_received(call: Call, username: str) -> Page:
    """GET /users/{username}/received_events: from watched repositories and followed people."""
    user = find_user(call, username)
    mine = call.actor is not None and call.actor.id == user.id
    return _received(call, user, private=mine)


@operation("activity/list-received-public-events-for-user")
def list_received_public(call: Call, username: str) -> Page:
    """GET /users/{username}/received_events/public"""
    return _received(call, find_user(call, username), private=False)


def _received(call: Call, user: User, private: bool) -> Page:
    followed = {each.target for each in call.all(Follow, {"user": user.id})}
    watched = {each.repository for each in call.all(Subscription, {"user": user.id, "subscribed": True})}
    found = []
    for event in call.session.store.select(Activity, {}, "-id", EVENT_LIMIT):
        where = call.peek(Repository, event.repository)
        seen = event.public or (private and where is not None and permission(call, where) is not None)
        if seen and event.actor != user.id and (event.actor in followed or event.repository in watched):
            found.append(event)
    return call.slice(found)
