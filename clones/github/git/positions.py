"""Where comments on a diff may stand (https://docs.github.com/en/rest/pulls/comments)."""

from collections.abc import Iterator
from typing import NamedTuple

from .diff import Hunk


class Place(NamedTuple):
    """One line of a file's hunks.

    `position` counts lines from the first hunk's header on, which is 0; `old` and `new` are the line's numbers on the
    left and on the right, None where it isn't; `place` is its place in `hunk.lines`, from 0.
    """

    position: int
    old: int | None
    new: int | None
    hunk: Hunk
    place: int

    @property
    def text(self) -> bytes:
        """The hunk's header and its lines up to this one, without the last newline: a comment's `diff_hunk`."""
        return self.hunk._replace(lines=self.hunk.lines[: self.place + 1]).text()[:-1]


def places(found: list[Hunk]) -> Iterator[Place]:
    """Every line of the hunks that a comment may stand on, in order."""
    position = -1
    for hunk in found:
        position += 1
        old, new = hunk.old, hunk.new
        for place, line in enumerate(hunk.lines):
            position += 1
            sign = line[:1]
            if sign != b"\\":
                left, right = old if sign != b"+" else None, new if sign != b"-" else None
                yield Place(position, left, right, hunk, place)
                old += left is not None
                new += right is not None


def at_line(found: list[Hunk], side: str, line: int) -> Place | None:
    """The place of a line of the old file (side LEFT) or of the new one (RIGHT), None if the hunks don't show it."""
    for place in places(found):
        if line == (place.old if side == "LEFT" else place.new):
            return place
    return None


def at_position(found: list[Hunk], position: int) -> Place | None:
    """The place at a position, None for a header's and beyond the last."""
    return next((place for place in places(found) if place.position == position), None)
