"""Statuses of commits; https://docs.github.com/rest/commits/statuses."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation

from ...lookups import find_repository, me
from ...pages import enveloped
from ...records.commits import Status
from ...records.repositories import Repository
from ...refusals import Unprocessable, ValidationFailed
from ...shapes.repositories import repository as show_repository
from ...shapes.repositories import repository_url
from ...shapes.statuses import simple_status
from .commits import find_commit

MOST_STATUSES = 1000
"""Statuses that one context of a commit holds."""


@operation("repos/create-commit-status")
def create_status(
    call: Call, owner: str, repo: str, sha: str, state: str, context: str = "default", description: str | None = None,
    target_url: str | None = None,
) -> Status:  # fmt: skip
    """POST /repos/{owner}/{repo}/statuses/{sha}"""
    repository = find_repository(call, owner, repo, "push")
    commit = find_commit(call, repository, sha)
    if description is not None and len(description) > 140:
        words = "description is too long (maximum is 140 characters)"
        raise ValidationFailed("Status", "description", "custom", words)
    if target_url and not target_url.startswith(("http://", "https://")):
        raise ValidationFailed("Status", "target_url", "custom", "target_url must use http(s) scheme")
    where = {"repository": repository.id, "sha": commit.sha, "context": context}
    if call.count(Status, where) >= MOST_STATUSES:
        raise Unprocessable("This SHA and context has reached the maximum number of statuses.")
    made = call.create(
        Status, **where, state=state, description=description, target_url=target_url, creator=me(call),
        created_at=call.now, updated_at=call.now,
    )  # fmt: skip
    call.headers.append(("Location", f"{repository_url(call, repository.id)}/statuses/{commit.sha}"))
    call.emit("status", repository=repository, status=made)
    return made


@operation("repos/list-commit-statuses-for-ref")
def list_statuses(call: Call, owner: str, repo: str, ref: str) -> Page:
    """GET /repos/{owner}/{repo}/commits/{ref}/statuses: the newest first."""
    repository = find_repository(call, owner, repo)
    commit = find_commit(call, repository, ref)
    return call.page(Status, {"repository": repository.id, "sha": commit.sha}, "-rid")


@operation("repos/list-statuses-for-sha")
def list_for_sha(call: Call, owner: str, repo: str, sha: str) -> Page:
    """GET /repos/{owner}/{repo}/statuses/{sha}: the older address of the same list."""
    return list_statuses(call, owner, repo, sha)


def newest(call: Call, repository: Repository, sha: str) -> list[Status]:
    """The one status of each context that counts, in the order their contexts came up."""
    found: dict[str, Status] = {}
    for status in call.all(Status, {"repository": repository.id, "sha": sha}, "rid"):
        found[status.context] = status
    return list(found.values())


def combined(statuses: list[Status]) -> str:
    """One state for all: failure if one failed, pending while one is or there is none, else success."""
    states = {status.state for status in statuses}
    if states & {"failure", "error"}:
        return "failure"
    return "success" if states == {"success"} else "pending"


@operation("repos/get-combined-status-for-ref")
def get_combined(call: Call, owner: str, repo: str, ref: str) -> dict[str, Any]:
    """GET /repos/{owner}/{repo}/commits/{ref}/status"""
    repository = find_repository(call, owner, repo)
    commit = find_commit(call, repository, ref)
    found = newest(call, repository, commit.sha)
    page = call.slice(found)
    page.items = [simple_status(call, status) for status in page.items]
    url = f"{repository_url(call, repository.id)}/commits/{commit.sha}"
    return {
        "state": combined(found), **enveloped(call, page, "statuses"), "sha": commit.sha,
        "repository": show_repository(call, repository, False), "commit_url": url, "url": f"{url}/status",
    }  # fmt: skip
