"""What differs between two trees, file by file, renames found (https://docs.github.com/en/rest/commits/commits)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from .objects import DIRECTORY, NO_SHA, Entry, entry_order
from .renames import pair_renames
from .trees import ReadTree, entries_of, walk

ReadBlob = Callable[[str], bytes]
"""Gives a blob's content by its id."""

NO_MODE = "000000"


class Change(NamedTuple):
    """One file that differs. `status`: added, removed, modified, changed (another type: link, submodule) or renamed.

    `path` is the new path, `old_path` the old one (the same but for a rename). A side that is absent has mode 000000
    and an id of zeros. `similarity` is a per cent and says something of renames only.
    """

    status: str
    path: str
    old_path: str
    old_mode: str
    old_sha: str
    mode: str
    sha: str
    similarity: int = 100


def changes(
    read_tree: ReadTree, old: str | None, new: str | None, read_blob: ReadBlob | None = None, *, limit: int = 1000
) -> list[Change]:
    """The differences between two trees (None: nothing) in order of paths, subtrees of one id unread.

    With `read_blob` renames are found as git does by default: the same content first, then the same file name in
    another directory at 75 per cent, then any pair at 50 per cent, unless more than `limit` squared pairs would have
    to be compared.
    """
    found = list(_differences(read_tree, old, new, ""))
    if read_blob is None:
        return found
    sources, targets = removed_and_added(found)
    return renamed(found, pair_renames(sources, targets, read_blob, limit=limit)) if sources and targets else found


def removed_and_added(found: Iterable[Change]) -> tuple[dict[str, tuple[str, str]], dict[str, tuple[str, str]]]:
    """The files that are gone and the new ones: path → mode and id."""
    sources: dict[str, tuple[str, str]] = {}
    targets: dict[str, tuple[str, str]] = {}
    for change in found:
        if change.status == "removed":
            sources[change.path] = change.old_mode, change.old_sha
        elif change.status == "added":
            targets[change.path] = change.mode, change.sha
    return sources, targets


def renamed(found: Iterable[Change], pairs: Mapping[str, tuple[str, int]]) -> list[Change]:
    """The changes with each pair (new path → old path and similarity) as one rename, at the new path's place."""
    sources, _ = removed_and_added(found)
    gone = {source for source, _ in pairs.values()}
    result = []
    for change in found:
        if change.path in pairs and change.status == "added":
            source, similarity = pairs[change.path]
            result.append(Change("renamed", change.path, source, *sources[source], change.mode, change.sha, similarity))
        elif change.path not in gone or change.status != "removed":
            result.append(change)
    return result


def _differences(read_tree: ReadTree, old: str | None, new: str | None, prefix: str) -> Iterator[Change]:
    """Walk two trees side by side; a file and a directory of one name are two things."""
    before = {(entry.name, entry.mode == DIRECTORY): entry for entry in entries_of(read_tree, old)}
    after = {(entry.name, entry.mode == DIRECTORY): entry for entry in entries_of(read_tree, new)}
    keys = [key for key in before.keys() | after.keys() if before.get(key) != after.get(key)]
    touched = [after.get(key) or before[key] for key in keys]
    for entry in sorted(touched, key=entry_order):
        key = (entry.name, entry.mode == DIRECTORY)
        left, right = before.get(key), after.get(key)
        path = prefix + entry.name
        if key[1]:
            if left and right:
                yield from _differences(read_tree, left.sha, right.sha, path + "/")
            elif left:
                yield from _all(read_tree, left.sha, path + "/", "removed")
            elif right:
                yield from _all(read_tree, right.sha, path + "/", "added")
        else:
            yield _change(path, left, right)


def _all(read_tree: ReadTree, sha: str, prefix: str, status: str) -> Iterator[Change]:
    for path, entry in walk(read_tree, sha, prefix):
        if entry.mode != DIRECTORY:
            yield _change(path, entry, None) if status == "removed" else _change(path, None, entry)


def _change(path: str, left: Entry | None, right: Entry | None) -> Change:
    old_mode, old_sha = (left.mode, left.sha) if left else (NO_MODE, NO_SHA)
    mode, sha = (right.mode, right.sha) if right else (NO_MODE, NO_SHA)
    if not left:
        status = "added"
    elif not right:
        status = "removed"
    else:
        status = "modified" if old_mode[:3] == mode[:3] else "changed"
    return Change(status, path, path, old_mode, old_sha, mode, sha)
