"""One path merged from three versions: contents, modes and types (https://git-scm.com/docs/git-merge)."""

from typing import NamedTuple

from .binary import is_binary
from .changes import ReadBlob
from .content_merge import MARKER, merge_texts
from .objects import SYMLINK, blob_id

Version = tuple[str, str]
"""A mode and an id."""


class Labels(NamedTuple):
    """What the two sides are called in conflict markers and in the names of files that had to move."""

    ours: str = "ours"
    theirs: str = "theirs"


class FileMerger:
    """Merges versions of files and keeps the blobs it makes.

    `depth` is 0 for a real merge; above it the merge makes a common ancestor for another, and what conflicts stays as
    it was in the base where it can't be shown with markers.
    """

    def __init__(self, read_blob: ReadBlob, labels: Labels, depth: int) -> None:
        self.read_blob = read_blob
        self.labels = labels
        self.depth = depth
        self.blobs: dict[str, bytes] = {}

    def merge(
        self,
        base: Version | None,
        ours: Version,
        theirs: Version,
        names: tuple[str, str, str],
        extra: int = 0,
    ) -> tuple[Version, bool]:
        """Two versions of one type in one, and whether that went without conflict.

        `names` are the paths of the three, `extra` widens the markers.
        """
        clean = True
        if base and ours[0] != theirs[0] and ours[0] == base[0]:
            mode = theirs[0]
        else:
            mode = ours[0]
            clean = ours[0] == theirs[0] or (base is not None and theirs[0] == base[0])
        if ours[1] == theirs[1] or (base and ours[1] == base[1]):
            return (mode, theirs[1]), clean
        if base and theirs[1] == base[1]:
            return (mode, ours[1]), clean
        if mode.startswith("100"):
            sha, same = self._texts(base, ours[1], theirs[1], names, extra)
            return (mode, sha), clean and same
        if self.depth and base:
            return base if mode == SYMLINK else (mode, base[1]), False
        return (mode, ours[1]), False

    def _texts(
        self, base: Version | None, ours: str, theirs: str, names: tuple[str, str, str], extra: int
    ) -> tuple[str, bool]:
        like_file = base is not None and base[0].startswith("100")
        origin = self._read(base[1]) if base and like_file else b""
        mine, other = self._read(ours), self._read(theirs)
        if is_binary(origin) or is_binary(mine) or is_binary(other):
            return (self._keep(origin) if self.depth else ours), False
        labels = tuple(self.labels)
        if len(set(names)) > 1:
            labels = f"{labels[0]}:{names[1]}", f"{labels[1]}:{names[2]}"
        merged = merge_texts(origin, mine, other, (labels[0], labels[1]), MARKER + 2 * self.depth + extra)
        return self._keep(merged.text), merged.clean

    def _read(self, sha: str) -> bytes:
        return self.blobs[sha] if sha in self.blobs else self.read_blob(sha)

    def _keep(self, data: bytes) -> str:
        sha = blob_id(data)
        self.blobs[sha] = data
        return sha
