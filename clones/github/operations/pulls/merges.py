"""Merging pull requests, and bringing them up to date; https://docs.github.com/rest/pulls/pulls#merge-a-pull-request."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import operation
from clonery.server.problems import NotFound

from ... import gitstore
from ...lookups import LEVELS, me, require, user_permission
from ...merging import merge, web_flow
from ...protections import guard
from ...pulls.finding import find_pull
from ...pulls.merged import mark, settle
from ...pulls.methods import METHODS, allowed, make
from ...pulls.ranges import base_of, between
from ...pulls.rules import veto
from ...pulls.standing import mergeable
from ...records.pulls import PullRequest
from ...records.repositories import Repository
from ...refusals import Unprocessable, ValidationFailed
from ...shapes.pulls import pull_page

HEADS = "refs/heads/"
UNMERGEABLE = "Pull Request is not mergeable"
MOVED = "Head branch was modified. Review and try the merge again."


@operation("pulls/check-if-merged")
def check_merged(call: Call, owner: str, repo: str, pull_number: int) -> None:
    """GET /repos/{owner}/{repo}/pulls/{pull_number}/merge: 204, or 404."""
    if find_pull(call, owner, repo, pull_number)[1].merged_at is None:
        raise NotFound(kind="pull_request")


@operation("pulls/merge")
def merge_pull(
    call: Call, owner: str, repo: str, pull_number: int, commit_title: str | None = None,
    commit_message: str | None = None, sha: str | None = None, merge_method: str = "merge",
) -> dict[str, Any]:  # fmt: skip
    """PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge"""
    repository, pull = find_pull(call, owner, repo, pull_number, "push")
    check(call, repository, pull, sha, merge_method)
    made = bring_in(call, repository, pull, merge_method, commit_title or None, commit_message)
    return {"sha": made, "merged": True, "message": "Pull Request successfully merged"}


def check(call: Call, repository: Repository, pull: PullRequest, sha: str | None, method: str) -> None:
    """Raise Unprocessable with 405 or 409 where a pull request can't be merged so."""
    if pull.state != "open":
        raise Unprocessable(UNMERGEABLE, status=405)
    if pull.draft:
        raise Unprocessable("Pull Request is still a draft", status=405)
    if sha is not None and sha != pull.head_sha:
        raise Unprocessable(MOVED, status=409)
    if not allowed(repository, method):
        raise Unprocessable(f"{METHODS[method]} are not allowed on this repository.", status=405)
    words = veto(call, repository, pull, method)
    if words:
        raise Unprocessable(words, status=405)
    if not mergeable(call, repository, pull):
        raise Unprocessable(UNMERGEABLE, status=405)


def bring_in(
    call: Call, repository: Repository, pull: PullRequest, method: str, title: str | None, body: str | None
) -> str:
    """Merge a pull request that nothing keeps from it; the id of the last commit. Raises Unprocessable."""
    base = base_of(call, repository, pull)
    made = make(call, repository, pull, method, title, body)
    if made is None:
        words = "This branch can't be rebased" if method == "rebase" else UNMERGEABLE
        raise Unprocessable(words, status=405)
    pull = mark(call, pull, made, base)
    gitstore.move_ref(call, repository, HEADS + pull.base_ref, made)
    settle(call, call.get(Repository, repository.id), pull, made, base)
    return made


@operation("pulls/merge-async")
def merge_async(
    call: Call, owner: str, repo: str, pull_number: int, commit_title: str | None = None,
    commit_message: str | None = None, sha: str | None = None, merge_method: str = "merge",
    merge_action: str = "default",
) -> Any:  # fmt: skip
    """PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge-async: done at once, as small merges are."""
    repository, pull = find_pull(call, owner, repo, pull_number, "push")
    if merge_action == "merge_queue":
        raise ValidationFailed("PullRequest", "merge_action", "invalid")
    try:
        check(call, repository, pull, sha, merge_method)
    except Unprocessable as refusal:
        call.status = 409 if refusal.status == 409 else 400
        return {"status": "failed", "details": {"message": refusal.message}}
    made = bring_in(call, repository, pull, merge_method, commit_title or None, commit_message)
    return {"status": "merged", "details": {"message": "Pull Request successfully merged", "sha": made}}


@operation("pulls/get-merge-async-result")
def get_merge_result(call: Call, owner: str, repo: str, pull_number: int, uuid: str) -> Any:
    """GET /repos/{owner}/{repo}/pulls/{pull_number}/merge-async/{uuid}: no merge waits, so there is none to ask for."""
    find_pull(call, owner, repo, pull_number, "push")
    raise NotFound(kind="pull_request_merge_async", id=uuid)


@operation("pulls/update-branch")
def update_branch(
    call: Call, owner: str, repo: str, pull_number: int, expected_head_sha: str | None = None
) -> dict[str, str]:
    """PUT /repos/{owner}/{repo}/pulls/{pull_number}/update-branch"""
    repository, pull = find_pull(call, owner, repo, pull_number)
    place = _writable_head(call, repository, pull)
    if pull.state != "open":
        raise Unprocessable("Pull request is closed.")
    if expected_head_sha is not None and expected_head_sha != pull.head_sha:
        raise Unprocessable("expected head sha didn’t match current head ref.")
    base = base_of(call, repository, pull)
    if not between(call, repository, base, pull.head_sha).behind:
        raise Unprocessable("There are no new commits on the base branch.")
    message = f"Merge branch '{pull.base_ref}' into {pull.head_ref}"
    made = merge(call, repository, pull.head_sha, base, message, gitstore.identity(call, me(call)), web_flow(call))
    if made is None:
        raise Unprocessable("merge conflict between base and head")
    guard(call, place, HEADS + pull.head_ref, pull.head_sha, made.sha)
    gitstore.move_ref(call, place, HEADS + pull.head_ref, made.sha)
    return {"message": "Updating pull request branch.", "url": pull_page(call, pull)}


def _writable_head(call: Call, repository: Repository, pull: PullRequest) -> Repository:
    """The head's repository, if the caller may push there: themselves, or as a maintainer whom the author lets."""
    place = call.peek(Repository, pull.head_repository)
    if place is None:
        raise Unprocessable("The head repository has been deleted.")
    held = user_permission(call, repository, me(call).id)
    maintains = held is not None and LEVELS.index(held) >= LEVELS.index("push")
    if not (pull.maintainer_can_modify and maintains):
        require(call, place, "push")
    return place
