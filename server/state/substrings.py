"""Parts of words: the texts of one field of all records of a kind, in one string, where somebody looks into them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from .record import Kind, Record

if TYPE_CHECKING:
    from .store import Store

MOVED = 5000
"""After how many changes the string is made anew at the next look."""
_BETWEEN = "\0"


class Texts:
    """Texts in small letters: to find a part in 100,000 takes a few milliseconds, in their documents 340."""

    __slots__ = ("moved", "rows", "starts", "whole")

    def __init__(self, pairs: Iterable[tuple[int, str]]) -> None:
        self.rows: list[int] = []
        parts: list[str] = []
        for row, text in pairs:
            self.rows.append(row)
            parts.append(text.lower())
        self.starts = list(accumulate((len(part) + 1 for part in parts), initial=0))
        self.whole = _BETWEEN.join(parts)
        self.moved: dict[int, str] = {}
        """What changed since; "" for what is gone."""

    def having(self, part: str, most: int) -> list[int] | None:
        """The rows whose text contains a part, whatever its case; None where more than `most` do."""
        part, found, at = part.lower(), [], 0
        while (at := self.whole.find(part, at)) >= 0:
            place = bisect_right(self.starts, at) - 1
            if self.rows[place] not in self.moved:
                found.append(self.rows[place])
                if len(found) > most:
                    return None
            at = self.starts[place + 1]
        return found + [row for row, text in self.moved.items() if part in text]


def having(store: Store, kind: type[Record], field: str, part: str, most: int) -> list[int] | None:
    """The rows of a kind whose field contains a part, whatever its case; None where more than `most` do."""
    if not part or _BETWEEN in part or not field.isidentifier():
        return None
    number = kind.KIND.number
    held = store.texts.setdefault(number, {})
    if field not in held or len(held[field].moved) > MOVED:
        place = f"json_extract(doc, '$.{field}')"
        rows = store.execute(f"SELECT rid, {place} FROM records WHERE kind = ? AND {place} IS NOT NULL", (number,))
        held[field] = Texts((row, str(text)) for row, text in rows)
    return held[field].having(part, most)


def move(store: Store, kind: Kind, row: int, after: dict[str, Any]) -> None:
    """Follow a record to another document, {} where there is none."""
    for field, texts in store.texts[kind.number].items():
        texts.moved[row] = str(after.get(field) or "").lower()
