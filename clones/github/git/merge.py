"""Three-way merges of trees and of commits, renames followed (https://docs.github.com/en/rest/branches/branches)."""

from typing import NamedTuple

from .changes import ReadBlob, changes
from .history import Graph, merge_bases
from .merge_cells import BASE, OURS, THEIRS, Cell, Cells, find_renames, follow_renames, gather
from .merge_files import FileMerger, Labels, Version
from .objects import EMPTY_TREE, Entry
from .trees import ReadTree, overlay


class Conflict(NamedTuple):
    """A path that could not be merged, and its versions (mode and id, None where it is absent).

    Kinds: `content`, `add/add`, `modify/delete`, `directory/file`, `rename/delete`, `rename/rename`, `mode`, `type`.
    """

    path: str
    kind: str
    base: Version | None
    ours: Version | None
    theirs: Version | None


class Merged(NamedTuple):
    """The merged tree, the trees and blobs that are new with it, and the conflicts in order of paths.

    With conflicts the tree is what git leaves to be sorted out: texts with markers, deleted files that were modified.
    """

    tree: str
    trees: dict[str, list[Entry]]
    blobs: dict[str, bytes]
    conflicts: list[Conflict]

    @property
    def clean(self) -> bool:
        return not self.conflicts


def merge_trees(
    read_tree: ReadTree,
    read_blob: ReadBlob,
    base: str,
    ours: str,
    theirs: str,
    labels: Labels = Labels(),
    depth: int = 0,
) -> Merged:
    """What both sides did to the tree `base`, in one tree; to cherry-pick, `base` is the commit's parent's tree."""
    if base == theirs or ours == theirs:
        return Merged(ours, {}, {}, [])
    if base == ours:
        return Merged(theirs, {}, {}, [])
    our_changes, their_changes = changes(read_tree, base, ours), changes(read_tree, base, theirs)
    cells = gather(our_changes, their_changes)
    files = FileMerger(read_blob, labels, depth)
    our_renames = find_renames(cells, OURS, our_changes, read_blob)
    their_renames = find_renames(cells, THEIRS, their_changes, read_blob)
    here = {path: cell.versions[OURS] for path, cell in cells.items()}
    follow_renames(cells, our_renames, their_renames, files)
    conflicts: list[Conflict] = []
    result = {path: _settle(path, cell, files, conflicts) for path, cell in cells.items()}
    _part_directories(cells, result, labels, conflicts)
    edits = {path: version for path, version in result.items() if here.get(path) != version}
    tree, trees = overlay(read_tree, ours, edits)
    return Merged(tree, trees, files.blobs, sorted(conflicts))


def merge_commits(
    graph: Graph, read_tree: ReadTree, read_blob: ReadBlob, ours: str, theirs: str, labels: Labels = Labels()
) -> Merged:
    """The merge of two commits over their best common ancestors; several are merged with each other first."""
    return _Ancestors(graph, read_tree, read_blob).merge((ours,), graph(ours).tree, theirs, labels, 0)


class _Ancestors:
    """A merge and the merges of its common ancestors, which see each other's new objects."""

    def __init__(self, graph: Graph, read_tree: ReadTree, read_blob: ReadBlob) -> None:
        self._graph = graph
        self._tree_source, self._blob_source = read_tree, read_blob
        self._trees: dict[str, list[Entry]] = {}
        self._blobs: dict[str, bytes] = {}

    def merge(self, heads: tuple[str, ...], ours: str, theirs: str, labels: Labels, depth: int) -> Merged:
        """The tree `ours`, which came of merging `heads`, merged with the commit `theirs`."""
        bases = merge_bases(self._graph, heads, theirs)
        base = self._base(bases[::-1], depth + 1)
        return merge_trees(self._read_tree, self._read_blob, base, ours, self._graph(theirs).tree, labels, depth)

    def _base(self, bases: list[str], depth: int) -> str:
        """One tree for all the common ancestors, the oldest first."""
        if not bases:
            return EMPTY_TREE
        tree = self._graph(bases[0]).tree
        for place, other in enumerate(bases[1:], 1):
            labels = Labels("Temporary merge branch 1", "Temporary merge branch 2")
            merged = self.merge(tuple(bases[:place]), tree, other, labels, depth)
            self._trees |= merged.trees
            self._blobs |= merged.blobs
            tree = merged.tree
        return tree

    def _read_tree(self, sha: str) -> list[Entry]:
        return self._trees[sha] if sha in self._trees else self._tree_source(sha)

    def _read_blob(self, sha: str) -> bytes:
        return self._blobs[sha] if sha in self._blobs else self._blob_source(sha)


def _settle(path: str, cell: Cell, files: FileMerger, conflicts: list[Conflict]) -> Version | None:
    """The merged version of one path; a conflict is noted."""
    base, ours, theirs = cell.versions
    kind = cell.conflict
    result: Version | None
    if ours == theirs or (cell.alike and ours and theirs):
        result = ours
    elif base == ours and not kind:
        result = theirs
    elif base == theirs and not kind:
        result = ours
    elif not ours or not theirs:
        kind = kind or "modify/delete"
        result = base if files.depth and base else ours or theirs
    elif ours[0][:3] != theirs[0][:3]:
        kind = kind or "type"
        result = base if files.depth else ours
    else:
        result, clean = files.merge(base, ours, theirs, (cell.names[BASE], cell.names[OURS], cell.names[THEIRS]))
        if not clean:
            texts = ours[1] != theirs[1] and (not base or base[1] not in (ours[1], theirs[1]))
            kind = kind or ("mode" if not texts else "content" if base else "add/add")
    if kind:
        conflicts.append(Conflict(path, kind, base, ours, theirs))
    return result


def _part_directories(
    cells: Cells, result: dict[str, Version | None], labels: Labels, conflicts: list[Conflict]
) -> None:
    """Move a file out of the way of a directory that the other side has there."""
    present = [path for path, version in result.items() if version]
    folders = {path[:at] for path in present for at, letter in enumerate(path) if letter == "/"}
    for path in folders.intersection(present):
        cell = cells[path]
        side = OURS if cell.versions[OURS] else THEIRS
        place = f"{path}~{labels[side - 1].replace('/', '_')}"
        result[place], result[path] = result[path], None
        conflicts.append(Conflict(path, "directory/file", *cell.versions))
