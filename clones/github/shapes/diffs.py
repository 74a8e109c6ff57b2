"""Changed files as commits, comparisons and pull requests list them; https://docs.github.com/rest/commits/commits#get-a-commit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ..git.changes import Change, changes
from ..git.patches import FilePatch, file_patch
from ..gitstore import read_blob, read_tree
from ..records.repositories import Repository
from .contents import raw_url
from .repositories import html_url, repository_url

if TYPE_CHECKING:
    from clonery.server.call import Call

MOST_FILES = 300
"""Files that a commit or comparison shows on one page."""
MOST_PATCH_LINES = 3000
"""A longer patch is left out."""


def stats(patches: list[FilePatch]) -> dict[str, int]:
    """Added, deleted and changed lines of all files."""
    plus = sum(patch.additions for patch in patches)
    minus = sum(patch.deletions for patch in patches)
    return {"total": plus + minus, "additions": plus, "deletions": minus}


def changed(call: Call, repository: Repository, old: str | None, new: str | None) -> list[Change]:
    """The changes between two trees (None: nothing), renames found."""
    return changes(read_tree(call, repository), old, new, read_blob(call, repository))


def files(call: Call, repository: Repository, old: str | None, new: str | None) -> list[FilePatch]:
    """The changed files between two trees, compared line by line."""
    reader = read_blob(call, repository)
    return [file_patch(change, reader) for change in changed(call, repository, old, new)]


def diff_entry(call: Call, repository: Repository, patch: FilePatch, sha: str, before: str = "") -> dict[str, Any]:
    """One changed file at the commit `sha`; a deleted one is linked at the commit `before`."""
    change = patch.change
    gone = change.status == "removed"
    at, path = (before if gone and before else sha), quote(change.path)
    url, page = repository_url(call, repository.id), html_url(call, repository.id)
    made: dict[str, Any] = {
        "sha": change.old_sha if gone else change.sha, "filename": change.path, "status": change.status,
        "additions": patch.additions, "deletions": patch.deletions, "changes": patch.additions + patch.deletions,
        "blob_url": f"{page}/blob/{at}/{path}", "raw_url": raw_url(call, repository, at, change.path),
        "contents_url": f"{url}/contents/{path}?ref={at}",
    }  # fmt: skip
    if patch.hunks and sum(len(hunk.lines) for hunk in patch.hunks) <= MOST_PATCH_LINES:
        made["patch"] = patch.text.decode("utf-8", "replace")
    if change.status == "renamed":
        made["previous_filename"] = change.old_path
    return made
