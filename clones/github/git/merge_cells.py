"""The paths that two sides touched, each with its three versions, renames followed (https://git-scm.com/docs/git-merge)."""

from collections.abc import Mapping
from dataclasses import dataclass

from .changes import NO_MODE, Change, ReadBlob, removed_and_added
from .merge_files import FileMerger, Version
from .renames import pair_renames

_LIMIT = 7000
"""How many squared pairs of files a merge compares at most."""

BASE, OURS, THEIRS = 0, 1, 2


@dataclass(slots=True)
class Cell:
    """One path: its version in the base and on both sides, the paths they had there, and a conflict known already.

    `alike`: both sides had the same there to begin with. Git keeps our version then, even if a rename to this path has
    brought other changes to one side since.
    """

    versions: list[Version | None]
    names: list[str]
    conflict: str = ""
    alike: bool = False


Cells = dict[str, Cell]


def gather(ours: list[Change], theirs: list[Change]) -> Cells:
    """The paths that either side changed, by path."""
    cells: Cells = {}
    for side, found in ((OURS, ours), (THEIRS, theirs)):
        for change in found:
            base = None if change.old_mode == NO_MODE else (change.old_mode, change.old_sha)
            here = None if change.mode == NO_MODE else (change.mode, change.sha)
            cell = cells.setdefault(change.path, Cell([base, base, base], [change.path] * 3))
            cell.versions[side] = here
    for cell in cells.values():
        cell.alike = cell.versions[OURS] == cell.versions[THEIRS]
    return cells


def find_renames(cells: Cells, side: int, found: list[Change], read_blob: ReadBlob) -> dict[str, str]:
    """Old path → new path of what one side renamed, where the other side changed or deleted the old one."""
    sources, targets = removed_and_added(found)
    other = OURS + THEIRS - side
    relevant = {path for path in sources if cells[path].versions[other] != cells[path].versions[BASE]}
    if not relevant or not targets:
        return {}
    pairs = pair_renames(sources, targets, read_blob, relevant=relevant, empty_renames=False, limit=_LIMIT)
    return {source: target for target, (source, _) in pairs.items() if source in relevant}


def follow_renames(cells: Cells, ours: Mapping[str, str], theirs: Mapping[str, str], files: FileMerger) -> None:
    """Move what the other side did to a renamed file to the file's new path."""
    for old in sorted(ours.keys() | theirs.keys()):
        if old in ours and old in theirs:
            _both_renamed(cells, old, ours[old], theirs[old], files)
        elif old in ours:
            _one_renamed(cells, old, ours[old], OURS, files)
        else:
            _one_renamed(cells, old, theirs[old], THEIRS, files)


def _both_renamed(cells: Cells, old: str, our_path: str, their_path: str, files: FileMerger) -> None:
    source, mine, other = cells[old], cells[our_path], cells[their_path]
    base = source.versions[BASE]
    if our_path == their_path:
        mine.versions[BASE] = base
        mine.names[BASE] = old
        source.versions = [None, None, None]
        return
    our_version, their_version = mine.versions[OURS], other.versions[THEIRS]
    assert our_version
    assert their_version
    if our_version[0][:3] == their_version[0][:3]:
        merged, clean = files.merge(base, our_version, their_version, (old, our_path, their_path), 1)
        mine.versions[OURS] = merged
        other.versions[THEIRS] = merged if clean or merged != our_version else their_version
    for cell in (source, mine, other):
        cell.conflict = "rename/rename"
    source.versions = [None, None, None]


def _one_renamed(cells: Cells, old: str, new: str, side: int, files: FileMerger) -> None:
    source, target = cells[old], cells[new]
    other = OURS + THEIRS - side
    base, theirs, mine = source.versions[BASE], source.versions[other], target.versions[side]
    assert base
    assert mine
    if theirs is None:
        target.conflict = "rename/delete"
        if target.versions[other] is None:
            target.versions[BASE], target.names[BASE] = base, old
    elif theirs[0][:3] != mine[0][:3]:
        target.conflict = source.conflict = "type"
    elif target.versions[other] is not None:
        names = (old, new, old) if side == OURS else (old, old, new)
        pair = (mine, theirs) if side == OURS else (theirs, mine)
        merged, clean = files.merge(base, *pair, names, 1)
        target.versions[side] = merged
        if not clean and not target.alike:
            target.conflict = target.conflict or "content"
    else:
        target.versions[BASE], target.names[BASE] = base, old
        target.versions[other], target.names[other] = theirs, old
    if theirs is None or theirs[0][:3] == mine[0][:3]:
        source.versions = [None, None, None]
