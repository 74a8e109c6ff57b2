"""Release notes made of what was merged; https://docs.github.com/repositories/releasing-projects-on-github/automatically-generated-release-notes."""

from __future__ import annotations

from clonery.server.call import Call
from clonery.server.operation import operation

from ... import gitstore
from ...git.refs import check_branch
from ...git.refusal import GitRefusal
from ...lookups import find_repository
from ...records.issues import Issue
from ...records.people import User
from ...records.releases import Release
from ...records.repositories import Repository
from ...refusals import Unprocessable, ValidationFailed
from ...shapes.repositories import html_url


@operation("repos/generate-release-notes")
def generate_release_notes(
    call: Call, owner: str, repo: str, tag_name: str, target_commitish: str = "", previous_tag_name: str = "",
    configuration_file_path: str = "",
) -> dict[str, str]:  # fmt: skip
    """POST /repos/{owner}/{repo}/releases/generate-notes: nothing is stored."""
    repository = find_repository(call, owner, repo, "push")
    try:
        check_branch(tag_name)
    except GitRefusal:
        raise ValidationFailed("Release", "tag_name", "custom", "tag_name is not a valid tag") from None
    return notes(call, repository, tag_name, target_commitish or repository.default_branch, previous_tag_name)


def notes(call: Call, repository: Repository, tag: str, target: str, previous: str) -> dict[str, str]:
    """Name and text for a release: the pull requests merged since the one before, and a link to all changes."""
    there = gitstore.find_ref(call, repository, f"refs/tags/{tag}")
    missing = Unprocessable("Invalid target_commitish parameter")
    name = f"refs/tags/{tag}" if there else target
    head = gitstore.resolve(call, repository, name, missing)
    previous = previous or _previous(call, repository, tag, head)
    before = gitstore.seek(call, repository, f"refs/tags/{previous}") if previous else None
    if previous and before is None:
        raise Unprocessable("Invalid previous_tag parameter")
    if before:
        shas = set(gitstore.comparison(call, repository, before, head).ahead)
    else:
        shas = set(gitstore.history(call, repository, head))
    page = html_url(call, repository.id)
    lines = [
        f"* {issue.title} by @{_login(call, issue.user)} in {page}/pull/{issue.number}"
        for issue in _merged(call, repository, shas)
    ]
    span = f"compare/{previous}...{tag}" if previous else f"commits/{tag}"
    changed = "\n".join(["## What's Changed", *lines]) + "\n\n\n" if lines else ""
    return {"name": tag, "body": f"{changed}**Full Changelog**: {page}/{span}"}


def _login(call: Call, user: int) -> str:
    found = call.peek(User, user)
    return found.login if found else "ghost"


def _previous(call: Call, repository: Repository, tag: str, head: str) -> str:
    """The tag of the newest release that lies behind the commit; "" for the first release."""
    for record in call.all(Release, {"repository": repository.id, "draft": False}, "-created_at"):
        sha = gitstore.seek(call, repository, f"refs/tags/{record.tag_name}")
        if record.tag_name != tag and sha and gitstore.contains(call, repository, sha, head):
            return record.tag_name
    return ""


def _merged(call: Call, repository: Repository, shas: set[str]) -> list[Issue]:
    """The pull requests that were merged by one of these commits, the earliest first."""
    pulls = call.clone.kind("pull_request")
    if not call.session.store.holds(pulls):
        return []
    found = [issue for issue in call.all(Issue, {"repository": repository.id}, "number") if issue.pull is not None]
    merged = [(call.peek(pulls, issue.pull), issue) for issue in found]
    chosen = [(pull, issue) for pull, issue in merged if pull and pull.get("merge_commit_sha") in shas]
    return [issue for pull, issue in sorted(chosen, key=lambda pair: pair[0].get("merged_at") or "")]
