"""Commits in the order of `git log`, and what two of them have in common (https://docs.github.com/en/rest/commits)."""

from collections.abc import Callable, Collection, Iterator
from heapq import heappop, heappush
from typing import NamedTuple

_OURS, _THEIRS, _STALE = 1, 2, 4
_BOTH = _OURS | _THEIRS


class Node(NamedTuple):
    """What history needs of a commit; the caller keeps it, so that no commit is parsed.

    `seconds` is the committer's date, `generation` comes from the function of that name.
    """

    tree: str
    parents: tuple[str, ...]
    seconds: int
    generation: int


Graph = Callable[[str], Node]
"""Gives a commit's node by its id."""


class Comparison(NamedTuple):
    """How `head` stands to `base`: the commits it has in addition, newest first, and the number it lacks."""

    merge_bases: list[str]
    ahead: list[str]
    behind: int

    @property
    def status(self) -> str:
        """In the API's words: identical, ahead, behind or diverged."""
        if self.ahead:
            return "diverged" if self.behind else "ahead"
        return "behind" if self.behind else "identical"


def generation(graph: Graph, parents: tuple[str, ...]) -> int:
    """A number greater than that of any parent: to be kept with a new commit."""
    return 1 + max([graph(parent).generation for parent in parents], default=0)


def log(graph: Graph, *heads: str, within: Collection[str] | None = None) -> Iterator[str]:
    """The commits reachable from `heads`, newest first; of equal dates the one first met. `within` limits the walk."""
    seen = set(heads)
    heap: list[tuple[int, int, str]] = []
    count = 0
    for head in dict.fromkeys(heads):
        count += 1
        heappush(heap, (-graph(head).seconds, count, head))
    while heap:
        sha = heappop(heap)[2]
        yield sha
        parents = graph(sha).parents
        while not heap and len(parents) == 1 and parents[0] not in seen and within is None:
            sha = parents[0]  # a line without branches needs no order
            seen.add(sha)
            yield sha
            parents = graph(sha).parents
        for parent in parents:
            if parent not in seen and (within is None or parent in within):
                seen.add(parent)
                count += 1
                heappush(heap, (-graph(parent).seconds, count, parent))


def compare(graph: Graph, base: str, head: str) -> Comparison:
    """The commits between two, as `git log base..head` lists them, and how many are only in `base`."""
    bases, marks = _paint(graph, (head,), base)
    ahead = {sha for sha, mark in marks.items() if mark == _OURS}
    behind = sum(mark == _THEIRS for mark in marks.values())
    return Comparison(bases, list(log(graph, head, within=ahead)) if ahead else [], behind)


def merge_bases(graph: Graph, ours: str | tuple[str, ...], theirs: str) -> list[str]:
    """The best common ancestors, newest first: none is an ancestor of another. Several `ours` count as one merge."""
    return _paint(graph, (ours,) if isinstance(ours, str) else ours, theirs)[0]


def is_ancestor(graph: Graph, ancestor: str, descendant: str) -> bool:
    """Whether `ancestor` is reachable from `descendant`; a commit is its own ancestor."""
    least = graph(ancestor).generation
    seen = {descendant}
    waiting = [descendant]
    while waiting:
        sha = waiting.pop()
        if sha == ancestor:
            return True
        node = graph(sha)
        if node.generation > least:
            new = [parent for parent in node.parents if parent not in seen]
            seen.update(new)
            waiting.extend(new)
    return False


def _paint(graph: Graph, ours: tuple[str, ...], theirs: str) -> tuple[list[str], dict[str, int]]:
    """Walk back from both sides, latest generation first, until only common history is left.

    A commit is met after all that come from it, so its mark is final. Gives the best common ancestors, and the marks.
    """
    marks: dict[str, int] = {}
    heap: list[tuple[int, str]] = []
    for sha, mark in [*[(sha, _OURS) for sha in ours], (theirs, _THEIRS)]:
        if sha not in marks:
            heappush(heap, (-graph(sha).generation, sha))
        marks[sha] = marks.get(sha, 0) | mark
    fresh = len(heap)
    found = []
    while fresh:
        sha = heappop(heap)[1]
        mark = marks[sha]
        fresh -= not mark & _STALE
        if mark == _BOTH:
            found.append(sha)
            mark |= _STALE
        for parent in graph(sha).parents:
            old = marks.get(parent)
            if old is None:
                marks[parent] = mark
                heappush(heap, (-graph(parent).generation, parent))
                fresh += not mark & _STALE
            elif old | mark != old:
                marks[parent] = old | mark
                fresh -= bool(mark & _STALE and not old & _STALE)
    return sorted(found, key=lambda sha: -graph(sha).seconds), marks
