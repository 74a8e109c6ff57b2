"""Blobs, trees, commits and annotated tags, stored once for a repository and all its forks; https://docs.github.com/rest/git."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..git.changes import ReadBlob
from ..git.commits import Commit, Person, Tag, commit_id, tag_id
from ..git.history import generation
from ..git.merge import Merged
from ..git.objects import EMPTY_TREE, Entry, blob_id, decode_tree, encode_tree
from ..git.trees import ReadTree, Written
from ..records.git import StoredBlob, StoredCommit, StoredTag, StoredTree
from ..records.repositories import Repository
from .walks import graph, note

if TYPE_CHECKING:
    from clonery.server.call import Call

KEPT_ENTRIES = 500_000
"""Entries of decoded trees that are kept in memory."""

# An id fixes an object's content, so what was decoded is kept for all sessions; whether a repository has it, only its
# records say.
_trees: dict[str, list[Entry]] = {}
_kept = [0]
_KINDS = {"blob": StoredBlob, "tree": StoredTree, "commit": StoredCommit, "tag": StoredTag}


def network(repository: Repository) -> int:
    """The repository whose objects this one shares: the root of its forks, or itself."""
    return repository.source or repository.id


def _id(repository: Repository, sha: str) -> str:
    return f"{repository.source or repository.id}/{sha}"


def has(call: Call, repository: Repository, sha: str) -> str | None:
    """The type of the object with that id: blob, tree, commit or tag; None if the repository lacks it."""
    id = _id(repository, sha)
    if sha == EMPTY_TREE:
        return "tree"
    return next((type for type, kind in _KINDS.items() if call.peek(kind, id) is not None), None)


# reading


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
            found = _keep(sha, decode_tree(data))
        return found

    return read


def _keep(sha: str, entries: list[Entry]) -> list[Entry]:
    if _kept[0] > KEPT_ENTRIES:
        _trees.clear()
        _kept[0] = 0
    _kept[0] += len(entries) + 1
    _trees[sha] = entries
    return entries


def find_commit(call: Call, repository: Repository, sha: str) -> StoredCommit | None:
    """The commit of that full id, if the repository has it."""
    return call.peek(StoredCommit, _id(repository, sha))


def parsed_commit(record: StoredCommit) -> Commit:
    """A stored commit as `git` takes it."""
    return Commit(
        record.tree, tuple(record.parents), Person(**record.author), Person(**record.committer), record.message,
        record.signature,
    )  # fmt: skip


# writing


def write_blob(call: Call, repository: Repository, data: bytes) -> str:
    """Store a file's content; its id."""
    sha = blob_id(data)
    id = _id(repository, sha)
    if call.peek(StoredBlob, id) is None:
        call.session.store.put_bytes(f"git/{sha}", data)
        call.create(StoredBlob, id=id, network=network(repository), sha=sha, size=len(data))
    return sha


def write_tree(call: Call, repository: Repository, written: Written) -> str:
    """Store the new trees that `git.trees` made; the root's id."""
    for sha, entries in written.trees.items():
        id = _id(repository, sha)
        if call.peek(StoredTree, id) is None:
            call.session.store.put_bytes(f"git/{sha}", encode_tree(entries))
            call.create(StoredTree, id=id, network=network(repository), sha=sha, size=len(entries))
            _keep(sha, entries)
    return written.sha


def write_merged(call: Call, repository: Repository, merged: Merged) -> str:
    """Store the new blobs and trees of a merge; its tree's id."""
    for data in merged.blobs.values():
        write_blob(call, repository, data)
    return write_tree(call, repository, Written(merged.tree, merged.trees))


def write_commit(call: Call, repository: Repository, commit: Commit) -> StoredCommit:
    """Store a commit whose tree and parents are there already."""
    sha = commit_id(commit)
    id = _id(repository, sha)
    found = call.peek(StoredCommit, id)
    if found is not None:
        return found
    made = call.create(
        StoredCommit, id=id, network=network(repository), sha=sha, tree=commit.tree, parents=list(commit.parents),
        author=_stored(commit.author), committer=_stored(commit.committer), message=commit.message,
        signature=commit.signature, generation=generation(graph(call, repository), commit.parents),
    )  # fmt: skip
    note(made)
    return made


def write_tag(call: Call, repository: Repository, tag: Tag) -> StoredTag:
    """Store an annotated tag; a reference to it is another thing."""
    sha = tag_id(tag)
    id = _id(repository, sha)
    found = call.peek(StoredTag, id)
    if found is not None:
        return found
    return call.create(
        StoredTag, id=id, network=network(repository), sha=sha, object=tag.object, type=tag.type, name=tag.name,
        tagger=_stored(tag.tagger), message=tag.message,
    )  # fmt: skip


def _stored(person: Person) -> dict[str, Any]:
    return {"name": person.name, "email": person.email, "seconds": person.seconds, "offset": person.offset}
