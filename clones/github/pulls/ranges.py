"""The commits and changes of a pull request; https://docs.github.com/pull-requests/collaborating-with-pull-requests/proposing-changes-to-your-work-with-pull-requests/about-comparing-branches-in-pull-requests."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..git.changes import Change
from ..git.history import Comparison, compare
from ..git.patches import FilePatch, file_patch
from ..gitstore import branch_head, graph, read_blob, tree_of
from ..records.pulls import PullRequest
from ..records.repositories import Repository
from ..shapes.diffs import changed

if TYPE_CHECKING:
    from clonery.server.call import Call

KEPT = 1000
KEPT_FILES = 20_000

# Two ids fix what lies between them, so comparisons are kept for all sessions.
_comparisons: dict[tuple[str, str], Comparison] = {}
_changes: dict[tuple[str | None, str], list[Change]] = {}
_patches: dict[Change, FilePatch] = {}
_stats: dict[tuple[str | None, str], Stats] = {}


class Stats(NamedTuple):
    """How many lines a pull request adds and deletes, and in how many files."""

    additions: int
    deletions: int
    files: int


def base_of(call: Call, repository: Repository, pull: PullRequest) -> str:
    """The commit that it is compared with: its base branch's newest while it is open, else the last one it saw."""
    now = branch_head(call, repository, pull.base_ref) if pull.state == "open" else None
    return now or pull.base_sha


def between(call: Call, repository: Repository, base: str, head: str) -> Comparison:
    """What two commits have in common, and what `head` has in addition, newest first."""
    found = _comparisons.get((base, head))
    if found is None:
        _make_room(_comparisons, KEPT)
        found = _comparisons[base, head] = compare(graph(call, repository), base, head)
    return found


def commits_of(call: Call, repository: Repository, pull: PullRequest) -> list[str]:
    """The commits of a pull request, oldest first."""
    return between(call, repository, base_of(call, repository, pull), pull.head_sha).ahead[::-1]


def trees_of(call: Call, repository: Repository, pull: PullRequest, head: str = "") -> tuple[str | None, str]:
    """The trees that are compared: where the branches part (None: they never met), and the head or one before it."""
    found = between(call, repository, base_of(call, repository, pull), head or pull.head_sha)
    old = tree_of(call, repository, found.merge_bases[0]) if found.merge_bases else None
    return old, tree_of(call, repository, head or pull.head_sha)


def changes_of(call: Call, repository: Repository, pull: PullRequest, head: str = "") -> list[Change]:
    """The files that a pull request changes, not yet compared line by line."""
    trees = trees_of(call, repository, pull, head)
    found = _changes.get(trees)
    if found is None:
        _make_room(_changes, KEPT // 10)
        found = _changes[trees] = changed(call, repository, *trees)
    return found


def patch_of(call: Call, repository: Repository, change: Change) -> FilePatch:
    """One change compared line by line."""
    found = _patches.get(change)
    if found is None:
        _make_room(_patches, KEPT_FILES)
        found = _patches[change] = file_patch(change, read_blob(call, repository))
    return found


def stats_of(call: Call, repository: Repository, pull: PullRequest) -> Stats:
    """The sums over all its files."""
    trees = trees_of(call, repository, pull)
    found = _stats.get(trees)
    if found is None:
        _make_room(_stats, KEPT)
        patches = [patch_of(call, repository, change) for change in changes_of(call, repository, pull)]
        plus, minus = sum(patch.additions for patch in patches), sum(patch.deletions for patch in patches)
        found = _stats[trees] = Stats(plus, minus, len(patches))
    return found


def _make_room(kept: dict[object, object] | dict, limit: int) -> None:  # type: ignore[type-arg] # any of the four
    if len(kept) >= limit:
        kept.clear()
