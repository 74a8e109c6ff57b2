"""The history of a repository held in memory, so that walks read no records; https://docs.github.com/rest/commits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from clonery.server.problems import NotFound
from clonery.server.state.query import lte

from ..git.history import Comparison, Graph, Node, is_ancestor, log, merge_bases
from ..git.path_log import path_log
from ..records.git import StoredCommit
from ..records.repositories import Repository
from .reading import read_tree

if TYPE_CHECKING:
    from clonery.server.call import Call

KEPT_NODES = 200_000
KEPT_HISTORIES = 50
_AT_ONCE = 5000
_NEW_COMMITS = 100

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
        where, store = {"network": network, "generation": lte(start.generation)}, call.session.store
        for line in store.values(StoredCommit, "node", where, "-generation", _AT_ONCE):
            _keep(line)
    return made


def note(record: StoredCommit) -> Node:
    """Keep a commit's node."""
    if len(_nodes) >= KEPT_NODES:
        _nodes.clear()
    return _keep(record.node)


def _keep(line: str) -> Node:
    sha, tree, seconds, generation, *parents = line.split(" ")
    made = _nodes[sha] = Node(tree, tuple(parents), int(seconds), int(generation))
    return made


def people(call: Call, repository: Repository, shas: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Commits with the addresses of their authors and committers, in small letters."""
    network = repository.source or repository.id
    for each in batched(shas, _AT_ONCE):
        missing = [f"{network}/{sha}" for sha in each if sha not in _people]
        for record in call.session.store.many(StoredCommit, missing).values():
            _people[record.sha] = record.author["email"].lower(), record.committer["email"].lower()
        for sha in each:
            yield (sha, *_people[sha])
        if len(_people) >= KEPT_NODES:
            _people.clear()


def batched(items: Iterable[str], size: int) -> Iterator[list[str]]:
    """The items in lists of up to `size`."""
    left = iter(items)
    while part := list(islice(left, size)):
        yield part


def history(call: Call, repository: Repository, head: str, path: str = "") -> tuple[str, ...]:
    """All commits reachable from `head`, newest first; with a path those that change what is there."""
    found = _histories.get((head, path))
    if found is None:
        nodes = graph(call, repository)
        if path:
            found = tuple(path_log(nodes, read_tree(call, repository), head, path))
        else:
            found = _grown(nodes, head) or tuple(log(nodes, head))
        if len(_histories) >= KEPT_HISTORIES:
            del _histories[next(iter(_histories))]
        _histories[head, path] = found
    return found


def _grown(nodes: Graph, head: str) -> tuple[str, ...] | None:
    """The history that a few commits in one line have put before one that is kept."""
    new: list[str] = []
    while len(new) < _NEW_COMMITS:
        kept = _histories.get((head, ""))
        if kept is not None:
            return (*new, *kept)
        parents = nodes(head).parents
        if len(parents) != 1:
            return None
        new.append(head)
        head = parents[0]
    return None


def comparison(call: Call, repository: Repository, base: str, head: str) -> Comparison:
    """How one commit stands to another, as `git.history.compare` tells it, by the histories that are kept."""
    theirs, mine = history(call, repository, base), history(call, repository, head)
    known = set(theirs)
    ahead = [sha for sha in mine if sha not in known]
    behind = len(theirs) - (len(mine) - len(ahead))
    if behind and ahead:
        return Comparison(merge_bases(graph(call, repository), head, base), ahead, behind)
    return Comparison([head if behind else base], ahead, behind)


def contains(call: Call, repository: Repository, ancestor: str, descendant: str) -> bool:
    """Whether `ancestor` is `descendant` or lies behind it."""
    try:
        return is_ancestor(graph(call, repository), ancestor, descendant)
    except NotFound:
        return False


def ahead_and_behind(call: Call, repository: Repository, base: str, head: str) -> tuple[int, int]:
    """How many commits `head` has that `base` lacks, and the reverse."""
    made = comparison(call, repository, base, head)
    return len(made.ahead), made.behind
