"""The commits that touch a path, as `git log -- path` lists them (https://docs.github.com/en/rest/commits/commits)."""

from collections.abc import Iterator
from heapq import heappop, heappush

from .history import Graph, log
from .objects import DIRECTORY, Entry
from .trees import ReadTree, entries_of


class _Place:
    """What is at one path in many trees; every directory on the way is read once."""

    def __init__(self, read_tree: ReadTree, path: str) -> None:
        self._read_tree = read_tree
        self._names = path.split("/")
        self._known: list[dict[str, Entry | None]] = [{} for _ in self._names]

    def at(self, tree: str) -> tuple[str, str] | None:
        """The mode and id there, or None."""
        sha = tree
        entry = None
        for name, known in zip(self._names, self._known, strict=True):
            if entry is not None and entry.mode != DIRECTORY:
                return None
            if sha not in known:
                known[sha] = next((item for item in entries_of(self._read_tree, sha) if item.name == name), None)
            entry = known[sha]
            if entry is None:
                return None
            sha = entry.sha
        return (entry.mode, entry.sha) if entry else None


def path_log(graph: Graph, read_tree: ReadTree, head: str, path: str) -> Iterator[str]:
    """The commits reachable from `head` that change what is at `path`, newest first; all of them for the empty path.

    Where a merge has the same there as one of its parents only that parent's history is followed, as git does by
    default.
    """
    path = path.strip("/")
    if not path:
        yield from log(graph, head)
        return
    place = _Place(read_tree, path)
    seen = {head}
    heap = [(-graph(head).seconds, 0, head)]
    count = 0
    while heap:
        sha = heappop(heap)[2]
        node = graph(sha)
        here = place.at(node.tree)
        parents = node.parents
        same = next((parent for parent in parents if place.at(graph(parent).tree) == here), None)
        if same is not None:
            parents = (same,)
        elif parents or here is not None:
            yield sha
        for parent in parents:
            if parent not in seen:
                seen.add(parent)
                count += 1
                heappush(heap, (-graph(parent).seconds, count, parent))
