"""Issues that pushed commits and merged pull requests close; https://docs.github.com/issues/tracking-your-work-with-issues/linking-a-pull-request-to-an-issue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..git.objects import NO_SHA
from ..lookups import LEVELS, user_permission
from ..operations.issues.changes import change
from ..push_payloads import new_commits
from ..pushes import after_push
from ..records.issues import Issue
from ..records.repositories import Repository
from ..references import closing, issues
from ..trail import note

if TYPE_CHECKING:
    from clonery.server.call import Call


def close_named(call: Call, repository: Repository, text: str | None, commit: str | None = None) -> None:
    """Close the open issues that a text closes, as far as the caller may push where they are."""
    for issue in closing(call, repository, text):
        if issue.state == "open" and issue.pull is None and _trusted(call, issue):
            change(call, call.get(Repository, issue.repository), issue, commit=commit, state="closed")


def _trusted(call: Call, issue: Issue) -> bool:
    if call.actor is None:
        return False
    held = user_permission(call, call.get(Repository, issue.repository), call.actor.id)
    return held is not None and LEVELS.index(held) >= LEVELS.index("push")


@after_push
def read_messages(call: Call, repository: Repository, name: str, before: str, after: str) -> None:
    """Look for named issues in what reaches the default branch; nobody's commits, as a seed's, name none."""
    if name != f"refs/heads/{repository.default_branch}" or NO_SHA in (before, after) or call.actor is None:
        return
    if not call.session.store.holds(Issue):
        return
    for commit in new_commits(call, repository, name, before, after):
        if "#" not in commit.message and "/" not in commit.message and "GH-" not in commit.message:
            continue
        for issue in issues(call, repository, commit.message):
            if len(commit.parents) < 2:
                note(call, issue, "referenced", commit=commit.sha)
        close_named(call, repository, commit.message, commit.sha)
