"""What git keeps for a repository: objects by their ids, and the references that name them; https://docs.github.com/rest/git."""

# Objects belong to a network, the root of a repository and all its forks, which so share them. Contents of blobs and
# trees are bytes beside the records, under `git/<sha>`.

from typing import Any

from clonery.server.state.record import Record


class Ref(
    Record, kind="ref", parent="repository", unique=["repository name"],
    indexes=["repository name", "repository sha"],
):  # fmt: skip
    """A branch, tag or other reference: `name` is the full one (`refs/heads/main`), `sha` any object's id."""

    id: int
    repository: int
    name: str
    sha: str


class StoredBlob(Record, kind="blob"):
    """A file's content; `id` is network and sha with a slash between, `size` in bytes."""

    id: str
    network: int
    sha: str
    size: int


class StoredTree(Record, kind="tree"):
    """A directory; `size` is the number of its entries."""

    id: str
    network: int
    sha: str
    size: int


class StoredCommit(Record, kind="commit", indexes=["network generation node"], text=["message"], facets=["network"]):
    """A commit. People are name, email, seconds since 1970 and the zone's offset in minutes.

    `node` is what walks need in one text (id, tree, seconds, generation, parents): they read an index, no documents.
    """

    id: str
    network: int
    sha: str
    tree: str
    parents: list[str]
    author: dict[str, Any]
    committer: dict[str, Any]
    message: str
    signature: str | None = None
    generation: int
    node: str


class StoredTag(Record, kind="tag"):
    """An annotated tag: it names `object`, which is of `type`."""

    id: str
    network: int
    sha: str
    object: str
    type: str
    name: str
    tagger: dict[str, Any]
    message: str
