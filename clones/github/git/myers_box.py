"""One box of the search for a shortest edit script: where its two ends meet (https://git-scm.com/docs/git-diff)."""

from typing import NamedTuple

_FAR = 1 << 60
_LONG = 20
"""From this many equal lines on a diagonal counts as a find worth stopping for."""
_PATIENT = 256
"""Below this many edits the search never settles for less than the shortest script."""
_GAIN = 4


class Split(NamedTuple):
    """Where to cut the box in two, and which halves must still be searched to the end."""

    old: int
    new: int
    exact_before: bool = True
    exact_after: bool = True


class Box:
    """Lines `old` … `old_end` against `new` … `new_end`, searched from both corners at once.

    `ahead` and `back` hold the furthest old line reached on every diagonal (old minus new line, negative ones from the
    list's end); they are shared by all boxes of one comparison.
    """

    def __init__(
        self, olds: list[int], news: list[int], bounds: tuple[int, int, int, int], ahead: list[int], back: list[int]
    ) -> None:
        self.olds, self.news = olds, news
        self.old, self.old_end, self.new, self.new_end = bounds
        self.ahead, self.back = ahead, back
        self.lowest, self.highest = self.old - self.new_end, self.old_end - self.new
        self.from_start = self.old - self.new
        self.from_end = self.old_end - self.new_end
        self.odd = (self.from_start - self.from_end) & 1 == 1
        self.ahead_low = self.ahead_high = self.from_start
        self.back_low = self.back_high = self.from_end
        self.ahead[self.from_start] = self.old
        self.back[self.from_end] = self.old_end
        self.long_found = False

    def split(self, exact: bool, cost_limit: int) -> Split:
        """The meeting point. Unless `exact`, a good enough one once the cost is high."""
        cost = 0
        while True:
            cost += 1
            self.long_found = False
            found = self._step_ahead() or self._step_back()
            if found:
                return found
            if exact:
                continue
            if self.long_found and cost > _PATIENT:
                found = self._long_ahead(cost) or self._long_back(cost)
                if found:
                    return found
            if cost >= cost_limit:
                return self._furthest()

    def _step_ahead(self) -> Split | None:
        """One more edit from the start; the meeting point if it reaches what came from the end."""
        ahead, back, olds, news = self.ahead, self.back, self.olds, self.news
        old_end, new_end = self.old_end, self.new_end
        if self.ahead_low > self.lowest:
            self.ahead_low -= 1
            ahead[self.ahead_low - 1] = -1
        else:
            self.ahead_low += 1
        if self.ahead_high < self.highest:
            self.ahead_high += 1
            ahead[self.ahead_high + 1] = -1
        else:
            self.ahead_high -= 1
        back_low, back_high = (self.back_low, self.back_high) if self.odd else (1, 0)
        for diagonal in range(self.ahead_high, self.ahead_low - 1, -2):
            below, above = ahead[diagonal - 1], ahead[diagonal + 1]
            at = start = below + 1 if below >= above else above
            other = at - diagonal
            while at < old_end and other < new_end and olds[at] == news[other]:
                at += 1
                other += 1
            if at - start > _LONG:
                self.long_found = True
            ahead[diagonal] = at
            if back_low <= diagonal <= back_high and back[diagonal] <= at:
                return Split(at, other)
        return None

    def _step_back(self) -> Split | None:
        """One more edit from the end; the meeting point if it reaches what came from the start."""
        ahead, back, olds, news = self.ahead, self.back, self.olds, self.news
        old, new = self.old, self.new
        if self.back_low > self.lowest:
            self.back_low -= 1
            back[self.back_low - 1] = _FAR
        else:
            self.back_low += 1
        if self.back_high < self.highest:
            self.back_high += 1
            back[self.back_high + 1] = _FAR
        else:
            self.back_high -= 1
        ahead_low, ahead_high = (1, 0) if self.odd else (self.ahead_low, self.ahead_high)
        for diagonal in range(self.back_high, self.back_low - 1, -2):
            below, above = back[diagonal - 1], back[diagonal + 1]
            at = start = below if below < above else above - 1
            other = at - diagonal
            while at > old and other > new and olds[at - 1] == news[other - 1]:
                at -= 1
                other -= 1
            if start - at > _LONG:
                self.long_found = True
            back[diagonal] = at
            if ahead_low <= diagonal <= ahead_high and at <= ahead[diagonal]:
                return Split(at, other)
        return None

    def _long_ahead(self, cost: int) -> Split | None:
        """The furthest diagonal from the start that ends in many equal lines, if it is far enough for its cost."""
        best, found = 0, None
        for diagonal in range(self.ahead_high, self.ahead_low - 1, -2):
            at = self.ahead[diagonal]
            other = at - diagonal
            gain = (at - self.old) + (other - self.new) - abs(diagonal - self.from_start)
            if gain <= _GAIN * cost or gain <= best:
                continue
            if self.old + _LONG <= at < self.old_end and self.new + _LONG <= other < self.new_end:
                if self.olds[at - _LONG : at] == self.news[other - _LONG : other]:
                    best, found = gain, Split(at, other, exact_after=False)
        return found

    def _long_back(self, cost: int) -> Split | None:
        """The same from the end."""
        best, found = 0, None
        for diagonal in range(self.back_high, self.back_low - 1, -2):
            at = self.back[diagonal]
            other = at - diagonal
            gain = (self.old_end - at) + (self.new_end - other) - abs(diagonal - self.from_end)
            if gain <= _GAIN * cost or gain <= best:
                continue
            if self.old < at <= self.old_end - _LONG and self.new < other <= self.new_end - _LONG:
                if self.olds[at : at + _LONG] == self.news[other : other + _LONG]:
                    best, found = gain, Split(at, other, exact_before=False)
        return found

    def _furthest(self) -> Split:
        """The cost limit is reached: cut where one of the two searches came furthest."""
        ahead_sum = ahead_at = -1
        for diagonal in range(self.ahead_high, self.ahead_low - 1, -2):
            at = min(self.ahead[diagonal], self.old_end, self.new_end + diagonal)
            if ahead_sum < 2 * at - diagonal:
                ahead_sum, ahead_at = 2 * at - diagonal, at
        back_sum = back_at = _FAR
        for diagonal in range(self.back_high, self.back_low - 1, -2):
            at = max(self.old, self.back[diagonal], self.new + diagonal)
            if 2 * at - diagonal < back_sum:
                back_sum, back_at = 2 * at - diagonal, at
        if (self.old_end + self.new_end) - back_sum < ahead_sum - (self.old + self.new):
            return Split(ahead_at, ahead_sum - ahead_at, exact_after=False)
        return Split(back_at, back_sum - back_at, exact_before=False)
