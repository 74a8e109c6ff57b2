"""The references and the trial merge that GitHub keeps for each pull request; https://docs.github.com/rest/pulls/pulls#get-a-pull-request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..gitstore import find_ref, identity
from ..merging import merge, web_flow
from ..records.git import Ref
from ..records.people import User
from ..records.pulls import PullRequest
from ..records.repositories import Repository
from .finding import issue_of
from .ranges import base_of, between

if TYPE_CHECKING:
    from clonery.server.call import Call


def renew(call: Call, repository: Repository, pull: PullRequest) -> PullRequest:
    """Merge the head into the base on trial, and let `refs/pull/N/head` and `…/merge` name the two."""
    _point(call, repository, f"refs/pull/{pull.number}/head", pull.head_sha)
    base, made = base_of(call, repository, pull), None
    if between(call, repository, base, pull.head_sha).merge_bases:
        opener = call.get(User, issue_of(call, pull).user)
        message = f"Merge {pull.head_sha} into {base}"
        made = merge(call, repository, base, pull.head_sha, message, identity(call, opener), web_flow(call))
    _point(call, repository, f"refs/pull/{pull.number}/merge", made.sha if made else None)
    return call.update(pull, merge_commit_sha=made.sha if made else None)


def drop(call: Call, repository: Repository, pull: PullRequest) -> None:
    """Remove the reference to the trial merge, once there is nothing to try."""
    _point(call, repository, f"refs/pull/{pull.number}/merge", None)


def _point(call: Call, repository: Repository, name: str, sha: str | None) -> None:
    """Set or remove a reference without a push: nobody pushes these."""
    found = find_ref(call, repository, name)
    if sha is None:
        if found is not None:
            call.delete(found)
    elif found is None:
        call.create(Ref, repository=repository, name=name, sha=sha)
    elif found.sha != sha:
        call.update(found, sha=sha)
