"""The hunks between two texts, the same as `git diff` prints (https://docs.github.com/en/rest/pulls/pulls)."""

from collections.abc import Iterator
from typing import NamedTuple

from .compact import compact
from .histogram import mark_changes_by_rarity
from .lines import Edit, Pair, split_lines
from .myers import mark_changes

CONTEXT = 3
_NO_NEWLINE = b"\\ No newline at end of file\n"
_HEADING_BYTES = 80
_HEADING_START = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_$")


class Hunk(NamedTuple):
    """A run of lines around changes. Lines count from 1; a side without lines starts one earlier.

    `heading` is the last line before it that starts with a letter; `lines` carry their sign (blank, `-`, `+`, or the
    backslash of a missing newline) and end with a newline.
    """

    old: int
    old_count: int
    new: int
    new_count: int
    heading: bytes
    lines: list[bytes]

    def text(self) -> bytes:
        """The hunk as it stands in a patch."""
        ranges = b"@@ -%s +%s @@" % (_range(self.old, self.old_count), _range(self.new, self.new_count))
        heading = b" " + self.heading if self.heading else b""
        return b"".join([ranges, heading, b"\n", *self.lines])


def edits(old: list[bytes], new: list[bytes], *, rare_first: bool = False, by_indent: bool = True) -> list[Edit]:
    """What turns the lines `old` into `new`: as `git diff` has it, or with `rare_first` as git's merges have it."""
    if not old or not new:
        return [Edit(0, len(old), 0, len(new))] if old or new else []
    pair = Pair(old, new)
    if rare_first:
        mark_changes_by_rarity(pair)
    else:
        mark_changes(pair)
    compact(pair, by_indent)
    return pair.edits()


def hunks(old: bytes, new: bytes, context: int = CONTEXT) -> list[Hunk]:
    """The hunks between two texts, with `context` unchanged lines around each change."""
    old_lines, new_lines = split_lines(old), split_lines(new)
    found = []
    heading, looked_from = b"", -1
    for group in _near(edits(old_lines, new_lines), 2 * context):
        start = max(group[0].old - context, 0)
        new_start = max(group[0].new - context, 0)
        end = min(group[-1].old_end + context, len(old_lines))
        count = end - start
        new_count = min(group[-1].new_end + context, len(new_lines)) - new_start
        heading = _heading(old_lines, start - 1, looked_from) or heading
        looked_from = start - 1
        body = list(_signed(old_lines, new_lines, group, start, end))
        found.append(Hunk(start + (count > 0), count, new_start + (new_count > 0), new_count, heading, body))
    return found


def counts(found: list[Hunk]) -> tuple[int, int]:
    """How many lines the hunks add and delete."""
    signs = b"".join([line[:1] for hunk in found for line in hunk.lines])
    return signs.count(b"+"), signs.count(b"-")


def _near(found: list[Edit], gap: int) -> Iterator[list[Edit]]:
    """The edits in groups that share a hunk: at most `gap` unchanged lines between two."""
    group: list[Edit] = []
    for edit in found:
        if group and edit.old - group[-1].old_end > gap:
            yield group
            group = []
        group.append(edit)
    if group:
        yield group


def _signed(old: list[bytes], new: list[bytes], group: list[Edit], start: int, end: int) -> Iterator[bytes]:
    """The lines of one hunk with their signs."""
    for edit in group:
        for line in old[start : edit.old]:
            yield b" " + line
        yield from _with_end(b"-", old[edit.old : edit.old_end])
        yield from _with_end(b"+", new[edit.new : edit.new_end])
        start = edit.old_end
    yield from _with_end(b" ", old[start:end])


def _with_end(sign: bytes, lines: list[bytes]) -> Iterator[bytes]:
    for line in lines:
        if line.endswith(b"\n"):
            yield sign + line
        else:
            yield sign + line + b"\n"
            yield _NO_NEWLINE


def _heading(lines: list[bytes], start: int, stop: int) -> bytes:
    """The nearest line from `start` back to behind `stop` that looks like the start of a function."""
    for line in reversed(lines[stop + 1 : start + 1]):
        if line[0] in _HEADING_START:
            return line[:_HEADING_BYTES].rstrip(b" \t\r\n")
    return b""


def _range(start: int, count: int) -> bytes:
    return b"%d" % start if count == 1 else b"%d,%d" % (start, count)
