"""Blobs, trees, commits and annotated tags read, each stored once for a repository and all its forks; https://docs.github.com/rest/git."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..git.changes import ReadBlob
from ..git.commits import Commit, Person
from ..git.objects import EMPTY_TREE, Entry, decode_tree
from ..git.trees import ReadTree
from ..records.git import StoredBlob, StoredCommit, StoredTag, StoredTree
from ..records.repositories import Repository

if TYPE_CHECKING:
    from clonery.server.call import Call

KEPT_ENTRIES = 500_000
"""Entries of decoded trees that are kept in memory."""

# An id fixes an object's content, so what was decoded is kept for all sessions; whether a repository has it, only its
# records say.
_trees: dict[str, list[Entry]] = {}
_kept = [0]
_KINDS = {"commit": StoredCommit, "tree": StoredTree, "blob": StoredBlob, "tag": StoredTag}


def network(repository: Repository) -> int:
    """The repository whose objects this one shares: the root of its forks, or itself."""
    return repository.source or repository.id


def key(repository: Repository, sha: str) -> str:
    """The id of an object's record."""
    return f"{repository.source or repository.id}/{sha}"


def has(call: Call, repository: Repository, sha: str) -> str | None:
    """The type of the object with that id: blob, tree, commit or tag; None if the repository lacks it."""
    id = key(repository, sha)
    if sha == EMPTY_TREE:
        return "tree"
    return next((type for type, kind in _KINDS.items() if call.peek(kind, id) is not None), None)


def read_blob(call: Call, repository: Repository) -> ReadBlob:
    """The reader of blobs for `git`: it gives the content of a blob that the repository is known to have."""
    store = call.session.store

    def read(sha: str) -> bytes:
        data = store.read_bytes(f"git/{sha}")
        assert data is not None, f"no bytes for {sha}"
        return data

    return read


def read_tree(call: Call, repository: Repository) -> ReadTree:
    """The reader of trees for `git`: it gives the entries of a tree that the repository is known to have."""
    store = call.session.store

    def read(sha: str) -> list[Entry]:
        found = _trees.get(sha)
        if found is None:
            data = store.read_bytes(f"git/{sha}")
            assert data is not None, f"no bytes for {sha}"
            found = keep_tree(sha, decode_tree(data))
        return found

    return read


def keep_tree(sha: str, entries: list[Entry]) -> list[Entry]:
    """Keep a decoded tree."""
    if _kept[0] > KEPT_ENTRIES:
        _trees.clear()
        _kept[0] = 0
    _kept[0] += len(entries) + 1
    _trees[sha] = entries
    return entries


def find_commit(call: Call, repository: Repository, sha: str) -> StoredCommit | None:
    """The commit of that full id, if the repository has it."""
    return call.peek(StoredCommit, key(repository, sha))


def tree_of(call: Call, repository: Repository, sha: str) -> str:
    """The tree of the commit of that id. Raises NotFound."""
    return call.get(StoredCommit, key(repository, sha)).tree


def parsed_commit(record: StoredCommit) -> Commit:
    """A stored commit as `git` takes it."""
    return Commit(
        record.tree, tuple(record.parents), Person(**record.author), Person(**record.committer), record.message,
        record.signature,
    )  # fmt: skip
