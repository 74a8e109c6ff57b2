"""Blobs, trees, commits and annotated tags written, each once for a repository and all its forks; https://docs.github.com/rest/git."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..git.commits import Commit, Person, Tag, commit_id, tag_id
from ..git.history import generation
from ..git.merge import Merged
from ..git.objects import blob_id, encode_tree
from ..git.trees import Written
from ..records.git import StoredBlob, StoredCommit, StoredTag, StoredTree
from ..records.repositories import Repository
from .reading import keep_tree, key, network
from .walks import graph, note

if TYPE_CHECKING:
    from clonery.server.call import Call


def write_blob(call: Call, repository: Repository, data: bytes) -> str:
    """Store a file's content; its id."""
    sha = blob_id(data)
    id = key(repository, sha)
    if call.peek(StoredBlob, id) is None:
        call.session.store.put_bytes(f"git/{sha}", data)
        call.create(StoredBlob, id=id, network=network(repository), sha=sha, size=len(data))
    return sha


def write_tree(call: Call, repository: Repository, written: Written) -> str:
    """Store the new trees that `git.trees` made; the root's id."""
    for sha, entries in written.trees.items():
        id = key(repository, sha)
        if call.peek(StoredTree, id) is None:
            call.session.store.put_bytes(f"git/{sha}", encode_tree(entries))
            call.create(StoredTree, id=id, network=network(repository), sha=sha, size=len(entries))
            keep_tree(sha, entries)
    return written.sha


def write_merged(call: Call, repository: Repository, merged: Merged) -> str:
    """Store the new blobs and trees of a merge; its tree's id."""
    for data in merged.blobs.values():
        write_blob(call, repository, data)
    return write_tree(call, repository, Written(merged.tree, merged.trees))


def write_commit(call: Call, repository: Repository, commit: Commit) -> StoredCommit:
    """Store a commit whose tree and parents are there already."""
    sha = commit_id(commit)
    id = key(repository, sha)
    found = call.peek(StoredCommit, id)
    if found is not None:
        return found
    reached = generation(graph(call, repository), commit.parents)
    made = call.create(
        StoredCommit, id=id, network=network(repository), sha=sha, tree=commit.tree, parents=list(commit.parents),
        author=_stored(commit.author), committer=_stored(commit.committer), message=commit.message,
        signature=commit.signature, generation=reached,
        node=" ".join([sha, commit.tree, str(commit.committer.seconds), str(reached), *commit.parents]),
    )  # fmt: skip
    note(made)
    return made


def write_tag(call: Call, repository: Repository, tag: Tag) -> StoredTag:
    """Store an annotated tag; a reference to it is another thing."""
    sha = tag_id(tag)
    id = key(repository, sha)
    found = call.peek(StoredTag, id)
    if found is not None:
        return found
    return call.create(
        StoredTag, id=id, network=network(repository), sha=sha, object=tag.object, type=tag.type, name=tag.name,
        tagger=_stored(tag.tagger), message=tag.message,
    )  # fmt: skip


def _stored(person: Person) -> dict[str, Any]:
    return {"name": person.name, "email": person.email, "seconds": person.seconds, "offset": person.offset}
