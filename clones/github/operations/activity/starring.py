"""Stars; https://docs.github.com/rest/activity/starring."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.problems import NotFound

from ...lookups import find_repository, find_user, me, permission
from ...pages import mapped
from ...records.activity import Star
from ...records.people import User
from ...records.repositories import Repository
from ...wording import wants


@operation("activity/list-stargazers-for-repo")
def list_stargazers(call: Call, owner: str, repo: str) -> Page:
    """GET /repos/{owner}/{repo}/stargazers: with dates where the media type asks for them."""
    page = call.page(Star, {"repository": find_repository(call, owner, repo).id}, "created_at")
    return _dated(call, page, "user", lambda star: call.get(User, star.user))


def _dated(call: Call, page: Page, name: str, function: Callable[[Star], Any]) -> Page:
    if wants(call.request, "star"):
        return mapped(page, lambda star: {"starred_at": star.created_at, name: function(star)})
    return mapped(page, function)


@operation("activity/get-stargazer-count-for-repo")
def count_stargazers(call: Call, owner: str, repo: str) -> dict[str, int]:
    """GET /repos/{owner}/{repo}/stargazers/count"""
    return {"count": find_repository(call, owner, repo).stars}


@operation("activity/list-repos-starred-by-authenticated-user")
def list_mine(call: Call, sort: str = "created", direction: str = "desc") -> Page:
    """GET /user/starred"""
    return _starred(call, me(call), sort, direction)


@operation("activity/list-repos-starred-by-user")
def list_of_user(call: Call, username: str, sort: str = "created", direction: str = "desc") -> Page:
    """GET /users/{username}/starred"""
    return _starred(call, find_user(call, username), sort, direction)


def _starred(call: Call, user: User, sort: str, direction: str) -> Page:
    """The repositories that somebody has starred, as far as the caller sees them."""
    stars = call.all(Star, {"user": user.id}, "created_at" if direction == "asc" else "-created_at")
    seen = [star for star in stars if permission(call, call.get(Repository, star.repository)) is not None]
    if sort == "updated":
        seen.sort(key=lambda star: call.get(Repository, star.repository).pushed_at or "", reverse=direction != "asc")
    return _dated(call, call.slice(seen), "repo", lambda star: call.get(Repository, star.repository))


@operation("activity/check-repo-is-starred-by-authenticated-user")
def check(call: Call, owner: str, repo: str) -> None:
    """GET /user/starred/{owner}/{repo}"""
    if call.find(Star, user=me(call).id, repository=find_repository(call, owner, repo).id) is None:
        raise NotFound(kind="star")


@operation("activity/star-repo-for-authenticated-user")
def star(call: Call, owner: str, repo: str) -> None:
    """PUT /user/starred/{owner}/{repo}"""
    actor, repository = me(call), find_repository(call, owner, repo)
    if call.find(Star, user=actor.id, repository=repository.id) is None:
        made = call.create(Star, repository=repository, user=actor, created_at=call.now)
        repository = call.update(repository, stars=repository.stars + 1)
        call.emit("star", action="created", repository=repository, star=made)
        call.emit("watch", action="started", repository=repository)


@operation("activity/unstar-repo-for-authenticated-user")
def unstar(call: Call, owner: str, repo: str) -> None:
    """DELETE /user/starred/{owner}/{repo}"""
    actor, repository = me(call), find_repository(call, owner, repo)
    found = call.find(Star, user=actor.id, repository=repository.id)
    if found is not None:
        call.delete(found)
        repository = call.update(repository, stars=repository.stars - 1)
        call.emit("star", action="deleted", repository=repository, star=None)
