"""Pull requests: list, create, read, update, commits and files; https://docs.github.com/rest/pulls/pulls."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.request import Answer

from ... import gitstore
from ...git.patches import render
from ...lookups import find_repository
from ...pages import mapped
from ...pulls.finding import find_pull, issue_of, may_change
from ...pulls.pushed import retarget
from ...pulls.ranges import changes_of, commits_of, patch_of
from ...records.issues import Issue
from ...records.people import User
from ...records.pulls import PullRequest
from ...records.repositories import Repository
from ...references import mention
from ...refusals import Unprocessable
from ...shapes.commits import commit, commit_of
from ...shapes.diffs import diff_entry
from ...wording import content_type, wants
from ..commits.commits import as_patch
from ..issues.changes import change
from ..issues.issues import check_text
from .opening import check_pair, no_base

MOST_COMMITS, MOST_FILES = 250, 3000
"""How many a pull request lists, whatever the page."""


@operation("pulls/list")
def list_pulls(
    call: Call, owner: str, repo: str, state: str = "open", head: str = "", base: str = "", sort: str = "created",
    direction: str = "",
) -> Page:  # fmt: skip
    """GET /repos/{owner}/{repo}/pulls"""
    repository = find_repository(call, owner, repo)
    where: dict[str, Any] = {"repository": repository.id}
    if state != "all":
        where["state"] = state
    if base:
        where["base_ref"] = base
    login, colon, ref = head.partition(":")
    if colon:
        user = call.find(User, login=login)
        where |= {"head_owner": user.id if user else None, "head_ref": ref}
    ascending = direction == "asc" or (not direction and sort != "created")
    if sort == "created":
        return call.page(PullRequest, where, "created_at" if ascending else "-created_at")
    by = {"updated": "updated_at", "popularity": "comments", "long-running": "created_at"}[sort]
    found = [(issue_of(call, pull).get(by), pull.number, pull) for pull in call.all(PullRequest, where)]
    return call.slice([pull for _, _, pull in sorted(found, key=lambda made: made[:2], reverse=not ascending)])


@operation("pulls/get")
def get_pull(call: Call, owner: str, repo: str, pull_number: int) -> Any:
    """GET /repos/{owner}/{repo}/pulls/{pull_number}: or as diff or patch."""
    repository, pull = find_pull(call, owner, repo, pull_number)
    if wants(call.request, "diff"):
        return diff(call, repository, pull)
    if wants(call.request, "patch"):
        shas = commits_of(call, repository, pull)
        return as_patch(call, repository, [commit_of(call, repository, sha) for sha in shas])
    return pull


def diff_text(call: Call, repository: Repository, pull: PullRequest) -> bytes:
    """All changes of a pull request as one diff."""
    reader = gitstore.read_blob(call, repository)
    found = changes_of(call, repository, pull)
    return b"".join([render(patch_of(call, repository, each), reader) for each in found])


def diff(call: Call, repository: Repository, pull: PullRequest) -> Answer:
    """The media type `diff`. Raises Unprocessable (406) beyond what GitHub shows."""
    if len(changes_of(call, repository, pull)) > MOST_FILES:
        words = f"Sorry, the diff exceeded the maximum number of files ({MOST_FILES})."
        entry = {"resource": "PullRequest", "field": "diff", "code": "too_large"}
        raise Unprocessable(f"{words} Consider using 'List pull requests files' API instead.", [entry], status=406)
    text = diff_text(call, repository, pull)
    return Answer(200, text, [("Content-Type", content_type(call.request, "diff"))], json=False)


@operation("pulls/update")
def update_pull(
    call: Call, owner: str, repo: str, pull_number: int, base: str | None = None,
    maintainer_can_modify: bool | None = None, **changes: Any,
) -> PullRequest:  # fmt: skip
    """PATCH /repos/{owner}/{repo}/pulls/{pull_number}"""
    repository, pull = find_pull(call, owner, repo, pull_number)
    issue = issue_of(call, pull)
    may_change(call, repository, issue.user)
    wanted: dict[str, Any] = {name: changes[name] for name in ("title", "body", "state") if name in changes}
    check_text("PullRequest", wanted.get("title"), wanted.get("body"))
    if base and base != pull.base_ref:
        _rebase_onto(call, repository, pull, base)
    if maintainer_can_modify is not None:
        pull = call.update(call.get(PullRequest, pull.id), maintainer_can_modify=maintainer_can_modify)
    _edit(call, repository, issue, wanted)
    return call.get(PullRequest, pull.id)


def _edit(call: Call, repository: Repository, issue: Issue, wanted: dict[str, Any]) -> None:
    after = change(call, repository, call.get(Issue, issue.id), **wanted)
    if after.body != issue.body:
        mention(call, repository, after, after.body, issue.body)


def _rebase_onto(call: Call, repository: Repository, pull: PullRequest, base: str) -> None:
    if pull.state != "open":
        raise Unprocessable("Cannot change the base branch of a closed pull request.")
    if gitstore.branch_head(call, repository, base) is None:
        raise no_base()
    check_pair(call, repository, base, call.get(Repository, pull.head_repository), pull.head_ref)
    retarget(call, repository, pull, base)


@operation("pulls/list-commits")
def list_commits(call: Call, owner: str, repo: str, pull_number: int) -> Page:
    """GET /repos/{owner}/{repo}/pulls/{pull_number}/commits: oldest first."""
    repository, pull = find_pull(call, owner, repo, pull_number)
    page = call.slice(commits_of(call, repository, pull)[:MOST_COMMITS])
    return mapped(page, lambda sha: commit(call, repository, commit_of(call, repository, sha)))


@operation("pulls/list-files")
def list_files(call: Call, owner: str, repo: str, pull_number: int) -> Page:
    """GET /repos/{owner}/{repo}/pulls/{pull_number}/files"""
    repository, pull = find_pull(call, owner, repo, pull_number)
    page = call.slice(changes_of(call, repository, pull)[:MOST_FILES])

    def shown(each: Any) -> dict[str, Any]:
        return diff_entry(call, repository, patch_of(call, repository, each), pull.head_sha, pull.head_sha)

    return mapped(page, shown)


@operation("repos/list-pull-requests-associated-with-commit")
def list_of_commit(call: Call, owner: str, repo: str, commit_sha: str) -> Page:
    """GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls: those that merged it, else the open ones that hold it."""
    repository = find_repository(call, owner, repo)
    sha = gitstore.resolve(call, repository, commit_sha, Unprocessable(f"No commit found for SHA: {commit_sha}"))
    if not call.session.store.holds(PullRequest):
        return call.slice([])
    pulls = call.all(PullRequest, {"repository": repository.id})
    holding = [pull for pull in pulls if sha == pull.merge_commit_sha or sha in commits_of(call, repository, pull)]
    merged = [pull for pull in holding if pull.merged_at]
    return call.slice(merged or [pull for pull in holding if pull.state == "open"])
