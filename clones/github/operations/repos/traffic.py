"""Visits of a repository, which nobody pays here; https://docs.github.com/rest/metrics/traffic."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import operation
from clonery.server.problems import Forbidden

from ...lookups import find_repository, may, me


def _look(call: Call, owner: str, repo: str) -> None:
    """Raise what a caller without push access is told."""
    repository = find_repository(call, owner, repo)
    me(call)
    if not may(call, repository, "push"):
        raise Forbidden("Must have push access to repository")


@operation("repos/get-views")
def views(call: Call, owner: str, repo: str, per: str = "day") -> dict[str, Any]:
    """GET /repos/{owner}/{repo}/traffic/views"""
    _look(call, owner, repo)
    return {"count": 0, "uniques": 0, "views": []}


@operation("repos/get-clones")
def clones(call: Call, owner: str, repo: str, per: str = "day") -> dict[str, Any]:
    """GET /repos/{owner}/{repo}/traffic/clones"""
    _look(call, owner, repo)
    return {"count": 0, "uniques": 0, "clones": []}


@operation("repos/get-top-paths", "repos/get-top-referrers")
def popular(call: Call, owner: str, repo: str) -> list[Any]:
    """GET /repos/{owner}/{repo}/traffic/popular/paths, …/popular/referrers"""
    _look(call, owner, repo)
    return []
