"""Pull requests found by number, with their issue side; https://docs.github.com/rest/pulls/pulls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clonery.server.problems import Forbidden, NotFound

from ..lookups import find_repository, may, me, require
from ..records.issues import Issue
from ..records.pulls import PullRequest
from ..records.repositories import Repository

if TYPE_CHECKING:
    from clonery.server.call import Call


def find_pull(call: Call, owner: str, repo: str, number: int, need: str = "") -> tuple[Repository, PullRequest]:
    """A pull request of a repository in which the caller may do what `need` says. Raises NotFound, Forbidden."""
    repository = find_repository(call, owner, repo, need)
    found = call.find(PullRequest, repository=repository.id, number=number)
    if found is None:
        raise NotFound(kind="pull_request")
    return repository, found


def issue_of(call: Call, pull: PullRequest) -> Issue:
    """The issue side of a pull request."""
    found = call.find(Issue, repository=pull.repository, number=pull.number)
    assert found is not None, "every pull request has one"
    return found


def may_speak(call: Call, repository: Repository, pull: PullRequest) -> None:
    """Raise Unauthorized or Forbidden for who may not comment: without a token, in an archive, where it is locked."""
    me(call)
    if repository.archived:
        raise Forbidden("Repository was archived so is read-only.")
    if issue_of(call, pull).locked and not may(call, repository, "push"):
        raise Forbidden("Unable to create comment because issue is locked.")


def may_change(call: Call, repository: Repository, user: int) -> None:
    """Raise Forbidden for who is neither the author nor may push."""
    if user != me(call).id or repository.archived:
        require(call, repository, "push")
