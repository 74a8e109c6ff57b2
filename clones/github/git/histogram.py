"""The other line matching of git, which its merges use: rare lines first (https://git-scm.com/docs/git-diff)."""

from .lines import Pair
from .myers import mark_changes

_MOST = 64
"""Lines that occur more often in the old file are no anchors; a box without others goes to the default algorithm."""


class _Block:
    """The best common block so far: first and last lines in both files, and how rare its rarest line is."""

    def __init__(self) -> None:
        self.old = self.old_last = self.new = self.new_last = -1
        self.count = _MOST + 1
        self.any_common = False


class _Region:
    """Lines `old` … `old_end` of one file against `new` … `new_end` of the other, ends excluded."""

    def __init__(self, pair: Pair, old: int, old_end: int, new: int, new_end: int) -> None:
        self.olds, self.news = pair.old, pair.new
        self.old, self.old_end, self.new, self.new_end = old, old_end, new, new_end
        self.places: dict[bytes, list[int]] = {}
        for place in range(old, old_end):
            self.places.setdefault(pair.old[place], []).append(place)

    def best(self) -> _Block:
        """The common block with the rarest line; of equally rare ones the longest, of those the first found."""
        block = _Block()
        new = self.new
        while new < self.new_end:
            new = self._try(block, new)
        return block

    def _try(self, block: _Block, new: int) -> int:
        """Try the blocks through one new line; the next new line to try."""
        following = new + 1
        places = self.places.get(self.news[new])
        if places is None:
            return following
        block.any_common = True
        if len(places) > block.count:
            return following
        last = -1
        for place in places:
            if place <= last:
                continue
            old, old_last, shift, rarest = self._stretch(place, new, len(places))
            last = old_last
            following = max(following, old_last + shift + 1)
            if block.old_last - block.old < old_last - old or rarest < block.count:
                block.old, block.old_last, block.count = old, old_last, rarest
                block.new, block.new_last = old + shift, old_last + shift
        return following

    def _stretch(self, place: int, new: int, rarest: int) -> tuple[int, int, int, int]:
        """The block of equal lines around one pair: first and last old line, the way to the new ones, its rarest."""
        olds, news, shift = self.olds, self.news, new - place
        first = last = place
        while first > self.old and first + shift > self.new and olds[first - 1] == news[first - 1 + shift]:
            first -= 1
            rarest = min(rarest, len(self.places[olds[first]]))
        while last + 1 < self.old_end and last + 1 + shift < self.new_end and olds[last + 1] == news[last + 1 + shift]:
            last += 1
            rarest = min(rarest, len(self.places[olds[last]]))
        return first, last, shift, rarest


def mark_changes_by_rarity(pair: Pair) -> None:
    """Mark the lines of `pair` that are not common."""
    boxes = [(0, len(pair.old), 0, len(pair.new))]
    while boxes:
        old, old_end, new, new_end = boxes.pop()
        if old < old_end and new < new_end:
            block = _Region(pair, old, old_end, new, new_end).best()
            if block.any_common and block.count > _MOST:
                mark_changes(pair, old, old_end, new, new_end)
                continue
            if block.old >= 0:
                boxes.append((old, block.old, new, block.new))
                boxes.append((block.old_last + 1, old_end, block.new_last + 1, new_end))
                continue
        pair.old_marks[old:old_end] = b"\1" * (old_end - old)
        pair.new_marks[new:new_end] = b"\1" * (new_end - new)
