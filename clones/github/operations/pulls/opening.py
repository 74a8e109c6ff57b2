"""New pull requests, and what refuses them; https://docs.github.com/rest/pulls/pulls#create-a-pull-request."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import operation
from clonery.server.problems import Forbidden

from ... import gitstore
from ...lookups import find_repository, me, require
from ...pulls.owners import ask_owners
from ...pulls.ranges import between
from ...pulls.trial import renew
from ...records.issues import Issue
from ...records.people import User
from ...records.pulls import PullRequest
from ...records.repositories import Repository
from ...references import mention
from ...refusals import Unprocessable, ValidationFailed
from ...trail import tell
from ..commits.comparisons import relative
from ..issues.issues import check_text, open_issue


@operation("pulls/create")
def create_pull(
    call: Call, owner: str, repo: str, head: str, base: str, title: str | None = None, body: str | None = None,
    draft: bool = False, issue: int | None = None, maintainer_can_modify: bool = False, head_repo: str = "",
) -> PullRequest:  # fmt: skip
    """POST /repos/{owner}/{repo}/pulls"""
    repository, author = find_repository(call, owner, repo), me(call)
    if repository.archived:
        raise Forbidden("Repository was archived so is read-only.")
    there = _issue(call, repository, issue) if issue is not None else None
    if there is None:
        check_text("PullRequest", title or "", body)
    place, ref = head_of(call, repository, head, head_repo)
    require(call, place, "push")
    base_sha, head_sha = check_pair(call, repository, base, place, ref)
    if there is None:
        there = open_issue(call, repository, author.id, title=title, body=body)
    fields = {"draft": draft, "maintainer_can_modify": maintainer_can_modify and place.id != repository.id}
    made = open_pull(call, repository, there, place, ref, base, (base_sha, head_sha), **fields)
    call.headers.append(("Location", f"{call.base}/repos/{owner}/{repo}/pulls/{made.number}"))
    there = call.get(Issue, there.id)
    tell(call, repository, there, "opened")
    mention(call, repository, there, there.body)
    ask_owners(call, repository, made)
    return call.get(PullRequest, made.id)


def open_pull(
    call: Call, repository: Repository, issue: Issue, place: Repository, ref: str, base: str, shas: tuple[str, str],
    **fields: Any,
) -> PullRequest:  # fmt: skip
    """Store a pull request for an issue; `shas` are the commits of the base and of the head."""
    made = call.create(
        PullRequest, repository=repository, number=issue.number, head_repository=place.id, head_owner=place.owner,
        head_ref=ref, head_sha=shas[1], base_ref=base, base_sha=shas[0], requested_reviewers=[], requested_teams=[],
        created_at=issue.created_at, **fields,
    )  # fmt: skip
    call.update(issue, pull=made)
    return renew(call, repository, made)


def _issue(call: Call, repository: Repository, number: int) -> Issue:
    found = call.find(Issue, repository=repository.id, number=number)
    if found is None or found.pull is not None or found.state != "open":
        raise ValidationFailed("PullRequest", "issue", "invalid")
    return found


def no_base() -> ValidationFailed:
    """The refusal of a base branch that is not there."""
    return ValidationFailed("PullRequest", "base", "invalid")


def _custom(message: str) -> Unprocessable:
    return Unprocessable("Validation Failed", [{"resource": "PullRequest", "code": "custom", "message": message}])


def head_of(call: Call, repository: Repository, head: str, head_repo: str = "") -> tuple[Repository, str]:
    """Repository and branch of `branch`, `owner:branch` or `owner:repository:branch`. Raises ValidationFailed."""
    *place, ref = head.split(":", 2)
    if head_repo:
        login, _, name = head_repo.rpartition("/")
        place = [login or (place[0] if place else call.get(User, repository.owner).login), name]
    found: Repository | None = relative(call, repository, *place) if place else repository
    if found is None or gitstore.branch_head(call, found, ref) is None:
        raise ValidationFailed("PullRequest", "head", "invalid")
    return found, ref


def check_pair(call: Call, repository: Repository, base: str, place: Repository, ref: str) -> tuple[str, str]:
    """The commits of base and head. Raises ValidationFailed or Unprocessable where they can't make a pull request."""
    base_sha = gitstore.branch_head(call, repository, base)
    if base_sha is None:
        raise no_base()
    head_sha = gitstore.branch_head(call, place, ref)
    if head_sha is None:
        raise ValidationFailed("PullRequest", "head", "invalid")
    login = call.get(User, place.owner).login
    twin = {"repository": repository.id, "base_ref": base, "state": "open"}
    twin |= {"head_repository": place.id, "head_ref": ref}
    if call.session.store.holds(PullRequest) and call.first(PullRequest, twin):
        raise _custom(f"A pull request already exists for {login}:{ref}.")
    found = between(call, repository, base_sha, head_sha)
    if not found.merge_bases:
        raise _custom(f"The {base} branch has no history in common with {ref}")
    if not found.ahead:
        named = ref if place.id == repository.id else f"{login}:{ref}"
        raise _custom(f"No commits between {base} and {named}")
    return base_sha, head_sha
