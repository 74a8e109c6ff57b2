"""Commits applied anew on top of another one, as a rebase does it; https://docs.github.com/pull-requests/collaborating-with-pull-requests/incorporating-changes-from-a-pull-request/about-pull-request-merges."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..git.merge import Merged, merge_trees
from ..git.objects import EMPTY_TREE, Entry
from ..gitstore import find_commit, read_blob, read_tree
from ..records.git import StoredCommit
from ..records.repositories import Repository

if TYPE_CHECKING:
    from clonery.server.call import Call


class Step(NamedTuple):
    """A commit and what its tree is on top of the steps before."""

    commit: StoredCommit
    merged: Merged


def replay(call: Call, repository: Repository, onto: str, shas: list[str]) -> list[Step] | None:
    """Each commit (oldest first) on top of the commit `onto`, merges left out; None where one conflicts.

    A commit whose changes are there already is left out too. Nothing is stored.
    """
    trees: dict[str, list[Entry]] = {}
    blobs: dict[str, bytes] = {}
    stored_tree, stored_blob = read_tree(call, repository), read_blob(call, repository)

    def tree_at(sha: str) -> list[Entry]:
        return trees[sha] if sha in trees else stored_tree(sha)

    def blob_at(sha: str) -> bytes:
        return blobs[sha] if sha in blobs else stored_blob(sha)

    steps: list[Step] = []
    start = find_commit(call, repository, onto)
    assert start is not None, "a branch is at a commit"
    here = start.tree
    for sha in shas:
        commit = find_commit(call, repository, sha)
        assert commit is not None, "the commits of a range are there"
        if len(commit.parents) > 1:
            continue
        parent = find_commit(call, repository, commit.parents[0]) if commit.parents else None
        before = parent.tree if parent else EMPTY_TREE
        made = merge_trees(tree_at, blob_at, before, here, commit.tree)
        if not made.clean:
            return None
        trees |= made.trees
        blobs |= made.blobs
        if made.tree != here or before == commit.tree:
            steps.append(Step(commit, made))
        here = made.tree
    return steps
