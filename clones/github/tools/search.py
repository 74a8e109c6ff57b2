"""Tools that search for one kind of thing alone; https://github.com/github/github-mcp-server."""

# ruff: noqa: N803 — arguments have the vendor's names

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import tool

from ..composing import paged, run
from .lists import picked

_OF_ISSUES = ("is:issue", "type:issue")
_OF_PULLS = ("is:pr", "is:pull-request", "type:pr")


def _found(
    call: Call, kinds: tuple[str, ...], query: str, owner: str, repo: str, page: int | None, size: int | None,
    fields: list[str] | None, order: dict[str, Any],
) -> dict[str, Any]:  # fmt: skip
    """A search of issues, in one repository if it is named, for one of their kinds."""
    parts = query.split()
    where = [f"repo:{owner}/{repo}"] if owner and repo and not any(part.startswith("repo:") for part in parts) else []
    kind = [] if any(part in kinds for part in parts) else [kinds[0]]
    paged(call, page, size)
    made: dict[str, Any] = run(call, "search/issues-and-pull-requests", q=" ".join([*kind, *where, query]), **order)
    return {**made, "items": picked(made["items"], fields)}


@tool("search_issues")
def search_issues(
    call: Call, query: str, owner: str = "", repo: str = "", sort: str | None = None, order: str | None = None,
    page: int | None = None, perPage: int | None = None, fields: list[str] | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Issues, no pull requests."""
    return _found(call, _OF_ISSUES, query, owner, repo, page, perPage, fields, {"sort": sort, "order": order})


@tool("search_pull_requests")
def search_pulls(
    call: Call, query: str, owner: str = "", repo: str = "", sort: str | None = None, order: str | None = None,
    page: int | None = None, perPage: int | None = None, fields: list[str] | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Pull requests, no issues."""
    return _found(call, _OF_PULLS, query, owner, repo, page, perPage, fields, {"sort": sort, "order": order})


def _accounts(
    call: Call, type: str, query: str, sort: str | None, order: str | None, page: int | None, size: int | None
) -> Any:
    paged(call, page, size)
    return run(call, "search/users", q=f"type:{type} {query}", sort=sort, order=order)


@tool("search_users")
def search_users(
    call: Call, query: str, sort: str | None = None, order: str | None = None, page: int | None = None,
    perPage: int | None = None,
) -> Any:  # fmt: skip
    """People."""
    return _accounts(call, "user", query, sort, order, page, perPage)


@tool("search_orgs")
def search_organizations(
    call: Call, query: str, sort: str | None = None, order: str | None = None, page: int | None = None,
    perPage: int | None = None,
) -> Any:  # fmt: skip
    """Organizations."""
    return _accounts(call, "org", query, sort, order, page, perPage)
