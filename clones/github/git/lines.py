"""Files as numbered lines, and the marks of which of them changed (https://git-scm.com/docs/git-diff)."""

from io import BytesIO
from typing import NamedTuple


class Edit(NamedTuple):
    """Old lines `old` … `old_end` were replaced by new lines `new` … `new_end`; counted from 0, ends excluded."""

    old: int
    old_end: int
    new: int
    new_end: int


class Pair:
    """Two files as lines, and a mark for each changed line."""

    __slots__ = ("new", "new_marks", "old", "old_marks")

    def __init__(self, old: list[bytes], new: list[bytes]) -> None:
        self.old = old
        self.new = new
        self.old_marks = bytearray(len(old))
        self.new_marks = bytearray(len(new))

    def edits(self) -> list[Edit]:
        """The marks as edits, in order."""
        found: list[Edit] = []
        old = new = 0
        old_size, new_size = len(self.old), len(self.new)
        while True:
            old_start = _find(self.old_marks, 1, old, old_size)
            new_start = _find(self.new_marks, 1, new, new_size)
            step = min(old_start - old, new_start - new)
            old, new = old + step, new + step
            if old == old_size and new == new_size:
                return found
            old_end = _find(self.old_marks, 0, old, old_size)
            new_end = _find(self.new_marks, 0, new, new_size)
            found.append(Edit(old, old_end, new, new_end))
            old, new = old_end, new_end


def _find(marks: bytearray, mark: int, start: int, size: int) -> int:
    place = marks.find(mark, start)
    return size if place < 0 else place


def split_lines(data: bytes) -> list[bytes]:
    """The lines of a file, each with its newline; a carriage return ends no line."""
    return BytesIO(data).readlines()
