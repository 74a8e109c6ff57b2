"""The shortest edit script as git's default algorithm finds it (https://git-scm.com/docs/git-diff)."""

from collections import Counter
from collections.abc import Iterator
from typing import TypeVar

from .lines import Pair
from .myers_box import Box

# E. W. Myers, "An O(ND) difference algorithm and its variations" (1986), in linear space: two searches meet in the
# middle. The shortcuts for large files decide what `git diff` prints, so git's are here as well.

_Line = TypeVar("_Line", bytes, int)

_MANY_MATCHES = 1024
_WINDOW = 100
_RUN = 4
_PATIENT = 256


def mark_changes(pair: Pair, old: int = 0, old_end: int = -1, new: int = 0, new_end: int = -1) -> None:
    """Mark the lines of `pair` that are not common, within the given box (default: everything)."""
    old_end = len(pair.old) if old_end < 0 else old_end
    new_end = len(pair.new) if new_end < 0 else new_end
    olds, news = pair.old[old:old_end], pair.new[new:new_end]
    start, old_stop, new_stop = _trim(olds, 0, len(olds), news, 0, len(news))
    if start < min(old_stop, new_stop):
        old_kept, new_kept = _worth_comparing(olds, news, start, old_stop, new_stop)
    else:
        old_kept, new_kept = [], []
    pair.old_marks[old + start : old + old_stop] = b"\1" * (old_stop - start)
    pair.new_marks[new + start : new + new_stop] = b"\1" * (new_stop - start)
    for one, other in _common([olds[at] for at in old_kept], [news[at] for at in new_kept]):
        pair.old_marks[old + old_kept[one]] = 0
        pair.new_marks[new + new_kept[other]] = 0


def _trim(olds: list[_Line], old: int, old_end: int, news: list[_Line], new: int, new_end: int) -> tuple[int, int, int]:
    """The common lines at both ends cut off: the first old line, and both ends. The start shifts both alike."""
    shift = new - old
    stop = min(old_end, new_end - shift)
    while old < stop and olds[old] == news[old + shift]:
        old += 1
    while old_end > old and new_end > old + shift and olds[old_end - 1] == news[new_end - 1]:
        old_end -= 1
        new_end -= 1
    return old, old_end, new_end


def _root(size: int) -> int:
    """A power of two near the square root, as git estimates it."""
    return 1 << (size.bit_length() + 1) // 2


def _worth_comparing(
    olds: list[bytes], news: list[bytes], start: int, old_stop: int, new_stop: int
) -> tuple[list[int], list[int]]:
    """The lines that go into the search: not those without a match, nor common ones amid lines without a match."""
    in_old, in_new = Counter(olds), Counter(news)
    return (
        _keep(olds, start, old_stop, in_new, min(_root(len(olds)), _MANY_MATCHES)),
        _keep(news, start, new_stop, in_old, min(_root(len(news)), _MANY_MATCHES)),
    )


def _keep(lines: list[bytes], start: int, stop: int, there: Counter[bytes], many: int) -> list[int]:
    counts = [there[line] for line in lines[start:stop]]
    if max(counts) < many:
        return [start + at for at, count in enumerate(counts) if count]
    classes = bytes(0 if not count else 2 if count >= many else 1 for count in counts)
    return [start + at for at, kind in enumerate(classes) if kind == 1 or (kind == 2 and not _amid_others(classes, at))]


def _amid_others(classes: bytes, at: int) -> bool:
    """Whether a very common line lies in a run of lines without a match, on both sides, with few common ones."""
    before = classes[max(0, at - _WINDOW) : at][::-1]
    after = classes[at + 1 : at + 1 + _WINDOW]
    before, after = before.partition(b"\1")[0], after.partition(b"\1")[0]
    lonely_before, lonely_after = before.count(0), after.count(0)
    if not lonely_before or not lonely_after:
        return False
    common = before.count(2) + after.count(2) + 2
    return common * _RUN < common + lonely_before + lonely_after


def _common(old_lines: list[bytes], new_lines: list[bytes]) -> Iterator[tuple[int, int]]:
    """The pairs of lines that stay, in no order. Lines are compared as numbers, which is faster."""
    numbers = {line: number for number, line in enumerate(old_lines)}
    olds = [numbers[line] for line in old_lines]
    news = [numbers.get(line, -1) for line in new_lines]
    size = len(olds) + len(news) + 3
    ahead, back = [0] * size, [0] * size
    cost_limit = max(_root(size), _PATIENT)
    boxes = [(0, len(olds), 0, len(news), False)]
    while boxes:
        old, old_end, new, new_end, exact = boxes.pop()
        start, old_stop, new_stop = _trim(olds, old, old_end, news, new, new_end)
        shift = new - old
        yield from zip(range(old, start), range(new, start + shift), strict=True)
        yield from zip(range(old_stop, old_end), range(new_stop, new_end), strict=True)
        if start < old_stop and start + shift < new_stop:
            box = Box(olds, news, (start, old_stop, start + shift, new_stop), ahead, back)
            cut = box.split(exact, cost_limit)
            boxes.append((start, cut.old, start + shift, cut.new, cut.exact_before))
            boxes.append((cut.old, old_stop, cut.new, new_stop, cut.exact_after))
