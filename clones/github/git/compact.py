"""Where a change is shown when it could be shown in several places (https://git-scm.com/docs/git-diff)."""

from .lines import Pair

# A run of changed lines can slide while the line it loses equals the line it gains. Git lines it up with a change of
# the other file, else (`by_indent`) lets it end where the indentation says a block ends, else as late as it can.

_SLIDE = 100
_INDENT_WEIGHT = 60
_MOST_INDENT = 200
_MOST_BLANK = 20


class _Group:
    """A run of changed lines between two unchanged ones, perhaps empty; `start` … `end` move along the file."""

    __slots__ = ("end", "lines", "marks", "start")

    def __init__(self, lines: list[bytes], marks: bytearray) -> None:
        self.lines, self.marks = lines, marks
        self.start = 0
        self.end = self._run_end(0)

    def _run_end(self, place: int) -> int:
        end = self.marks.find(0, place)
        return len(self.lines) if end < 0 else end

    def next(self) -> None:
        """Move past one unchanged line to the group behind it."""
        self.start = self.end + 1
        self.end = self._run_end(self.start)

    def previous(self) -> None:
        """Move back over one unchanged line to the group before it."""
        self.end = self.start - 1
        self.start = self.marks.rfind(0, 0, self.end) + 1

    def skip(self, count: int) -> None:
        """Move past `count` unchanged lines, empty groups at once."""
        while count:
            changed = self.marks.find(1, self.end)
            gap = (len(self.lines) if changed < 0 else changed) - self.end
            if gap > count:
                self.start = self.end = self.end + count
                return
            count -= gap
            self.start = self.end + gap
            self.end = self._run_end(self.start)

    def slide_up(self) -> bool:
        """Slide one line towards the start of the file, swallowing a group it meets; False if it can't."""
        if not self.start or self.lines[self.start - 1] != self.lines[self.end - 1]:
            return False
        self.start -= 1
        self.end -= 1
        self.marks[self.start], self.marks[self.end] = 1, 0
        self.start = self.marks.rfind(0, 0, self.start) + 1
        return True

    def slide_down(self) -> bool:
        """Slide one line towards the end of the file, swallowing a group it meets; False if it can't."""
        if self.end == len(self.lines) or self.lines[self.start] != self.lines[self.end]:
            return False
        self.marks[self.start], self.marks[self.end] = 0, 1
        self.start += 1
        self.end = self._run_end(self.end)
        return True


def compact(pair: Pair, by_indent: bool) -> None:
    """Slide every group of the old file, then of the new one, to where git shows it."""
    _compact(_Group(pair.old, pair.old_marks), _Group(pair.new, pair.new_marks), by_indent)
    _compact(_Group(pair.new, pair.new_marks), _Group(pair.old, pair.old_marks), by_indent)


def _compact(group: _Group, other: _Group, by_indent: bool) -> None:
    while True:
        if group.end > group.start:
            _settle(group, other, by_indent)
        changed = group.marks.find(1, group.end)
        if changed < 0:
            return
        gap = changed - group.end
        group.skip(gap)
        other.skip(gap)


def _settle(group: _Group, other: _Group, by_indent: bool) -> None:
    """Slide one group, and move `other` with it so that both stay between the same unchanged lines."""
    size = -1
    while size != group.end - group.start:
        size = group.end - group.start
        while group.slide_up():
            other.previous()
        earliest = group.end
        aligned = other.end > other.start
        while group.slide_down():
            other.next()
            aligned = aligned or other.end > other.start
    if group.end == earliest:
        return
    if aligned:
        while other.end == other.start:
            group.slide_up()
            other.previous()
    elif by_indent:
        best = _best_end(group.lines, group.end, size, max(earliest, group.end - size - 1, group.end - _SLIDE))
        while group.end > best:
            group.slide_up()
            other.previous()


def _best_end(lines: list[bytes], latest: int, size: int, earliest: int) -> int:
    """The end, of those the group can slide to, at which its two borders fit the indentation best."""
    best, best_end = (0, 0), -1
    for end in range(earliest, latest + 1):
        indent, penalty = 0, 0
        for border in (end, end - size):
            one_indent, one_penalty = _border(lines, border)
            indent += one_indent
            penalty += one_penalty
        order = (indent > best[0]) - (indent < best[0])
        if best_end < 0 or _INDENT_WEIGHT * order + penalty - best[1] <= 0:
            best, best_end = (indent, penalty), end
    return best_end


def _border(lines: list[bytes], at: int) -> tuple[int, int]:
    """The indentation that counts for a border before line `at`, and how bad a place it is.

    The weights are git's: it found them by fitting to borders that people had chosen.
    """
    indent = _indent(lines[at]) if at < len(lines) else -1
    blank_before, indent_before = _look(lines, range(at - 1, -1, -1))
    blank_after, indent_after = _look(lines, range(at + 1, len(lines)))
    penalty = 1 if indent_before < 0 and not blank_before else 0
    if at >= len(lines):
        penalty += 21
    blank_here = 1 + blank_after if indent < 0 else 0
    blank = blank_before + blank_here
    penalty += 6 * blank_here - 30 * blank
    indent = indent_after if indent < 0 else indent
    if indent < 0 or indent_before < 0 or indent == indent_before:
        return indent, penalty
    if indent > indent_before:
        return indent, penalty + (10 if blank else -4)
    if indent_after > indent:
        return indent, penalty + (17 if blank else 24)
    return indent, penalty + (17 if blank else 23)


def _look(lines: list[bytes], places: range) -> tuple[int, int]:
    """How many blank lines come first, and the indentation of the line behind them (-1 at the end of the file)."""
    blank = 0
    for place in places:
        indent = _indent(lines[place])
        if indent >= 0:
            return blank, indent
        blank += 1
        if blank == _MOST_BLANK:
            return blank, 0
    return blank, -1


def _indent(line: bytes) -> int:
    """The columns of white space before the first other character; -1 for a blank line."""
    columns = 0
    for letter in line:
        if letter == 32:
            columns += 1
        elif letter == 9:
            columns += 8 - columns % 8
        elif letter not in b"\n\r":
            return columns
        if columns >= _MOST_INDENT:
            return _MOST_INDENT
    return -1
