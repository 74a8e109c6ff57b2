"""Trees: built from paths, overlaid with edits, walked and looked up (https://docs.github.com/en/rest/git/trees)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from .objects import (
    DIRECTORY,
    EMPTY_TREE,
    Entry,
    check_entries,
    check_mode,
    check_name,
    check_sha,
    entry_order,
    tree_id,
)
from .refusal import GitRefusal

ReadTree = Callable[[str], list[Entry]]
"""Gives a tree's entries by its id. It is never asked for the empty tree."""

Edits = Mapping[str, tuple[str, str] | None]
"""By path: the mode and id to put there, or None to delete what is there."""


class Written(NamedTuple):
    """The id of a root tree, and the new trees below it and itself (id → entries in git's order), to be stored."""

    sha: str
    trees: dict[str, list[Entry]]


class _Folder:
    """Edits sorted into one directory: what to put under each name, and the edits of its subdirectories."""

    def __init__(self) -> None:
        self.put: dict[str, tuple[str, str] | None] = {}
        self.below: dict[str, _Folder] = {}

    def puts(self) -> bool:
        """Whether anything stays here once all is deleted that the edits delete."""
        return any(self.put.values()) or any(folder.puts() for folder in self.below.values())


def entries_of(read_tree: ReadTree, sha: str | None) -> list[Entry]:
    """The entries of a tree; no tree and the empty tree have none."""
    return read_tree(sha) if sha and sha != EMPTY_TREE else []


def overlay(read_tree: ReadTree, base: str | None, edits: Edits) -> Written:
    """The tree that comes of `edits` on the tree `base` (None: nothing), reading only directories on their paths.

    Directories left empty vanish; a file put below another file, or in the place of a directory, replaces it, as git's
    index does. Refuses `bad_name`, `bad_mode`, `bad_sha`, `path_missing` (a deletion of what is not there) and
    `path_collision` (two edits of which one is inside the other).
    """
    root = _Folder()
    for path, target in edits.items():
        _sort_in(root, path, target)
    written: dict[str, list[Entry]] = {}
    sha = _write(read_tree, base, root, "", written)
    if sha is None:
        written[EMPTY_TREE] = []
    return Written(sha or EMPTY_TREE, written)


def build(files: Mapping[str, tuple[str, str]]) -> Written:
    """The tree that holds exactly these files: path → mode and id."""
    return overlay(lambda _: [], None, files)


def flat_tree(entries: Iterable[Entry]) -> Written:
    """The tree with these direct entries, checked."""
    ordered = check_entries(entries)
    sha = tree_id(ordered)
    return Written(sha, {sha: ordered})


def walk(read_tree: ReadTree, sha: str, prefix: str = "") -> Iterator[tuple[str, Entry]]:
    """Every path below a tree and its entry, directories before what they hold, in git's order."""
    for entry in entries_of(read_tree, sha):
        path = prefix + entry.name
        yield path, entry
        if entry.mode == DIRECTORY:
            yield from walk(read_tree, entry.sha, path + "/")


def flatten(read_tree: ReadTree, sha: str) -> dict[str, tuple[str, str]]:
    """Path → mode and id of every file, symbolic link and submodule below a tree."""
    return {path: (entry.mode, entry.sha) for path, entry in walk(read_tree, sha) if entry.mode != DIRECTORY}


def lookup(read_tree: ReadTree, sha: str, path: str) -> Entry | None:
    """The entry at a path, or None; the empty path is the tree itself. Slashes at the ends don't count."""
    entry = Entry("", DIRECTORY, sha)
    for name in path.strip("/").split("/") if path.strip("/") else []:
        if entry.mode != DIRECTORY:
            return None
        found = next((item for item in entries_of(read_tree, entry.sha) if item.name == name), None)
        if found is None:
            return None
        entry = found
    return entry


def _sort_in(root: _Folder, path: str, target: tuple[str, str] | None) -> None:
    """Put one edit into its folder; what is put below or above another thing that is put collides with it."""
    *folders, name = path.split("/")
    here = root
    for folder in folders:
        if target is not None and here.put.get(check_name(folder)) is not None:
            raise GitRefusal("path_collision", path=path)
        here = here.below.setdefault(check_name(folder), _Folder())
    if target is not None:
        check_mode(target[0], path=path)
        check_sha(target[1])
        if name in here.below and here.below[name].puts():
            raise GitRefusal("path_collision", path=path)
    here.put[check_name(name)] = target


def _write(
    read_tree: ReadTree, base: str | None, folder: _Folder, prefix: str, written: dict[str, list[Entry]]
) -> str | None:
    """Write one directory and give its id, or None when nothing is left in it. Deletions come first."""
    entries = {entry.name: entry for entry in entries_of(read_tree, base)}
    for name in (name for name, target in folder.put.items() if target is None):
        if entries.pop(name, None) is None:
            raise GitRefusal("path_missing", path=prefix + name)
    for name, below in folder.below.items():
        old = entries.pop(name, None)
        inside = old.sha if old and old.mode == DIRECTORY else None
        sha = _write(read_tree, inside, below, f"{prefix}{name}/", written)
        if sha is not None:
            entries[name] = Entry(name, DIRECTORY, sha)
    for name, target in folder.put.items():
        if target is not None:
            entries[name] = Entry(name, *target)
    if not entries:
        return None
    ordered = sorted(entries.values(), key=entry_order)
    sha = tree_id(ordered)
    if sha != base:
        written[sha] = ordered
    return sha
