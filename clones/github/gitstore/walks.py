"""The history of a repository held in memory, so that walks read no records; https://docs.github.com/rest/commits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clonery.server.problems import NotFound
from clonery.server.state.query import lte

from ..git.history import Graph, Node, compare, is_ancestor, log
from ..git.path_log import path_log
from ..records.git import StoredCommit
from ..records.repositories import Repository
from .reading import read_tree

if TYPE_CHECKING:
    from clonery.server.call import Call

KEPT_NODES = 200_000
KEPT_HISTORIES = 50
_AT_ONCE = 2000

# A commit's id fixes its node and all that lies before it, so nodes and histories are kept for all sessions.
_nodes: dict[str, Node] = {}
_people: dict[str, tuple[str, str]] = {}
_histories: dict[tuple[str, str], tuple[str, ...]] = {}


def graph(call: Call, repository: Repository) -> Graph:
    """The commits of a repository as `git.history` walks them. Raises NotFound for one that it lacks."""
    network = repository.source or repository.id
    nodes = _nodes

    def node(sha: str) -> Node:
        found = nodes.get(sha)
        return found if found is not None else _load(call, network, sha)

    return node


def _load(call: Call, network: int, sha: str) -> Node:
    """Read a commit and those of the same network that are next in the direction of the root."""
    start = call.get(StoredCommit, f"{network}/{sha}")
    made = note(start)
    if not all(parent in _nodes for parent in start.parents):
        where = {"network": network, "generation": lte(start.generation)}
        for record in call.session.store.select(StoredCommit, where, "-generation", _AT_ONCE):
            note(record)
    return made


def note(record: StoredCommit) -> Node:
    """Keep a commit's node."""
    if len(_nodes) >= KEPT_NODES:
        _nodes.clear()
        _people.clear()
    made = Node(record.tree, tuple(record.parents), record.committer["seconds"], record.generation)
    _nodes[record.sha] = made
    _people[record.sha] = record.author["email"].lower(), record.committer["email"].lower()
    return made


def people(call: Call, repository: Repository, sha: str) -> tuple[str, str]:
    """The addresses of a commit's author and committer, in small letters."""
    if sha not in _people:
        _load(call, repository.source or repository.id, sha)
    return _people[sha]


def history(call: Call, repository: Repository, head: str, path: str = "") -> tuple[str, ...]:
    """All commits reachable from `head`, newest first; with a path those that change what is there."""
    found = _histories.get((head, path))
    if found is None:
        if len(_histories) >= KEPT_HISTORIES:
            del _histories[next(iter(_histories))]
        nodes = graph(call, repository)
        made = path_log(nodes, read_tree(call, repository), head, path) if path else log(nodes, head)
        found = _histories[head, path] = tuple(made)
    return found


def contains(call: Call, repository: Repository, ancestor: str, descendant: str) -> bool:
    """Whether `ancestor` is `descendant` or lies behind it."""
    try:
        return is_ancestor(graph(call, repository), ancestor, descendant)
    except NotFound:
        return False


def ahead_and_behind(call: Call, repository: Repository, base: str, head: str) -> tuple[int, int]:
    """How many commits `head` has that `base` lacks, and the reverse."""
    made = compare(graph(call, repository), base, head)
    return len(made.ahead), made.behind
