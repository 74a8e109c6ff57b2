"""Ids and bytes of blobs and trees as git stores them (https://docs.github.com/en/rest/git/trees)."""

import re
from collections.abc import Iterable
from hashlib import sha1
from typing import NamedTuple

from .refusal import GitRefusal

FILE, EXECUTABLE, SYMLINK, SUBMODULE, DIRECTORY = "100644", "100755", "120000", "160000", "040000"
TYPES = {FILE: "blob", EXECUTABLE: "blob", SYMLINK: "blob", SUBMODULE: "commit", DIRECTORY: "tree"}

NO_SHA = "0" * 40
EMPTY_BLOB = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"
EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
_SHA = re.compile("[0-9a-f]{40}")


class Entry(NamedTuple):
    """One line of a tree: a name without slashes, a mode of six digits, the id of what it names."""

    name: str
    mode: str
    sha: str

    @property
    def type(self) -> str:
        """`blob`, `tree` or `commit` (a submodule)."""
        return TYPES[self.mode]


def object_id(kind: str, body: bytes) -> str:
    """The SHA-1 of `body` as an object of `kind` (blob, tree, commit, tag), 40 hexadecimal digits."""
    return sha1(b"%s %d\0" % (kind.encode(), len(body)) + body, usedforsecurity=False).hexdigest()


def blob_id(data: bytes) -> str:
    """The id of a file's content."""
    return object_id("blob", data)


def to_bytes(text: str) -> bytes:
    """A name or a path as git keeps it; names that are not UTF-8 travel as surrogates."""
    return text.encode("utf-8", "surrogateescape")


def to_text(data: bytes) -> str:
    """The reverse of `to_bytes`."""
    return data.decode("utf-8", "surrogateescape")


def entry_order(entry: Entry) -> bytes:
    """The key that sorts the entries of one tree: a directory counts as its name with a slash."""
    return to_bytes(entry.name + "/" if entry.mode == DIRECTORY else entry.name)


def check_sha(sha: str, what: str = "sha") -> str:
    """Give `sha` back; refuse with `bad_sha` unless it is 40 lower-case hexadecimal digits."""
    if not _SHA.fullmatch(sha):
        raise GitRefusal("bad_sha", what=what, sha=sha)
    return sha


def check_mode(mode: str, type: str | None = None, path: str = "") -> str:
    """Give `mode` back; refuse a mode that no tree may hold, or one that doesn't go with `type`."""
    if mode not in TYPES:
        raise GitRefusal("bad_mode", mode=mode, path=path)
    if type is not None and TYPES[mode] != type:
        raise GitRefusal("mode_mismatch", path=path, mode=mode, type=type)
    return mode


def check_name(name: str) -> str:
    """Give `name` back; refuse what can't be one entry of a tree: empty, `.`, `..`, `.git`, a slash or a NUL."""
    if name in ("", ".", "..") or name.lower() == ".git" or "/" in name or "\0" in name:
        raise GitRefusal("bad_name", name=name)
    return name


def check_entries(entries: Iterable[Entry]) -> list[Entry]:
    """The entries in git's order; refuses bad names, modes and ids, and two entries of one name."""
    ordered = sorted(entries, key=entry_order)
    seen = set()
    for name, mode, sha in ordered:
        check_name(name)
        check_mode(mode, path=name)
        check_sha(sha)
        if name in seen:
            raise GitRefusal("duplicate_path", path=name)
        seen.add(name)
    return ordered


def encode_tree(entries: Iterable[Entry]) -> bytes:
    """The body of a tree object; `entries` in any order."""
    return b"".join(
        b"%s %s\0%s" % (mode.lstrip("0").encode(), to_bytes(name), bytes.fromhex(sha))
        for name, mode, sha in sorted(entries, key=entry_order)
    )


def decode_tree(body: bytes) -> list[Entry]:
    """The entries of a tree object's body, in git's order."""
    entries = []
    place = 0
    while place < len(body):
        space = body.index(b" ", place)
        end = body.index(b"\0", space)
        mode = body[place:space].decode().rjust(6, "0")
        place = end + 21
        entries.append(Entry(to_text(body[space + 1 : end]), mode, body[end + 1 : place].hex()))
    return entries


def tree_id(entries: Iterable[Entry]) -> str:
    """The id of a tree with these entries, in any order."""
    return object_id("tree", encode_tree(entries))
