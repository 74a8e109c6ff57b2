"""Two commits compared, of one repository or of its forks; https://docs.github.com/rest/commits/commits#compare-two-commits."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import quote

from clonery.server.call import Call
from clonery.server.dialect import Page, Paging
from clonery.server.operation import operation
from clonery.server.problems import NotFound

from ... import gitstore
from ...lookups import find_repository, permission
from ...records.people import User
from ...records.repositories import Repository
from ...shapes.commits import commit, commit_of, commits
from ...shapes.diffs import MOST_FILES, diff_entry, files
from ...shapes.repositories import html_url, repository_url
from ...wording import wants
from .commits import as_diff, as_patch, size_asked

MOST_COMMITS = 250
"""Commits on a page, where the caller names no number."""


@operation("repos/compare-commits")
def compare_two(call: Call, owner: str, repo: str, base: str, head: str) -> Any:
    """GET /repos/{owner}/{repo}/compare/{base}...{head}"""
    return compare_commits(call, owner, repo, f"{base}...{head}")


@operation("repos/compare-commits-with-basehead")
def compare_commits(call: Call, owner: str, repo: str, basehead: str) -> Any:
    """GET /repos/{owner}/{repo}/compare/{basehead}: `base...head`, each with an owner in front where it is a fork's."""
    repository = find_repository(call, owner, repo)
    base_name, dots, head_name = basehead.partition("...")
    if not dots:
        raise NotFound(kind="comparison")
    base, head = side(call, repository, base_name), side(call, repository, head_name)
    found = gitstore.comparison(call, repository, base, head)
    if not found.merge_bases:
        raise NotFound(f"No common ancestor between {base_name} and {head_name}.")
    ancestor = commit_of(call, repository, found.merge_bases[0])
    tree = gitstore.tree_of(call, repository, head)
    if wants(call.request, "diff"):
        return as_diff(call, repository, ancestor.tree, tree)
    if wants(call.request, "patch"):
        return as_patch(call, repository, [commit_of(call, repository, sha) for sha in found.ahead[::-1]])
    size, number = size_asked(call, MOST_COMMITS), call.paging.number
    start, total = (number - 1) * size, len(found.ahead)
    page = Page(found.ahead[::-1][start:][:size], Paging(size, start, number=number), total, total > start + size)
    cast("Any", call.clone.dialect).link(call, page)
    patches = files(call, repository, ancestor.tree, tree)[:MOST_FILES] if number == 1 else []
    return _links(call, repository, base, head, base_name, head_name) | {
        "base_commit": commit(call, repository, commit_of(call, repository, base)),
        "merge_base_commit": commit(call, repository, ancestor), "status": found.status, "ahead_by": total,
        "behind_by": found.behind, "total_commits": total, "commits": commits(call, repository, page.items),
        "files": [diff_entry(call, repository, patch, head, ancestor.sha) for patch in patches],
    }  # fmt: skip


def side(call: Call, repository: Repository, name: str) -> str:
    """The commit of `branch`, `owner:branch` or `owner:repository:branch`. Raises NotFound."""
    *place, ref = name.split(":", 2)
    there: Repository | None = repository
    if place:
        there = relative(call, repository, *place)
    if there is None:
        raise NotFound(kind="comparison")
    return gitstore.resolve(call, there, ref)


def relative(call: Call, repository: Repository, login: str, name: str = "") -> Repository | None:
    """The repository of an account that shares this one's objects, if the caller may see it."""
    account = call.find(User, login=login)
    if account is None:
        return None
    if account.id == repository.owner and name in ("", repository.name):
        return repository
    network = gitstore.network(repository)
    for found in call.all(Repository, {"owner": account.id}):
        named = name.lower() in ("", found.name.lower())
        if named and gitstore.network(found) == network and permission(call, found) is not None:
            return found
    return None


def _links(call: Call, repository: Repository, base: str, head: str, base_name: str, head_name: str) -> dict[str, str]:
    url, page = repository_url(call, repository.id), html_url(call, repository.id)
    named = f"{quote(base_name)}...{quote(head_name)}"
    login = call.get(User, repository.owner).login
    at = f"{page}/compare/{named}"
    return {
        "url": f"{url}/compare/{named}", "html_url": at, "diff_url": f"{at}.diff", "patch_url": f"{at}.patch",
        "permalink_url": f"{page}/compare/{login}:{base[:7]}...{login}:{head[:7]}",
    }  # fmt: skip
