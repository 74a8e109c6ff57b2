"""Which commit each line of a file comes from (https://git-scm.com/docs/git-blame)."""

from collections.abc import Iterable, Iterator
from heapq import heappop, heappush
from typing import NamedTuple

from .changes import NO_MODE, ReadBlob, changes
from .diff import edits
from .history import Graph
from .lines import Edit, split_lines
from .objects import SUBMODULE
from .renames import pair_renames
from .trees import ReadTree, lookup


class BlameRange(NamedTuple):
    """Lines `start` … `end` (from 1, both included) came with commit `sha` as line `origin` and on of its `path`."""

    start: int
    end: int
    sha: str
    path: str
    origin: int


class _Span(NamedTuple):
    """`size` lines: from 0, where they are in the blamed file and where in the suspect's."""

    final: int
    start: int
    size: int


class _Suspect(NamedTuple):
    """A file of a commit, its mode and its content's id."""

    commit: str
    path: str
    mode: str
    blob: str


def blame(graph: Graph, read_tree: ReadTree, read_blob: ReadBlob, head: str, path: str) -> list[BlameRange]:
    """The lines of `path` at `head` in ranges of one origin, renames followed; none if there is no such file."""
    return _Blame(graph, read_tree, read_blob).run(head, path)


class _Blame:
    def __init__(self, graph: Graph, read_tree: ReadTree, read_blob: ReadBlob) -> None:
        self.graph, self.read_tree, self.read_blob = graph, read_tree, read_blob
        self.waiting: dict[_Suspect, list[_Span]] = {}
        self.heap: list[tuple[int, int, _Suspect]] = []

    def run(self, head: str, path: str) -> list[BlameRange]:
        suspect = self._file(head, path)
        if suspect is None:
            return []
        found = []
        size = len(split_lines(self.read_blob(suspect.blob)))
        self._pass_to(suspect, [_Span(0, 0, size)] if size else [])
        while self.heap:
            suspect = heappop(self.heap)[2]
            for span in self._kept(suspect, self.waiting.pop(suspect)):
                start, origin = span.final + 1, span.start + 1
                found.append(BlameRange(start, span.final + span.size, suspect.commit, suspect.path, origin))
        return _joined(sorted(found))

    def _pass_to(self, suspect: _Suspect, spans: list[_Span]) -> None:
        if suspect in self.waiting:
            self.waiting[suspect] += spans
        elif spans:
            self.waiting[suspect] = spans
            heappush(self.heap, (-self.graph(suspect.commit).generation, len(self.heap), suspect))

    def _kept(self, suspect: _Suspect, spans: list[_Span]) -> list[_Span]:
        """Pass on what a parent has; the rest is this commit's own."""
        parents = self.graph(suspect.commit).parents
        same = [self._file(parent, suspect.path, suspect.mode[:3]) for parent in parents]
        renamed = [None if file else self._renamed(parent, suspect) for parent, file in zip(parents, same, strict=True)]
        whole = next((file for file in [*same, *renamed] if file and file.blob == suspect.blob), None)
        if whole:
            self._pass_to(whole, spans)
            return []
        lines = split_lines(self.read_blob(suspect.blob))
        for parent in _different(file or other for file, other in zip(same, renamed, strict=True)):
            found = edits(split_lines(self.read_blob(parent.blob)), lines)
            passed, spans = _divided(spans, found)
            self._pass_to(parent, passed)
        return spans

    def _file(self, commit: str, path: str, kinds: str = "1") -> _Suspect | None:
        """The file at a path whose mode begins with `kinds`: 100 is a file, 120 a link."""
        entry = lookup(self.read_tree, self.graph(commit).tree, path)
        if not entry or entry.mode == SUBMODULE or not entry.mode.startswith(kinds):
            return None
        return _Suspect(commit, path, entry.mode, entry.sha)

    def _renamed(self, parent: str, suspect: _Suspect) -> _Suspect | None:
        found = changes(self.read_tree, self.graph(parent).tree, self.graph(suspect.commit).tree)
        sources = {change.path: (change.old_mode, change.old_sha) for change in found if change.mode == NO_MODE}
        targets = {change.path: (change.mode, change.sha) for change in found if change.path == suspect.path}
        pair = pair_renames(sources, targets, self.read_blob).get(suspect.path)
        return _Suspect(parent, pair[0], *sources[pair[0]]) if pair else None


def _different(files: Iterable[_Suspect | None]) -> list[_Suspect]:
    """The files there are, equal contents once, in the order of the parents."""
    by_blob: dict[str, _Suspect] = {}
    for file in files:
        if file:
            by_blob.setdefault(file.blob, file)
    return list(by_blob.values())


def _divided(spans: list[_Span], found: list[Edit]) -> tuple[list[_Span], list[_Span]]:
    """The parts of the spans that an edit left alone, as lines of the parent, and the parts that are new."""
    passed: list[_Span] = []
    kept: list[_Span] = []
    for span in spans:
        for start, end, shift in _stretches(found, span.start, span.start + span.size):
            final = span.final + start - span.start
            if shift is None:
                kept.append(_Span(final, start, end - start))
            else:
                passed.append(_Span(final, start - shift, end - start))
    return passed, kept


def _stretches(found: list[Edit], start: int, stop: int) -> Iterator[tuple[int, int, int | None]]:
    """New lines `start` … `stop` cut at the edits: how far unchanged lines moved, None for changed ones."""
    shift = 0
    for edit in found:
        if edit.new > start:
            end = min(edit.new, stop)
            if start < end:
                yield start, end, shift
            start = max(start, end)
        if edit.new_end > start and start < stop:
            yield start, min(edit.new_end, stop), None
            start = min(edit.new_end, stop)
        shift = edit.new_end - edit.old_end
        if start >= stop:
            return
    if start < stop:
        yield start, stop, shift


def _joined(found: list[BlameRange]) -> list[BlameRange]:
    """Neighbours of one origin as one range; the ranges leave no gaps."""
    joined: list[BlameRange] = []
    for item in found:
        last = joined[-1] if joined else None
        if last and last[2:4] == item[2:4] and item.origin - last.origin == item.start - last.start:
            joined[-1] = last._replace(end=item.end)
        else:
            joined.append(item)
    return joined
