"""Changes of files as patches: counts, hunks, and the text of `git diff` (https://docs.github.com/en/rest/commits)."""

from collections.abc import Iterable
from typing import NamedTuple

from .binary import binary_patch, is_binary
from .changes import NO_MODE, Change, ReadBlob
from .diff import Hunk, counts, hunks
from .objects import NO_SHA, SUBMODULE, to_bytes

ABBREVIATION = 7
"""How many digits of an id git shows in a small repository."""

_ESCAPES = {7: b"a", 8: b"b", 9: b"t", 10: b"n", 11: b"v", 12: b"f", 13: b"r", 34: b'"', 92: b"\\"}
_NOWHERE = b"/dev/null"


class FilePatch(NamedTuple):
    """One changed file: its hunks (none for a binary one), the lines it adds and deletes, both sizes in bytes."""

    change: Change
    binary: bool
    hunks: list[Hunk]
    additions: int
    deletions: int
    old_size: int
    size: int

    @property
    def text(self) -> bytes:
        """The hunks alone, without the last newline, as the API's `patch` holds them; empty where there are none."""
        return b"".join([hunk.text() for hunk in self.hunks])[:-1]


def file_patch(change: Change, read_blob: ReadBlob) -> FilePatch:
    """Compare the two sides of one change; equal contents have no sizes."""
    new = _content(change.mode, change.sha, read_blob)
    if change.old_sha == change.sha:
        return FilePatch(change, is_binary(new), [], 0, 0, 0, 0)
    old = _content(change.old_mode, change.old_sha, read_blob)
    if is_binary(old) or is_binary(new):
        return FilePatch(change, True, [], 0, 0, len(old), len(new))
    found = hunks(old, new)
    return FilePatch(change, False, found, *counts(found), len(old), len(new))


def diff_text(found: Iterable[Change], read_blob: ReadBlob, abbreviation: int = ABBREVIATION) -> bytes:
    """The whole of what `git diff` prints for these changes; binary files only named."""
    return b"".join([render(file_patch(change, read_blob), read_blob, abbreviation) for change in found])


def render(
    patch: FilePatch, read_blob: ReadBlob, abbreviation: int = ABBREVIATION, *, whole_binary: bool = False
) -> bytes:
    """One file's part of a diff; with `whole_binary` binary content is written out, so that `git apply` can use it."""
    change = patch.change
    if change.status == "changed":
        halves = [file_patch(half, read_blob) for half in _halves(change)]
        return b"".join([render(half, read_blob, abbreviation, whole_binary=whole_binary) for half in halves])
    old_name, name = quote(change.old_path, "a/"), quote(change.path, "b/")
    digits = len(NO_SHA) if patch.binary and whole_binary else abbreviation
    parts = [b"diff --git %s %s\n" % (old_name, name), *_extended(change, digits)]
    old_name = _NOWHERE if change.old_mode == NO_MODE else old_name
    name = _NOWHERE if change.mode == NO_MODE else name
    if patch.hunks:
        parts += [b"--- ", old_name, b"\t\n" if b" " in old_name else b"\n"]
        parts += [b"+++ ", name, b"\t\n" if b" " in name else b"\n"]
        parts += [hunk.text() for hunk in patch.hunks]
    elif patch.binary and change.old_sha != change.sha:
        if whole_binary:
            old = _content(change.old_mode, change.old_sha, read_blob)
            parts.append(binary_patch(old, _content(change.mode, change.sha, read_blob)))
        else:
            parts.append(b"Binary files %s and %s differ\n" % (old_name, name))
    return b"".join(parts)


def _halves(change: Change) -> tuple[Change, Change]:
    """A file in whose place another type of thing stands is shown as a deletion and an addition."""
    gone = change._replace(status="removed", mode=NO_MODE, sha=NO_SHA)
    return gone, change._replace(status="added", old_mode=NO_MODE, old_sha=NO_SHA)


def quote(path: str, prefix: str = "") -> bytes:
    """A path as git prints it: in quotes with escapes if it holds anything but plain printable ASCII."""
    plain = to_bytes(path)
    if all(31 < letter < 127 and letter not in b'"\\' for letter in plain):
        return to_bytes(prefix) + plain
    escaped = b"".join([_escape(letter) for letter in plain])
    return b'"' + to_bytes(prefix) + escaped + b'"'


def _escape(letter: int) -> bytes:
    if letter in _ESCAPES:
        return b"\\" + _ESCAPES[letter]
    return bytes([letter]) if 31 < letter < 127 else b"\\%03o" % letter


def _extended(change: Change, abbreviation: int) -> list[bytes]:
    """The lines between `diff --git` and the hunks."""
    lines = []
    old_mode, mode = change.old_mode.encode(), change.mode.encode()
    if change.status == "added":
        lines.append(b"new file mode %s\n" % mode)
    elif change.status == "removed":
        lines.append(b"deleted file mode %s\n" % old_mode)
    elif old_mode != mode:
        lines.append(b"old mode %s\nnew mode %s\n" % (old_mode, mode))
    if change.status == "renamed":
        lines.append(b"similarity index %d%%\n" % change.similarity)
        lines.append(b"rename from %s\nrename to %s\n" % (quote(change.old_path), quote(change.path)))
    if change.old_sha != change.sha:
        ids = change.old_sha[:abbreviation].encode(), change.sha[:abbreviation].encode()
        lines.append(b"index %s..%s%s\n" % (*ids, b" " + mode if old_mode == mode else b""))
    return lines


def _content(mode: str, sha: str, read_blob: ReadBlob) -> bytes:
    """What a diff compares: a file's content, a link's target, a submodule's commit in words."""
    if mode == NO_MODE:
        return b""
    return b"Subproject commit %s\n" % sha.encode() if mode == SUBMODULE else read_blob(sha)
