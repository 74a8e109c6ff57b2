"""Who hears of everything in a repository; https://docs.github.com/rest/activity/watching."""

from __future__ import annotations

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.problems import NotFound

from ...lookups import find_repository, find_user, me, permission
from ...pages import mapped
from ...records.activity import Subscription
from ...records.people import User
from ...records.repositories import Repository


@operation("activity/list-watchers-for-repo")
def list_watchers(call: Call, owner: str, repo: str) -> Page:
    """GET /repos/{owner}/{repo}/subscribers"""
    page = call.page(Subscription, {"repository": find_repository(call, owner, repo).id, "subscribed": True})
    return mapped(page, lambda held: call.get(User, held.user))


@operation("activity/list-watched-repos-for-authenticated-user")
def list_mine(call: Call) -> Page:
    """GET /user/subscriptions"""
    return _watched(call, me(call))


@operation("activity/list-repos-watched-by-user")
def list_of_user(call: Call, username: str) -> Page:
    """GET /users/{username}/subscriptions"""
    return _watched(call, find_user(call, username))


def _watched(call: Call, user: User) -> Page:
    held = call.all(Subscription, {"user": user.id, "subscribed": True})
    there = [call.get(Repository, each.repository) for each in held]
    return call.slice([repository for repository in there if permission(call, repository) is not None])


@operation("activity/get-repo-subscription")
def get(call: Call, owner: str, repo: str) -> Subscription:
    """GET /repos/{owner}/{repo}/subscription"""
    found = call.find(Subscription, user=me(call).id, repository=find_repository(call, owner, repo).id)
    if found is None:
        raise NotFound(kind="subscription")
    return found


@operation("activity/set-repo-subscription")
def put(call: Call, owner: str, repo: str, subscribed: bool = True, ignored: bool = False) -> Subscription:
    """PUT /repos/{owner}/{repo}/subscription: who ignores a repository does not watch it."""
    actor, repository = me(call), find_repository(call, owner, repo)
    subscribed = subscribed and not ignored
    found = call.find(Subscription, user=actor.id, repository=repository.id)
    if found is None:
        found = call.create(
            Subscription, repository=repository, user=actor, subscribed=subscribed, ignored=ignored,
            created_at=call.now,
        )  # fmt: skip
    else:
        found = call.update(found, subscribed=subscribed, ignored=ignored)
    _count(call, repository)
    return found


@operation("activity/delete-repo-subscription")
def delete(call: Call, owner: str, repo: str) -> None:
    """DELETE /repos/{owner}/{repo}/subscription"""
    call.delete(get(call, owner, repo))
    _count(call, find_repository(call, owner, repo))


def _count(call: Call, repository: Repository) -> None:
    count = call.count(Subscription, {"repository": repository.id, "subscribed": True})
    call.update(repository, watchers=count)
